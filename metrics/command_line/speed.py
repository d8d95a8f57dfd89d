"""The command that measures: benchmark."""

import argparse

from metrics import benchmark
from metrics.command_line.printing import put, table

GOOD = 0


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's command to the parser."""
    speed = commands.add_parser("benchmark", help="how fast, as ratios measured in one run")
    speed.add_argument("--quick", action="store_true")
    speed.add_argument("--trusts", type=int, default=0, metavar="N", help="build so many trusts of five years instead")
    speed.add_argument("--json", action="store_true")
    speed.set_defaults(run=run_benchmark)


def run_benchmark(arguments: argparse.Namespace) -> int:
    """Measures and prints; the figures are this machine's, this run's."""
    rows = benchmark.run(quick=arguments.quick, many=max(arguments.trusts, 0))
    if arguments.json:
        put(rows)
    else:
        table(rows, ["name", "seconds", "reference", "reference_seconds", "ratio", "aim", "bytes", "peak_mb"])
    return GOOD
