"""What changed from one publication to the next, from the published files alone: new, restated, hidden since.

A publication keeps the list of its own changes and of those before it, so that the newest tells the whole story.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from metrics.publication import archive

THERE = ("complete", "provisional", "partial")
NUMBERS = ("numerator", "denominator", "value")
LISTS = ("new", "restated", "hidden", "shown_again", "gone", "defined_anew", "added", "removed")


@dataclass(frozen=True)
class Folder:
    """The publications of a store, as archive.Store wants them."""

    public: Path


def log(public: Path, number: int, day: str, now: dict) -> list[dict]:
    """Every publication up to this one with its changes, newest first. `now` is this one's data/all.json."""
    home = Folder(public)
    last = archive.current_number(home)
    if last is None:
        return [{"publication": number, "made": day, "compared_with": None} | compared({"indicators": []}, now)]
    before = _read(archive.folder(home, last) / "data" / "all.json")
    own = {"publication": number, "made": day, "compared_with": last} | compared(before, now)
    return [own, *(_without_withdrawn(home, one) for one in _earlier(archive.folder(home, last)))]


def _earlier(folder: Path) -> list[dict]:
    """The list that the last publication keeps; [] where it was made before there was one."""
    path = folder / "data" / "changes.json"
    return _read(path)["publications"] if path.is_file() else []


def _without_withdrawn(home: Folder, entry: dict) -> dict:
    """The entry, without the figures of a publication that was taken back."""
    numbers = {entry["publication"], entry["compared_with"]} - {None}
    taken_back = [one for one in numbers if _withdrawn(home, one)]
    if not taken_back:
        return entry
    return {**entry, "withdrawn": _withdrawn(home, entry["publication"]), **{name: [] for name in LISTS}}


def _withdrawn(home: Folder, number: int) -> bool:
    try:
        return archive.status(home, number)["status"] == "withdrawn"
    except FileNotFoundError:
        return False


def _read(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


def compared(before: dict, now: dict) -> dict[str, list]:
    """The changes between two data/all.json, by kind; lists of {indicator, period} and, where restated, both figures.

    The first publication lists nothing: all of it is new.
    """
    found: dict[str, list] = {name: [] for name in LISTS}
    was = {one["id"]: one for one in before["indicators"]}
    for one in now["indicators"] if was else ():
        if one["id"] not in was:
            found["added"].append(one["id"])
        old = was.pop(one["id"], one | {"values": []})
        if old["how"] != one["how"]:
            found["defined_anew"].append(one["id"])
        _periods(one["id"], old, one, found)
    found["removed"] += list(was)
    return found


def _periods(id: str, old: dict, new: dict, found: dict[str, list]) -> None:
    """Puts each period of one indicator where it belongs."""
    was = {one["period"]: one for one in old["values"]}
    periods = {one["period"]: one for one in new["values"]}
    for period, one in periods.items():
        kind = _kind(was.get(period), one)
        if kind:
            figures = {"before": _figures(was[period]), "after": _figures(one)} if kind == "restated" else {}
            found[kind].append({"indicator": id, "period": period} | figures)
    left = [period for period, one in was.items() if period not in periods and one["status"] in THERE]
    found["gone"] += [{"indicator": id, "period": period} for period in left]


def _kind(old: dict | None, new: dict) -> str:
    """What became of one period, "" where nothing did."""
    status, before = new["status"], old["status"] if old else "missing"
    if status in THERE:
        if before in THERE:
            return "restated" if old and _figures(old) != _figures(new) else ""
        return "shown_again" if before == "hidden" else "new"
    if before in THERE:
        return "hidden" if status == "hidden" else "gone"
    return "new" if status == "hidden" and before != "hidden" else ""


def _figures(one: dict) -> dict:
    return {name: one[name] for name in NUMBERS}
