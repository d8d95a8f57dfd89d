"""What happens at the example trust, and when: the dates and sizes that every other module here reads.

A month is a whole number, year * 12 + (month - 1), so that months can be compared and counted. README.md tells
the same story in words; change both together.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

import numpy as np

TRUST = "Example Coast NHS Trust"
MADE_UP = "Example Coast NHS Trust (made-up figures)"


def month_number(text: str) -> int:
    """'2026-03' as a month number; raises ValueError when it is not a year and a month."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    if not found:
        raise ValueError(f"'{text}' is not a month: write a year and a month from 01 to 12, such as 2026-03.")
    return int(found[1]) * 12 + int(found[2]) - 1


RECRUITMENT_DAYS = month_number("2025-06")  # monthly recruitment days in the three towns begin
SUPPLIER_LOST = month_number("2026-02")  # the laundry hire firm is no longer paid
PAYING_LATE_FROM = month_number("2026-05")  # two leavers in accounts payable are not replaced
WASTE_IN_KILOGRAMS = month_number("2024-03")  # the high temperature stream comes in kilograms
WASTE_SENT_LATE = month_number("2024-11")  # came with the file for the month after
SOLAR_FROM = month_number("2024-07")  # panels on the main hospital's roof
ROOMS_FREE_FROM = month_number("2025-01")  # rooms are free of charge for community groups after five o'clock
CHECKS_AT_INTERVIEW_FROM = month_number("2025-09")  # checks before employment begin at the interview, not after it
PROVIDER_CLOSED = month_number("2026-03")  # a training provider closes, and less of the apprenticeship levy is spent
PARTNERS_SHORT_FROM = month_number("2026-03")  # two councils lose the posts that kept joint actions going
FOOD_COLLECTION_FROM = month_number("2025-04")  # a separate food collection at every site


@dataclass(frozen=True)
class Span:
    """The months that are written, both ends included (month numbers)."""

    first: int
    last: int

    @property
    def months(self) -> range:
        return range(self.first, self.last + 1)


def span(months: int, until: str) -> Span:
    """The months to write: `months` of them (1 to 240) that end with `until`; raises ValueError outside that."""
    if not 1 <= months <= 240:
        raise ValueError(f"{months} months cannot be made: choose from 1 to 240.")
    last = month_number(until)
    return Span(last - months + 1, last)


def label(month: int) -> str:
    """'2026-03'."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def words(month: int) -> str:
    """'March 2026'."""
    return f"{calendar.month_name[month % 12 + 1]} {month // 12}"


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def days_in(month: int) -> int:
    return calendar.monthrange(month // 12, month % 12 + 1)[1]


def last_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, days_in(month))


def financial_year(month: int) -> str:
    """'2025/26': April to March."""
    start = (month - 3) // 12
    return f"{start}/{(start + 1) % 100:02d}"


def years(of: Span) -> dict[str, list[int]]:
    """Financial year -> its months within the span."""
    groups: dict[str, list[int]] = {}
    for month in of.months:
        groups.setdefault(financial_year(month), []).append(month)
    return groups


def quarters(of: Span) -> dict[str, list[int]]:
    """'2026-Q1' (calendar) -> its months within the span."""
    groups: dict[str, list[int]] = {}
    for month in of.months:
        groups.setdefault(f"{month // 12}-Q{month % 12 // 3 + 1}", []).append(month)
    return groups


def chance(seed: int, area: str) -> np.random.Generator:
    """A source of chance of its own for each area, so that a change in one leaves the others' bytes alone."""
    return np.random.default_rng([seed, *area.encode("ascii")])


def drift(month: int, start: float, end: float, since: str = "2023-10", until: str = "2026-09") -> float:
    """A straight line from `start` to `end` between two months, level before and after."""
    first, last = month_number(since), month_number(until)
    share = min(1.0, max(0.0, (month - first) / (last - first)))
    return start + (end - start) * share
