"""Commands about what is taken in: load, loads, undo, build, verify."""

import argparse
from dataclasses import replace

from metrics import loads, verify, warehouse
from metrics.command_line.files import arguments_for_files, check_all, known_framework, tell
from metrics.command_line.printing import Unusable, put, say, table
from metrics.definitions import Framework
from metrics.home import active_home, root_home
from metrics.ledger import Ledger
from metrics.spreadsheets.checking import Checked, problem_to_json, to_json, without_personal_cells
from metrics.spreadsheets.problems import Problem, refusal_without_personal, without_personal

GOOD, DECISION, UNUSABLE = 0, 1, 2


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's commands to the parser."""
    take = commands.add_parser("load", help="check files and take them in")
    arguments_for_files(take)
    take.add_argument("--accept", metavar="REASON", help="take warnings as they are, and keep this reason")
    take.add_argument("--as", dest="by", default="command line", metavar="NAME", help="who does it")
    take.set_defaults(run=run_load)
    listing = commands.add_parser("loads", help="what is in")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_loads)
    back = commands.add_parser("undo", help="take one load back")
    back.add_argument("load")
    back.add_argument("--as", dest="by", default="command line", metavar="NAME")
    back.set_defaults(run=run_undo)
    rebuild = commands.add_parser("build", help="rebuild the warehouse")
    rebuild.set_defaults(run=run_build)
    prove = commands.add_parser("verify", help="prove that ledger, loads, warehouse and publications agree")
    prove.add_argument("--json", action="store_true")
    prove.set_defaults(run=run_verify)


def run_load(arguments: argparse.Namespace) -> int:
    """Checks each file, takes in what may be taken in, and says what changed."""
    home, definitions = root_home(), known_framework()
    documents, worst = [], GOOD
    files = check_all(arguments, definitions)
    told = loads.load_together(home, definitions, files, arguments.by, arguments.accept)
    for checked, outcomes in zip(files, told, strict=True):
        outcomes = [] if checked.refused else outcomes
        worst = max(worst, _exit(checked.refused, outcomes))
        checked, outcomes = _without_personal(checked, outcomes, definitions)
        documents.append(_document(checked, outcomes))
        in_already = bool(outcomes) and all(one.unchanged for one in outcomes)
        if not arguments.json and not in_already:
            tell(checked)
        _tell_outcomes(checked, outcomes)
    if arguments.json:
        put(documents)
    return worst


def _without_personal(
    checked: Checked, outcomes: list[loads.Loaded], definitions: Framework
) -> tuple[Checked, list[loads.Loaded]]:
    """The same as they may stand in a log."""
    told = [
        replace(
            one,
            needs=tuple(without_personal(need, definitions.source(one.source)) for need in one.needs),
            refused=one.refused and refusal_without_personal(one.refused),
        )
        for one in outcomes
    ]
    return without_personal_cells(checked, definitions), told


def _exit(refused: str | None, outcomes: list[loads.Loaded]) -> int:
    if refused or any(outcome.refused for outcome in outcomes):
        return UNUSABLE
    return DECISION if any(outcome.needs for outcome in outcomes) else GOOD


def _document(checked: Checked, outcomes: list[loads.Loaded]) -> dict:
    first = outcomes[0] if outcomes else None
    refused = checked.refused or next((o.refused for o in outcomes if o.refused), None)
    return to_json(checked) | {
        "refused": refused,
        "load": first.load if first else None,
        "loads": [outcome.load for outcome in outcomes if outcome.load],
        "unchanged": any(outcome.unchanged for outcome in outcomes),
        "replaced": [load for outcome in outcomes for load in outcome.replaced],
        "effect": [change for outcome in outcomes for change in outcome.effect],
        "needs": [problem_to_json(problem) for outcome in outcomes for problem in outcome.needs],
    }


def _tell_outcomes(checked: Checked, outcomes: list[loads.Loaded]) -> None:
    needs = [problem for outcome in outcomes for problem in outcome.needs]
    for problem in needs:
        if problem not in checked.problems:  # what only the loads that are in can tell, such as far fewer rows
            say(f"  {problem.severity}: {problem.message}")
    if needs:
        to_decide = "1 thing" if len(needs) == 1 else f"{len(needs)} things"
        say(f"{checked.file} was not taken in: {to_decide} to decide. {_remedy(needs)}")
    for outcome in outcomes:
        if outcome.refused:
            say(outcome.refused)
        elif outcome.unchanged:
            say(f"{outcome.file} is already in, as {outcome.load}. Nothing changed.")
        elif outcome.load:
            say(f"Taken in as {outcome.load}: {outcome.rows:,} rows, {', '.join(outcome.periods) or 'no month'}.")
            if outcome.replaced:
                say(f"It takes the place of {', '.join(outcome.replaced)}, which `undo {outcome.load}` brings back.")
        for sentence in outcome.twice:
            say(sentence)


def _remedy(needs: list[Problem]) -> str:
    severities = {problem.severity for problem in needs}
    if severities == {"warning"}:
        return 'Mend them, or take the warnings as they are with --accept "reason".'
    if "error" in severities:
        return "Mend the errors in the file and load it again."
    return "Answer the questions with --answers FILE.json, as `check --json` words them."


def run_loads(arguments: argparse.Namespace) -> int:
    """Lists every load of the store in use."""
    rows = [
        {
            "load": fact.load, "source": fact.source, "file": fact.file, "sha256": fact.sha256,
            "periods": list(fact.periods), "rows": fact.rows, "by": fact.by, "at": fact.at, "status": fact.status,
        }
        for fact in Ledger(active_home()).loads()
    ]
    if arguments.json:
        put(rows)
    else:
        table(rows, ["load", "source", "file", "rows", "by", "at", "status"])
    return GOOD


def run_undo(arguments: argparse.Namespace) -> int:
    """Takes one load back; what it had replaced stands again."""
    home = active_home()
    if arguments.load not in {fact.load for fact in Ledger(home).loads()}:
        raise Unusable(f"There is no load '{arguments.load}'. `python -m metrics loads` lists those there are.")
    say(loads.undo(home, known_framework(), arguments.load, arguments.by).sentence)
    return GOOD


def run_build(arguments: argparse.Namespace) -> int:
    """Builds the warehouse anew from what is in."""
    built = warehouse.build(active_home(), known_framework())
    say(f"The warehouse is {built.path.name}.")
    return GOOD


def run_verify(arguments: argparse.Namespace) -> int:
    """Says whether everything agrees, and what to do where it does not."""
    outcome = verify.verify(active_home(), known_framework())
    if arguments.json:
        put(outcome)
    else:
        for fault in outcome["faults"]:
            print(f"{fault['where']}: {fault['what']} {fault['remedy']}")
        number = len(outcome["faults"])
        say("Everything agrees." if outcome["ok"] else f"What does not agree: {number}.")
    return GOOD if outcome["ok"] else DECISION
