"""The command about what the public sees: publish."""

import argparse
from datetime import datetime
from pathlib import Path

from metrics import publication, warehouse, wording
from metrics.command_line.files import known_framework
from metrics.command_line.printing import Unusable, put, say, table
from metrics.home import Home, active_home

GOOD = 0


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's command to the parser."""
    publish = commands.add_parser("publish", help="prepare, approve, list or withdraw a publication")
    what = publish.add_mutually_exclusive_group(required=True)
    what.add_argument("--prepare", action="store_true", help="make the files of a new publication")
    what.add_argument("--approve", nargs="?", const=0, type=int, metavar="NUMBER", help="the newest when left out")
    what.add_argument("--withdraw", type=int, metavar="NUMBER")
    what.add_argument("--list", action="store_true")
    what.add_argument("--serve", nargs="?", const=8600, type=int, metavar="PORT", help="serve the files alone")
    what.add_argument("--folder", type=Path, metavar="DIR", help="put what is public into a folder for any web server")
    publish.add_argument("--as", dest="by", metavar="NAME", help="who does it")
    publish.add_argument("--at", type=datetime.fromisoformat, help="release then, as 2026-10-14T09:30")
    publish.add_argument("--reason", help="why it is withdrawn")
    publish.add_argument("--json", action="store_true")
    publish.set_defaults(run=run_publish)


def run_publish(arguments: argparse.Namespace) -> int:
    """Does one step of a publication."""
    try:
        return _step(arguments)
    except publication.NotAllowed as problem:
        raise Unusable(str(problem)) from problem


def _step(arguments: argparse.Namespace) -> int:
    home = active_home()
    if arguments.list:
        return _list(arguments.json)
    if arguments.serve is not None:
        publication.serve(home, arguments.serve)
        return GOOD
    if arguments.folder is not None:
        return _folder(home, arguments.folder, arguments.json)
    if not arguments.by:
        raise Unusable("Say who does this, with --as NAME. A publication keeps who prepared and who approved it.")
    if arguments.prepare:
        number = publication.prepare(home, known_framework(), arguments.by)
        said = f"Publication {number} is prepared. Another person approves it: publish --approve {number} --as NAME"
    elif arguments.approve is not None:
        number = publication.approve(home, arguments.approve or None, arguments.by, at=arguments.at)
        said = f"Publication {number} is approved."
        if arguments.at:
            said += f" It is released by itself on {wording.day(arguments.at)} at {arguments.at:%H:%M}."
    else:
        number = publication.withdraw(home, arguments.withdraw, arguments.by, arguments.reason)
        said = f"Publication {number} is withdrawn."
    if not arguments.prepare and warehouse.open_to_read(home) is not None:
        warehouse.build(home, known_framework())  # whether the page came in time is one of the figures
    say(said)
    if arguments.json:
        put({"number": number})
    return GOOD


def _folder(home: Home, target: Path, as_json: bool) -> int:
    """What everybody may see, as a folder for any web server."""
    number = publication.copy(home, target)
    say(f"{target} shows publication {number}." if number else f"{target} says that nothing is published yet.")
    if as_json:
        put({"number": number})
    return GOOD


def _list(as_json: bool) -> int:
    rows = publication.listing(active_home())
    if as_json:
        put(rows)
    else:
        table(rows, ["number", "status", "prepared_by", "prepared_at", "approved_by", "approved_at", "release_at"])
    return GOOD
