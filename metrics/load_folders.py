"""A load's folder on the disk: completed, given its name, and swept away when nobody knows it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from metrics.drafting import Draft, digest, flush
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.spreadsheets.checking import Checked


def place(
    home: Home, checked: Checked, draft: Draft, fact: dict[str, Any], original: Path | None, edition: str = ""
) -> None:
    """Completes the draft's folder and gives it its name. `edition`: the directory that its places were told by."""
    tables = [table for table in checked.tables if table.source == draft.source]
    more = {
        "sheets": [table.sheet for table in tables],
        "header_rows": [table.header_row for table in tables],
        "columns": {name: heading for table in tables for name, (heading, _) in table.columns.items()},
        "indices": {name: index for table in tables for name, (_, index) in table.columns.items()},
        "orders": {name: order for table in tables for name, order in table.orders.items()},
        "places": edition,
        "left_out": sum(table.left_out for table in tables),
        "totals": [dict(table.total) for table in tables],
        "problems": len(draft.problems),
        "problems_sha256": digest(draft.folder / "problems.parquet"),
    }
    periods = {period: {"rows": rows, "covers": covers} for period, (rows, covers) in fact["periods"].items()}
    text = json.dumps(fact | more | {"periods": periods}, indent=1, ensure_ascii=False, default=str)
    (draft.folder / "load.json").write_text(text + "\n", encoding="utf-8")
    written = [draft.folder / "load.json"]
    if original is not None and original.is_file():
        written.append(draft.folder / f"original{original.suffix.lower()}")
        shutil.copyfile(original, written[-1])
    for path in written:  # the rows and the problems lie on the disk already
        flush(path)
    os.rename(draft.folder, home.loads / draft.source / fact["load"])


def next_number(home: Home, ledger: Ledger) -> int:
    """One more than any load has had, in the ledger or on the disk."""
    there = [int(path.name.rpartition("-")[2]) for path in _folders(home) if not path.name.startswith(".")]
    return max([ledger.next_number(), *(number + 1 for number in there)])


def sweep(home: Home, known: set[str], most: int) -> None:
    """Removes what a killed writer left. More than one file's worth of unknown loads means that the ledger itself is
    lost or older than the loads: then nothing goes, and `verify` tells."""
    unknown = [path for path in _folders(home) if path.name not in known]
    named = [path for path in unknown if not path.name.startswith(".")]
    for path in unknown if len(named) <= most else []:
        shutil.rmtree(path, ignore_errors=True)


def _folders(home: Home) -> list[Path]:
    if not home.loads.is_dir():
        return []
    return [path for source in home.loads.iterdir() if source.is_dir() for path in source.iterdir() if path.is_dir()]
