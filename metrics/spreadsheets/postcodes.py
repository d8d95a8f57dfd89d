"""A postcode that stands elsewhere: at the end of an address, or in the column for the town beside its own."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.dates import Evidence
from metrics.spreadsheets.rows import Rows
from metrics.spreadsheets.values import NOTHING, UNREADABLE, VALUE, Parsed, parse

_ADDRESS = re.compile(r"addr|town|city|county|locality|district", re.IGNORECASE)
_ANOTHERS = re.compile(r"deliver|ship|trust|site|work|office|base|mail|web|invoice to|bill to", re.IGNORECASE)
ENOUGH = 0.5  # of the rows, before a column of addresses is taken for postcodes


def with_postcodes_from_addresses(rows: Rows) -> Rows:
    """Where the one postcode of a source is missing or holds something else, take it from the columns of the address.

    What was taken is noted as `from`: the index of the column. Nothing is taken from a column about another place.
    """
    wanted = [c for c in rows.table.match.source.columns if c.type == "postcode"]
    if len(wanted) != 1 or not rows.keep.any():
        return rows
    name = wanted[0].name
    own = rows.parsed.get(name)
    lacking = rows.keep & (np.isin(own.marks, (UNREADABLE, NOTHING)) if own else True)
    if lacking.sum() < ENOUGH * rows.keep.sum():
        return rows
    found = [(i, taken) for i in _address_columns(rows) if (taken := _postcodes_in(rows, i, lacking)) is not None]
    if not found:
        return rows
    index, (texts, read) = max(found, key=lambda one: int((one[1][1].marks == VALUE).sum()))
    use = pa.array(lacking & (read.marks == VALUE))
    if own is None:
        nothing = pa.nulls(len(use), pa.string())
        own = Parsed(nothing, np.full(len(use), NOTHING, dtype=np.int8), {})
        rows = replace(rows, texts={**rows.texts, name: nothing})
    values = pc.if_else(use, read.values, own.values)
    marks = np.where(use.to_numpy(zero_copy_only=False), np.int8(VALUE), own.marks)
    text = pc.if_else(use, texts, rows.texts[name])
    parsed = Parsed(values, marks, {**own.notes, "from": index})
    return replace(rows, texts={**rows.texts, name: text}, parsed={**rows.parsed, name: parsed})


def _address_columns(rows: Rows) -> list[int]:
    used = set(rows.table.match.columns.values())
    headings = enumerate(rows.table.headings)
    return [i for i, h in headings if h and i not in used and _ADDRESS.search(h) and not _ANOTHERS.search(h)]


def _postcodes_in(rows: Rows, index: int, lacking: np.ndarray) -> tuple[pa.Array, Parsed] | None:
    texts = rows.table.sheet.rows.column(index).combine_chunks()
    read = parse(texts, "postcode", Evidence(), {})
    return (texts, read) if (lacking & (read.marks == VALUE)).sum() >= ENOUGH * lacking.sum() else None
