"""What the trust decided and what people said: targets, new limits, comments and actions, as the ledger keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from metrics import ledger_tables
from metrics.ledger_book import Book, log_line, now
from metrics.ledger_tables import MILESTONES, NOTE_DETAILS, NOTES, OUTCOMES, TARGETS, Note, Rebasing, Target


class Decisions(Book):
    """The part of a ledger that people write in."""

    # targets and rebasings

    def targets(self) -> list[Target]:
        between: dict[str, list] = {}
        for row in self._rows(sa.select(MILESTONES).order_by(MILESTONES.c.on_date)):
            between.setdefault(row.indicator, []).append(row)
        rows = self._rows(sa.select(TARGETS).order_by(TARGETS.c.indicator))
        return [ledger_tables.target(row, between.get(row.indicator, ())) for row in rows]

    def set_target(
        self,
        indicator: str,
        value: float,
        by_date: date,
        by: str,
        *,
        baseline_value: float | None = None,
        baseline_month: date | None = None,
        source: str = "",
        milestones: Sequence[tuple[date, float]] = (),
    ) -> None:
        """Sets an indicator's one target, with what is aimed for on days before; an earlier one is kept in the log."""
        row = {
            "indicator": indicator,
            "value": repr(float(value)),
            "by_date": by_date.isoformat(),
            "baseline_value": None if baseline_value is None else repr(float(baseline_value)),
            "baseline_month": None if baseline_month is None else baseline_month.isoformat(),
            "source": source,
            "set_by": by,
            "set_at": now(),
        }
        with self._writing() as connection:
            before = _take_target(connection, indicator)
            connection.execute(TARGETS.insert().values(**row))
            steps = {day.isoformat(): repr(float(aim)) for day, aim in milestones}
            for day, aim in steps.items():
                connection.execute(MILESTONES.insert().values(indicator=indicator, on_date=day, value=aim))
            kept = row | {"milestones": steps} if steps else row
            log_line(connection, by, "target", indicator, before, json.dumps(kept))

    def remove_target(self, indicator: str, by: str) -> None:
        with self._writing() as connection:
            log_line(connection, by, "target removed", indicator, _take_target(connection, indicator), None)

    def rebasings(self, indicator: str | None = None) -> list[Rebasing]:
        found = [
            Rebasing(note.indicator, note.month, note.text, note.by, note.at, note.number)
            for note in self._notes("rebasing", indicator)
        ]
        return sorted(found, key=lambda rebasing: (rebasing.indicator, rebasing.month))

    def add_rebasing(self, indicator: str, month: date, reason: str, by: str) -> None:
        self._add_note("rebasing", indicator, month, reason, by)

    # comments and actions

    def comments(self, indicator: str | None = None) -> list[Note]:
        return self._notes("comment", indicator)

    def add_comment(self, indicator: str, month: date, text: str, by: str, why: str = "") -> int:
        """Adds what happened, and why as far as it is known; gives the note's number."""
        return self._add_note("comment", indicator, month, text, by, why=why)

    def actions(self, indicator: str | None = None) -> list[Note]:
        return self._notes("action", indicator)

    def add_action(
        self,
        indicator: str,
        month: date,
        text: str,
        by: str,
        due: date | None,
        owner: str | None,
        happened: str = "",
        why: str = "",
    ) -> int:
        """Opens an action in a month; gives the note's number."""
        return self._add_note("action", indicator, month, text, by, due, owner, happened, why)

    def close_action(self, number: int, outcome: str, by: str) -> None:
        """Keeps what came of an action, which closes it; said again, both stand. KeyError for an action there is not.
        """
        here = (NOTES.c.number == number) & (NOTES.c.kind == "action")
        with self._writing() as connection:
            if connection.execute(sa.select(NOTES.c.number).where(here)).one_or_none() is None:
                raise KeyError(f"There is no action {number}.")
            connection.execute(OUTCOMES.insert().values(note=number, text=outcome, by=by, at=now()))
            log_line(connection, by, "action closed", str(number), None, outcome)

    def remove_note(self, number: int, by: str) -> None:
        """Takes a rebasing, a comment or an action off the pages; the log keeps it."""
        with self._writing() as connection:
            connection.execute(NOTES.update().where(NOTES.c.number == number).values(removed=True))
            log_line(connection, by, "note removed", str(number), None, None)

    def _notes(self, kind: str, indicator: str | None) -> list[Note]:
        query = sa.select(NOTES).where(NOTES.c.kind == kind, ~NOTES.c.removed).order_by(NOTES.c.number)
        if indicator is not None:
            query = query.where(NOTES.c.indicator == indicator)
        with self.engine.connect() as connection:
            rows = list(connection.execute(query))
            details = {row.note: row for row in connection.execute(sa.select(NOTE_DETAILS))} if rows else {}
            said = list(connection.execute(sa.select(OUTCOMES).order_by(OUTCOMES.c.number))) if rows else []
        return [
            ledger_tables.note(row, details.get(row.number), [one for one in said if one.note == row.number])
            for row in rows
        ]

    def _add_note(
        self,
        kind: str,
        indicator: str,
        month: date,
        text: str,
        by: str,
        due: date | None = None,
        owner: str | None = None,
        happened: str = "",
        why: str = "",
    ) -> int:
        row = {"kind": kind, "indicator": indicator, "month": month.isoformat(), "text": text, "by": by, "at": now()}
        row |= {"due": due and due.isoformat(), "owner": owner, "removed": False}
        with self._writing() as connection:
            number = connection.execute(NOTES.insert().values(**row)).inserted_primary_key[0]
            more = {name: words for name, words in (("happened", happened), ("why", why)) if words}
            if more:
                connection.execute(NOTE_DETAILS.insert().values(**({"happened": "", "why": ""} | more), note=number))
            log_line(connection, by, kind, indicator, None, json.dumps(row | more, ensure_ascii=False))
        return number


def _take_target(connection: sa.Connection, indicator: str) -> str | None:
    here = TARGETS.c.indicator == indicator
    before = connection.execute(sa.select(TARGETS).where(here)).one_or_none()
    connection.execute(TARGETS.delete().where(here))
    connection.execute(MILESTONES.delete().where(MILESTONES.c.indicator == indicator))
    return json.dumps(dict(before._mapping)) if before else None
