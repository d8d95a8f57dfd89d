"""Where the tables of a sheet are: heading rows, the rows under them, and what is no row of the table.

A sheet may begin with title rows, have its headings in two rows, repeat them, hold a second table under the first,
or (when someone sorted it) have its headings at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.headings import Match, known_share, match, names_of, normal, score, spellings
from metrics.spreadsheets.reading import Sheet

TOP = 80  # rows in which a heading row is first looked for
WIDEST = 128  # columns among which two tables side by side are looked for
MOST_LIKELY = 50  # rows with three known words further down that are looked at, those with the most first
LEAST_KNOWN = 1  # headings a row must have to be looked at as a heading row, if only to say what is missing
_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|page|report|sheet|column)[\s\-]*)?totals?(?:\s+(?:for|of)\b.*)?\s*[:=]?"
    r"|\S+\s+(?:total|result)"
)

_VALUE = re.compile(r"[£(+-]*\d[\d,.:/ )-]*$|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}$")  # a number or a date, so no heading


@dataclass(frozen=True)
class Table:
    """A table in a sheet. `header` counts rows from 0, None where there is none; rows run from `start` to before `end`.

    Rows before the heading row are looked at as well when `above`: they belong when they read as rows.
    """

    sheet: Sheet
    header: int | None
    headings: tuple[str | None, ...]
    match: Match
    start: int
    end: int
    titles: str = ""
    above: bool = False
    repeats: tuple[int, ...] = ()
    score: float = 0.0
    unclear: tuple[str, ...] = ()


def find(sheet: Sheet, sources: Sequence[Any], weight: dict[str, float], said: str) -> list[Table]:
    """The best reading of a sheet for each source that fits it at all, best first."""
    rows = _top_rows(sheet.rows)
    places = _places(rows, weight)
    best = {source.id: _best_heading(rows, places, source) for source in sources}
    if not any(best[s.id] and known_share(best[s.id][1], s) >= 3 for s in sources):
        best |= _headings_further_down(sheet.rows, sources)
    found = [_table(sheet, rows, best[s.id], s, weight, said) for s in sources if best[s.id] is not None]
    return sorted(found, key=lambda table: -table.score)


def _top_rows(rows: pa.Table, most: int = TOP) -> list[tuple[str | None, ...]]:
    columns = [column.to_pylist() for column in rows.slice(0, most).columns]
    return list(zip(*columns, strict=True)) if columns else []


def _joined(rows: Sequence[Sequence], i: int, known: Container[str]) -> tuple[str | None, ...]:
    """Two heading rows as one: the upper one carried to the right, as merged cells mean it.

    Where that says nothing we know but one of the two rows alone does, that one is the heading.
    """
    upper, joined = "", []
    for high, low in zip(rows[i], rows[i + 1], strict=True):
        upper = high or upper
        said = [" ".join(filter(None, (upper, low))), " ".join(filter(None, (high, low))), low or "", high or ""]
        joined.append(next((words for words in said if words and normal(words) in known), said[0]) or None)
    return tuple(joined)


def _places(rows: Sequence[Sequence], weight: Mapping[str, float]) -> list[tuple[int, int, frozenset[str]]]:
    """Rows that hold a heading which any source knows: (row, rows of headings, the known ones in normal form).

    Single rows come before joined ones, and upper before lower, so that the first of equals is the simplest.
    """
    forms = [[normal(cell) if cell else "" for cell in row] for row in rows]
    several = [(i, row) for i, row in enumerate(forms) if sum(map(bool, row)) > 1]
    places = [(i, 1, frozenset(form for form in row if form in weight)) for i, row in several]
    for i in range(min(len(forms) - 1, 20)):
        values = any(cell and _VALUE.match(cell) for cell in rows[i + 1])
        if values or _is_row_of_values(forms[i], forms[i + 1], weight):
            continue
        joined = [normal(words) for words in _joined(rows, i, weight) if words]
        places.append((i, 2, frozenset(f for f in joined if f in weight)))
    return [place for place in places if len(place[2]) >= LEAST_KNOWN]


def _is_row_of_values(high: Sequence[str], low: Sequence[str], known: Container[str]) -> bool:
    """Whether the lower of two rows is the first row of the table: more of its cells say something of their own under
    a heading that is known than are headings themselves. "SME" is a heading, and a value under "Supplier type"."""
    under = sum(
        1
        for upper, lower in zip(high, low, strict=True)
        if lower and upper in known and upper + lower not in known and lower not in known
    )
    return under > sum(1 for lower in low if lower in known)


def _best_heading(rows: Sequence[Sequence], places: Sequence, source: Any) -> tuple[int, tuple, int] | None:
    """(row, headings, rows of headings) with the most columns of the source known; the first of equals."""
    names = names_of(source)
    shares = [len({names[form][1] for form in known if form in names}) for _, _, known in places]
    most = max(shares, default=0)
    if most < LEAST_KNOWN:
        return None
    i, height, _ = places[shares.index(most)]
    return i, tuple(rows[i]) if height == 1 else _joined(rows, i, names), height


def _headings_further_down(rows: pa.Table, sources: Sequence[Any]) -> dict[str, tuple[int, tuple, int]]:
    """Heading rows below the top of a sheet, by source: sorted to the foot, or under a long preamble."""
    if rows.num_rows <= TOP:
        return {}
    known = pa.array(sorted(set().union(*map(spellings, sources))))
    hits = np.zeros(rows.num_rows, dtype=np.int16)
    for column in rows.columns:
        texts = pc.utf8_lower(pc.utf8_trim_whitespace(column))
        hits += pc.is_in(texts, value_set=known).to_numpy().astype(np.int16)
    likely = np.flatnonzero(hits >= 3)
    likely = likely[np.argsort(-hits[likely], kind="stable")][:MOST_LIKELY]
    cells = {int(i): row_at(rows, int(i)) for i in sorted(likely)}
    found = {}
    for source in sources:
        shares = {i: known_share(row, source) for i, row in cells.items()}
        i = max(shares, key=shares.get, default=None)
        if i is not None and shares[i] >= 3:
            found[source.id] = (i, cells[i], 1)
    return found


def row_at(rows: pa.Table, i: int) -> tuple[str | None, ...]:
    """One row of a sheet as text, counted from 0."""
    return tuple(column[i].as_py() for column in rows.columns)


def _table(sheet: Sheet, rows: Sequence, best: tuple, source: Any, weight: dict, said: str) -> Table:
    i, headings, height = best
    headings = _first_of_two(headings, source)
    titles = " ".join(str(c) for row in rows[: min(i, 10)] for c in row[:12] if c)[:1000]
    found = _shifted(sheet.rows, i + height, headings, match(headings, source))
    fit = score(found, headings, weight, f"{said} {titles}")
    return Table(sheet, i + height - 1, headings, found, i + height, sheet.rows.num_rows, titles, i > 0, (), fit)


def _first_of_two(headings: tuple[str | None, ...], source: Any) -> tuple[str | None, ...]:
    """The headings of the first of two whole tables that stand side by side with an empty column between them."""
    for i in range(3, min(len(headings) - 3, WIDEST)):
        parts = headings[:i], headings[i + 1 : 2 * WIDEST]
        if headings[i] or not headings[i + 1]:
            continue
        if all(known_share(part, source) >= 3 and match(part, source).complete for part in parts):
            return (*parts[0], *[None] * (len(headings) - i))
    return headings


def _shifted(rows: pa.Table, start: int, headings: Sequence, found: Match) -> Match:
    """Under a merged heading the values may stand one column further: taken when the heading's own is empty."""
    used = set(found.columns.values())
    moved = dict(found.columns)
    for name, index in found.columns.items():
        if rows.column(index).null_count < rows.num_rows - 1 or start >= rows.num_rows:
            continue
        for other in (index + 1, index - 1):
            free = 0 <= other < rows.num_columns and other not in used and not headings[other]
            if free and rows.column(other).slice(start).null_count * 2 < rows.num_rows - start:
                moved[name] = other
                break
    return replace(found, columns=moved)


def filled(table: Table) -> tuple[np.ndarray, np.ndarray]:
    """Two masks over all the sheet's rows: something in one of the table's columns; something anywhere."""
    rows = table.sheet.rows
    used = set(table.match.columns.values())
    ours, any_cell = np.zeros(rows.num_rows, dtype=bool), np.zeros(rows.num_rows, dtype=bool)
    for index, column in enumerate(rows.columns):
        if column.null_count == rows.num_rows:
            continue
        here = column.is_valid().to_numpy()
        any_cell |= here
        if index in used:
            ours |= here
    return ours, any_cell


def is_total(text: str) -> bool:
    """Whether a cell says that its row is a total: "Total", "Grand total:", "Sub-total", "Total for March"."""
    return _TOTAL.fullmatch(text.strip().lower()) is not None
