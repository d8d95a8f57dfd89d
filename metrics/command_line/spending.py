"""The command about what spend can be chosen: flags."""

import argparse
from dataclasses import asdict
from pathlib import Path

from metrics import flag_files, spend_decided, spend_flags, warehouse
from metrics.command_line.files import known_framework
from metrics.command_line.printing import Unusable, put, say, table, written_as
from metrics.counting import Tables
from metrics.home import Home, active_home
from metrics.ledger import Ledger
from metrics.ledger_decisions import ChangedMeanwhile
from metrics.ledger_facts import SpendFlag

GOOD, DECISION = 0, 1


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's command to the parser."""
    flags = commands.add_parser("flags", help="the table by which procurement says what spend can be chosen")
    doing = flags.add_mutually_exclusive_group()
    doing.add_argument("--set", type=Path, metavar="FILE", help="put this table (CSV or workbook) in force, whole")
    doing.add_argument("--back", type=int, metavar="EDITION", help="put an earlier edition in force again")
    doing.add_argument("-o", "--output", type=Path, help="write the table in force as a CSV")
    doing.add_argument("--to-fill", type=Path, metavar="FILE", help="a CSV of all that payments have, to fill in")
    flags.add_argument("--why", metavar="REASON", help="with --set and --back: why the table changes; it is kept")
    flags.add_argument("--as", dest="by", default="command line", metavar="NAME", help="who does it")
    flags.add_argument("--json", action="store_true")
    flags.set_defaults(run=run_flags)


def run_flags(arguments: argparse.Namespace) -> int:
    """Tells the table in force and how much each of its rows decides; or changes it, or writes it down."""
    home = active_home()
    ledger = Ledger(home)
    if arguments.set:
        return _set(arguments, home, ledger)
    if arguments.back is not None:
        return _back(arguments, home, ledger)
    if arguments.output or arguments.to_fill:
        return _write(arguments, home, ledger)
    document = _document(home, ledger)
    if arguments.json:
        put(document)
    else:
        _tell(document)
    return GOOD


def _set(arguments: argparse.Namespace, home: Home, ledger: Ledger) -> int:
    if not arguments.set.is_file():
        raise Unusable(f"There is no file {arguments.set}.")
    found = flag_files.from_file(arguments.set, arguments.set.name)
    if found.faults:
        for said in found.faults:
            say(f"{arguments.set.name}: {said}")
        say("Nothing was changed. Mend the file and set it again.")
        return DECISION
    return _in_force(arguments, home, ledger, found.flags)


def _back(arguments: argparse.Namespace, home: Home, ledger: Ledger) -> int:
    editions = {one.number: one for one in ledger.flag_tables()}
    if arguments.back not in editions:
        there = ", ".join(map(str, editions)) or "none yet"
        raise Unusable(f"There is no edition {arguments.back} of the table. There are: {there}.")
    return _in_force(arguments, home, ledger, editions[arguments.back].flags)


def _in_force(arguments: argparse.Namespace, home: Home, ledger: Ledger, flags: tuple[SpendFlag, ...]) -> int:
    why = (arguments.why or "").strip()
    if not why:
        raise Unusable('Say why the table changes, with --why "reason". It is kept with who changed it.')
    before = ledger.flag_table()
    changed = spend_flags.differences(before.flags if before else (), flags)
    try:
        number = ledger.set_flag_table(flags, why, arguments.by, before.number if before else 0)
    except ChangedMeanwhile as problem:
        raise Unusable(str(problem)) from problem
    built = warehouse.build(home, known_framework())
    for said in spend_decided.unmet(flags, spend_decided.there(Tables(built.cursor()))):
        say(said)
    say(f"Edition {number} is in force: {changed}." if changed else f"Nothing changed: edition {number} says the same.")
    return GOOD


def _write(arguments: argparse.Namespace, home: Home, ledger: Ledger) -> int:
    in_force = ledger.flag_table()
    flags = in_force.flags if in_force else ()
    if arguments.to_fill:
        path = written_as(arguments.to_fill, ".csv")
        tables = Tables(warehouse.build(home, known_framework()).cursor())
        text = flag_files.to_fill(flags, spend_decided.there(tables))
    else:
        path = written_as(arguments.output, ".csv")
        text = flag_files.csv_text(flag_files.rows_of(flags))
    path.write_text(text, encoding="utf-8", newline="")
    say(f"The table is at {path}.")
    return GOOD


def _document(home: Home, ledger: Ledger) -> dict:
    """The table in force, its editions, how much each row decides, and how much the rest."""
    tables = Tables(warehouse.build(home, known_framework()).cursor())
    editions, span = ledger.flag_tables(), spend_decided.months(tables)
    decides = spend_decided.by_flag(tables) if span else {}
    rows = [
        {name: value for name, value in asdict(flag).items() if name != "since"}
        | {"since": flag.since, "payments": decides.get(at, (0, 0))[0], "pounds": decides.get(at, (0, "0.00"))[1]}
        for at, flag in enumerate(editions[-1].flags if editions else (), 1)
    ]
    return {
        "edition": editions[-1].number if editions else None,
        "flags": rows,
        "decided": [asdict(one) for one in spend_decided.decided(tables)] if span else [],
        "months": [f"{month:%Y-%m}" for month in span or ()],
        "editions": [
            {"edition": one.number, "rows": len(one.flags), "why": one.why, "by": one.by, "at": one.at}
            for one in editions
        ],
    }


def _tell(document: dict) -> None:
    if document["flags"]:
        table(document["flags"], ["kind", "which", "influenceable", "sme", "vcfse", "payments", "pounds", "note"])
    else:
        say("No flag is in force: the supplier register and the rules decide.")
    if document["decided"]:
        print()
        table(document["decided"], ["by", "payments", "pounds", "can", "cannot", "unknown"])
