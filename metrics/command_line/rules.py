"""The command that tries the rules of statistical process control on cases: spc."""

import argparse
import json
import sys
from pathlib import Path

from metrics import spc
from metrics.command_line.printing import Unusable, put

GOOD = 0


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's command to the parser."""
    rules = commands.add_parser("spc", help="statistical process control on cases in JSON")
    rules.add_argument("file", metavar="FILE|-")
    rules.set_defaults(run=run_spc)


def run_spc(arguments: argparse.Namespace) -> int:
    """Cases in, results out, in the order given; a case that cannot be done has an error of its own."""
    try:
        text = sys.stdin.read() if arguments.file == "-" else Path(arguments.file).read_text("utf-8")
        cases = json.loads(text)
    except ValueError as problem:
        raise Unusable(f"{arguments.file} is not JSON: {problem}. Give a list of cases.") from problem
    put([spc.result(case) for case in (cases if isinstance(cases, list) else [cases])])
    return GOOD
