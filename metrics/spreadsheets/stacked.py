"""Several tables in one sheet, under each other: each begins with headings of its own, perhaps another source's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.headings import LEAST_COLUMNS, Match, known_share, match, normal, score, spellings, weights
from metrics.spreadsheets.tables import Table, row_at

CLOSE = 0.25  # two sources whose fit differs by less than this are both possible
MOST_WORDS = 20_000  # rows without a number where one belongs; with more, only our own headings are looked for


def uppermost(taken: Table, others: Sequence[Table]) -> Table:
    """The first table of a sheet: another source's that stands wholly above the one that was taken, or that one."""
    above = [t for t in others if t.header is not None and t.header + 1 < _first_heading(taken) and _sure(t)]
    return min(above, key=_first_heading, default=taken)


def _first_heading(table: Table) -> int:
    return table.start if table.header is None else table.header


def _sure(table: Table) -> bool:
    exact = known_share(table.headings, table.match.source)
    return table.match.complete and exact >= LEAST_COLUMNS


def split(table: Table, sources: Sequence[Any] = ()) -> list[Table]:
    """The tables stacked under each other: a new one begins where a heading row names other columns or places."""
    sources = sources or (table.match.source,)
    tables = [table]
    for i in _later_headings(table, sources):
        headings, now = row_at(table.sheet.rows, i), tables[-1]
        titles = _titles_above(table.sheet.rows, i)
        found, unclear = _best(headings, now.match.source, sources, titles)
        if _repeats(found, now.match):
            tables[-1] = replace(now, repeats=(*now.repeats, i))
            continue
        tables[-1] = replace(now, end=i)
        more = {"titles": titles or table.titles, "score": table.score, "unclear": unclear}
        tables.append(Table(table.sheet, i, headings, found, i + 1, table.end, **more))
    return tables


def _best(headings: Sequence, own: Any, sources: Sequence[Any], titles: str) -> tuple[Match, tuple[str, ...]]:
    """What a heading row is, of the source so far unless only another one is complete; and the sources it may be."""
    mine = match(headings, own)
    if mine.complete:
        return mine, ()
    exact = [s for s in sources if s is not own and known_share(headings, s) >= LEAST_COLUMNS]
    others = [found for s in exact if (found := match(headings, s)).complete]
    if not others:
        return mine, ()
    weight = weights(sources)
    scored = sorted(((score(m, headings, weight, titles), m) for m in others), key=lambda pair: -pair[0])
    close = [m for fit, m in scored if scored[0][0] - fit < CLOSE and len(m.columns) == len(scored[0][1].columns)]
    return scored[0][1], tuple(m.source.id for m in close) if len(close) > 1 else ()


def _repeats(found: Match, now: Match) -> bool:
    """The same headings once more, as at the top of each page: all that it names stands where it stood."""
    return found.source is now.source and all(now.columns.get(name) == i for name, i in found.columns.items())


def _titles_above(rows: pa.Table, i: int) -> str:
    """What stands just above a heading row in rows of one or two cells: the title of the table under it."""
    said: list[str] = []
    for at in range(i - 1, max(i - 5, -1), -1):
        cells = [c.strip() for c in row_at(rows, at) if c and c.strip()]
        if len(cells) > 2 or (cells and not any(map(str.isalpha, cells[0]))):
            break
        said = cells + said
    return " ".join(said)[:1000]


def _later_headings(table: Table, sources: Sequence[Any]) -> list[int]:
    """Rows under the heading row that are headings themselves, of the table's own source or of another."""
    own = table.match.source
    found = set(_in_typed_columns(table))
    wordy = _without_a_number(table)
    if len(sources) > 1 and 0 < len(wordy) <= MOST_WORDS:
        names = {form for source in sources for form in map(normal, spellings(source))}
        where = pa.array(wordy)
        hits = np.zeros(len(wordy), dtype=np.int16)
        for whole in table.sheet.rows.columns:
            if whole.null_count == len(whole):
                continue
            column = whole.take(where)
            different = [text for text in pc.unique(column).to_pylist() if text and normal(text) in names]
            hits += pc.is_in(column, value_set=pa.array(different, pa.string())).to_numpy().astype(np.int16)
        found |= {int(i) for i in wordy[hits >= LEAST_COLUMNS]}
    rows = table.sheet.rows
    alone = (own,) if len(sources) < 2 else sources
    return [i for i in sorted(found) if any(_names_one(row_at(rows, i), s, s is own) for s in alone)]


def _names_one(headings: Sequence[str | None], source: Any, own: bool) -> bool:
    return known_share(headings, source) >= LEAST_COLUMNS and (own or match(headings, source).complete)


def _in_typed_columns(table: Table) -> list[int]:
    """Rows with a known heading in one of the columns that never hold words."""
    typed = _typed(table)
    known = pa.array(sorted(spellings(table.match.source)))
    hits = np.zeros(table.end - table.start, dtype=bool)
    for name in typed[:2]:
        texts = table.sheet.rows.column(table.match.columns[name]).slice(table.start, len(hits))
        hits |= pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(texts)), value_set=known).to_numpy()
    return [int(i) + table.start for i in np.flatnonzero(hits)]


def _typed(table: Table) -> list[str]:
    columns = [c for c in table.match.source.columns if c.name in table.match.columns]
    return [c.name for c in sorted(columns, key=lambda c: not c.required) if c.type not in ("text", "choice")]


def _without_a_number(table: Table) -> np.ndarray:
    """Filled rows that hold words, or nothing, where the table has its numbers or dates."""
    best = None
    for name in _typed(table)[:3]:
        column = table.sheet.rows.column(table.match.columns[name]).slice(table.start, table.end - table.start)
        digit = pc.match_substring_regex(column, r"\d").fill_null(False).to_numpy(zero_copy_only=False)
        best = ~digit if best is None or (~digit).sum() < best.sum() else best
    return np.flatnonzero(best) + table.start if best is not None else np.array([], dtype=np.int64)
