"""Which sheets of a workbook are tables of which source, or the sentence that says why none is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.spreadsheets import hidden_sheets
from metrics.spreadsheets.contents import without_headings
from metrics.spreadsheets.earlier import Earlier
from metrics.spreadsheets.headings import weights
from metrics.spreadsheets.month_sheets import dated_by_sheet, months_assumed
from metrics.spreadsheets.our_sheets import is_ours
from metrics.spreadsheets.problems import Problem
from metrics.spreadsheets.reading import Workbook
from metrics.spreadsheets.refusals import near_table, shown_name, why_not
from metrics.spreadsheets.stacked import split, uppermost
from metrics.spreadsheets.tables import Table, find

CLOSE = 0.75  # two sources whose fit differs by less than this are both possible


@dataclass(frozen=True)
class Choice:
    """The tables to read, the sheets that were left (with why), and what is to be asked or why nothing can be read."""

    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str | None = None
    unclear: tuple[str, ...] = ()
    near: tuple[str, tuple[str, ...]] | None = None  # of a refused file: the source it is like, its headings
    lacking: tuple[Problem, ...] = ()  # what the table of a refused file lacks to be that source
    hidden: tuple[Problem, ...] = ()  # hidden sheets that hold a table of ours


def stem(name: str) -> str:
    """What a file's name says: without folders, ending, and the address parts that a download leaves before it."""
    name = re.sub(r"((?:19|20)\d\d)/(\d\d)(?!\d)", r"\1-\2", shown_name(name))  # a year as people write it: 2023/24
    return re.sub(r"\.\w{2,4}$", "", re.split(r"[/\\]", name)[-1])


def choose(
    workbook: Workbook, sources: Sequence[Any], forced: bool, earlier: Mapping[str, Earlier] | None = None
) -> Choice:
    """Match each visible sheet with the source that fits it best. `forced`: a person named the source.

    `earlier`: what the last file of each source was like, for sheets without a heading row.
    """
    weight = weights(sources)
    said = stem(workbook.name)
    readings: list[list[Table]] = []
    unseen: list[Problem | str] = []
    for sheet in workbook.sheets:
        if is_ours(sheet):
            continue
        if sheet.hidden:
            unseen.append(hidden_sheets.told(sheet, sources, weight))
        elif sheet.rows.num_rows and sheet.rows.num_columns:
            name = sheet.name if len(workbook.sheets) > 1 else ""
            found = find(sheet, sources, weight, f"{said} {name}")
            readings.append(dated_by_sheet(found) if name else found)
    hidden = tuple(one for one in unseen if isinstance(one, Problem))
    notes = [one for one in unseen if isinstance(one, str)]
    taken, unclear = _take(readings, forced)
    taken, aside = _without_lesser(taken)
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden and not is_ours(sheet)]
    taken += without_headings(shown, taken, sources, earlier or {})
    if not taken:
        refused = why_not(workbook, readings, sources, forced)
        notes += [one.message for one in hidden]
        near = near_table(readings, forced)
        return Choice(notes=tuple(notes), refused=refused.sentence, near=near, lacking=refused.lacking)
    read = {id(table.sheet) for table in taken}
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows.num_rows]
    left = [sheet for sheet in visible if id(sheet) not in read and not is_ours(sheet)]
    notes += [f"The sheet '{sheet.name}' holds no table that we know and was not read." for sheet in left]
    notes += aside
    notes += months_assumed(taken)
    parts = tuple(part for table in taken for part in split(table, sources))
    return Choice(parts, tuple(notes), None, unclear, hidden=hidden)


def _take(readings: Iterable[list[Table]], forced: bool) -> tuple[list[Table], tuple[str, ...]]:
    """The best complete reading of each sheet, unless an incomplete one fits it clearly better."""
    taken, unclear = [], ()
    for tables in readings:
        whole = [t for t in tables if (t.match.complete and _sure(t)) or (forced and not t.match.missing)]
        if not whole or (not forced and tables[0].score > whole[0].score + CLOSE and not tables[0].match.complete):
            continue
        if not forced and any(_has_a_time_that(whole[0], other) for other in tables):
            continue
        taken.append(uppermost(whole[0], whole[1:]))
        close = [t for t in whole[1:] if whole[0].score - t.score < CLOSE / 3 and _uses_the_same(whole[0], t)]
        unclear = unclear or tuple(t.match.source.id for t in (whole[0], *close) if close)
    return taken, unclear


def _has_a_time_that(register: Table, other: Table) -> bool:
    """Whether a register's table has the date of another kind of file, and more of its columns: a list of payments that
    lost its amounts is no register of suppliers."""
    period = other.match.source.period
    more = set(other.match.columns.values()) > set(register.match.columns.values())
    return not register.match.source.period and period in other.match.columns and more


def _sure(table: Table) -> bool:
    """Not where a column that is needed was found by likeness alone in a table that is mostly about something else."""
    by_likeness = any(c.required and c.name in table.match.likely for c in table.match.source.columns)
    filled = sum(1 for heading in table.headings if heading and heading.strip())
    return not by_likeness or len(table.match.columns) * 2 >= filled


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
