"""The standing rows of the loads, as the files of `tables/` read them: one view `loaded.<source>` for each source."""

from __future__ import annotations

import errno

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from metrics import directory
from metrics.definitions import Source
from metrics.geography import Places
from metrics.home import Home
from metrics.ledger import LoadFact
from metrics.personal import NO_PLACE, PLACE, kept_columns, place_name


def loaded(con: duckdb.DuckDBPyConnection, home: Home, source: Source, facts: list[LoadFact]) -> None:
    """`loaded.<source>`: the standing rows of all current loads, with every declared column."""
    columns = kept_columns(source) | {"load": "varchar", "loaded_at": "date"}
    if not facts:
        nothing = ", ".join(f'null::{kind} as "{name}"' for name, kind in columns.items())
        con.execute(f"create view loaded.{source.id} as select {nothing} where false")
        return
    files = [home.loads / source.id / fact.load / "rows.parquet" for fact in facts]
    for file in files:
        if not file.is_file():
            what = "The rows of this load are not there; `python -m metrics verify` says what to do"
            raise FileNotFoundError(errno.ENOENT, what, str(file))
    read = f"read_parquet([{', '.join(text(file) for file in files)}], union_by_name = true, filename = 'of_file')"
    there = {row[0] for row in con.execute(f"describe select * from {read}").fetchall()}
    con.execute(f"create table loaded.facts_{source.id} (of_file varchar, load varchar, loaded_at date)")
    con.executemany(
        f"insert into loaded.facts_{source.id} values (?, ?, ?)",
        [(str(file), fact.load, fact.at[:10]) for file, fact in zip(files, facts, strict=True)],
    )
    chosen = {name: column(name, kind, there) for name, kind in kept_columns(source).items()}
    again = _places_again(con, home, source, read, there)
    joined = "".join(
        f' left join {table} as {place}_again on {place}_again.postcode = rows."{written}"'
        for place, (written, table) in again.items()
    )
    chosen |= {place: f"coalesce({place}_again.place, {chosen[place]})" for place in again}
    columns = ", ".join(f'{said} as "{name}"' for name, said in chosen.items())
    con.execute(
        f"create view loaded.{source.id} as select {columns}, facts.load, facts.loaded_at "
        f"from {read} as rows join loaded.facts_{source.id} as facts using (of_file){joined} {_standing(facts)}"
    )


def _places_again(
    con: duckdb.DuckDBPyConnection, home: Home, source: Source, read: str, there: set[str]
) -> dict[str, tuple[str, str]]:
    """Place column -> (the postcode column it comes from, a table of where each lies by the trust's own directory).

    A business's postcode is kept, so that a directory that is added later counts for what was loaded before; a
    person's is gone, and its place stays as it was told at load.
    """
    if directory.ensure(home.reference) is None:
        return {}
    kept, found = kept_columns(source), {}
    for column in source.columns:
        if column.type == "postcode" and {column.name, place_name(column)} <= set(kept) and column.name in there:
            written = con.execute(
                f'select distinct "{column.name}" from {read} where "{column.name}" is not null order by 1'
            ).fetchall()
            postcodes = pa.array([row[0] for row in written], pa.string())
            known = pa.table({"postcode": postcodes, "place": Places(home).column(postcodes)})
            known = known.filter(pc.is_valid(pc.struct_field(known["place"], "council")))
            table = f"loaded.{place_name(column)}_of_{source.id}"
            con.register("known_places", known)
            con.execute(f"create table {table} as select postcode, place::{PLACE} as place from known_places")
            con.unregister("known_places")
            found[place_name(column)] = (column.name, table)
    return found


def _standing(facts: list[LoadFact]) -> str:
    """Leaves the periods out that a later load replaced; rows without a period stay with their load."""
    partly = [fact for fact in facts if set(fact.periods) - set(fact.standing)]
    if not partly:
        return ""
    gone = [(fact.load, period) for fact in partly for period in set(fact.periods) - set(fact.standing)]
    pairs = ", ".join(f"({text(load)}, {text(period)})" for load, period in sorted(gone))
    return f"where (facts.load, rows.period) not in ({pairs})"


def column(name: str, kind: str, there: set[str]) -> str:
    """SQL for a declared column of `rows`, NULL (or no place) where their files lack it."""
    if kind.startswith("struct"):
        return f'coalesce(rows."{name}", {NO_PLACE})' if name in there else NO_PLACE
    return f'rows."{name}"::{kind}' if name in there else f"null::{kind}"


def text(value: object) -> str:
    """A path or a word as SQL writes it."""
    return "'" + str(value).replace("'", "''") + "'"
