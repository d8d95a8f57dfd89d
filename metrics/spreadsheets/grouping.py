"""Problems of one kind and column, told together: nine rows with the same fault are one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from metrics.spreadsheets.problems import Problem

NAMED = 3  # rows that a sentence names before "and so many more"
_ROW = re.compile(r"Row (\d[\d,]*\d|\d)(?=, |: | )")  # "Row 17, Amount: ..." or "Row 17: ..."


@dataclass(frozen=True)
class Group:
    """Problems alike. `sentence` speaks of all of them, `cells` are their cells or rows, in order, each once."""

    severity: str
    kind: str
    sentence: str
    cells: tuple[str, ...]
    number: int


def together(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """The problems in groups of one severity, kind and column, in the order in which each first comes.

    Where they are of several sheets, each cell bears the name of its sheet.
    """
    groups: dict[tuple, list[Problem]] = {}
    for one in problems:
        groups.setdefault((one.severity, one.kind, one.column), []).append(one)
    return tuple(_group(alike) for alike in groups.values())


def _group(alike: list[Problem]) -> Group:
    if len({one.sheet for one in alike}) == 1:
        alike = sorted(alike, key=lambda one: one.row or 0)
    first = alike[0]
    several = len({one.sheet for one in alike}) > 1
    cells = [_where(one, several) for one in alike]
    cells = tuple(dict.fromkeys(cell for cell in cells if cell))
    return Group(first.severity, first.kind, _sentence(alike), cells, len(alike))


def _where(one: Problem, several: bool) -> str:
    """Its cell or row, after the name of its sheet where there are several."""
    cell = one.cell or (f"row {one.row}" if one.row else "")
    if not several or not one.sheet:
        return cell
    return f"{one.sheet}: {cell}" if cell else one.sheet


def _sentence(alike: list[Problem]) -> str:
    """The first problem's sentence; of several rows all are counted, and where they differ the first is an example."""
    said = alike[0].message
    found = _ROW.match(said)
    if len(alike) == 1 or found is None:
        return said
    rows = [one.row for one in alike if one.row]
    more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
    sheets = len({one.sheet for one in alike})
    named = f"on {sheets} sheets" if sheets > 1 else f"({', '.join(f'{row:,}' for row in rows[:NAMED])}{more})"
    where = f"{len(alike):,} rows {named}"
    rest = said[found.end() :]
    alike_in_words = len({_ROW.sub("", one.message, count=1) for one in alike}) == 1
    if alike_in_words:
        return where + rest
    column, colon, told = rest.partition(": ")
    return f"{where}{column}. Row {found[1]}, for one: {told}" if colon else f"{where}, such as row {found[1]}{rest}"
