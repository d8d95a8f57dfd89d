"""What becomes of each column when a file is taken in: kept, hashed, turned into places, or left behind.

Names never get this far. An employee number becomes a keyed hash; a home postcode becomes places and is gone; the
postcode of a business stays beside its places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

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
LEFT_BEHIND = "Left behind: it is not stored."
UNRECOGNISED = "not recognised"  # in place of a word that no choice is: it may be a name that slipped a column
LEFT_OUT = "[left out]"
# What a text may hold that points to a person: National Insurance numbers and e-mail wherever they stand; in a file
# about people also telephone and NHS numbers, postcodes, and long numbers, which are staff's.
ANYWHERE = (
    r"(?i)\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b",
    r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b",
)
ABOUT_PEOPLE = (
    r"(?:\+44\s?|\b0)\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}\b",
    r"\b\d{3}[\s-]\d{3}[\s-]\d{4}\b",
    r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b",
    r"\b\d{5,}\b",
)
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
        return LEFT_BEHIND
    if column.personal == "hash":
        return "Turned into a code that nobody can turn back; the number itself is not stored."
    if column.personal == "place" and not _kept_as_text(column):
        return "Turned into council, ward and neighbourhood; the postcode itself is not stored."
    return ""


@dataclass(frozen=True)
class Fate:
    """What becomes of a column of a file, before anything is stored: `fate` is dropped, places or hashed."""

    heading: str
    fate: str
    sentence: str


def fates(source: Source, headings: Mapping[str, str | None], dropped: Iterable[str]) -> tuple[Fate, ...]:
    """The personal columns of a file in its own headings: those that are left behind, then those that are turned.

    `headings`: our name -> the file's heading of each column that was found; `dropped`: the headings left behind.
    """
    found = [Fate(heading, "dropped", LEFT_BEHIND) for heading in dropped]
    kinds = {"drop": "dropped", "hash": "hashed", "place": "places"}
    for column in source.columns:
        if column.name in headings and (sentence := becomes(column)):
            found.append(Fate(headings[column.name] or column.title, kinds[column.personal], sentence))
    return tuple(found)


def treat(data: pa.Table, source: Source, places: Places, hasher: Hasher, sheet: str) -> pa.Table:
    """The rows as they are kept, with their row in the sheet and the period that each belongs to."""
    kept: dict[str, pa.Array | pa.ChunkedArray] = {}
    about_people = is_personal(source)
    for column in source.columns:
        if column.name in data.column_names:
            made = _treated(data[column.name], column, places, hasher)
            if column.name in made and column.type in ("text", "choice"):
                made[column.name] = _without_people(made[column.name], column, about_people)
            kept |= made
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


def _without_people(values: pa.ChunkedArray, column: Column, about_people: bool) -> pa.Array:
    """Text without what points to a person. Each different text is looked at once."""
    coded = values.combine_chunks().dictionary_encode()
    texts = coded.dictionary
    if column.type == "choice":
        if about_people:
            known = pc.is_in(texts, value_set=pa.array(list(column.choices), pa.string()))
            texts = pc.if_else(known, texts, pa.scalar(UNRECOGNISED, pa.string()))
    else:
        for pattern in (*ANYWHERE, *(ABOUT_PEOPLE if about_people else ())):
            texts = pc.replace_substring_regex(texts, pattern, LEFT_OUT)
    return texts.take(coded.indices)


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
