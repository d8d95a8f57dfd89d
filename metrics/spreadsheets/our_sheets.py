"""The sheets that templates and marked copies carry (help, lists of words, issues), told from a sender's own of the
same name: nobody needs to hear of the first, and the second must not be passed over in silence."""

from __future__ import annotations

import re
from typing import Any

FIRST_ROWS = 40
# A sheet's name -> two words that stand in one row of it when it is ours.
SIGNS = {"Issues": ("Decision", "What stood there"), "Help": ("Needed", "What it holds")}


def is_ours(sheet: Any) -> bool:
    """Whether a sheet (name, hidden, rows) was written by us."""
    name = re.sub(r" \d+$", "", sheet.name)
    if name == "Lists":
        return sheet.hidden
    if name not in SIGNS:
        return False
    said = [set(filter(None, row.values())) for row in sheet.rows.slice(0, FIRST_ROWS).to_pylist()]
    return any(set(SIGNS[name]) <= row for row in said)
