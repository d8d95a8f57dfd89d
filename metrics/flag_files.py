"""The flag table as a file that a person fills in: down as a CSV, up as a CSV or a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from metrics import wording
from metrics.harmless import csv_row
from metrics.ledger_facts import SpendFlag
from metrics.spend_decided import BY, There
from metrics.spend_flags import HEADINGS, Read, key, read
from metrics.spreadsheets.reading import Reader
from metrics.spreadsheets.safety import Refused

TOLD = ("Name", "Payments", "Pounds", "Decided by")  # what a download says besides, and nobody needs to fill in


def from_file(path: Path, name: str) -> Read:
    """What a file says: of a workbook the first sheet that bears the headings. `name`: as the person knows it."""
    try:
        with Reader() as reader:
            book = reader.read(path, name=name)
    except Refused as refused:
        return Read(faults=(refused.reason,))
    sheets = [list(zip(*(column.to_pylist() for column in sheet.rows.columns), strict=True)) for sheet in book.sheets]
    found = next((rows for rows in sheets if _top(rows) is not None), sheets[0] if sheets else [])
    return from_rows(found)


def from_rows(lines: Sequence[Sequence[str | None]]) -> Read:
    """The table in a file's rows of cells, under the first row that bears its headings, which may stand anywhere.

    Of the list that `to_fill` makes, rows that nobody answered are no part of the table.
    """
    said = [["" if cell is None else str(cell).strip() for cell in line] for line in lines]
    top = _top(said)
    if top is None:
        wanted = wording.listed(HEADINGS)
        return Read(faults=(f"No row of the file bears the headings {wanted}. Take the table down, and fill it in.",))
    known = {name.lower(): name for name in (*HEADINGS, *TOLD)}
    strange = [cell for cell in said[top] if cell and cell.lower() not in known]
    if strange:
        return Read(faults=tuple(
            f"Row {top + 1}: the heading '{cell}' is not one of the table's. Name it {wording.listed(HEADINGS)}, "
            "or take the column out." for cell in strange
        ))  # fmt: skip
    names = [known.get(cell.lower(), "") for cell in said[top]]
    rows = [
        {name: _unguarded(cell) for name, cell in zip(names, line, strict=False) if name in HEADINGS}
        for line in said[top + 1:]
    ]
    return read(rows, range(top + 2, top + 2 + len(rows)), unanswered="Decided by" in names)


def _top(lines: Sequence[Sequence[str | None]]) -> int | None:
    """The place of the heading row; None where there is none."""
    bare = ({str(cell or "").strip().lower() for cell in line} for line in lines)
    return next((at for at, line in enumerate(bare) if {"kind", "which"} <= line), None)


def _unguarded(cell: str) -> str:
    """A cell as it was before a CSV's guard against formulas put a mark in front of it."""
    return cell[1:] if re.match(r"'\s*[=+\-@]", cell) else cell


def rows_of(flags: Iterable[SpendFlag]) -> list[dict[str, str]]:
    """The flags as rows under HEADINGS, "" for what a row does not say."""
    return [dict(zip(HEADINGS, (said or "" for said in one.says), strict=True)) for one in flags]


def csv_text(rows: Iterable[Mapping[str, object]], headings: Sequence[str] = HEADINGS) -> str:
    """The table as a CSV that Excel opens; with a mark at its beginning by which Excel knows the letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(csv_row([row.get(name, "") for name in headings]) for row in rows)
    return "\ufeff" + out.getvalue()


def to_fill(flags: Iterable[SpendFlag], there: Iterable[There]) -> str:
    """All suppliers, categories and routes that payments have, with their pounds and what the table says of them now;
    then the rows that are about nothing that was paid."""
    flags = list(flags)
    said = {key(one): one for one in flags}
    lines, met = [], set()
    for one in there:
        keys = {key(SpendFlag(one.kind, name)) for name in (one.which, one.name) if name}
        rows = [said[each] for each in sorted(keys) if each in said and each not in met]
        met |= keys
        told = {
            "Name": one.name, "Payments": one.payments, "Pounds": one.pounds,
            "Decided by": BY.get(one.decided_by, one.decided_by),
        }
        lines += [row | told for row in rows_of(rows)] or [{"Kind": one.kind, "Which": one.which} | told]
    lines += rows_of(flag for flag in flags if key(flag) not in met)
    return csv_text(lines, (*HEADINGS, *TOLD))
