"""Which months a table is about: from its dates, its month column, the sheet's name, the file's name, the title."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics import wording
from metrics.spreadsheets import dates
from metrics.spreadsheets.asked import QUESTIONS
from metrics.spreadsheets.dates import Evidence
from metrics.spreadsheets.headings import normal
from metrics.spreadsheets.problems import Problem, answer
from metrics.spreadsheets.rows import Rows
from metrics.spreadsheets.rules import place
from metrics.spreadsheets.tables import Table
from metrics.spreadsheets.values import VALUE

MONTH_COLUMN = "month"
YEARS_OFFERED = 6
# Headings, in normal form, by which the yearly returns of NHS estates differ. A later year's list begins anew.
HEADINGS_OF_YEARS = {
    "2013/14": ("unutilisedspace", "hightemperaturedisposalwasteweight", "nonburntreatmentdisposal"),
    "2015/16": ("clinicalwastevolumetonnes", "specialwastevolume", "buildingfootprint", "sitelandarea"),
    "2016/17": ("landfilldisposalvolume", "wastereyclingvolume", "otherrecoveryvolume", "peakelectricalload"),
    "2018/19": ("alternativetreatmentclinicalwaste", "offensivewastevolume", "domesticwastelandfill"),
    "2019/20": ("alternativetreatmentclinicalwaste", "offensivewastevolume", "domesticwastelandfill", "corporatem2"),
    "2023/24": ("greenelectricityconsumed", "heatpumps", "ledlighting"),
    "2024/25": ("greenelectricityconsumed", "heatpumps", "ledlighting", "electricitypurchasedfromchp"),
}


@dataclass(frozen=True)
class About:
    """What a table says of its time beside its rows: `evidence` for each column, the months, and where they stand."""

    evidence: Mapping[str, Evidence]
    months: frozenset[tuple[int | None, int]]
    where: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Times:
    """The time of a table: first and last date, months or years of its rows, those it stands for, columns to add."""

    first: date | None
    last: date | None
    periods: tuple[str, ...]
    stands_for: tuple[str, ...]
    constants: Mapping[str, pa.Scalar]
    problems: tuple[Problem, ...]


def about(
    table: Table, file: str, several: bool, today: date, answers: Mapping[str, str] | None, earlier: Any = None
) -> About:
    """Gather what the sheet's name, the file's name and the title say. The nearest to the rows wins.

    `earlier` is the Earlier of the table's source, where there is one: it says in which order dates are usual.
    """
    sheet = table.sheet.name if several else ""
    places = (("sheet's name", sheet), ("file's name", file), ("title", table.titles))
    months: frozenset[tuple[int | None, int]] = frozenset()
    where = ""
    for said, text in places:
        if not months:
            months, where = dates.months_in_text(text), said
    months = dates.with_years(months, (sheet, table.titles, file))
    month_column = _months_in_column(table, today)
    if month_column:
        months, where = month_column, "month column"
    known = Evidence(months, today)
    evidence = {"": known}
    for column in table.match.source.columns:
        order = answer(answers, "date_order", column.name, table.sheet.name)
        said = {kind: given for kind in QUESTIONS if (given := answer(answers, kind, column.name, table.sheet.name))}
        usual = earlier.orders.get(column.name) if earlier else None
        if order or said or usual:
            evidence[column.name] = replace(known, order=order, usual=usual, said=said)
    return About(evidence, months, where, (sheet, table.titles, file))


def _months_in_column(table: Table, today: date) -> frozenset[tuple[int | None, int]]:
    """The months in a column beside the dates that gives the month for each row ("Jun-20")."""
    source = table.match.source
    if source.period == MONTH_COLUMN or MONTH_COLUMN not in table.match.columns:
        return frozenset()
    cells = table.sheet.rows.column(table.match.columns[MONTH_COLUMN]).slice(table.start, table.end - table.start)
    texts = [text for text in pc.unique(cells).to_pylist() if text][:50]
    read = [dates.read_month(text) for text in texts]
    serial = dates.read_dates(texts, Evidence(today=today)).values
    return frozenset((d.year, d.month) for d in (month or day for month, day in zip(read, serial, strict=True)) if d)


def shared_order(rows: Rows, told: About) -> dict[str, Evidence] | None:
    """Where one date column shows whether day or month comes first and another does not: the same for both."""
    orders = {name: parsed.notes.get("order") for name, parsed in rows.parsed.items() if "order" in parsed.notes}
    shown = {order for order in orders.values() if order}
    if len(shown) != 1 or all(orders.values()):
        return None
    order = shown.pop()
    undecided = {name: replace(told.evidence[""], order=order) for name, decided in orders.items() if not decided}
    return {**undecided, **told.evidence}


def periods(rows: Rows, told: About, answers: Mapping[str, str] | None) -> Times:
    """The months (or financial years) of a table's rows."""
    source = rows.table.match.source
    if not source.period:
        return Times(None, None, (), (), {}, ())
    column = source.column(source.period)
    if column.name not in rows.parsed:
        return _from_title(rows, column, told, answers)
    values = pc.filter(rows.parsed[column.name].values, pa.array(rows.keep))
    if column.type == "year":
        return _years([v for v in pc.unique(values).to_pylist() if v], {}, ())
    different = [v for v in pc.unique(values).to_pylist() if v]
    months = dates.months_of(different)
    problems = _out_of_period(rows, column, told) if column.type == "date" else ()
    stands_for = tuple(m for m in months if _is_about(m, told.months)) or months
    constants = _unknown_without_day(rows) if _months_throughout(rows, column) else {}
    first, last = min(different, default=None), max(different, default=None)
    return Times(first, last, months, stands_for, constants, tuple(problems))


def _months_throughout(rows: Rows, column: Any) -> bool:
    """Whether a column that should hold whole dates holds "March 2026" in every row."""
    if column.type != "date" or not column.from_sheet:
        return False
    texts = [text for text in pc.unique(pc.filter(rows.texts[column.name], pa.array(rows.keep))).to_pylist() if text]
    return bool(texts) and all(dates.read_month(text) for text in texts)


def without_days(rows: Rows) -> str:
    """What cannot be told of a table whose dates are months, in a sentence; "" where they are whole dates."""
    source = rows.table.match.source
    column = source.column(source.period) if source.period else None
    if column is None or column.name not in rows.parsed or not _months_throughout(rows, column):
        return ""
    left = wording.listed([source.column(name).title for name in _unknown_without_day(rows)])
    told = f"In the sheet '{rows.table.sheet.name}' {column.title} names months and no days."
    return f"{told} Without the day nothing can be told from {left}." if left else told


def _unknown_without_day(rows: Rows) -> dict[str, pa.Scalar]:
    """What tells nothing where only the month is known, as columns without a value."""
    unsure = [c.name for c in rows.table.match.source.columns if c.needs_day and c.name in rows.parsed]
    return {name: pa.scalar(None, rows.parsed[name].values.type) for name in unsure}


def _is_about(month: str, months: frozenset[tuple[int | None, int]]) -> bool:
    year, number = int(month[:4]), int(month[5:])
    return (year, number) in months or (None, number) in months


def _years(years: list[str], constants: Mapping[str, pa.Scalar], problems: tuple[Problem, ...]) -> Times:
    """Financial years run from 1 April to 31 March."""
    years = sorted(years)
    first = date(int(years[0][:4]), 4, 1) if years else None
    last = date(int(years[-1][:4]) + 1, 3, 31) if years else None
    return Times(first, last, tuple(years), tuple(years), constants, problems)


def _from_title(rows: Rows, column: Any, told: About, answers: Mapping[str, str] | None) -> Times:
    """The period of all rows, from an answer, the sheet's name, the title or the file's name."""
    given = answer(answers, "period_missing", column.name, rows.table.sheet.name)
    if column.type == "year":
        found = [year for text in told.texts for year in dates.years_in_text(text)]
        year = (given and dates.read_year(given)) or next(iter(found), None)
        years = likely_years(rows.table.headings, told.evidence[""].today)
        problems = () if year else (_missing(rows, column, "financial year", years),)
        return _years([year] if year else [], {column.name: pa.scalar(year, pa.string())}, problems)
    day = _day(given, told) if given else _last_day(told.months) if column.from_sheet else _first_day(told)
    if day is None:
        problem = _missing(rows, column, "month", _months_offered(told))
        return Times(None, None, (), (), {column.name: pa.scalar(None, pa.date32())}, (problem,))
    if column.type == "month":
        day = day.replace(day=1)
    months = dates.months_of([day])
    constants = {column.name: pa.scalar(day, pa.date32())}
    if column.from_sheet:
        constants |= _unknown_without_day(rows)
    return Times(day, day, months, months, constants, ())


def likely_years(headings: Sequence[str | None], today: date) -> tuple[str, ...]:
    """The financial years that a yearly return without a year may be for: by its headings the likeliest first."""
    forms = [normal(heading) for heading in headings if heading]
    hits = {
        year: sum(any(mark in form for form in forms) for mark in marks)
        for year, marks in HEADINGS_OF_YEARS.items()
    }
    last = today.year - (today.month < 4) - 1
    best = max(hits, key=lambda year: hits[year])
    middle = int(best[:4]) if hits[best] else last
    near = sorted(range(2012, last + 1), key=lambda year: (abs(year - middle), -year))
    return tuple(f"{year}/{(year + 1) % 100:02d}" for year in near[:YEARS_OFFERED])


def _months_offered(told: About) -> tuple[str, ...]:
    """Where a month is named without its year, that month in the last three years."""
    today = told.evidence[""].today
    several = sorted(month for year, month in told.months if year is None)
    if len(several) != 1:
        return ()
    last = today.year - (several[0] > today.month)
    return tuple(f"{calendar.month_name[several[0]]} {year}" for year in range(last, last - 3, -1))


def _day(text: str, told: About) -> date | None:
    return dates.read_dates([text], told.evidence[""], month_end=True).values[0]


def _first_day(told: About) -> date | None:
    """The day that the texts name, or the end of the month that they name."""
    for text in told.texts:
        if days := dates.days_in_text(text):
            return days[-1]
    return _last_day(told.months)


def _last_day(months: frozenset[tuple[int | None, int]]) -> date | None:
    """The last day of the one month that is named with its year."""
    whole = [(year, month) for year, month in months if year]
    if len(whole) != 1:
        return None
    year, month = whole[0]
    return date(year, month, calendar.monthrange(year, month)[1])


def _missing(rows: Rows, column: Any, what: str, options: tuple[str, ...]) -> Problem:
    example = options[0] if options else "March 2026"
    words = (
        f"Nothing in this file says which {what} it is for: there is no column {column.title}, and neither the title, "
        f"the sheet's name nor the file's name says it. Say which, as {example}."
    )
    return Problem("period_missing", "question", words, None, column.name, None, rows.table.sheet.name, options)


def _out_of_period(rows: Rows, column: Any, told: About) -> list[Problem]:
    """Dates outside the month that the file is for, one problem for each month that they are in."""
    if not told.months:
        return []
    parsed = rows.parsed[column.name]
    good = rows.keep & (parsed.marks == VALUE)
    where = np.flatnonzero(good)
    months = parsed.values.to_numpy(zero_copy_only=False).astype("datetime64[M]")[where]
    problems = []
    for month in np.unique(months):
        text = str(month)
        if _is_about(text, told.months):
            continue
        at = where[months == month]
        problems.append(_outside(rows, column, told, text, at))
    return problems


def _outside(rows: Rows, column: Any, told: About, month: str, at: np.ndarray) -> Problem:
    name = f"{calendar.month_name[int(month[5:])]} {month[:4]}"
    months = sorted(told.months, key=lambda m: (m[0] or 0, m[1]))
    meant = " and ".join(f"{calendar.month_name[m]} {y or ''}".strip() for y, m in months)
    first = int(at[0])
    many = f"this and {len(at) - 1:,} more rows are" if len(at) > 1 else "it is"
    words = (
        f"Row {first + 1}, {column.title}: {many} in {name}, but by the {told.where} this is for {meant}. "
        "Correct the date, or accept it if it is right."
    )
    return Problem("date_out_of_period", "warning", words, **place(rows, column.name, first))
