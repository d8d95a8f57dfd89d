"""The warehouse: a pure function of current loads, reference tables, definitions and settings. Its only writer is here.

It is built whole in a new file named by its identity, checked, then named current. Readers open it read-only inside
an in-memory database with access to everything outside switched off, and finish on the one they began with.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from metrics import catchments, directory, flat_file, own_tables, results, spend_flags
from metrics.definitions import Framework
from metrics.home import Home, writing
from metrics.ledger import Ledger
from metrics.loaded_rows import loaded, text
from metrics.personal import NO_PLACE, kept_columns

PACKAGE = Path(__file__).parent
TABLES = PACKAGE / "tables"
REFERENCE = PACKAGE / "reference"
# payments look suppliers up, so suppliers come first; the rest have no order
FIRST = ("suppliers",)
FACTORS = ("factors_in_force",)  # made from reference tables, before any other
# what several indicators share, read from the tables whenever it is asked
VIEWS = (
    "energy_carbon", "gas_carbon", "travel_carbon", "waste_carbon", "water_carbon", "footprint_carbon",
    "footprint_plus_carbon",
)
ADDED = ("degree_days", "population", "priority")  # tables that only a trust can add
CODE = (
    "warehouse.py", "loaded_rows.py", "catchments.py", "personal.py",
    "own_tables.py", "spend_flags.py", "results.py", "counting.py", "rollup.py", "summing.py", "lenses.py",
    "periods.py",
)
RULES = {  # the macro that says why: the reference table of its rules, and which of them
    "why_excluded": ("payment_rules", "effect", "excluded"),
    "why_not_influenceable": ("payment_rules", "effect", "not influenceable"),
    "why_vcfse": ("supplier_kinds", "vcfse", "yes"),
    "why_not_vcfse": ("supplier_kinds", "vcfse", "no"),
    "carbon_estimated": ("spend_categories", "effect", "estimated"),
    "carbon_elsewhere": ("spend_categories", "effect", "counted elsewhere"),
}
UNMOVED = ("allow_one_person", "headings_learned", "headings_learned_by_layout")  # settings that move no result

Progress = Callable[[float, str], None]


class Warehouse:
    """A warehouse to read. `cursor()` gives a connection of one's own; closing it leaves the warehouse open."""

    def __init__(self, path: Path):
        self.path = path
        self.identity = path.stem
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("set enable_progress_bar = false")
        self._connection.execute(f"attach '{_quoted(path)}' as w (read_only)")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection that sees the warehouse's tables; one for each thread."""
        cursor = self._connection.cursor()
        cursor.execute("use w")
        return cursor

    def close(self) -> None:
        """Lets go of the file; whoever opens it again gets another."""
        _opened.cache_clear()
        self._connection.close()

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def build(home: Home, framework: Framework, progress: Progress = lambda share, words: None) -> Warehouse:
    """The warehouse of what is in now; built if it is not there yet. `progress` gets a share from 0 to 1 and words."""
    with writing(home):
        wanted = identity(home, framework)
        path = home.warehouse / f"{wanted}.duckdb"
        if not _can_be_read(path):
            home.warehouse.mkdir(parents=True, exist_ok=True)
            part = home.warehouse / f"{wanted}.{os.getpid()}.part"
            part.unlink(missing_ok=True)
            write(home, framework, part, progress)
            os.replace(part, path)
        _name_current(home, wanted)
        _sweep(home, wanted)
    progress(1.0, "Ready")
    return _opened(path, path.stat().st_ino)


def open_to_read(home: Home, framework: Framework | None = None) -> Warehouse | None:
    """The current warehouse, None when nothing was built. What changed since its build is not in it."""
    for _ in range(5):  # a writer may name another and sweep this one between our two looks
        path = _current(home)
        if path is None:
            return None
        try:
            return _opened(path, path.stat().st_ino)
        except (FileNotFoundError, duckdb.IOException):
            continue
    return None


def identity(home: Home, framework: Framework) -> str:
    """A hash of all that the warehouse is built from: 16 hexadecimal characters, every cache's key."""
    ledger = Ledger(home)
    facts = {
        "loads": sorted([fact.load, fact.rows_sha256, fact.standing] for fact in ledger.current_loads()),
        "indicators": [repr(replace(indicator, path=Path())) for indicator in framework.indicators],
        "sources": [repr(kept_columns(source)) for source in framework.sources],
        "trust": sorted((key, repr(value)) for key, value in framework.trust.items()),
        "settings": {name: value for name, value in ledger.settings().items() if name not in UNMOVED},
        "targets": [asdict(target) | {"set_by": "", "set_at": ""} for target in ledger.targets()],
        "punctuality": own_tables.punctuality(ledger),
        "spend_flags": spend_flags.fingerprint(ledger.flag_table()),
        "rebasings": [[one.indicator, one.month] for one in ledger.rebasings()],
        "files": [[path.name, _sha256(path)] for path in _files(home)],
        "directory": _directory(home),
        "engine": duckdb.__version__,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _directory(home: Home) -> list[str]:
    """Which postcode directory the trust added: its edition, and its size where two have the same."""
    path = directory.ensure(home.reference)
    if path is None:
        return []
    edition = (pq.read_schema(path).metadata or {}).get(b"edition", b"").decode()
    return [edition, str(path.stat().st_size)]


def write(home: Home, framework: Framework, path: Path, progress: Progress = lambda share, words: None) -> None:
    """Builds the warehouse of what is in now at `path`, whole and checked."""
    ledger = Ledger(home)
    with duckdb.connect(path) as con:
        con.execute("set enable_progress_bar = false")
        con.execute("attach ':memory:' as loaded")
        progress(0.0, "Reading reference tables")
        _reference(con, home, framework, ledger)
        loads = ledger.current_loads()
        for source in framework.sources:
            loaded(con, home, source, [fact for fact in loads if fact.source == source.id])
        tables = _tables(framework)
        con.execute("begin")  # one transaction goes to the disk once, and not once for each table
        for number, table in enumerate(tables):
            progress(0.1 + 0.5 * number / len(tables), f"Making the table of {table.stem.replace('_', ' ')}")
            con.execute(table.read_text(encoding="utf-8"))
        catchments.write(con, home, framework, ledger)
        for name in VIEWS:
            con.execute((TABLES / f"{name}.sql").read_text(encoding="utf-8"))
        con.execute("commit")
        con.execute("detach loaded")
        progress(0.6, "Working out the indicators")
        results.write_results(con, framework)
        own_tables.write(con, framework, ledger)
        results.write_results(con, framework, own=True)
        progress(0.95, "Checking")
        con.execute("checkpoint")
    _check(path, [table.stem for table in tables])


def tables_of(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of all tables of the connection's current database."""
    found = con.execute("select table_name from duckdb_tables() where database_name = current_database() order by all")
    return [row[0] for row in found.fetchall()]


def _tables(framework: Framework) -> list[Path]:
    """The table files whose source is known, suppliers before payments, factors before all."""
    known = {*FACTORS, *(source.id for source in framework.sources)}
    files = [path for path in sorted(TABLES.glob("*.sql")) if path.stem in known]
    return sorted(files, key=lambda path: path.stem not in FACTORS + FIRST)


def _reference(con: duckdb.DuckDBPyConnection, home: Home, framework: Framework, ledger: Ledger) -> None:
    """The reference tables, the trust itself, a calendar, and the macros that the table files use."""
    con.execute(f"create temp macro no_place() as {NO_PLACE}")
    con.execute(
        "create temp macro supplier_key(name) as regexp_replace(regexp_replace(replace(upper(name), '&', ' AND '), "
        r"'\b(LIMITED|LTD|PLC|LLP)\b', '', 'g'), '[^A-Z0-9]', '', 'g')"
    )
    spend_flags.write(con, ledger)
    for path in reference_files(home):
        con.execute(f"create table {path.stem} as select *, row_number() over () as position from {_csv(path)}")
    for path in flat_file.added(home.reference):  # a year that comes later moves none that was there
        con.execute(
            "create or replace table emission_factors as select * from emission_factors union all by name "
            f"select * from {_csv(path)} where year > (select max(year) from emission_factors)"
        )
    for macro, which in RULES.items():
        con.execute(f"create temp macro {macro}(of_field, said) as {_rules(con, *which)}")
    trust = framework.trust
    columns = "name varchar, ods_code varchar, kind varchar, baseline_year integer, nitrous_oxide varchar"
    con.execute(f"create table trust ({columns})")
    kind = ledger.kind() or "real"
    told = [trust.get("name", ""), trust.get("ods_code", ""), kind, _baseline_year(trust)]
    con.execute("insert into trust values (?, ?, ?, ?, ?)", [*told, trust.get("nitrous_oxide_factor", "nitrous_oxide")])
    con.execute(_CALENDAR)


def _csv(path: Path) -> str:
    return (
        f"read_csv({text(path)}, comment = '#', header = true, delim = ',', quote = '\"', escape = '\"', "
        # no boolean: the unit "t" is tonnes, not true
        "auto_type_candidates = ['bigint', 'double', 'date', 'varchar'])"
    )


def _baseline_year(trust: Mapping[str, Any]) -> int:
    """The year in which the trust's baseline year of carbon begins; 2019, that of the first factors, without one."""
    told = str(trust.get("carbon_baseline_year", ""))[:4]
    return int(told) if told.isdecimal() else 2019


def _rules(con: duckdb.DuckDBPyConnection, table: str, column: str, value: str) -> str:
    """A table's rules as one expression: a pattern that is written out is made ready once, not for each text."""
    rules = con.execute(
        f"select field, pattern, reason from {table} where {column} = ? order by position", [value]
    ).fetchall()
    cases = " ".join(
        f"when of_field = {text(field)} and regexp_matches(said, {text(pattern)}, 'i') then {text(reason)}"
        for field, pattern, reason in rules
    )
    return f"case {cases} end" if rules else "null::varchar"


_CALENDAR = """
create table calendar as
select
    month::date as month,
    year(month) || '-Q' || quarter(month) as quarter,
    (year(month) - (month(month) < 4)::integer) || '/' ||
        lpad(((year(month) - (month(month) < 4)::integer + 1) % 100)::varchar, 2, '0') as financial_year
from range(date '2010-04-01', date '2046-04-01', interval 1 month) as months (month)
"""


def reference_files(home: Home) -> list[Path]:
    """One file a table: ours, and in its place the trust's own of the same name."""
    own = {path.stem: path for path in sorted(home.reference.glob("*.csv"))} if home.reference.is_dir() else {}
    ours = {path.stem: path for path in sorted(REFERENCE.glob("*.csv"))}
    return [own.get(name, ours.get(name)) for name in [*ours, *(name for name in ADDED if name in own)]]


def _files(home: Home) -> Iterable[Path]:
    yield from sorted(TABLES.glob("*.sql"))
    yield from reference_files(home)
    yield from flat_file.added(home.reference)
    yield from (PACKAGE / name for name in CODE)


def _check(path: Path, wanted: list[str]) -> None:
    with duckdb.connect(path, read_only=True) as con:
        missing = {*wanted, "results"} - set(tables_of(con))
    if missing:
        raise RuntimeError(f"The warehouse was built without {', '.join(sorted(missing))}.")


def _current(home: Home) -> Path | None:
    try:
        name = (home.warehouse / "current").read_text(encoding="ascii").strip()
    except (FileNotFoundError, PermissionError):
        return None
    path = home.warehouse / f"{name}.duckdb"
    return path if path.exists() else None


def _name_current(home: Home, name: str) -> None:
    here = home.warehouse / "current"
    if here.exists() and here.read_text(encoding="ascii").strip() == name:
        return
    part = home.warehouse / f"current.{os.getpid()}"
    part.write_text(name + "\n", encoding="ascii")
    os.replace(part, here)


def _sweep(home: Home, keep: str) -> None:
    """Removes warehouses that are not current, and what a killed builder left; what somebody holds open stays."""
    for path in home.warehouse.iterdir():
        if path.name in ("current", f"{keep}.duckdb"):
            continue
        try:
            path.unlink()
        except OSError:  # open on Windows: it goes at a later build
            continue


def _can_be_read(path: Path) -> bool:
    """Whether the file is there and whole; a damaged one goes, for it can be made again."""
    try:
        _opened(path, path.stat().st_ino)
    except FileNotFoundError:
        return False
    except duckdb.Error:
        path.unlink()
        return False
    return True


@lru_cache(maxsize=4)
def _opened(path: Path, inode: int) -> Warehouse:
    return Warehouse(path)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
