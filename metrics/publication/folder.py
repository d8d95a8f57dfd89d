"""What everybody may see as a folder for any web server: the current publication, and those released by their numbers.

Run again after each release or withdrawal, it puts the folder right; a reader meanwhile sees whole files, old or new.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from metrics.publication import archive, plain
from metrics.publication.archive import NUMBER, NotAllowed, Store
from metrics.publication.tongues import ENGLISH, tongue

MARK = ".publications"  # the file by which a folder of ours is known again


def copy(home: Store, target: Path) -> int | None:
    """Makes `target` what /public/ shows; gives the current number. Raises NotAllowed for a folder of other things."""
    _ours(home, target)
    current = archive.current_number(home)
    states = {number: archive.status(home, number) for number in archive.numbers(home)}
    for number, facts in states.items():
        if facts["status"] == "released":
            _numbered(home.public / str(number), target / str(number))
        elif facts["status"] == "withdrawn" and facts.get("released_at"):
            _withdrawn(target / str(number), number, facts.get("reason", ""))
    gone = (one for one in target.iterdir() if NUMBER.fullmatch(one.name) and int(one.name) not in states)
    for one in gone:
        shutil.rmtree(one)
    _top(home.public / str(current) if current else None, target)
    return current


def _ours(home: Store, target: Path) -> None:
    """Makes the folder, or sees that it is one that was made here before."""
    public, wanted = home.public.resolve(), target.resolve()
    if wanted == public or wanted.is_relative_to(public) or public.is_relative_to(wanted):
        raise NotAllowed(f"{target} is where the publications themselves are kept. Name a folder elsewhere.")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise NotAllowed(f"{target} holds other files, which would be removed. Name an empty folder or a new one.")
    target.mkdir(parents=True, exist_ok=True)
    (target / MARK).write_text("Made by `publish --folder`; files put here by hand are removed.\n", encoding="utf-8")


def _numbered(source: Path, target: Path) -> None:
    """One publication under its number, there whole or not at all."""
    same = (target / "manifest.json").is_file() and (
        (target / "manifest.json").read_bytes() == (source / "manifest.json").read_bytes()
    )
    if same:
        return
    beside = target.with_name(f".{target.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(source, beside)
    shutil.rmtree(target, ignore_errors=True)
    os.rename(beside, target)


def _withdrawn(target: Path, number: int, reason: str) -> None:
    """Nothing of a publication that was taken back, but a page that says so."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    _, page, _ = plain.withdrawn(tongue(ENGLISH), number, reason)
    _put(target / "index.html", page.encode("utf-8"))


def _top(source: Path | None, target: Path) -> None:
    """The files of the current publication at the top, its first page last; then what is of none goes."""
    if source is None:
        files = {"index.html": plain.nothing_yet(tongue(ENGLISH))[1].encode("utf-8")}
    else:
        files = {one.relative_to(source).as_posix(): one.read_bytes() for one in source.rglob("*") if one.is_file()}
    for path in sorted(files, key=lambda path: (path == "index.html", path)):
        _put(target / path, files[path])
    for one in sorted(target.rglob("*"), reverse=True):
        path = one.relative_to(target)
        if NUMBER.fullmatch(path.parts[0]) or path.as_posix() in (MARK, *files):
            continue
        if one.is_file():
            one.unlink()
        elif not any(one.iterdir()):
            one.rmdir()


def _put(path: Path, body: bytes) -> None:
    """Writes beside and renames; a file that is right already keeps its time, by which web servers mark it."""
    if path.is_file() and path.read_bytes() == body:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(body)
    os.replace(beside, path)
