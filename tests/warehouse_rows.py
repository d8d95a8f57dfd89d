"""An empty warehouse made by the product itself, and rows put straight into its tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from metrics import warehouse
from metrics.definitions import OWN, Framework
from metrics.home import Home

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

USUAL = {"payments": {"influenceable": True, "decided_by": "nothing", "nhs": False}, "sites": {"is_site": True}}


def empty_warehouse(folder: Path, framework: Framework) -> duckdb.DuckDBPyConnection:
    """All tables of the product, without a row but for the reference tables."""
    path = folder / "empty.duckdb"
    warehouse.write(Home(folder), framework, path)
    con = duckdb.connect(config={"threads": 1})  # in memory and alone: no test waits for the disk or a core
    con.execute(f"attach '{path.as_posix()}' as made (read_only)")
    con.execute("copy from database made to memory")
    con.execute("detach made")
    return con


def completed(framework: Framework, given: Rows) -> dict[str, list[dict[str, Any]]]:
    """The rows with what every row of the warehouse has: its month, its load, its place in the file."""
    return {table: [_completed(framework, table, number, row) for number, row in enumerate(rows, 1)]
            for table, rows in given.items()}


def _completed(framework: Framework, table: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    if table in warehouse.ADDED or table in OWN:  # no file's rows: what the table holds and no more
        return dict(row)
    whole = {"load": "a", "row": number, **USUAL.get(table, {}), **row}
    if table == "sites":
        whole["month"] = date(int(row["financial_year"][:4]) + 1, 3, 1)
    elif framework.source(table).period:
        whole["month"] = row[framework.source(table).period].replace(day=1)
    else:  # a register has no month: the newest stands for all
        whole["month"] = date(2026, 9, 1)
    return whole


def fill(con: duckdb.DuckDBPyConnection, rows: Rows, tables: Sequence[str]) -> None:
    """Empties `tables` and puts the rows in."""
    for table in tables:
        if table in warehouse.ADDED:
            _added(con, table, rows.get(table))
            continue
        con.execute(f"delete from {table}")
        if rows.get(table):
            schema = con.sql(f"select * from {table} limit 0").to_arrow_table().schema
            con.register("given", pa.Table.from_pylist([_typed(row, schema) for row in rows[table]], schema))
            con.execute(f"insert into {table} select * from given")
            con.unregister("given")


def _added(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]] | None) -> None:
    """A reference table that only a trust can add is there or not."""
    con.execute(f"drop table if exists {table}")
    if rows:
        con.register("given", pa.Table.from_pylist([dict(row) for row in rows]))
        con.execute(f"create table {table} as select * from given")
        con.unregister("given")


def _typed(row: Mapping[str, Any], schema: pa.Schema) -> dict[str, Any]:
    unknown = set(row) - set(schema.names)
    if unknown:
        raise KeyError(f"The table has no column {', '.join(sorted(unknown))}.")
    return {field.name: _cell(row.get(field.name), field.type) for field in schema}


def _cell(value: Any, kind: pa.DataType) -> Any:
    if pa.types.is_struct(kind):
        return value or {}
    if pa.types.is_decimal(kind) and value is not None:
        return Decimal(str(value))
    if pa.types.is_boolean(kind) and value == "unknown":  # a worked example has no word for null
        return None
    return value
