"""Months, quarters, financial years, rolling twelve months and years to date: their names and their months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

GRAINS = ("month", "quarter", "year", "rolling12")  # worked out at each build
ASKED = (*GRAINS, "ytd")  # the year to date is worked out when somebody asks
ROLLING = ("rolling12", "ytd")  # known by their last month


@dataclass(frozen=True)
class Period:
    """A stretch of whole months; `start` is its first day, or the last month's where it rolls (it is known by that)."""

    label: str  # 2026-03 | 2026-Q1 | 2025/26 | 2026-03 (rolling12 and ytd, by their last month)
    start: date
    months: tuple[date, ...]


def ordinal(month: date) -> int:
    """Months since the year 0, so that months can be counted."""
    return month.year * 12 + month.month - 1


def month_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def month_label(month: date) -> str:
    return f"{month.year}-{month.month:02d}"


def financial_year(month: date) -> int:
    """The year in which the month's financial year began (April to March)."""
    return month.year if month.month >= 4 else month.year - 1


def year_label(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


def month_after(code: str) -> str:
    """The month that follows one: "2025-12" -> "2026-01"."""
    year, month = (int(part) for part in code.split("-"))
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def periods(grain: str, first: date, last: date) -> list[Period]:
    """Every period that has a month between `first` and `last`; ValueError for an unknown grain."""
    if grain not in ASKED:
        raise ValueError(f"There is no grain '{grain}': use {', '.join(ASKED)}.")
    return list(_periods(grain, ordinal(first), ordinal(last)))


@lru_cache(maxsize=256)
def _periods(grain: str, first: int, last: int) -> tuple[Period, ...]:
    numbers = range(first, last + 1)
    if grain == "month":
        return tuple(Period(month_label(month_of(n)), month_of(n), (month_of(n),)) for n in numbers)
    if grain == "rolling12":
        return tuple(Period(month_label(month_of(n)), month_of(n), _run(n - 11, 12)) for n in numbers)
    if grain == "ytd":
        since_april = [(n, (n - 3) % 12) for n in numbers]
        return tuple(Period(month_label(month_of(n)), month_of(n), _run(n - k, k + 1)) for n, k in since_april)
    if grain == "quarter":
        starts = sorted({n - n % 3 for n in numbers})
        return tuple(Period(f"{n // 12}-Q{n % 12 // 3 + 1}", month_of(n), _run(n, 3)) for n in starts)
    years = sorted({financial_year(month_of(n)) for n in numbers})
    return tuple(Period(year_label(y), date(y, 4, 1), _run(y * 12 + 3, 12)) for y in years)


def last_month(start: date, grain: str) -> date:
    """The last month of a period that is known by its `start`."""
    return month_of(ordinal(start) + {"quarter": 2, "year": 11}.get(grain, 0))


def _run(first: int, count: int) -> tuple[date, ...]:
    return tuple(month_of(n) for n in range(first, first + count))
