"""The ledger's database: how it is opened, written to in one transaction, and what leaves a line in the log."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from metrics.home import Home
from metrics.ledger_tables import LOG, META


class LedgerUnusable(OSError):
    """The ledger's database is damaged or does not answer; `strerror` says which, `filename` where it is."""


class Book:
    """One ledger's database, with its tables made."""

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


def now() -> str:
    """This moment, UTC, to the second: "2026-03-31T09:15:00+00:00"."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def log_line(
    connection: sa.Connection, by: str, action: str, target: str, before: str | None, after: str | None
) -> None:
    """Writes who did what, and what was there before and after."""
    connection.execute(
        LOG.insert().values(at=now(), by=by, action=action, target=target, before=before, after=after)
    )


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
