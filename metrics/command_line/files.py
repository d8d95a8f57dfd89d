"""Commands about spreadsheets before they are taken in: example, check, template."""

import argparse
import json
from pathlib import Path

from metrics import example
from metrics.command_line.printing import Unusable, put, say
from metrics.definitions import Framework, framework
from metrics.geography import Places
from metrics.home import root_home
from metrics.spreadsheets import marking, templates
from metrics.spreadsheets.checking import Checked, check, to_json
from metrics.spreadsheets.reading import Reader

GOOD, DECISION, UNUSABLE = 0, 1, 2


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's commands to the parser."""
    make = commands.add_parser("example", help="write the example trust's spreadsheets")
    make.add_argument("folder", type=Path)
    make.add_argument("--months", type=int, default=36)
    make.add_argument("--seed", type=int, default=1)
    make.add_argument("--until", default="2026-09", help="the last month, as 2026-09")
    make.add_argument("--practice", action="store_true", help="broken files to learn on, one for each kind of fault")
    make.set_defaults(run=run_example)
    look = commands.add_parser("check", help="read and check files; nothing is taken in")
    arguments_for_files(look)
    look.add_argument("--marked", type=Path, metavar="DIR", help="hand each file back here with its cells marked")
    look.set_defaults(run=run_check)
    form = commands.add_parser("template", help="an empty workbook for a source")
    form.add_argument("source")
    form.add_argument("-o", "--output", type=Path, required=True)
    form.set_defaults(run=run_template)


def arguments_for_files(command: argparse.ArgumentParser) -> None:
    """The arguments that check and load have in common."""
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--source", help="what the files are; found from their headings when left out")
    command.add_argument("--answers", type=Path, metavar="FILE.json", help="answers to the questions a check asked")
    command.add_argument("--json", action="store_true")


def run_example(arguments: argparse.Namespace) -> int:
    """Writes the example's files and says how many."""
    if arguments.practice:
        written = example.practice(arguments.folder)
    else:
        written = example.write(arguments.folder, months=arguments.months, seed=arguments.seed, until=arguments.until)
    say(f"{len(written)} files in {arguments.folder}. Every figure in them is made up.")
    return GOOD


def run_check(arguments: argparse.Namespace) -> int:
    """Checks each file; JSON or sentences; the exit is the worst file's."""
    found = check_all(arguments, known_framework())
    if arguments.json:
        put([to_json(checked) for checked in found])
    else:
        for checked in found:
            tell(checked)
    for checked in found if arguments.marked else ():
        say(f"Marked: {marking.mark(checked, arguments.marked)}")
    return max(map(exit_of, found))


def run_template(arguments: argparse.Namespace) -> int:
    """Writes an empty workbook for a source."""
    source = known_source(known_framework(), arguments.source)
    templates.template(source, arguments.output)
    say(f"An empty workbook for {source.title} is at {arguments.output}.")
    return GOOD


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
    answers = json.loads(arguments.answers.read_text("utf-8")) if arguments.answers else None
    home = root_home()
    with Reader() as reader:
        return [
            check(
                path, definitions, source=arguments.source, places=Places(home), today=None, reader=reader,
                answers=answers,
            )
            for path in arguments.files
        ]


def exit_of(checked: Checked) -> int:
    """0 clean, 1 something to decide or to mend, 2 cannot be used."""
    if checked.refused:
        return UNUSABLE
    return DECISION if any(table.problems for table in checked.tables) else GOOD


def tell(checked: Checked) -> None:
    """A checked file in sentences on standard output."""
    print(f"{checked.file}: {checked.refused or 'can be read.'}")
    for found in checked.tables:
        span = f"{found.periods[0]} to {found.periods[-1]}" if found.periods else "no month"
        sums = "".join(f", {name} {amount}" for name, amount in found.total.items())
        print(f"  {found.source}: {found.rows:,} rows of sheet '{found.sheet}', {span}{sums}")
        for problem in found.problems:
            print(f"  {problem.severity}: {problem.message}")
