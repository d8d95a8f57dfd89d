"""A table's cells read as values, and which of its rows are rows: totals, notes, repeated headings are told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.dates import Evidence
from metrics.spreadsheets.example_row import WHAT_IT_IS, example_rows
from metrics.spreadsheets.tables import Table, filled, is_total, row_at
from metrics.spreadsheets.values import NOTHING, VALUE, Parsed, parse

MEASURES = ("money", "number", "integer")
SAME = Decimal("0.006")  # sums of floating-point cells differ from a total by less than this
_ABOUT = re.compile(
    r"[(\[<{][^\d]*[)\]>}]|£|£?000s?|%|[dmy]{1,4}([-/. ][dmy]{1,4}){1,2}|text|free text|number|integer|date|money"
    r"|currency|decimal|yes/no|y/n|mandatory|optional|required|kwh|m2|m²|m3|m³|tonnes|kg|miles|no\.?|hours"
)


@dataclass
class Rows:
    """The columns of a table as read, over the whole sheet; `keep` marks the rows that belong to the table.

    `left_out` tells the other filled rows under the heading: (Excel row, what it is). `totals` are the file's own
    totals: (Excel row, column name, what it says, what the rows above it come to, whether rows follow).
    """

    table: Table
    texts: dict[str, pa.Array]
    parsed: dict[str, Parsed]
    keep: np.ndarray
    left_out: list[tuple[int, str]] = field(default_factory=list)
    totals: list[tuple[int, str, Decimal, Decimal, bool]] = field(default_factory=list)
    above: int = 0

    @property
    def numbers(self) -> np.ndarray:
        """The kept rows as Excel counts them."""
        return np.flatnonzero(self.keep) + 1


def read_rows(table: Table, evidence: Mapping[str, Evidence]) -> Rows:
    """Read every matched column of a table; `evidence` is by column name, "" for all others."""
    texts, parsed = {}, {}
    for column in table.match.source.columns:
        if column.name not in table.match.columns:
            continue
        cells = _cells(table.sheet.rows.column(table.match.columns[column.name]).combine_chunks())
        texts[column.name] = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
        more = {"month_end": column.name == "as_at"} if column.type == "date" else {}
        known = evidence.get(column.name, evidence[""])
        parsed[column.name] = parse(texts[column.name], column.type, known, column.choices, **more)
    rows = Rows(table, texts, parsed, np.zeros(table.sheet.rows.num_rows, dtype=bool))
    _choose(rows)
    return rows


def _cells(column: pa.Array) -> pa.Array:
    """A column's text without spaces around it, and ="0012" as the 0012 that a program wrote so for Excel's sake."""
    cells = pc.utf8_trim_whitespace(column)
    if not pc.any(pc.starts_with(cells, '="')).as_py():
        return cells
    return pc.replace_substring_regex(cells, r'^="([^"]*)"$', r"\1")


def _choose(rows: Rows) -> None:
    """Decide for each filled row whether it is one of the table's."""
    table = rows.table
    ours = np.zeros(len(rows.keep), dtype=bool)
    for text in rows.texts.values():
        ours |= text.is_valid().to_numpy(zero_copy_only=False)
    inside = np.zeros(len(ours), dtype=bool)
    inside[table.start : table.end] = True
    rows.keep = ours & inside
    _drop(rows, [i for i in table.repeats], "a repeated heading")
    _drop(rows, example_rows(table.sheet.rows, rows.texts, table.match.source, table.start), WHAT_IT_IS)
    _drop(rows, _under_headings(rows), "a line about the columns")
    if table.above:
        belong = ours & _reads_as_row(rows)
        belong[table.start :] = False
        rows.keep |= belong
        rows.above = int(belong.sum())
    _, any_cell = filled(table)
    for i in np.flatnonzero(any_cell & inside & ~ours):
        if any(c and c.strip() for c in row_at(table.sheet.rows, int(i))):
            rows.left_out.append((int(i) + 1, "cells beside the table"))
    _leave_out_totals_and_notes(rows)
    rows.left_out.sort()


def _drop(rows: Rows, indexes: list[int], why: str) -> None:
    for i in indexes:
        if rows.keep[i]:
            rows.keep[i] = False
            rows.left_out.append((i + 1, why))


def _under_headings(rows: Rows) -> list[int]:
    """The row straight under the headings when it says only what the columns hold: (£), dd/mm/yyyy, (text)."""
    below = np.flatnonzero(rows.keep[rows.table.start :])[:1] + rows.table.start
    cells = [c.strip().lower() for i in below for c in row_at(rows.table.sheet.rows, int(i)) if c and c.strip()]
    return [int(i) for i in below] if len(cells) > 1 and all(map(_ABOUT.fullmatch, cells)) else []


def _required(rows: Rows, measures: bool) -> list[Any]:
    columns = rows.table.match.source.columns
    return [c for c in columns if c.required and c.name in rows.parsed and (c.type in MEASURES) == measures]


def _reads_as_row(rows: Rows) -> np.ndarray:
    """Rows whose required columns are all filled, and those that are not plain text are readable."""
    good = np.ones(len(rows.keep), dtype=bool)
    typed = 0
    for column in _required(rows, True) + _required(rows, False):
        good &= rows.parsed[column.name].marks == VALUE
        typed += column.type not in ("text", "code")
    return good if typed else np.zeros_like(good)


def _leave_out_totals_and_notes(rows: Rows) -> None:
    """Rows without what makes a row (date, name): totals when they hold a sum, notes when they hold words alone."""
    keys = _required(rows, False)
    if not keys:
        return
    blank = np.zeros(len(rows.keep), dtype=np.int16)
    for column in keys:
        blank += rows.parsed[column.name].marks == NOTHING
    period = rows.table.match.source.period
    odd = blank == len(keys)
    if period in rows.parsed:
        odd |= rows.parsed[period].marks == NOTHING
    odd |= _says_total(rows)
    last = 0
    suspects = np.flatnonzero(odd & rows.keep)
    tail = np.flatnonzero(rows.keep & ~odd).max(initial=-1)
    for i in map(int, suspects):
        named = [c for c in keys if is_total(rows.texts[c.name][i].as_py() or "")]
        kind = _what_it_is(rows, i, last, blank[i] + len(named) >= len(keys), i > tail)
        if kind:
            _drop(rows, [i], kind)
        if kind == "a total":
            last = i + 1


def _says_total(rows: Rows) -> np.ndarray:
    """Rows in which a required column of words, or the leftmost one, says "Total"."""
    says = np.zeros(len(rows.keep), dtype=bool)
    leftmost = min(rows.table.match.columns, key=rows.table.match.columns.get)
    for name in {c.name for c in _required(rows, False)} | {leftmost}:
        likely = pc.match_substring_regex(rows.texts[name], r"(?i)^\W*(\w+[\s-])?(totals?|result)\b").fill_null(False)
        says |= likely.to_numpy(zero_copy_only=False)
    return says


def _what_it_is(rows: Rows, i: int, last: int, keyless: bool, at_foot: bool) -> str | None:
    """What a suspect row is: "a total", "a note", or None when it is a row that lacks something."""
    cells = [c for c in row_at(rows.table.sheet.rows, i) if c and c.strip()]
    words = [c for c in cells if any(map(str.isalpha, c))]
    held = [c for c in _measures(rows) if rows.parsed[c.name].marks[i] == VALUE]
    named = any(is_total(c) for c in words)
    if held and (named or not words):
        fits = _note_total(rows, i, last, held[0].name, not at_foot, only_if_equal=not named or not keyless)
        if fits or (named and keyless):
            return "a total"
    if not held and (len(cells) == 1 or (keyless and at_foot and len(cells) <= 2)):
        return "a note"
    return None


def _measures(rows: Rows) -> list[Any]:
    """The columns that can be summed, the required ones first."""
    columns = [c for c in rows.table.match.source.columns if c.name in rows.parsed and c.type in MEASURES]
    return sorted(columns, key=lambda c: not c.required)


def _note_total(rows: Rows, i: int, last: int, name: str, follows: bool, only_if_equal: bool) -> bool:
    """Compare a total row with the rows above it, all of them or those since the last total. True when one fits."""
    said = exact(rows.parsed[name])[i].as_py()
    if said is None:
        return False
    sums = [column_sum(rows, name, first, i) for first in (0, last)]
    fitting = [total for total in sums if abs(total - said) < SAME]
    if fitting or not only_if_equal:
        rows.totals.append((i + 1, name, said, fitting[0] if fitting else sums[0], follows))
    return bool(fitting)


def exact(parsed: Parsed) -> pa.Array:
    """A money column's exact decimals, a number column's values as decimals."""
    if "exact" in parsed.notes:
        return parsed.notes["exact"]
    return parsed.values.cast(pa.decimal128(38, 12), safe=False)


def column_sum(rows: Rows, name: str, first: int = 0, end: int | None = None) -> Decimal:
    """The exact sum of a column over the kept rows from `first` to before `end`, counted from 0."""
    keep = rows.keep.copy()
    keep[:first] = False
    if end is not None:
        keep[end:] = False
    return pc.sum(pc.filter(exact(rows.parsed[name]), pa.array(keep))).as_py() or Decimal(0)
