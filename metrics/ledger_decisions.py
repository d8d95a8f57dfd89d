"""What the trust decided and what people said: targets, new limits, comments and actions, as the ledger keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from metrics import ledger_facts
from metrics.ledger_book import Book, log_line, now
from metrics.ledger_facts import FlagTable, Note, Rebasing, SpendFlag, Target
from metrics.ledger_tables import (
    FLAG_TABLES,
    FLAGS,
    MILESTONES,
    NOTE_DETAILS,
    NOTES,
    OUTCOMES,
    TARGETS,
)


class ChangedMeanwhile(ValueError):
    """Somebody else put another edition in force since this one was begun; the text says so."""


class Decisions(Book):
    """The part of a ledger that people write in."""

    # targets and rebasings

    def targets(self) -> list[Target]:
        between: dict[str, list] = {}
        for row in self._rows(sa.select(MILESTONES).order_by(MILESTONES.c.on_date)):
            between.setdefault(row.indicator, []).append(row)
        rows = self._rows(sa.select(TARGETS).order_by(TARGETS.c.indicator))
        return [ledger_facts.target(row, between.get(row.indicator, ())) for row in rows]

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

    # which spend can be chosen

    def flag_tables(self) -> list[FlagTable]:
        """Every edition of the flag table, oldest first; the last one is in force."""
        said: dict[int, list] = {}
        for row in self._rows(sa.select(FLAGS).order_by(FLAGS.c.edition, FLAGS.c.position)):
            said.setdefault(row.edition, []).append(row)
        rows = self._rows(sa.select(FLAG_TABLES).order_by(FLAG_TABLES.c.number))
        return [ledger_facts.flag_table(row, said.get(row.number, ())) for row in rows]

    def flag_table(self) -> FlagTable | None:
        """The edition in force; None where nobody made one."""
        newest = self._rows(sa.select(FLAG_TABLES).order_by(FLAG_TABLES.c.number.desc()).limit(1))
        if not newest:
            return None
        flags = sa.select(FLAGS).where(FLAGS.c.edition == newest[0].number).order_by(FLAGS.c.position)
        return ledger_facts.flag_table(newest[0], self._rows(flags))

    def set_flag_table(self, flags: Sequence[SpendFlag], why: str, by: str, after: int | None = None) -> int:
        """Puts a new edition in force and gives its number; the earlier ones stay as they are.

        A row that says what it said keeps since when. `after`: the edition that was looked at (0: none), and
        ChangedMeanwhile where another is in force by now. What changes nothing makes no edition.
        """
        before = self.flag_table()
        newest = before.number if before else 0
        if after is not None and after != newest:
            raise ChangedMeanwhile(_meanwhile(before))
        if [one.says for one in flags] == ([one.says for one in before.flags] if before else []):
            return newest
        since = {one.says: one.since for one in before.flags} if before else {}
        try:
            with self._writing() as connection:
                _write_flags(connection, newest + 1, flags, since, why, by)
        except sa.exc.IntegrityError as problem:  # two saved at the same moment, and the other came first
            raise ChangedMeanwhile(_meanwhile(self.flag_table())) from problem
        return newest + 1

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
            ledger_facts.note(row, details.get(row.number), [one for one in said if one.note == row.number])
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


def _write_flags(
    connection: sa.Connection, number: int, flags: Sequence[SpendFlag], since: dict, why: str, by: str
) -> None:
    connection.execute(FLAG_TABLES.insert().values(number=number, why=why, by=by, at=now()))
    for position, one in enumerate(flags, 1):
        row = dict(zip(("kind", "which", "influenceable", "sme", "vcfse", "note"), one.says, strict=True))
        row |= {"edition": number, "position": position, "since": since.get(one.says, number)}
        connection.execute(FLAGS.insert().values(**row))
    log_line(connection, by, "spend flags", str(number), str(number - 1) if number > 1 else None, why)


def _meanwhile(now_in_force: FlagTable | None) -> str:
    who = f"{now_in_force.by} changed the table meanwhile ({now_in_force.why})" if now_in_force else "The table is gone"
    return f"{who}. Look at it as it is now, and make your change again."
