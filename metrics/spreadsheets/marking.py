"""The uploader's own workbook, handed back with every problem marked in its cell and listed on a sheet of its own.

The marked workbook holds what the file holds, names and all: it is made in memory and goes to whoever sent the file,
never into the data folder. It is made in a process of its own (`marking_worker.py`), because opening a stranger's
workbook a second time is as dangerous as the first.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from metrics.spreadsheets.checking import Checked, CheckedTable
from metrics.spreadsheets.issues_sheet import Issue
from metrics.spreadsheets.problems import Problem
from metrics.spreadsheets.reading import PROJECT
from metrics.spreadsheets.safety import Refused

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.12"
TIMEOUT = 120.0


@dataclass(frozen=True)
class Marked:
    """A workbook to download. `unkept` names what of the uploader's own workbook could not be kept; `sentence` says
    what was made, in words for the person."""

    name: str
    content: bytes
    media_type: str
    unkept: tuple[str, ...]
    sentence: str


def can_be_marked(checked: Checked) -> bool:
    """Whether there is something to hand back: the file could be read, whatever is wrong with it."""
    return bool(checked.kind)


def marked(checked: Checked) -> Marked:
    """The marked workbook, in memory. Raises Refused (with a sentence) where the file cannot be opened again.

    xlsx and xlsm are changed in the marked cells alone; of other kinds, and of a workbook too odd to be changed piece
    by piece, a new workbook with the same cells is made.
    """
    if not can_be_marked(checked):
        raise Refused(f"{checked.file} could not be read, so there is nothing to mark in it.")
    made = _made(checked)
    if made is None:
        raise Refused(
            f"{checked.file} could not be handed back with its cells marked: it is too large, or was changed since it "
            "was read. The list of what is wrong names every cell."
        )
    facts, content = made
    macros = facts["own"] and checked.kind == "xlsm"
    stem = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", Path(checked.file).stem[:80])
    name = f"{stem} - marked{'.xlsm' if macros else '.xlsx'}"
    return Marked(name, content, WITH_MACROS if macros else WORKBOOK, tuple(facts["unkept"]), facts["sentence"])


def mark(checked: Checked, out_dir: Path) -> Path:
    """Write the marked workbook into `out_dir`, a folder that a person named, and return its path. Raises Refused."""
    made = marked(checked)
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / made.name
    path.write_bytes(made.content)
    return path


def issues(checked: Checked) -> list[Issue]:
    """What is to be listed: why the file was refused, then every problem under the sender's own heading."""
    refused = [Issue("error", checked.refused)] if checked.refused else []
    refused += [Issue("error", one.message, one.sheet or "", one.cell or "", one.row) for one in checked.lacking]
    return refused + [_issue(table, problem) for table in checked.tables for problem in table.problems]


def _issue(table: CheckedTable, problem: Problem) -> Issue:
    heading = table.columns.get(problem.column or "", (None, 0))[0] or ""
    where = (problem.sheet or "", problem.cell or "", problem.row, heading)
    return Issue(problem.severity, problem.message, *where, options=problem.options)


def _made(checked: Checked) -> tuple[dict, bytes] | None:
    """(facts, workbook) from the marking process; None where it came to grief or ran out of time or memory."""
    asked = {
        "path": str(checked.path.absolute()),
        "name": checked.file,
        "kind": checked.kind,
        "notes": list(checked.notes),
        "issues": [asdict(issue) for issue in issues(checked)],
    }
    paths = filter(None, (str(PROJECT), os.environ.get("PYTHONPATH", "")))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "ARROW_DEFAULT_MEMORY_POOL": "system"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "metrics.spreadsheets.marking_worker"],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library says may quote a cell
            env=environment,
            timeout=TIMEOUT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode or not done.stdout:
        return None
    facts, content = done.stdout.split(b"\n", 1)
    return json.loads(facts), content
