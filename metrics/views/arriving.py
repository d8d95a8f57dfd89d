"""When a source's file usually comes: as it came of late, or as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrics import wording
from metrics.definitions import Source
from metrics.ledger import LoadFact
from metrics.periods import month_after

YEAR_RETURN_MONTH = 7  # a yearly return is asked for in the July after its year has ended
LATEST_COUNTED = 62  # days after the end of a month: what came later was history, brought in at the start
COUNTED = 6  # of the newest months, from which the usual day is told
LEAST = 3


def usual_day(source: Source, loads: Iterable[LoadFact]) -> str:
    """The day by which a source's file usually comes, in words; "" for a register, which has no month.

    Three monthly files or more tell it themselves, by the middle one of the last six; else it is the day asked for.
    """
    if not source.period:
        return ""
    if source.cadence == "year":
        return wording.day(date(2000, YEAR_RETURN_MONTH, source.due_day)).removesuffix(" 2000") + " (asked for)"
    days = arrivals(loads)[-COUNTED:] if source.cadence == "month" else []
    if len(days) < LEAST:
        return f"day {source.due_day} after the {source.cadence} (asked for)"
    return f"day {sorted(days)[len(days) // 2]} after the month (last {len(days)} files)"


def arrivals(loads: Iterable[LoadFact]) -> list[int]:
    """On which day after the end of each month its first file came (1: the day after), oldest month first."""
    first: dict[str, int] = {}
    for fact in loads:
        for period in fact.periods if fact.status != "undone" else ():
            if len(period) == len("2026-03"):
                day = (date.fromisoformat(fact.at[:10]) - date.fromisoformat(f"{month_after(period)}-01")).days + 1
                if 0 < day <= LATEST_COUNTED:
                    first[period] = min(first.get(period, day), day)
    return [first[period] for period in sorted(first)]
