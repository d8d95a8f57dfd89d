"""The ledger: which loads stand, what the trust decided, and who did what when. SQLite, or PostgreSQL by URL."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from metrics import ledger_tables
from metrics.home import Home
from metrics.ledger_tables import (
    LOADS,
    LOG,
    META,
    MILESTONES,
    NOTE_DETAILS,
    NOTES,
    OUTCOMES,
    PERIODS,
    PUBLICATIONS,
    SEEN,
    SETTINGS,
    TARGETS,
    LoadFact,
    LogEntry,
    Note,
    PublicationFact,
    Rebasing,
    Refusal,
    SeenFact,
    Target,
)

__all__ = [
    "Ledger", "LedgerUnusable", "LoadFact", "LogEntry", "Note", "PublicationFact", "Rebasing", "Refusal", "SeenFact",
    "Target",
    "copied", "now",
]


class LedgerUnusable(OSError):
    """The ledger's database is damaged or does not answer; `strerror` says which, `filename` where it is."""


class Ledger:
    """One store's ledger. Every write is one transaction and leaves a line in the log."""

    def __init__(self, home_or_url: Home | str):
        if isinstance(home_or_url, Home):
            home_or_url.root.mkdir(parents=True, exist_ok=True)
            home_or_url = home_or_url.ledger_url
        self.engine = _engine(home_or_url)
        # asked each time: the file may have been thrown away since the engine was made
        try:
            _make_tables(self.engine)
        except sa.exc.DatabaseError as problem:
            where = self.engine.url.render_as_string(hide_password=True)
            what = f"The ledger cannot be used ({problem.orig})"
            raise LedgerUnusable(errno.EIO, what, where) from problem

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self.engine.begin() as connection:
            yield connection

    def _rows(self, query: sa.Select) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.execute(query))

    # loads

    def add_loads(self, facts: list[dict]) -> None:
        """Takes in several loads: all stand, or none. Each: LOADS' columns and `periods` {period: (rows, covers)}."""
        with self._writing() as connection:
            for fact in facts:
                values = {"at": now(), "undone": False, "accepted": None} | fact
                periods = values.pop("periods")
                connection.execute(LOADS.insert().values(**values))
                for period, (rows, covers) in periods.items():
                    connection.execute(
                        PERIODS.insert().values(load=fact["load"], period=period, rows=rows, covers=covers)
                    )
                _log(connection, values["by"], "load", fact["load"], None, values["file"])

    def add_load(self, fact: dict) -> None:
        """Takes in one load; see add_loads."""
        self.add_loads([fact])

    def next_number(self) -> int:
        """The number that the next load will bear, from 1."""
        return (self._rows(sa.select(sa.func.max(LOADS.c.number)))[0][0] or 0) + 1

    def loads(self, status: str | None = None, source: str | None = None) -> list[LoadFact]:
        """All loads in the order they came in."""
        loads = sa.select(LOADS).order_by(LOADS.c.number)
        periods = sa.select(PERIODS)
        if source is not None:
            loads = loads.where(LOADS.c.source == source)
            periods = periods.where(PERIODS.c.load.in_(sa.select(LOADS.c.load).where(LOADS.c.source == source)))
        found = ledger_tables.stand(self._rows(loads), self._rows(periods))
        return [fact for fact in found if status in (None, fact.status)]

    def current_loads(self, source: str | None = None) -> list[LoadFact]:
        """The loads whose rows count now, wholly or for some of their periods."""
        return self.loads("current", source)

    def kind(self) -> str | None:
        """What the store holds, as its first load decided: "example" or "real"; None for an empty one."""
        found = self._rows(sa.select(LOADS.c.kind).order_by(LOADS.c.number).limit(1))
        return found[0].kind if found else None

    def has_file(self, sha256: str) -> bool:
        """Whether a file of this content came before."""
        return bool(self._rows(sa.select(LOADS.c.number).where(LOADS.c.sha256 == sha256).limit(1)))

    def set_status(self, load: str, status: str, by: str) -> None:
        """Takes a load back ("undone"), or brings it back ("current"): what it had replaced follows by itself."""
        undone = status == "undone"
        with self._writing() as connection:
            connection.execute(LOADS.update().where(LOADS.c.load == load).values(undone=undone))
            _log(connection, by, "undo" if undone else "redo", load, None, status)

    def note_refusal(self, source: str, file: str, reason: str, by: str) -> None:
        """Keeps that a file was not taken, and why; nothing of what is in it. The same again is kept once."""
        self._note_not_taken("refused", source, file, reason, by)

    def note_undecided(self, source: str, file: str, reason: str, by: str) -> None:
        """Keeps that a file waits for a person's answer or reason. The same again is kept once."""
        self._note_not_taken("undecided", source, file, reason, by)

    def refusals(self) -> list[Refusal]:
        """The files that were not taken, oldest first, but for those that were made good since: a file of the same
        name came in, or one of the same source."""
        return self._not_taken("refused")

    def undecided(self) -> list[Refusal]:
        """The files whose warnings or questions nobody has answered, oldest first; made good as refusals are."""
        return self._not_taken("undecided")

    def _note_not_taken(self, action: str, source: str, file: str, reason: str, by: str) -> None:
        after = json.dumps({"file": file, "reason": reason}, ensure_ascii=False)
        known = ((one.source, one.file, one.reason) for one in self._not_taken(action))
        if (source, file, reason) not in known:
            self.log(action, source, by, None, after)

    def _not_taken(self, action: str) -> list[Refusal]:
        rows = self._rows(sa.select(LOG).where(LOG.c.action.in_((action, "load"))).order_by(LOG.c.number))
        sources = {fact.load: fact.source for fact in self.loads()}
        open_: list[Refusal] = []
        for row in rows:
            if row.action == action:
                open_.append(Refusal(row.target, by=row.by, at=row.at, **json.loads(row.after)))
            else:
                open_ = [r for r in open_ if r.file != row.after and r.source != sources.get(row.target)]
        return open_

    # settings

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting's value as it was set (JSON kinds), or the default."""
        found = self._rows(sa.select(SETTINGS.c.value).where(SETTINGS.c.name == name))
        return json.loads(found[0][0]) if found else default

    def settings(self) -> dict[str, Any]:
        """All settings that were ever set."""
        return {row.name: json.loads(row.value) for row in self._rows(sa.select(SETTINGS))}

    def set_setting(self, name: str, value: Any, by: str) -> None:
        with self._writing() as connection:
            before = connection.execute(sa.select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar()
            after = json.dumps(value, ensure_ascii=False)
            connection.execute(SETTINGS.delete().where(SETTINGS.c.name == name))
            connection.execute(SETTINGS.insert().values(name=name, value=after))
            _log(connection, by, "setting", name, before, after)

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
            _log(connection, by, "target", indicator, before, json.dumps(kept))

    def remove_target(self, indicator: str, by: str) -> None:
        with self._writing() as connection:
            _log(connection, by, "target removed", indicator, _take_target(connection, indicator), None)

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
            _log(connection, by, "action closed", str(number), None, outcome)

    def remove_note(self, number: int, by: str) -> None:
        """Takes a rebasing, a comment or an action off the pages; the log keeps it."""
        with self._writing() as connection:
            connection.execute(NOTES.update().where(NOTES.c.number == number).values(removed=True))
            _log(connection, by, "note removed", str(number), None, None)

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
            _log(connection, by, kind, indicator, None, json.dumps(row | more, ensure_ascii=False))
        return number

    # publications and the log

    def publications(self) -> list[PublicationFact]:
        rows = self._rows(sa.select(PUBLICATIONS).order_by(PUBLICATIONS.c.number))
        return [PublicationFact(row.number, row.status, json.loads(row.facts)) for row in rows]

    def add_publication(self, facts: dict[str, Any], by: str, status: str = "prepared") -> int:
        """Notes a new publication and gives its number, from 1."""
        with self._writing() as connection:
            number = (connection.execute(sa.select(sa.func.max(PUBLICATIONS.c.number))).scalar() or 0) + 1
            text = json.dumps(facts, ensure_ascii=False)
            connection.execute(PUBLICATIONS.insert().values(number=number, status=status, facts=text))
            _log(connection, by, f"publication {status}", str(number), None, text)
        return number

    def set_publication(self, number: int, status: str, by: str, **facts: Any) -> None:
        """Moves a publication on; `facts` are added to those it has."""
        with self._writing() as connection:
            here = PUBLICATIONS.c.number == number
            before = connection.execute(sa.select(PUBLICATIONS).where(here)).one()
            text = json.dumps(json.loads(before.facts) | facts, ensure_ascii=False)
            connection.execute(PUBLICATIONS.update().where(here).values(status=status, facts=text))
            _log(connection, by, f"publication {status}", str(number), before.status, text)

    def add_seen(self, month: date, kind: str, of: str, file: str, sha256: str, by: str) -> None:
        """Notes that a month's figures were shown, and in which file they are kept."""
        row = {"month": f"{month:%Y-%m}", "kind": kind, "of": of, "file": file, "sha256": sha256, "by": by}
        with self._writing() as connection:
            connection.execute(SEEN.insert().values(**row, at=now()))
            _log(connection, by, "seen", file, None, json.dumps(row))

    def seen(self, month: date | None = None) -> list[SeenFact]:
        """The occasions on which a month (None: any) was shown, oldest first."""
        query = sa.select(SEEN).order_by(SEEN.c.number)
        if month is not None:
            query = query.where(SEEN.c.month == f"{month:%Y-%m}")
        return [SeenFact(**row._mapping) for row in self._rows(query)]

    def log(self, action: str, target: str, by: str, before: str | None = None, after: str | None = None) -> None:
        with self._writing() as connection:
            _log(connection, by, action, target, before, after)

    def entries(self, limit: int = 200) -> list[LogEntry]:
        """The newest lines of the log, newest first."""
        rows = self._rows(sa.select(LOG).order_by(LOG.c.number.desc()).limit(limit))
        return [LogEntry(*(row._mapping[name] for name in LogEntry.__dataclass_fields__)) for row in rows]


def now() -> str:
    """This moment, UTC, to the second: "2026-03-31T09:15:00+00:00"."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def copied(ledger: Ledger, into: Ledger) -> None:
    """Copies the loads of one ledger, and the periods of each, into an empty one."""
    with into._writing() as connection:
        for table in (LOADS, PERIODS):
            if rows := [dict(row._mapping) for row in ledger._rows(sa.select(table))]:
                connection.execute(table.insert(), rows)


def _make_tables(engine: sa.Engine) -> None:
    """Makes the tables that are not there. Somebody else may make the same ones at the same moment."""
    try:
        META.create_all(engine)
    except sa.exc.DatabaseError:
        for table in META.sorted_tables:
            _make_table(engine, table)


def _make_table(engine: sa.Engine, table: sa.Table) -> None:
    try:
        table.create(engine, checkfirst=True)
    except sa.exc.DatabaseError:
        if not sa.inspect(engine).has_table(table.name):
            raise


@lru_cache(maxsize=32)
def _engine(url: str) -> sa.Engine:
    sqlite = url.startswith("sqlite")
    # a pool would keep the file open, and Windows cannot remove an open file
    return sa.create_engine(url, poolclass=sa.NullPool, connect_args={"timeout": 30} if sqlite else {})


def _take_target(connection: sa.Connection, indicator: str) -> str | None:
    here = TARGETS.c.indicator == indicator
    before = connection.execute(sa.select(TARGETS).where(here)).one_or_none()
    connection.execute(TARGETS.delete().where(here))
    connection.execute(MILESTONES.delete().where(MILESTONES.c.indicator == indicator))
    return json.dumps(dict(before._mapping)) if before else None


def _log(connection: sa.Connection, by: str, action: str, target: str, before: str | None, after: str | None) -> None:
    connection.execute(
        LOG.insert().values(at=now(), by=by, action=action, target=target, before=before, after=after)
    )
