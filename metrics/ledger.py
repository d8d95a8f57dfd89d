"""The ledger: which loads stand, what the trust decided, and who did what when. SQLite, or PostgreSQL by URL."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import sqlalchemy as sa

from metrics import ledger_facts
from metrics.ledger_book import LedgerUnusable, log_line, now
from metrics.ledger_decisions import Decisions
from metrics.ledger_facts import (
    LoadFact,
    LogEntry,
    Note,
    PublicationFact,
    Rebasing,
    Refusal,
    SeenFact,
    Target,
)
from metrics.ledger_tables import (
    FLAG_TABLES,
    FLAGS,
    LOADS,
    LOG,
    PERIODS,
    PUBLICATIONS,
    SEEN,
    SETTINGS,
)

__all__ = [
    "Ledger", "LedgerUnusable", "LoadFact", "LogEntry", "Note", "PublicationFact", "Rebasing", "Refusal", "SeenFact",
    "Target",
    "copied", "now",
]


class Ledger(Decisions):
    """One store's ledger. Every write is one transaction and leaves a line in the log."""

    # loads

    def add_loads(self, facts: list[dict]) -> list[dict]:
        """Takes in several loads: all stand, or none. Each: LOADS' columns and `periods` {period: (rows, covers)}.

        They come back as they were noted, with the time.
        """
        noted = [{"at": now(), "undone": False, "accepted": None} | fact for fact in facts]
        with self._writing() as connection:
            for fact in noted:
                connection.execute(LOADS.insert().values({k: value for k, value in fact.items() if k != "periods"}))
                periods = [
                    {"load": fact["load"], "period": period, "rows": rows, "covers": covers}
                    for period, (rows, covers) in fact["periods"].items()
                ]
                if periods:
                    connection.execute(PERIODS.insert(), periods)
                log_line(connection, fact["by"], "load", fact["load"], None, fact["file"])
        return noted

    def add_load(self, fact: dict) -> None:
        """Takes in one load; see add_loads."""
        self.add_loads([fact])

    def load_rows(self) -> tuple[list[Any], list[Any]]:
        """The rows of all loads in the order they came in, and those of their periods."""
        return self._rows(sa.select(LOADS).order_by(LOADS.c.number)), self._rows(sa.select(PERIODS))

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
        found = ledger_facts.stand(self._rows(loads), self._rows(periods))
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
            log_line(connection, by, "undo" if undone else "redo", load, None, status)

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
            log_line(connection, by, "setting", name, before, after)

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
            log_line(connection, by, f"publication {status}", str(number), None, text)
        return number

    def set_publication(self, number: int, status: str, by: str, **facts: Any) -> None:
        """Moves a publication on; `facts` are added to those it has."""
        with self._writing() as connection:
            here = PUBLICATIONS.c.number == number
            before = connection.execute(sa.select(PUBLICATIONS).where(here)).one()
            text = json.dumps(json.loads(before.facts) | facts, ensure_ascii=False)
            connection.execute(PUBLICATIONS.update().where(here).values(status=status, facts=text))
            log_line(connection, by, f"publication {status}", str(number), before.status, text)

    def add_seen(self, month: date, kind: str, of: str, file: str, sha256: str, by: str) -> None:
        """Notes that a month's figures were shown, and in which file they are kept."""
        row = {"month": f"{month:%Y-%m}", "kind": kind, "of": of, "file": file, "sha256": sha256, "by": by}
        with self._writing() as connection:
            connection.execute(SEEN.insert().values(**row, at=now()))
            log_line(connection, by, "seen", file, None, json.dumps(row))

    def seen(self, month: date | None = None) -> list[SeenFact]:
        """The occasions on which a month (None: any) was shown, oldest first."""
        query = sa.select(SEEN).order_by(SEEN.c.number)
        if month is not None:
            query = query.where(SEEN.c.month == f"{month:%Y-%m}")
        return [SeenFact(**row._mapping) for row in self._rows(query)]

    def log(self, action: str, target: str, by: str, before: str | None = None, after: str | None = None) -> None:
        with self._writing() as connection:
            log_line(connection, by, action, target, before, after)

    def entries(self, limit: int = 200) -> list[LogEntry]:
        """The newest lines of the log, newest first."""
        rows = self._rows(sa.select(LOG).order_by(LOG.c.number.desc()).limit(limit))
        return [LogEntry(*(row._mapping[name] for name in LogEntry.__dataclass_fields__)) for row in rows]


def copied(ledger: Ledger, into: Ledger) -> None:
    """Copies what figures are made from into an empty ledger: loads, the periods of each, settings, the flag table."""
    with into._writing() as connection:
        for table in (LOADS, PERIODS, SETTINGS, FLAG_TABLES, FLAGS):
            if rows := [dict(row._mapping) for row in ledger._rows(sa.select(table))]:
                connection.execute(table.insert(), rows)
