"""One small file for each kind of fault, for people who want to see what the checks say before they meet it at work.

What each holds, and what a person should see and learn, is in practice.toml. All but one bear the example's name.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from metrics.example import story
from metrics.example.files import Made, Sheet, save

DATA = Path(__file__).with_name("practice.toml")
README = "README.txt"
REFUSED, OTHER_TRUST = "refused", "other trust"  # kinds that are no problem of a row


@dataclass(frozen=True)
class Lesson:
    """One file: the kind of fault it shows (or "refused", "other trust"), what to see in it, what to learn.
    `also` are kinds that cannot but come with it."""

    name: str
    kind: str
    see: str
    learn: str
    also: tuple[str, ...]


@cache
def lessons() -> tuple[Lesson, ...]:
    """Every file that there is to practise on, in the order in which they are told."""
    return tuple(
        Lesson(one["name"], one["kind"], one["see"], one["learn"], tuple(one.get("also", ()))) for one in _files()
    )


@cache
def _files() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(DATA.read_text(encoding="utf-8"))["file"])


def practice(folder: Path, progress: Callable[[float, str], None] = lambda share, words: None) -> list[Path]:
    """Write the faulty files and a README that explains them; give the paths of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [write_one(one["name"], folder) for one in _files()]
    (folder / README).write_text(readme(), encoding="utf-8")
    progress(1.0, f"{len(paths)} files made")
    return paths


def write_one(name: str, folder: Path) -> Path:
    """Write one of the files. Raises KeyError for a name that is none of them."""
    found = {one["name"]: one for one in _files()}[name]
    path = folder / name
    if "bytes" in found:
        path.write_bytes(bytes.fromhex(found["bytes"]))
    elif name.endswith(".xlsx"):
        parts = found.get("sheets") or [{"name": "Sheet1", "text": found["text"]}]
        made = [_sheet(part, found.get("dates", ())) for part in parts]
        save(Made(name, made, hidden=tuple(found.get("hidden", ()))), folder)
    else:
        title = "" if found.get("nameless") else f"{story.MADE_UP}: practice\n"
        path.write_text(title + _text(found), encoding="utf-8")
    return path


def readme() -> str:
    """What is in the folder, in words."""
    head = "Broken files to practise on. Every figure in them is made up. Bring each in and see what is said.\n"
    return head + "".join(f"\n{one.name}\n  See: {one.see}\n  Learn: {one.learn}\n" for one in lessons())


def _text(found: Mapping[str, Any]) -> str:
    text = found["text"].lstrip("\n")
    if "repeat" not in found:
        return text
    head, line = text.splitlines()
    return "\n".join([head, *(line.replace("{n}", str(n)) for n in range(1, found["repeat"] + 1))]) + "\n"


def _sheet(part: Mapping[str, Any], dates: tuple[str, ...]) -> Sheet:
    """A sheet of a workbook; what stands in a column of dates as 2026-03-31 becomes a date of Excel's own."""
    headings, *rows = csv.reader(io.StringIO(part["text"].strip()))
    columns = [
        [_day(cell) if heading in dates else cell for cell in column]
        for heading, column in zip(headings, zip(*rows, strict=True), strict=True)
    ]
    return Sheet(headings, columns, [[f"{story.MADE_UP}: practice"], []], name=part["name"])


def _day(cell: str) -> date | str:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell
