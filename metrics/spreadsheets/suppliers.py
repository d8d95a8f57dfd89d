"""Published lists often carry a supplier's number inside its name: "UK0479435601 : Prime Care", "KINGS:03529700"."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.rows import Rows
from metrics.spreadsheets.values import NOTHING, VALUE, Parsed

BEFORE = r"^(?P<number>[A-Z]{0,4}[A-Z0-9]*\d[A-Z0-9]{4,})\s*:\s+(?P<name>.*\S)\s*$"
AFTER = r"^(?P<name>.*\S)\s*:\s*(?P<number>\d{6,10})\s*$"
IN_BRACKETS = r"^[(\[](?P<number>[A-Z]{0,4}\d{2,10})[)\]]\s*(?P<name>.*\S)\s*$"
NAMED = r"^(?i:id|ref|no)\s*[:.]\s*(?P<number>[A-Z]{0,4}\d{2,10})\s+(?P<name>.*\S)\s*$"
DASHED = r"^(?P<number>[A-Z]{0,4}\d{3,10})\s+[-–]\s+(?P<name>.*\S)\s*$"
AT_THE_END = r"^(?P<name>.*\S)\s*[(\[](?P<number>[A-Z]{0,4}\d{4,10})[)\]]\s*$"
FORMS = (BEFORE, AFTER, IN_BRACKETS, NAMED, DASHED, AT_THE_END)
MOST = 0.8  # of the rows must have the form, or it is no form


def part_names_from_ids(rows: Rows) -> Rows:
    """Give the number a column of its own where nearly all names carry one and the sheet has no other."""
    if "supplier_name" not in rows.parsed or "supplier_number" in rows.parsed:
        return rows
    if rows.table.match.source.id != "payments":
        return rows
    names = rows.parsed["supplier_name"]
    for form in FORMS:
        parts = pc.extract_regex(names.values, form)
        fits = parts.is_valid().to_numpy(zero_copy_only=False)
        kept = int(rows.keep.sum())
        if kept and (fits & rows.keep).sum() >= MOST * kept:
            return _parted(rows, names, parts, fits)
    return rows


def _parted(rows: Rows, names: Parsed, parts: pa.Array, fits: np.ndarray) -> Rows:
    number = pc.struct_field(parts, "number")
    name = pc.if_else(pa.array(fits), pc.struct_field(parts, "name"), names.values)
    marks = np.where(fits, np.int8(VALUE), np.int8(NOTHING))
    parsed = {**rows.parsed, "supplier_name": replace(names, values=name), "supplier_number": Parsed(number, marks, {})}
    return replace(rows, parsed=parsed)
