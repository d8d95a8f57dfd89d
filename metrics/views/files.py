"""The files behind a figure, in words, from the ledger."""

from __future__ import annotations

from datetime import date

from metrics import wording
from metrics.ledger import LoadFact, Refusal


def file_words(fact: LoadFact) -> str:
    """payments_sep26.csv: 3,104 rows, brought in by A. Person on 6 October 2026."""
    when = wording.day(date.fromisoformat(fact.at[:10]))
    return f"{fact.file}: {wording.plural(fact.rows, 'row')}, brought in by {fact.by} on {when}"


def refusal_words(one: Refusal) -> str:
    """waste_sep26.csv, tried by A. Person on 6 October 2026: Row 3, Tonnes: ..."""
    reason = one.reason.removeprefix(f"{one.file}: ")
    return f"{one.file}, tried by {one.by} on {wording.day(date.fromisoformat(one.at[:10]))}: {reason}"


def stands(fact: LoadFact, period: str, grain: str) -> bool:
    """Does the load hold rows of the period? A register, which has no period, always does."""
    if not fact.periods:
        return True
    return any(_within(own, period, grain) for own in fact.standing)


def _within(own: str, period: str, grain: str) -> bool:
    if own == period or not period:
        return True
    if "/" in own or grain == "month":
        return False
    month = date.fromisoformat(f"{own[:7]}-01")
    if grain == "year":
        first = month.year if month.month >= 4 else month.year - 1
        return period == f"{first}/{(first + 1) % 100:02d}"
    if grain == "quarter":
        return period == f"{month.year}-Q{(month.month + 2) // 3}"
    last = date.fromisoformat(f"{period}-01")
    reach = (last.month - 4) % 12 + 1 if grain == "ytd" else 12
    return 0 <= 12 * (last.year - month.year) + last.month - month.month < reach
