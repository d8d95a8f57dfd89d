"""`values --receipt` and `--rows`: where a figure comes from, down to the rows of the files."""

import argparse
from dataclasses import asdict
from typing import Any

from metrics.command_line.printing import put, table
from metrics.counting import Tables
from metrics.definitions import Framework, Indicator
from metrics.home import active_home
from metrics.ledger import Ledger
from metrics.receipts import Receipt, receipts
from metrics.results import Point, Series
from metrics.row_lists import FIRST, listed
from metrics.trail import HOW, Asked, trail
from metrics.warehouse import Warehouse

Told = dict[str, Any]


def tell(
    arguments: argparse.Namespace, definitions: Framework, store: Warehouse, indicator: Indicator,
    wanted: list[tuple[Series, Point]], rows: list[Told],
) -> None:
    """Prints each figure (`rows`, in the order of `wanted`) with its receipt, its list of rows, or both."""
    home = active_home()
    ledger = Ledger(home)
    asked = [
        Asked(indicator, arguments.by, arguments.local, arguments.split, part.part, point) for part, point in wanted
    ]
    cursor = store.cursor()
    try:
        tables = Tables(cursor)
        if arguments.receipt:
            found = receipts(home, ledger, tables, definitions, asked)
            for row, one in zip(rows, found, strict=True):
                row["receipt"] = asdict(one)
        if arguments.rows:
            for row, one in zip(rows, asked, strict=True):
                way = trail(tables, definitions, one)
                row["rows_told"], row["rows_words"] = way.how, HOW[way.how]
                row["rows"] = listed(home, ledger, definitions, way)
    finally:
        cursor.close()
    if arguments.json:
        put(rows)
        return
    for row, one in zip(rows, found if arguments.receipt else [None] * len(rows), strict=True):
        _print(row, one)


def _print(row: Told, receipt: Receipt | None) -> None:
    """One figure for a person to read: label and text, then the rows as a table."""
    lines = [(name, value) for name, value in row.items() if not isinstance(value, dict | list)]
    lines += [(f"left out: {why}", much) for why, much in row.get("left_out_why", {}).items()]
    lines += _receipt_lines(receipt) if receipt else []
    table([{"what": name.replace("_", " "), "says": value} for name, value in lines], ["what", "says"])
    if "rows" in row:
        print()
        table(row["rows"], [name for name in FIRST if name != "source"])
    print()


def _receipt_lines(receipt: Receipt) -> list[tuple[str, Any]]:
    made = receipt.definition
    lines = [
        ("indicator", f"{receipt.code} {receipt.title}"), ("how", receipt.how), ("local means", receipt.lens_words),
        ("rule of the period", receipt.rule), ("months", receipt.months),
        ("definition", f"{made.file}, version {made.version}, reviewed {made.reviewed}"),
    ]
    for load in receipt.loads:
        sheets = ", ".join(load.sheets)
        none = "; nothing of it counts here" if load.counts is False else ""
        lines.append(("load", f"{load.load}: {load.file} ({sheets}), {load.rows_of_months} of {load.rows} rows, "
                              f"by {load.by} at {load.at}, sha256 {load.sha256}{none}"))
    lines += [("typed by hand", f"{one.month}: said by {one.said_by}, {one.written_in}") for one in receipt.typed]
    for one in receipt.reference:
        editions = ", ".join(edition or "none in force" for edition in one.editions)
        lines.append(("reference table", f"{one.file}{f', {editions}' if editions else ''}. {one.source}".strip()))
    return [(label, text) for label, text in lines if text]
