"""This month: what has come in, what is late, what is missing, what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.views.context import Context


@dataclass(frozen=True)
class SourceState:
    """One source. state: in|due|late|missing|refused|never ; `due` is the day by which its next period is wanted."""

    source: str
    title: str
    sender: str
    cadence: str
    state: str
    words: str
    newest: str  # newest period that is in, "September 2026", or ""
    due: date | None
    gaps: tuple[str, ...]  # periods missing between the first and the newest
    files: tuple[str, ...]  # files of the newest period: name, rows, who, when
    rejected: tuple[str, ...]
    indicators: int


@dataclass(frozen=True)
class MonthView:
    """`month` is the last whole month before today: the one the team is working on."""

    month: date
    month_words: str
    finding: str
    rest: str
    sources: tuple[SourceState, ...]
    banner: str = ""


def this_month(context: Context) -> MonthView:
    """What is in, late and missing for every source."""
    return MonthView(context.today.replace(day=1), "", "", "", ())
