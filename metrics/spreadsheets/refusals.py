"""Why nothing in a file can be used: what it seems to hold, the nearest kind where it is near, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

import pyarrow.compute as pc

from metrics.spreadsheets.dates import DAY_FIRST, Evidence
from metrics.spreadsheets.headings import LEAST_COLUMNS, nearest, normal
from metrics.spreadsheets.problems import Problem, cell_name
from metrics.spreadsheets.reading import Sheet, Workbook
from metrics.spreadsheets.tables import Table, row_at
from metrics.spreadsheets.values import VALUE, parse

BY_CONTENT = ("money", "date", "postcode")  # what a cell shows that it is
MOST_CANDIDATES = 3
MOSTLY = 0.9
LOOKED_AT = 40  # rows of a sheet in which a refusal looks for what the file is
SHOWN = 6  # of a file's headings
DIRECTORY = (
    "this is a postcode directory, which says where each postcode lies. It is added under Settings, Postcode directory."
)
DEPRIVATION = (
    "this is a list of deprivation by small area (LSOA). It is added under Settings, Postcode directory, beside the "
    "directory of postcodes."
)
FACTORS = (
    "these are conversion factors (greenhouse gas for each unit), not something that the trust used or paid. The "
    "dashboard has those of 2019 to 2025; a later year's flat file is added under Settings, Conversion factors."
)
PRE_SUMMED = (
    "it has one sum for each supplier and no date, so the payments behind it can be put in no month and cannot be "
    "checked. Ask for the list that it was made from: one row for each payment, with its date, supplier and amount."
)


def shown_name(name: str) -> str:
    """A file's name as people know it: a download may keep the whole address before it ("?id=7&filename=May.csv")."""
    found = re.search(r"[?&]filename=([^&]+)", name)
    return re.sub(r"^\d{9,}wpdm_", "", unquote_plus(found[1])) if found else name


@dataclass(frozen=True)
class Refusal:
    """The sentence that refuses a file, and what lacks in the table that is nearest, at its place."""

    sentence: str
    lacking: tuple[Problem, ...] = ()


def why_not(workbook: Workbook, readings: Sequence[list[Table]], sources: Sequence[Any], forced: bool) -> Refusal:
    """Why a file is refused in which no table can be read as one of `sources`."""
    tables = [table for tables in readings for table in tables]
    near = max((table for table in tables if forced or _is_like(table)), key=_nearness, default=None)
    other = _hidden(workbook) or _factors(workbook) or next(filter(None, map(pre_summed, tables)), None)
    other = other or (_places(workbook) if near is None or not _is_like(near) else None)
    name = shown_name(workbook.name)
    if other is None and near is not None:
        return Refusal(f"{name}: {_near(near, forced)}", lacking(near))
    return Refusal(f"{name}: {other or _no_table(workbook) or _none_of(workbook, tables, sources)}")


def near_table(readings: Sequence[list[Table]], forced: bool) -> tuple[str, tuple[str, ...]] | None:
    """The source that the likeliest table is like, and the headings of that table, for a person who can match them."""
    tables = [table for found in readings for table in found if forced or _is_like(table)]
    best = max(tables, key=_nearness, default=None)
    if best is None:
        return None
    return best.match.source.id, tuple(heading.strip() for heading in best.headings if heading and heading.strip())


def _hidden(workbook: Workbook) -> str | None:
    if workbook.sheets and all(sheet.hidden for sheet in workbook.sheets):
        return "every sheet is hidden. Unhide the one with the table, save and bring it in again."
    return None


def _seen(workbook: Workbook) -> Iterator[Sheet]:
    return (s for s in workbook.sheets if not s.hidden and s.rows.num_rows and s.rows.num_columns)


def _first_rows(sheet: Sheet) -> list[list[str]]:
    """The filled cells of the first rows, as text."""
    rows = (row_at(sheet.rows, i) for i in range(min(sheet.rows.num_rows, LOOKED_AT)))
    return [[cell.strip() for cell in row if cell and cell.strip()] for row in rows]


def _heading_forms(workbook: Workbook) -> Iterator[set[str]]:
    """The first rows of each sheet that can be seen, as headings in normal form."""
    return ({normal(cell) for cell in row} for sheet in _seen(workbook) for row in _first_rows(sheet))


def _factors(workbook: Workbook) -> str | None:
    """Whether it is a file of greenhouse gas conversion factors."""
    known = re.compile(r"ghgconversionfactor|emissionfactors$|kgco2eperunit")
    return FACTORS if any(known.search(form) for forms in _heading_forms(workbook) for form in forms) else None


def _places(workbook: Workbook) -> str | None:
    """Whether it is a table in which places are looked up: postcodes, or deprivation by small area."""
    for forms in _heading_forms(workbook):
        area = any(re.match(r"lsoa(11|21|code|name|$)", form) for form in forms)
        if area and any(re.fullmatch(r"pcds?|pcd[278]|postcode", form) for form in forms):
            return DIRECTORY
        if area and any(re.match(r"imd|indexofmultipledeprivation", form) for form in forms):
            return DEPRIVATION
    return None


def pre_summed(table: Table) -> str | None:
    """A list of suppliers with one sum each says neither when nor how often: it cannot be put into months."""
    summed = any(h and normal(h).startswith(("sumof", "totalof")) for h in table.headings)
    summed = summed or "sum of" in table.titles.lower()
    if not {"supplier_name", "amount"} & set(table.match.columns):
        return None
    if table.match.source.id not in ("payments", "suppliers") or "payment_date" in table.match.columns:
        return None
    few = len([h for h in table.headings if h]) <= 2
    return PRE_SUMMED if summed or few else None


def lacking(table: Table) -> tuple[Problem, ...]:
    """What a table lacks of its source, each at the heading that comes nearest, or else at the first one."""
    row = 0 if table.header is None else table.header + 1
    at = {heading.strip(): i for i, heading in reversed([*enumerate(table.headings)]) if heading and heading.strip()}
    if not (row and at):
        return ()
    first = min(at.values())
    problems = []
    for name in table.match.missing:
        near = candidates(table, name)
        cell = cell_name(at[near[0]] if near else first, row)
        words = f"Row {row}: {_missing_sentence(table, name)}"
        problems.append(Problem("column_missing", "error", words, row, name, cell, table.sheet.name))
    return tuple(problems)


def _near(best: Table, forced: bool) -> str:
    """The source that the nearest table is like, and what it lacks."""
    source = best.match.source
    if not best.match.missing:
        return (
            f"only {len(best.match.columns)} of its headings are ones we know, too few to be sure. "
            f"The nearest is {source.title}. If it is that, say so when you bring it in."
        )
    lacking = " ".join(_missing_sentence(best, name) for name in best.match.missing[:4])
    nearest_is = "it" if forced else f"the nearest is {source.title}, but it"
    as_what = f"as {source.title}" if forced else "as that"
    return f"{nearest_is} cannot be read {as_what}. {lacking}"


def _is_like(table: Table) -> bool:
    """Most of what a source needs is there, or most of what the table has is the source's."""
    found = table.match
    if found.likely and len(found.likely) == len(found.columns):
        return False
    needed = [c.name for c in found.source.columns if c.required and not c.from_title]
    there = len(needed) - len(found.missing)
    filled = sum(1 for heading in table.headings if heading and heading.strip())
    known = len(found.columns)
    if there > len(found.missing):
        return known >= LEAST_COLUMNS or (known > 1 and known * 3 >= filled)
    return known > LEAST_COLUMNS and known * 2 >= filled


def _nearness(table: Table) -> tuple[float, float]:
    """How much of the source is there: headings that are its own, those that it needs twice, less those that lack."""
    found = table.match
    needed = sum(1 for c in found.source.columns if c.required and c.name in found.columns)
    return len(found.columns) + needed - len(found.missing), table.score


def candidates(table: Table, name: str) -> list[str]:
    """The headings that may be a missing column: by their words, or else by what stands under them."""
    source = table.match.source
    column = source.column(name)
    near = nearest(name, table.headings, source)
    if near or column.type not in BY_CONTENT:
        return near
    used, dropped = set(table.match.columns.values()), {normal(heading) for heading in source.drop}
    spare = [i for i, h in enumerate(table.headings) if h and h.strip() and i not in used and normal(h) not in dropped]
    like = [table.headings[i].strip() for i in spare if _holds(table, i, column)]
    return like[:MOST_CANDIDATES]


def _holds(table: Table, index: int, column: Any) -> bool:
    """Whether nearly all cells under a heading read as what the column is to hold; money has pence, a £ or a comma."""
    cells = table.sheet.rows.column(index).slice(table.start, LOOKED_AT).combine_chunks()
    filled = cells.drop_null()
    if not len(filled):
        return False
    good = parse(filled, column.type, Evidence(order=DAY_FIRST), column.choices).marks == VALUE
    marked = column.type != "money" or pc.any(pc.match_substring_regex(filled, r"[£.,]")).as_py()
    return marked and int(good.sum()) >= MOSTLY * len(filled)


def _missing_sentence(table: Table, name: str) -> str:
    column = table.match.source.column(name)
    also = ", ".join(column.headings[:3])
    near = candidates(table, name)
    hint = f" Is it {_either(near)}? Then give that column the heading {column.title}." if near else " Add it."
    return f"There is no column {column.title}{f' (also called {also})' if also else ''}.{hint}"


def _either(headings: Sequence[str]) -> str:
    quoted = [f"'{heading}'" for heading in headings]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _no_table(workbook: Workbook) -> str | None:
    wide = sum(len(row) > 1 for sheet in _seen(workbook) for row in _first_rows(sheet))
    if wide >= 2:
        return None
    unseen = [f"'{sheet.name}'" for sheet in workbook.sheets if sheet.hidden]
    if unseen:
        return (
            f"no sheet that can be seen holds a table. Hidden sheets are not read: {', '.join(unseen)}. If the table "
            "is there, unhide it, save the workbook and bring it in again."
        )
    return "there is no table in it. Bring the spreadsheet itself."


def _none_of(workbook: Workbook, tables: Sequence[Table], sources: Sequence[Any]) -> str:
    headings = _own_headings(workbook)
    quoted = ", ".join(f"'{heading[:40]}'" for heading in headings[:SHOWN])
    more = f" and {len(headings) - SHOWN:,} more" if len(headings) > SHOWN else ""
    kinds = "; ".join(_in_a_sentence(source.title) for source in sources)
    unseen = [f"'{sheet.name}'" for sheet in workbook.sheets if sheet.hidden]
    hidden = f" Hidden sheets are not read ({', '.join(unseen)}): if the table is there, unhide it." if unseen else ""
    return (
        f"it is none of the kinds of file that we take. Its headings are {quoted}{more}. We take: {kinds}.{hidden} "
        "If it is one of these, its headings may have been lost: ask the sender, or start from our template."
    )


def _own_headings(workbook: Workbook) -> list[str]:
    """The row that looks most like headings: the first of those near the top that fill most columns with words."""
    best: list[str] = []
    for sheet in _seen(workbook):
        for row in _first_rows(sheet)[:20]:
            if all(re.search(r"[^\W\d]", cell) for cell in row) and len(row) > len(best):
                best = row
    return best or next((row for sheet in _seen(workbook) for row in _first_rows(sheet) if row), [])


def _in_a_sentence(title: str) -> str:
    """ "Room bookings" -> "room bookings"; an abbreviation stays as it is."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
