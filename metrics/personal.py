"""What becomes of each column when a file is taken in: kept, hashed, turned into places, or left behind.

Names never get this far. An employee number becomes a keyed hash; a home postcode becomes places and is gone; the
postcode of a business stays beside its places.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from metrics.definitions import Column, Source
from metrics.geography import Places
from metrics.keys import Hasher

DUCKDB_TYPES = {
    "date": "date",
    "month": "date",
    "number": "double",
    "percent": "double",
    "integer": "bigint",
    "money": "decimal(18, 2)",
    "yes_no": "boolean",
}
ARROW_TYPES = {
    "date": pa.date32(),
    "month": pa.date32(),
    "number": pa.float64(),
    "percent": pa.float64(),
    "integer": pa.int64(),
    "money": pa.decimal128(18, 2),
    "yes_no": pa.bool_(),
}
PLACE = (
    "struct(council varchar, ward varchar, lsoa varchar, decile integer, district varchar, ring varchar, "
    "country varchar, east integer, north integer)"
)
NO_PLACE = f"row(null, null, null, null, null, null, null, null, null)::{PLACE}"
FACTS = {"row": "integer", "sheet": "varchar", "period": "varchar"}
HASHED = {"employee_number": "person", "assignment_number": "assignment"}


def is_personal(source: Source) -> bool:
    """Whether a source has a personal column, so that a file of it is never kept as it came."""
    return any(not _kept_as_text(column) for column in source.columns)


def kept_columns(source: Source) -> dict[str, str]:
    """Name -> DuckDB type of every column that a load of this source has, whatever its file held."""
    found: dict[str, str] = {}
    for column in source.columns:
        if column.personal == "hash":
            found[hashed_name(column)] = "varchar"
        elif column.type == "postcode" and column.personal != "drop":
            found |= {column.name: "varchar"} if _kept_as_text(column) else {}
            found[place_name(column)] = PLACE
        elif column.personal == "no":
            found[column.name] = DUCKDB_TYPES.get(column.type, "varchar")
    return found | FACTS


def hashed_name(column: Column) -> str:
    """Under which name a hashed number is kept."""
    return HASHED.get(column.name, column.name)


def place_name(column: Column) -> str:
    """Under which name a postcode's places are kept: home, registered, else place."""
    start = column.name.removesuffix("postcode").strip("_")
    return start if start in ("home", "registered") else "place"


def becomes(column: Column) -> str:
    """What becomes of a personal column, in a sentence; "" for a column that is not personal."""
    if column.personal == "drop":
        return "Left behind: it is not stored."
    if column.personal == "hash":
        return "Turned into a code that nobody can turn back; the number itself is not stored."
    if column.personal == "place" and not _kept_as_text(column):
        return "Turned into council, ward and neighbourhood; the postcode itself is not stored."
    return ""


def treat(data: pa.Table, source: Source, places: Places, hasher: Hasher, sheet: str) -> pa.Table:
    """The rows as they are kept, with their row in the sheet and the period that each belongs to."""
    kept: dict[str, pa.Array | pa.ChunkedArray] = {}
    for column in source.columns:
        if column.name in data.column_names:
            kept |= _treated(data[column.name], column, places, hasher)
    kept["row"] = data["row"].cast(pa.int32())
    kept["sheet"] = pa.repeat(pa.scalar(sheet, pa.string()), len(data))
    kept["period"] = _period(data, source)
    return pa.table(kept)


def _treated(values: pa.ChunkedArray, column: Column, places: Places, hasher: Hasher) -> dict:
    if column.personal == "hash":
        return {hashed_name(column): _hashes(values, hasher)}
    if column.type == "postcode" and column.personal != "drop":
        place = {place_name(column): _places(values, places)}
        return {column.name: values.cast(pa.string())} | place if _kept_as_text(column) else place
    if column.personal != "no":
        return {}
    return {column.name: values.cast(ARROW_TYPES.get(column.type, pa.string()))}


def _kept_as_text(column: Column) -> bool:
    return column.personal == "no" or column.keep_text


def _places(values: pa.ChunkedArray, places: Places) -> pa.ChunkedArray:
    return _mapped(values, places.column)


def _hashes(values: pa.ChunkedArray, hasher: Hasher) -> pa.ChunkedArray:
    return _mapped(values, hasher.column)


def _mapped(values: pa.ChunkedArray, mapping: Callable[[pa.Array], pa.Array]) -> pa.ChunkedArray:
    return pa.chunked_array([mapping(values.cast(pa.string()).combine_chunks())])


def _period(data: pa.Table, source: Source) -> pa.Array | pa.ChunkedArray:
    if not source.period or source.period not in data.column_names:
        return pa.repeat(pa.scalar("", pa.string()), len(data))
    values = data[source.period]
    if pa.types.is_date(values.type):
        coded = values.combine_chunks().dictionary_encode()  # few days, many rows
        values = pc.strftime(coded.dictionary, format="%Y-%m").take(coded.indices)
    return pc.fill_null(values.cast(pa.string()), "")
