"""The marking process: `python -m metrics.spreadsheets.marking_worker`. JSON in, a line of JSON and a workbook out.

Nothing is written to disk. Whatever goes wrong ends the process; the other side then says so.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from metrics.spreadsheets import worker
from metrics.spreadsheets.cell_marks import comment, fill, position
from metrics.spreadsheets.cell_styles import Styles
from metrics.spreadsheets.issues_sheet import Issue, free_name, listed
from metrics.spreadsheets.packages import Package, Unusual
from metrics.spreadsheets.problems import cell_name
from metrics.spreadsheets.text_sheets import sheet, text_rows, workbook

SEVEREST = ("error", "question", "warning")
WHOLE = 200_000  # rows beyond which a new workbook holds only those that have a problem
TOP = 30  # of a long table the first rows are kept too, for its headings
MEND = "Mend the marked cells, save the workbook and bring it in again. This list may stay: it is not read."
OWN = "Your own workbook: nothing in it was changed but the marked cells, which have a fill and a comment."
SIGNED = "Not kept: the workbook's digital signature, which no longer fits a workbook with marks in it."
ANEW = "A new workbook with the cells of your file, all as text. Not kept: what the file had of formats and formulas."
TEXT = "A workbook made from your text file, every cell as text, so that leading noughts stay."
ODD = "Your workbook is written in an unusual way, so this is a new one with its cells. "
SHORT = "A new workbook with the rows of your file that have something to look at: the whole file is too long."


def main() -> None:
    """One file, from standard input to standard output."""
    worker.limit_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    facts, content = marked(json.load(sys.stdin.buffer))
    answers.write(json.dumps(facts).encode() + b"\n")
    answers.write(content)
    answers.flush()


def marked(asked: dict) -> tuple[dict, bytes]:
    """(facts, workbook) for {path, name, kind, notes, issues}."""
    found = [Issue(**(issue | {"options": tuple(issue["options"])})) for issue in asked["issues"]]
    read, tables = worker.read(Path(asked["path"]), asked["name"])
    held = _held(found, read["sheets"], tables)
    if asked["kind"] in ("xlsx", "xlsm"):
        try:
            package = Package(Path(asked["path"]).read_bytes())
            lost = SIGNED if any(part.startswith("_xmlsignatures/") for part in package.parts()) else ""
            names = {name: name for name, _ in package.sheets}
            said = f"{OWN} {lost}".strip()
            return _answer(asked, package, found, read, names, held, said, lost, True)
        except Unusual:
            pass
    said, content, names = _anew(asked["kind"], found, read["sheets"], tables)
    return _answer(asked, Package(content), found, read, names, held, said, "", False)


def _answer(
    asked: dict,
    package: Package,
    found: Sequence[Issue],
    read: dict,
    names: Mapping[str, str],
    held: Mapping[tuple[str, str], str],
    said: str,
    lost: str,
    own: bool,
) -> tuple[dict, bytes]:
    """Mark the cells of a workbook whose sheets are `names` (a problem's sheet -> the workbook's)."""
    styles, parts = Styles(package), dict(package.sheets)
    merged = {one["name"]: one["merged"] for one in read["sheets"]}
    for name, title in names.items():
        marks = _by_cell(found, name, merged.get(name, ()))
        if marks:
            severest = {cell: min((i.severity for i in some), key=SEVEREST.index) for cell, some in marks.items()}
            fill(package, parts[title], severest, styles.filled)
            comment(package, parts[title], {c: "\n".join(i.message for i in some) for c, some in marks.items()})
    lines = [line for line in (_headline(asked, found), MEND if found else "", said, *asked["notes"]) if line]
    part = listed(found, lines, names, held, styles)
    package.add_sheet(free_name(title for title, _ in package.sheets), part)
    styles.save()
    return {"sentence": said, "unkept": [lost] if lost else [], "own": own}, package.saved()


def _headline(asked: dict, found: Sequence[Issue]) -> str:
    return f"{asked['name']}: {f'{len(found):,} to look at' if found else 'nothing to look at'}."


def _by_cell(found: Iterable[Issue], name: str, merged: Iterable[str]) -> dict[str, list[Issue]]:
    """The problems of a sheet by their cell; of merged cells the first counts, which is the one that is seen."""
    blocks = [tuple(map(position, block.split(":"))) for block in merged if ":" in block]
    marks: dict[str, list[Issue]] = {}
    for issue in found:
        if issue.cell and issue.sheet == name:
            row, column = position(issue.cell)
            for (top, left), (bottom, right) in blocks:
                if top <= row <= bottom and left <= column <= right:
                    row, column = top, left
            marks.setdefault(cell_name(column, row), []).append(issue)
    return marks


def _anew(
    kind: str, found: Sequence[Issue], sheets: Sequence[dict], tables: Sequence[pa.Table]
) -> tuple[str, bytes, dict[str, str]]:
    """(what was made, a new workbook of text, which of its sheets is which)."""
    short = sum(table.num_rows for table in tables) > WHOLE
    made = []
    for one, table in zip(sheets, tables, strict=True):
        wanted = {*range(TOP + 1), *(i.row for i in found if i.sheet == one["name"] and i.row)} if short else None
        columns = [column.to_pylist() for column in table.columns]
        made.append((one["name"], sheet(text_rows(columns, wanted)), one["hidden"]))
    content, titles = workbook(made)
    said = SHORT if short else TEXT if kind == "csv" else f"{ODD if kind in ('xlsx', 'xlsm') else ''}{ANEW}"
    return said, content, {one["name"]: title for one, title in zip(sheets, titles, strict=True)}


def _held(found: Iterable[Issue], sheets: Sequence[dict], tables: Sequence[pa.Table]) -> dict[tuple[str, str], str]:
    """What stood in each cell that has a problem, as a person would write it."""
    by_name = {one["name"]: table for one, table in zip(sheets, tables, strict=True)}
    held = {}
    for issue in found:
        table = by_name.get(issue.sheet)
        if table is None or not issue.cell:
            continue
        row, column = position(issue.cell)
        if column < table.num_columns and row <= table.num_rows:
            held[issue.sheet, issue.cell] = _said(table.column(column)[row - 1].as_py() or "")
    return held


def _said(value: str) -> str:
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?", value)
    return f"{day[3]}/{day[2]}/{day[1]}" if day else value


if __name__ == "__main__":
    main()
