"""The example row of a template: shown to whoever fills the template in, and never counted when it is left in.

A row is the example only when it bears the mark and says exactly what the template's example said: who types over it
and forgets the mark loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

MARK = "EXAMPLE: this row is never counted. Delete it or leave it, and begin in the row below."
WHAT_IT_IS = "the template's example row"
LOOKED_AT = 10  # rows under the headings


def example_rows(rows: pa.Table, texts: Mapping[str, pa.Array], source: Any, start: int) -> list[int]:
    """The rows from `start` (from 0) that are the template's example row as it was written."""
    said = {name: str(value).strip() for name, value in source.example.items() if str(value).strip()}
    found = []
    for i in range(start, min(start + LOOKED_AT, rows.num_rows)):
        marked = any(column[i].as_py() == MARK for column in rows.columns)
        if marked and all(texts[name][i].as_py() == said.get(name) for name in texts):
            found.append(i)
    return found
