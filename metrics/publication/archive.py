"""Publications as they lie on disk, read with nothing but the file system.

<store>/public/
  <number>/            the files, never changed after the rename that put them there; manifest.json names each with its
                       sha256
  <number>.status.json what became of it: prepared, approved, released, withdrawn; by whom, when, why
  current              the number that /public/ shows, a line of text; absent before the first release
  due/<number>         the moment from which an approved publication is released by itself, a line of text
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class Store(Protocol):
    """All that this package's file part wants of a home."""

    @property
    def public(self) -> Path: ...


class NotAllowed(Exception):
    """A step that may not be taken now; the text is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Promise:
    """One area's promise as the current publication tells it; `href` is an address under /public/."""

    area: str
    title: str
    finding: str
    href: str
    question: str = ""
    verdict: str = ""
    fact: str = ""
    fact_words: str = ""
    made_up: bool = False


def numbers(home: Store) -> list[int]:
    """The publications there are, oldest first."""
    if not home.public.is_dir():
        return []
    found = (one.name for one in home.public.iterdir() if one.is_dir() and NUMBER.fullmatch(one.name))
    return sorted(int(name) for name in found)


def folder(home: Store, number: int) -> Path:
    """The folder of a publication. Raises NotAllowed where there is none."""
    path = home.public / str(number)
    if not (path / "manifest.json").is_file():
        raise NotAllowed(f"There is no publication {number}. `publish --list` shows those there are.")
    return path


def manifest(home: Store, number: int) -> dict:
    """What the publication says of itself: number, files, prepared_by, at, loads, rules."""
    return json.loads((folder(home, number) / "manifest.json").read_text("utf-8"))


def status(home: Store, number: int) -> dict:
    """What became of it. `status` is prepared, approved, released or withdrawn.

    An approved publication whose time has come is released, by whoever approved it: nobody has to be there.
    """
    path = f"{place(home)}/{number}.status.json"
    facts = dict(_facts(path, stamp(path)))
    if facts["status"] != "approved" or not facts.get("release_at"):
        return facts
    moment = datetime.fromisoformat(facts["release_at"])
    if datetime.now(UTC) < moment.astimezone(UTC):
        return facts
    return facts | {"status": "released", "released_by": facts["approved_by"], "released_at": _utc(moment)}


@lru_cache(maxsize=64)
def place(home: Store) -> str:
    """Where a store's publications lie; as text, for it is asked at each request."""
    return home.public.as_posix()


def stamp(path: str) -> tuple[int, ...]:
    """What tells one state of a file or folder from another; () where there is none. Files here are only replaced."""
    try:
        told = os.stat(path)
    except FileNotFoundError:
        return ()
    return told.st_mtime_ns, told.st_ino, told.st_size


@lru_cache(maxsize=256)
def _facts(path: str, state: tuple[int, ...]) -> dict:
    """A status file's facts, read once for each state of it."""
    return json.loads(Path(path).read_text("utf-8"))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def write_status(home: Store, number: int, facts: dict) -> None:
    """Puts `facts` in place of the status in one step."""
    _put(home.public / f"{number}.status.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")


def point_to(home: Store, number: int | None) -> None:
    """Makes `number` the one that /public/ shows; None: none."""
    path = home.public / "current"
    if number is None:
        path.unlink(missing_ok=True)
    else:
        _put(path, f"{number}\n")


def _put(path: Path, text: str) -> None:
    """Writes beside and renames, so that a reader sees the old text or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_bytes(text.encode("utf-8"))
    os.replace(beside, path)


def wait_until(home: Store, number: int, moment: datetime | None) -> None:
    """Notes that a publication is released by itself at `moment`; None: it is not (any more)."""
    path = home.public / "due" / str(number)
    if moment is None:
        path.unlink(missing_ok=True)
    else:
        _put(path, f"{_utc(moment)}\n")


def current_number(home: Store) -> int | None:
    """The number that /public/ shows, or None before the first release and after all were withdrawn.

    The one that was released last: by a person, or by itself because its time has come.
    """
    public = place(home)
    waiting = _waiting(f"{public}/due", stamp(f"{public}/due"))
    pointed = _pointed(public, stamp(f"{public}/current"))
    come = _come(home, waiting) if waiting else ()
    if not come:
        return pointed
    released = {number: status(home, number)["released_at"] for number in (*come, *([pointed] if pointed else []))}
    return max(released, key=lambda number: (released[number], number))


@lru_cache(maxsize=64)
def _pointed(public: str, state: tuple[int, ...]) -> int | None:
    """The number that a person's release points to."""
    try:
        text = Path(public, "current").read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return int(text) if NUMBER.fullmatch(text) and Path(public, text).is_dir() else None


@lru_cache(maxsize=64)
def _waiting(due: str, state: tuple[int, ...]) -> tuple[int, ...]:
    """The publications that are released by themselves, be their time come or not."""
    return tuple(int(name) for name in os.listdir(due) if NUMBER.fullmatch(name)) if state else ()


def _come(home: Store, waiting: tuple[int, ...]) -> list[int]:
    """Those of them that were released by themselves."""
    return [number for number in waiting if status(home, number)["status"] == "released"]


def current(home: Store) -> Path | None:
    """The folder that /public/ shows, or None."""
    number = current_number(home)
    return None if number is None else home.public / str(number)


def seen(home: Store) -> list[int]:
    """The publications that ever were out, in the order in which they came out; a withdrawn one was seen too."""
    came = {number: status(home, number).get("released_at") for number in numbers(home)}
    return sorted((number for number, at in came.items() if at), key=lambda number: (came[number], number))


def listing(home: Store) -> list[dict]:
    """Every publication with what became of it, newest first; `current` marks the one that is shown."""
    shown = current_number(home)
    keys = ("status", "prepared_by", "prepared_at", "approved_by", "approved_at", "release_at", "released_at")
    keys = (*keys, "one_person")
    rows = []
    for number in reversed(numbers(home)):
        facts = status(home, number)
        row = {"number": number} | {key: facts.get(key) for key in keys}
        rows.append(row | {"withdrawn_reason": facts.get("reason"), "current": number == shown})
    return rows


def promises(home: Store) -> tuple[Promise, ...]:
    """The five promises and how they go, from the current publication's files alone; empty before there is one."""
    path = current(home)
    if path is None:
        return ()
    said = json.loads((path / "promises.json").read_text("utf-8"))
    return tuple(Promise(**one) for one in said["promises"])
