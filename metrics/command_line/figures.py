"""Commands about figures: indicators, values, report."""

import argparse
from pathlib import Path

from metrics import results, warehouse
from metrics.command_line.files import known_framework
from metrics.command_line.printing import Unusable, put, say, table, written_as
from metrics.command_line.receipt import tell
from metrics.definitions import Framework, Indicator
from metrics.geography import known_places
from metrics.home import active_home
from metrics.periods import ASKED

GOOD = 0
FORMATS = ("pdf", "pptx", "xlsx")
ONLY_JSON = ("left_out_why", "typed", "lacks", "quality")


def add(commands: argparse._SubParsersAction) -> None:
    """Adds this module's commands to the parser."""
    catalogue = commands.add_parser("indicators", help="the catalogue")
    catalogue.add_argument("--json", action="store_true")
    catalogue.set_defaults(run=run_indicators)
    values = commands.add_parser("values", help="one indicator's figures")
    values.add_argument("indicator", metavar="ID-or-code")
    values.add_argument("--by", choices=ASKED, default="month", help="how often; ytd is the financial year to date")
    values.add_argument("--split", metavar="COLUMN")
    values.add_argument("--local", default="catchment", metavar="LENS", help="what counts as local")
    values.add_argument("--part", metavar="VALUE", help="with --split: this part alone")
    values.add_argument("--period", metavar="PERIOD", help="this period alone, written as `values` writes it")
    values.add_argument(
        "--receipt", action="store_true",
        help="where each figure comes from: files, definition, reference tables; for every period without --period",
    )
    values.add_argument(
        "--rows", action="store_true", help="with --period: the rows of the files that the figure was counted from"
    )
    values.add_argument("--json", action="store_true")
    values.set_defaults(run=run_values)
    paper = commands.add_parser("report", help="the board report")
    paper.add_argument("--format", choices=FORMATS, help="by the file's ending when left out")
    paper.add_argument("--month", help="the month reported, as 2026-03; the newest when left out")
    paper.add_argument("-o", "--output", type=Path, required=True)
    paper.set_defaults(run=run_report)


def opened(definitions: Framework) -> warehouse.Warehouse:
    """The warehouse of the store in use, built first where it is not there; shared, so nobody closes it."""
    return warehouse.build(active_home(), definitions)


def known_indicator(definitions: Framework, name: str) -> Indicator:
    """The indicator of that id or code, or a sentence that says how to list them."""
    for indicator in definitions.indicators:
        if name.lower() in (indicator.id, indicator.code.lower()):
            return indicator
    raise Unusable(f"There is no indicator '{name}'. `python -m metrics indicators` lists those there are.")


def run_indicators(arguments: argparse.Namespace) -> int:
    """Lists every indicator with whether it is live and what it waits for."""
    definitions = known_framework()
    store = opened(definitions)
    rows = [_row(store, definitions, indicator) for indicator in definitions.indicators]
    if arguments.json:
        put(rows)
    else:
        table(rows, ["code", "id", "title", "live", "waiting_for"])
    return GOOD


def _row(store: warehouse.Warehouse, definitions: Framework, indicator: Indicator) -> dict:
    live, waiting_for = results.live(store, definitions, indicator)
    return {
        "id": indicator.id, "code": indicator.code, "title": indicator.title, "area": indicator.area,
        "commitment": indicator.commitment, "unit": indicator.unit, "better": indicator.better,
        "sources": list(indicator.source), "live": live, "waiting_for": waiting_for or None,
    }


def run_values(arguments: argparse.Namespace) -> int:
    """One indicator by period; with --split a row for each part."""
    definitions = known_framework()
    indicator = known_indicator(definitions, arguments.indicator)
    if arguments.split and arguments.split not in indicator.by:
        offered = ", ".join(indicator.by) or "nothing"
        raise Unusable(f"{indicator.code} cannot be split by '{arguments.split}'. It can be split by {offered}.")
    store = opened(definitions)
    try:
        known_places(active_home(), arguments.local)
        found = results.series(store, definitions, indicator.id, arguments.by, arguments.local, arguments.split)
    except ValueError as problem:
        raise Unusable(str(problem)) from problem
    wanted = _wanted(found, arguments)
    rows = [_point(part, point, arguments.split) for part, point in wanted]
    if arguments.receipt or arguments.rows:
        tell(arguments, definitions, store, indicator, wanted, rows)
    elif arguments.json:
        put(rows)
    else:
        table(rows, [name for name in rows[0] if name not in ONLY_JSON] if rows else ["period"])
    return GOOD


def _wanted(found: list[results.Series], arguments: argparse.Namespace) -> list[tuple[results.Series, results.Point]]:
    """The figures asked for, oldest first; a sentence for a part or a period that there is not."""
    if arguments.rows and not arguments.period:
        raise Unusable("Rows are listed for one period: add --period, written as `values` writes it.")
    if arguments.part and not arguments.split:
        raise Unusable("A part is of a split: add --split and the column.")
    parts = [part for part in found if arguments.part in (None, part.part)]
    if arguments.part and not parts:
        there = ", ".join(str(part.part) for part in found) or "none"
        raise Unusable(f"There is no part '{arguments.part}' of {arguments.split}. There are: {there}.")
    wanted = [(part, point) for part in parts for point in part.points if arguments.period in (None, point.period)]
    if arguments.period and not wanted:
        there = sorted({point.period for part in parts for point in part.points})
        span = f"There are figures from {there[0]} to {there[-1]}" if there else "There are no figures yet"
        raise Unusable(f"There is no period '{arguments.period}' by {arguments.by}. {span}.")
    return sorted(wanted, key=lambda one: one[1].period)


def _point(part: results.Series, point: results.Point, split: str | None) -> dict:
    row = {
        "period": point.period, "numerator": point.numerator, "denominator": point.denominator, "value": point.value,
        "unknown": point.unknown, "left_out": point.left_out, "status": point.status,
    }
    if point.typed:
        row["typed"] = True
    if point.reasons:
        row["left_out_why"] = dict(point.reasons)
    if point.lacks:
        row["lacks"] = list(point.lacks)
    if point.tier:
        row["quality"] = point.tier
    return {"split": part.part} | row if split else row


def run_report(arguments: argparse.Namespace) -> int:
    """Writes the board report of one month."""
    from metrics.report import making  # the views: not for those who ask for a figure

    wanted = (arguments.format,) if arguments.format else FORMATS
    output = written_as(arguments.output, *(f".{name}" for name in wanted))
    try:
        making.write(active_home(), known_framework(), arguments.month, output)
    except ValueError as problem:
        raise Unusable(str(problem)) from problem
    say(f"The report is at {arguments.output}.")
    return GOOD
