"""The facts that the ledger holds, and how they are read from the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class LoadFact:
    """One load. `periods` are all that its rows fall in, `standing` those for which its rows count now ("" for rows
    without a period); `period_rows` tells how many rows fall in each."""

    load: str
    source: str
    file: str
    sha256: str
    rows_sha256: str
    periods: tuple[str, ...]
    standing: tuple[str, ...]
    rows: int
    period_rows: Mapping[str, int]
    kind: str
    accepted: str | None
    by: str
    at: str
    status: str  # current | replaced | undone
    late: tuple[str, ...] = ()  # periods of which the load holds a few rows and replaces none


@dataclass(frozen=True)
class Target:
    """What the trust aims for, in the indicator's own unit (a share as a fraction); `milestones`: what is aimed for
    on days before the last, in order."""

    indicator: str
    value: float
    by_date: date
    baseline_value: float | None
    baseline_month: date | None
    source: str
    set_by: str
    set_at: str
    milestones: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True)
class Rebasing:
    """A month from which the limits of an indicator's chart begin anew, and why."""

    indicator: str
    month: date
    reason: str
    by: str
    at: str
    number: int


@dataclass(frozen=True)
class SpendFlag:
    """What procurement says of a supplier (by number or name), a category or a route: "yes", "no" or "unknown", None
    where it says nothing. `since`: the edition in which the row came to say this; 0 before it is kept."""

    kind: str
    which: str
    influenceable: str | None = None
    sme: str | None = None
    vcfse: str | None = None
    note: str = ""
    since: int = 0

    @property
    def says(self) -> tuple[str, str, str | None, str | None, str | None, str]:
        """All but since when."""
        return self.kind, self.which, self.influenceable, self.sme, self.vcfse, self.note


@dataclass(frozen=True)
class FlagTable:
    """One edition of the flag table, whole: who put it in force, when and why."""

    number: int
    why: str
    by: str
    at: str
    flags: tuple[SpendFlag, ...]


@dataclass(frozen=True)
class Refusal:
    """A file that somebody wanted to bring in and that was not taken. `source` is "" where nobody knows what it is."""

    source: str
    file: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class SeenFact:
    """A month's figures as they were shown: the file in which they are kept, and on what occasion."""

    number: int
    month: str
    kind: str
    of: str
    file: str
    sha256: str
    by: str
    at: str


@dataclass(frozen=True)
class Outcome:
    """What came of an action, as somebody said when closing it or after."""

    text: str
    by: str
    at: str


@dataclass(frozen=True)
class Note:
    """A comment on an indicator's month, or an action with an owner and a due date.

    The text of a comment is what happened, that of an action what is done next; `happened` and `why` stand beside it.
    """

    number: int
    kind: str
    indicator: str
    month: date
    text: str
    by: str
    at: str
    due: date | None
    owner: str | None
    happened: str = ""
    why: str = ""
    outcomes: tuple[Outcome, ...] = ()

    @property
    def is_open(self) -> bool:
        """An action of which nobody said what came of it."""
        return self.kind == "action" and not self.outcomes


@dataclass(frozen=True)
class LogEntry:
    """Who did what to what, when; `before` and `after` are texts."""

    number: int
    at: str
    by: str
    action: str
    target: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class PublicationFact:
    """A publication's number and status; `facts` holds what the publishing code noted (who, when, why)."""

    number: int
    status: str
    facts: dict[str, Any]


def stand(loads: list[Any], periods: list[Any]) -> list[LoadFact]:
    """For each source and period the newest load that covers it and was not taken back stands."""
    of_load: dict[str, list[Any]] = {}
    for row in periods:
        of_load.setdefault(row.load, []).append(row)
    holder: dict[tuple[str, str], str] = {}
    for row in loads:
        if not row.undone:
            holder |= {(row.source, part.period): row.load for part in of_load.get(row.load, []) if part.covers}
    return [_fact(row, sorted(of_load.get(row.load, []), key=lambda part: part.period), holder) for row in loads]


def _fact(row: Any, parts: list[Any], holder: dict[tuple[str, str], str]) -> LoadFact:
    held = [part.period for part in parts if part.covers and holder.get((row.source, part.period)) == row.load]
    # late and early rows stand as long as anything of their load does
    standing = held + [part.period for part in parts if held and not part.covers]
    return LoadFact(
        load=row.load,
        source=row.source,
        file=row.file,
        sha256=row.sha256,
        rows_sha256=row.rows_sha256,
        periods=tuple(part.period for part in parts if part.period),
        standing=tuple(sorted(standing)),
        late=tuple(part.period for part in parts if not part.covers),
        rows=row.rows,
        period_rows={part.period: part.rows for part in parts},
        kind=row.kind,
        accepted=row.accepted,
        by=row.by,
        at=row.at,
        status="undone" if row.undone else "current" if held else "replaced",
    )


def target(row: Any, milestones: Iterable[Any] = ()) -> Target:
    return Target(
        indicator=row.indicator,
        value=float(row.value),
        by_date=date.fromisoformat(row.by_date),
        baseline_value=None if row.baseline_value is None else float(row.baseline_value),
        baseline_month=None if row.baseline_month is None else date.fromisoformat(row.baseline_month),
        source=row.source,
        set_by=row.set_by,
        set_at=row.set_at,
        milestones=tuple((date.fromisoformat(one.on_date), float(one.value)) for one in milestones),
    )


def flag_table(row: Any, flags: Iterable[Any]) -> FlagTable:
    said = (
        SpendFlag(one.kind, one.which, one.influenceable, one.sme, one.vcfse, one.note, one.since) for one in flags
    )
    return FlagTable(row.number, row.why, row.by, row.at, tuple(said))


def note(row: Any, details: Any = None, outcomes: Iterable[Any] = ()) -> Note:
    return Note(
        number=row.number,
        kind=row.kind,
        indicator=row.indicator,
        month=date.fromisoformat(row.month),
        text=row.text,
        by=row.by,
        at=row.at,
        due=date.fromisoformat(row.due) if row.due else None,
        owner=row.owner,
        happened=details.happened if details else "",
        why=details.why if details else "",
        outcomes=tuple(Outcome(one.text, one.by, one.at) for one in outcomes),
    )
