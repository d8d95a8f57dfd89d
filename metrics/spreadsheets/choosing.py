"""Which sheets of a workbook are tables of which source, or the sentence that says why none is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.spreadsheets.contents import without_headings
from metrics.spreadsheets.earlier import Earlier
from metrics.spreadsheets.headings import nearest, normal, weights
from metrics.spreadsheets.reading import Workbook
from metrics.spreadsheets.stacked import split, uppermost
from metrics.spreadsheets.tables import Table, find

OURS = {"Help", "Lists", "Issues"}  # sheets that templates and marked copies carry: nobody needs to hear of them
CLOSE = 0.75  # two sources whose fit differs by less than this are both possible


@dataclass(frozen=True)
class Choice:
    """The tables to read, the sheets that were left (with why), and what is to be asked or why nothing can be read."""

    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str | None = None
    unclear: tuple[str, ...] = ()


def stem(name: str) -> str:
    """What a file's name says: without folders, ending, and the address parts that a download leaves before it."""
    name = re.split(r"[?&]filename=|[/\\]", name)[-1]
    name = re.sub(r"^\d{9,}wpdm_", "", name)
    return re.sub(r"\.\w{2,4}$", "", name)


def choose(
    workbook: Workbook, sources: Sequence[Any], forced: bool, earlier: Mapping[str, Earlier] | None = None
) -> Choice:
    """Match each visible sheet with the source that fits it best. `forced`: a person named the source.

    `earlier`: what the last file of each source was like, for sheets without a heading row.
    """
    weight = weights(sources)
    said = stem(workbook.name)
    readings: list[list[Table]] = []
    notes: list[str] = []
    for sheet in workbook.sheets:
        if sheet.name in OURS:
            continue
        if sheet.hidden:
            notes.append(f"The hidden sheet '{sheet.name}' was not read. Unhide it if it belongs.")
        elif sheet.rows.num_rows and sheet.rows.num_columns:
            name = sheet.name if len(workbook.sheets) > 1 else ""
            readings.append(find(sheet, sources, weight, f"{said} {name}"))
    taken, unclear = _take(readings, forced)
    taken, aside = _without_lesser(taken)
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.name not in OURS]
    taken += without_headings(shown, taken, sources, earlier or {})
    if not taken:
        return Choice(notes=tuple(notes), refused=why_not(workbook, readings, sources))
    read = {id(table.sheet) for table in taken}
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows.num_rows]
    left = [sheet for sheet in visible if id(sheet) not in read and sheet.name not in OURS]
    notes += [f"The sheet '{sheet.name}' holds no table that we know and was not read." for sheet in left]
    notes += aside
    return Choice(tuple(part for table in taken for part in split(table, sources)), tuple(notes), None, unclear)


def _take(readings: Iterable[list[Table]], forced: bool) -> tuple[list[Table], tuple[str, ...]]:
    """The best complete reading of each sheet, unless an incomplete one fits it clearly better."""
    taken, unclear = [], ()
    for tables in readings:
        whole = [t for t in tables if t.match.complete or (forced and not t.match.missing)]
        if not whole or (not forced and tables[0].score > whole[0].score + CLOSE and not tables[0].match.complete):
            continue
        taken.append(uppermost(whole[0], whole[1:]))
        close = [t for t in whole[1:] if whole[0].score - t.score < CLOSE / 3 and _uses_the_same(whole[0], t)]
        unclear = unclear or tuple(t.match.source.id for t in (whole[0], *close) if close)
    return taken, unclear


def _uses_the_same(one: Table, other: Table) -> bool:
    return len(one.match.columns) == len(other.match.columns)


def _without_lesser(taken: Sequence[Table]) -> tuple[list[Table], list[str]]:
    """Of several sheets of one source, those with under half the columns of the fullest are something else."""
    most: dict[str, int] = {}
    for table in taken:
        source = table.match.source.id
        most[source] = max(most.get(source, 0), len(table.match.columns))
    kept = [t for t in taken if len(t.match.columns) * 2 > most[t.match.source.id]]
    lesser = [t for t in taken if t not in kept]
    fuller = "has few of the columns that another sheet has, and was not read."
    return kept, [f"The sheet '{table.sheet.name}' {fuller}" for table in lesser]


def why_not(workbook: Workbook, readings: Sequence[list[Table]], sources: Sequence[Any]) -> str:
    """Why nothing in a file can be used: the nearest source and what it lacks, and what to do."""
    best = max((t for tables in readings for t in tables), key=_nearness, default=None)
    if best is None:
        hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden]
        if hidden and len(hidden) == len(workbook.sheets):
            return f"{workbook.name}: every sheet is hidden. Unhide the one with the table, save and bring it in again."
        known = ", ".join(source.title.lower() for source in sources)
        return (
            f"{workbook.name}: no row of it holds headings that we know. It can be one of: {known}. "
            "Check that the file is the right one and that its columns have headings, or start from our template."
        )
    if (pre_summed := _pre_summed(best)) is not None:
        return f"{workbook.name}: {pre_summed}"
    source = best.match.source
    if not best.match.missing:
        return (
            f"{workbook.name}: only {len(best.match.columns)} of its headings are ones we know, too few to be sure. "
            f"The nearest is {source.title}. If it is that, say so when you bring it in."
        )
    lacking = " ".join(_missing_sentence(best, name) for name in best.match.missing[:4])
    return f"{workbook.name}: the nearest is {source.title}, but it cannot be read as that. {lacking}"


def _nearness(table: Table) -> tuple[float, float]:
    return table.score, len(table.match.columns) / (1 + len(table.match.missing))


def _missing_sentence(table: Table, name: str) -> str:
    column = table.match.source.column(name)
    also = ", ".join(column.headings[:3])
    near = nearest(name, table.headings, table.match.source)
    hint = f" Is it '{near[0]}'? Then give that column the heading {column.title}." if near else " Add it."
    return f"There is no column {column.title}{f' (also called {also})' if also else ''}.{hint}"


def _pre_summed(table: Table) -> str | None:
    """A list of suppliers with one sum each says neither when nor how often: it cannot be put into months."""
    summed = any(h and normal(h).startswith(("sumof", "totalof")) for h in table.headings)
    summed = summed or "sum of" in table.titles.lower()
    if not {"supplier_name", "amount"} & set(table.match.columns):
        return None
    if table.match.source.id not in ("payments", "suppliers") or "payment_date" in table.match.columns:
        return None
    few = len([h for h in table.headings if h]) <= 2
    if not (summed or few):
        return None
    return (
        "it has one sum for each supplier and no date, so the payments behind it can be put in no month and cannot be "
        "checked. Ask for the list that it was made from: one row for each payment, with its date, supplier and amount."
    )
