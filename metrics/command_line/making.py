"""Commands that write spreadsheets: example, template."""

import argparse
from pathlib import Path

from metrics import example
from metrics.command_line.files import known_framework, known_source
from metrics.command_line.printing import Unusable, say, written_as
from metrics.spreadsheets import templates

GOOD = 0


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's commands to the parser."""
    make = commands.add_parser("example", help="write the example trust's spreadsheets")
    make.add_argument("folder", type=Path, metavar="DIR")
    make.add_argument("--months", type=int, default=36)
    make.add_argument("--seed", type=int, default=1)
    make.add_argument("--until", default="2026-09", help="the last month, as 2026-09")
    make.add_argument("--practice", action="store_true", help="broken files to learn on, one for each kind of fault")
    make.set_defaults(run=run_example)
    form = commands.add_parser("template", help="an empty workbook for a source")
    form.add_argument("source", metavar="SOURCE")
    form.add_argument("-o", "--output", type=Path, required=True)
    form.set_defaults(run=run_template)


def run_example(arguments: argparse.Namespace) -> int:
    """Writes the example's files and says how many."""
    folder, months, seed, until = arguments.folder, arguments.months, arguments.seed, arguments.until
    try:
        written = example.practice(folder) if arguments.practice else example.write(folder, months, seed, until)
    except ValueError as problem:
        raise Unusable(str(problem)) from problem
    say(f"{len(written)} files in {folder}. Every figure in them is made up.")
    return GOOD


def run_template(arguments: argparse.Namespace) -> int:
    """Writes an empty workbook for a source."""
    source = known_source(known_framework(), arguments.source)
    templates.template(source, written_as(arguments.output, ".xlsx"))
    say(f"An empty workbook for {source.title} is at {arguments.output}.")
    return GOOD
