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
