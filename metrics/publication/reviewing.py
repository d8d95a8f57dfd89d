"""What an approver looks at, from the files of a publication alone: its pages, what is hidden or rounded and why, and
what changed since the last one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from metrics.publication.tongues import NAMES

ROUNDED = "A count of people, to the nearest 5."
FROM_ROUNDED = "People to the nearest 5, and the figure worked out from that."
KINDS = {
    "new": "New",
    "restated": "Restated",
    "hidden": "Hidden since",
    "shown_again": "Shown again",
    "gone": "No longer there",
    "defined_anew": "Counted in another way",
    "added": "Indicator added",
    "removed": "Indicator removed",
}


@dataclass(frozen=True)
class Withheld:
    """One number that is not shown as it is. `what`: hidden or rounded."""

    title: str
    period: str
    part: str
    what: str
    why: str


@dataclass(frozen=True)
class Changed:
    """One change since the last publication; `before` and `after` where a figure was restated."""

    kind: str
    title: str
    period: str
    before: str = ""
    after: str = ""


def withheld(folder: Path) -> list[Withheld]:
    """Every hidden or rounded number, in the order of the files."""
    people = {one["id"] for one in _read(folder, "definitions")["indicators"] if one["counts"] == "people"}
    found: list[Withheld] = []
    for one in _read(folder, "all")["indicators"]:
        for period, part, row in _rows(one):
            what, why = _why(row, one["id"] in people)
            found += [Withheld(one["title"], period, part, what, why)] if what else []
    return found


def _rows(one: dict) -> Iterator[tuple[str, str, dict]]:
    """(period, part, row) of an indicator's series and of its tables."""
    for row in one["values"]:
        yield row["period"], "", row
    for table in one.get("splits", ()):
        for row in table["values"]:
            yield table["period"], f"{table['by']}: {row['part'] or 'all together'}".replace("_", " "), row


def _why(row: dict, people: bool) -> tuple[str, str]:
    if row["status"] == "hidden":
        return "hidden", row["reason"]
    if not people or not any(row[name] for name in ("numerator", "denominator")):
        return "", ""
    return "rounded", ROUNDED if row["denominator"] is None else FROM_ROUNDED


def changed(folder: Path, write: Callable[[str, float | None], str]) -> tuple[int | None, list[Changed]]:
    """The publication that this one is compared with (None: it is the first), and what changed. `write`: a value of
    an indicator as text."""
    own = _read(folder, "changes")["publications"][0]
    titles = {one["id"]: one["title"] for one in _read(folder, "all")["indicators"]}
    found = []
    for kind in KINDS:
        for one in own[kind]:
            told = {"indicator": one, "period": ""} if isinstance(one, str) else one
            id = told["indicator"]
            figures = [write(id, told[side]["value"]) if side in told else "" for side in ("before", "after")]
            found.append(Changed(kind, titles.get(id, id), told["period"], *figures))
    return own["compared_with"], found


def pages(folder: Path) -> list[str]:
    """The paths of its pages in English, the first page first."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    english = [path for path in found if path.split("/")[0] not in NAMES]
    return sorted(english, key=lambda path: (path != "index.html", path.count("/"), path))


def page(folder: Path, path: str) -> str:
    """A page with its style put in, so that it can be shown before it has an address. Its links lead nowhere."""
    text = (folder / path).read_text("utf-8")
    style = (folder / "style.css").read_text("utf-8")
    text = re.sub(r"<link\b[^>]*>", "", text)
    return text.replace("</head>", f"<style>{style}a{{pointer-events:none}}</style></head>", 1)


def title(folder: Path, path: str) -> str:
    """What a page is called."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", (folder / path).read_text("utf-8"), re.DOTALL)
    return re.sub(r"<[^>]+>", "", found.group(1)).strip() if found else path


def _read(folder: Path, name: str) -> dict:
    return json.loads((folder / "data" / f"{name}.json").read_text("utf-8"))
