"""The command about spreadsheets before they are taken in, check; and what it shares with load."""

import argparse
import json
from pathlib import Path

from metrics.command_line.printing import Unusable, put, say
from metrics.definitions import Framework, framework
from metrics.geography import Places
from metrics.history import after, earlier
from metrics.home import root_home
from metrics.spreadsheets.checking import Checked, check, to_json, without_personal_cells
from metrics.spreadsheets.grouping import together
from metrics.spreadsheets.learned import KIND
from metrics.spreadsheets.problems import KINDS
from metrics.spreadsheets.reading import Reader

GOOD, DECISION, UNUSABLE = 0, 1, 2
HOW_TO_ANSWER = (
    'Write {"answer_to": "option"}, with both as `check --json` gives them, such as '
    '{"period_missing:financial_year": "2019/20"}.'
)


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's command to the parser."""
    look = commands.add_parser("check", help="read and check files; nothing is taken in")
    arguments_for_files(look)
    look.add_argument("--marked", type=Path, metavar="DIR", help="hand each file back here with its cells marked")
    look.set_defaults(run=run_check)


def arguments_for_files(command: argparse.ArgumentParser) -> None:
    """The arguments that check and load have in common."""
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--source", help="what the files are; found from their headings when left out")
    command.add_argument("--answers", type=Path, metavar="FILE.json", help="answers to the questions a check asked")
    command.add_argument("--json", action="store_true")


def run_check(arguments: argparse.Namespace) -> int:
    """Checks each file; JSON or sentences; the exit is the worst file's."""
    definitions = known_framework()
    found = check_all(arguments, definitions)
    # what the command line says ends in logs: the cell is named, what a personal one held is not repeated
    told = [without_personal_cells(checked, definitions) for checked in found]
    if arguments.json:
        put([to_json(checked) for checked in told])
    else:
        for checked in told:
            tell(checked)
    if arguments.marked:
        _hand_back(found, arguments.marked)
    return max(map(exit_of, found))


def _hand_back(found: list[Checked], folder: Path) -> None:
    """Each file that could be read, with its cells marked."""
    from metrics.spreadsheets import marking  # only for those who want files back

    for checked in found:
        try:
            say(f"Marked: {marking.mark(checked, folder)}")
        except marking.Refused as refused:
            say(refused.reason)


def known_framework() -> Framework:
    """The definitions, the trust's own ones first."""
    return framework(root_home().definitions)


def known_source(definitions: Framework, name: str):
    """The source of that id, or a sentence that names those there are."""
    if name not in {source.id for source in definitions.sources}:
        raise Unusable(f"There is no source '{name}'. Sources: {', '.join(s.id for s in definitions.sources)}.")
    return definitions.source(name)


def check_all(arguments: argparse.Namespace, definitions: Framework) -> list[Checked]:
    """Every file of the command, checked in the order given."""
    if arguments.source:
        known_source(definitions, arguments.source)
    answers = _answers(arguments.answers)
    places, known = Places(root_home()), earlier(root_home(), definitions)
    found = []
    with Reader() as reader:
        more = {"source": arguments.source, "places": places, "reader": reader, "answers": answers}
        for path in arguments.files:
            found.append(check(path, definitions, earlier=known, **more))
            known = after(known, found[-1], definitions)
    return found


def _answers(path: Path | None) -> dict[str, str] | None:
    """What a person answered: {"answer_to of the question": "one of its options"}."""
    if path is None:
        return None
    try:
        answers = json.loads(path.read_text("utf-8"))
    except ValueError as problem:
        raise Unusable(f"{path} is not JSON: {problem}. {HOW_TO_ANSWER}") from problem
    if not isinstance(answers, dict) or not all(isinstance(given, str) for given in answers.values()):
        raise Unusable(f"{path} does not hold answers. {HOW_TO_ANSWER}")
    kinds = {*KINDS, KIND}
    unknown = [key for key in answers if key.partition(":")[0] not in kinds]
    if unknown:
        raise Unusable(f"There is no question called '{unknown[0]}' (in {path}). {HOW_TO_ANSWER}")
    return answers


def exit_of(checked: Checked) -> int:
    """0 clean, 1 something to decide or to mend, 2 cannot be used."""
    if checked.refused:
        return UNUSABLE
    return DECISION if any(table.problems for table in checked.tables) else GOOD


def tell(checked: Checked) -> None:
    """A checked file in sentences on standard output."""
    print(checked.refused or f"{checked.file} can be read.")
    for note in checked.notes:
        print(f"  note: {note}")
    for found in checked.tables:
        span = f"{found.periods[0]} to {found.periods[-1]}" if found.periods else "no month"
        sums = "".join(f", {name} {amount}" for name, amount in found.total.items())
        print(f"  {found.source}: {found.rows:,} rows of sheet '{found.sheet}', {span}{sums}")
        for one in found.personal:
            print(f"  {one.heading}: {one.sentence}")
        if found.left_out_rows:
            what = ", ".join(f"row {row} ({why})" for row, why in found.left_out_rows[:5])
            more = f" and {found.left_out - 5:,} more" if found.left_out > 5 else ""
            print(f"  left out: {what}{more}")
        for group in together(found.problems):
            print(f"  {group.severity}: {group.sentence}")
