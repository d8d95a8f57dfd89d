"""Proves that ledger, loads, warehouse and publications agree: hashes, row counts, a rebuild equal to the live one."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import duckdb
import pyarrow.parquet as pq

from metrics import warehouse
from metrics.definitions import Framework
from metrics.home import Home, writing
from metrics.ledger import Ledger, LedgerUnusable, LoadFact

BACKUP = "Put the folder back from a backup, or bring the file in again."


class Fault(TypedDict):
    """One thing that does not agree: what, where, and what to do."""

    what: str
    where: str
    remedy: str


class Outcome(TypedDict):
    """Whether everything agrees."""

    ok: bool
    faults: list[Fault]


def verify(home: Home, framework: Framework) -> Outcome:
    """Reads everything and changes nothing. Takes as long as a rebuild."""
    with writing(home):
        try:
            facts = Ledger(home).loads()
        except LedgerUnusable as problem:
            what, remedy = f"{problem.strerror}.", "Put it back from a backup, or see that its database answers."
            return Outcome(ok=False, faults=[Fault(what=what, where=problem.filename, remedy=remedy)])
        faults = [*_loads(home, facts), *_strangers(home, facts)]
        # a warehouse cannot be rebuilt from loads that are not there
        faults += _warehouse(home, framework) if facts and not faults else []
        faults += _publications(home)
        faults += _seen(home)
    return Outcome(ok=not faults, faults=faults)


def _loads(home: Home, facts: list[LoadFact]) -> Iterator[Fault]:
    for fact in facts:
        folder = home.loads / fact.source / fact.load
        where = _place(home, folder)
        rows = folder / "rows.parquet"
        if not rows.is_file():
            yield Fault(what="The rows of this load are not there.", where=where, remedy=BACKUP)
        elif _sha256(rows) != fact.rows_sha256:
            yield Fault(what="The rows were changed after they were taken in.", where=where, remedy=BACKUP)
        elif (count := pq.read_metadata(rows).num_rows) != fact.rows:
            what = f"The ledger says {fact.rows:,} rows, the file has {count:,}."
            yield Fault(what=what, where=where, remedy=BACKUP)
        else:
            yield from _facts_file(folder, where, fact)


def _facts_file(folder: Path, where: str, fact: LoadFact) -> Iterator[Fault]:
    try:
        noted = json.loads((folder / "load.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield Fault(what="load.json cannot be read.", where=where, remedy=BACKUP)
        return
    for name in ("load", "source", "file", "sha256", "rows_sha256", "rows"):
        if noted.get(name) != getattr(fact, name):
            what = f"load.json and the ledger differ in {name}: {noted.get(name)} and {getattr(fact, name)}."
            yield Fault(what=what, where=where, remedy=BACKUP)
    problems = folder / "problems.parquet"
    if not problems.is_file() or _sha256(problems) != noted.get("problems_sha256"):
        yield Fault(what="The list of problems is missing or was changed.", where=where, remedy=BACKUP)


def _strangers(home: Home, facts: list[LoadFact]) -> Iterator[Fault]:
    known = {fact.load for fact in facts}
    for folder in sorted(home.loads.glob("*/*")) if home.loads.is_dir() else []:
        if folder.is_dir() and folder.name not in known and not folder.name.startswith("."):
            what = "The ledger does not know this load."
            remedy = "Put the ledger back from a backup; if the load was never finished, the next load clears it away."
            yield Fault(what=what, where=_place(home, folder), remedy=remedy)


def _warehouse(home: Home, framework: Framework) -> Iterator[Fault]:
    live = warehouse.open_to_read(home)
    remedy = "Run `python -m metrics build`."
    if live is None:
        yield Fault(what="There is no warehouse.", where="warehouse", remedy=remedy)
        return
    if live.identity != warehouse.identity(home, framework):
        what = "The warehouse is not of what is in now."
        yield Fault(what=what, where=_place(home, live.path), remedy=remedy)
        return
    with tempfile.TemporaryDirectory(dir=home.warehouse) as folder:
        again = Path(folder) / "again.duckdb"
        warehouse.write(home, framework, again)
        for table in _differing(live.path, again):
            what = f"A rebuild gives another table '{table}' than the warehouse has."
            remedy = f"Delete {live.path.name} and run `python -m metrics build`."
            yield Fault(what=what, where=_place(home, live.path), remedy=remedy)


def _differing(live: Path, again: Path) -> list[str]:
    """The tables whose rows are not the same, counted with their repeats; a table only one has is one of them."""
    with duckdb.connect() as con:
        con.execute(f"attach '{_quoted(live)}' as live (read_only)")
        con.execute(f"attach '{_quoted(again)}' as again (read_only)")
        sets = []
        for name in ("live", "again"):
            con.execute(f"use {name}")
            sets.append(set(warehouse.tables_of(con)))
        both = sorted(sets[0] & sets[1])
        return sorted(sets[0] ^ sets[1]) + [table for table in both if not _same(con, table)]


def _same(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    # a sum of hashes does not depend on the order of rows, and minds repeats
    sums = [
        con.execute(f'select count(*), sum(hash(rows)::hugeint) from {name}."{table}" as rows').fetchone()
        for name in ("live", "again")
    ]
    return sums[0] == sums[1]


def _publications(home: Home) -> Iterator[Fault]:
    remedy = "Withdraw this publication and prepare it anew, or put its folder back from a backup."
    for manifest in sorted(home.public.glob("*/manifest.json")):
        try:
            files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        except (OSError, ValueError, KeyError):
            yield Fault(what="The list of files cannot be read.", where=_place(home, manifest), remedy=remedy)
            continue
        for entry in files:
            path = manifest.parent / entry["path"]
            if not path.is_file():
                yield Fault(what="A published file is not there.", where=_place(home, path), remedy=remedy)
            elif _sha256(path) != entry["sha256"]:
                yield Fault(what="A published file was changed.", where=_place(home, path), remedy=remedy)


def _seen(home: Home) -> Iterator[Fault]:
    """What the board saw is kept in files that nobody changes."""
    for fact in Ledger(home).seen():
        path = home.root / "seen" / fact.file
        if not path.is_file() or _sha256(path) != fact.sha256:
            what = "The figures of a month as they were shown are gone or were changed."
            yield Fault(what=what, where=_place(home, path), remedy="Put the file back from a backup.")


def _place(home: Home, path: Path) -> str:
    return path.relative_to(home.root).as_posix()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
