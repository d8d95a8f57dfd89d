"""What people taught us about headings: which of a file's headings is which column of a source, or that none is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from metrics.spreadsheets.earlier import Earlier
from metrics.spreadsheets.headings import normal
from metrics.spreadsheets.problems import answer
from metrics.spreadsheets.tables import Table

NOT_HERE = "not in this file"
KIND = "column"  # answers to "column:amount" are the heading that a person chose for it


def told(
    source: Any, answers: Mapping[str, str] | None, known: Earlier | None, headings: Sequence[str | None] = ()
) -> dict[str, str]:
    """Our column -> the heading that stands for it: what was learned from earlier files, then from those that had the
    very headings of this one (a sender's files look alike), then what is said now."""
    known = known or Earlier()
    names = {column.name for column in source.columns}
    learned = {**known.learned, **known.layouts.get(layout(headings), {})}
    found = {name: heading for name, heading in learned.items() if name in names}
    for name in names:
        if (given := answer(answers, KIND, name)) is not None:
            found[name] = given
    return found


def layout(headings: Sequence[str | None]) -> str:
    """What tells the files of one sender from those of another: all their headings, in any order."""
    forms = sorted(normal(heading) for heading in headings if heading and heading.strip())
    return hashlib.sha256("\n".join(forms).encode()).hexdigest()[:16]


def taught(source: Any, answers: Mapping[str, str] | None, known: Earlier | None) -> Any:
    """The source with the headings that people gave its columns, of whichever sender, among their other names."""
    said = [told(source, answers, known), *(known.layouts.values() if known else ())]
    pairs = {(name, heading) for one in said for name, heading in one.items() if heading != NOT_HERE}
    return _taught(_Known(source), tuple(sorted(pairs))) if pairs else source


class _Known:
    """A source as a key of a cache, by identity."""

    def __init__(self, source: Any) -> None:
        self.source = source

    def __hash__(self) -> int:
        return id(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.source is self.source


@lru_cache(maxsize=64)
def _taught(known: _Known, said: tuple[tuple[str, str], ...]) -> Any:
    more: dict[str, list[str]] = {}
    for name, heading in said:
        more.setdefault(name, []).append(heading)
    columns = tuple(
        replace(column, headings=(*more[column.name], *column.headings)) if column.name in more else column
        for column in known.source.columns
    )
    return replace(known.source, columns=columns)


def corrected(table: Table, said: Mapping[str, str]) -> Table:
    """The table with each column where a person said it is; a heading that is not in this table changes nothing."""
    forms = [normal(heading) if heading else "" for heading in table.headings]
    columns = dict(table.match.columns)
    for name, heading in said.items():
        if heading == NOT_HERE:
            columns.pop(name, None)
        elif (form := normal(heading)) in forms and form:
            index = forms.index(form)
            columns = {other: at for other, at in columns.items() if at != index}
            columns[name] = index
    if columns == table.match.columns:
        return table
    source = table.match.source
    missing = tuple(
        c.name for c in source.columns
        if c.required and c.name not in columns and not c.from_title and not _said_by_sheet(c, table)
    )  # fmt: skip
    likely = {name: heading for name, heading in table.match.likely.items() if name not in said}
    return replace(table, match=replace(table.match, columns=columns, likely=likely, missing=missing))


def _said_by_sheet(column: Any, table: Table) -> bool:
    """Whether the sheet's name said what this column lacks before a person had a say."""
    return column.from_sheet and column.name not in {*table.match.columns, *table.match.missing}
