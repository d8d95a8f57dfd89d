"""Published files held in memory as they are sent: the bytes, the same packed, the checksum, the kind."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from metrics.publication.archive import stamp

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/atom+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}
FILES = 4096  # held at once: two publications or three, about 40 MB


@dataclass(frozen=True)
class Held:
    """A published file. `packed` is its gzip, None where that would not make it smaller; `mark` is its sha256; `since`
    the moment from which it lies there, as HTTP writes it."""

    body: bytes
    packed: bytes | None
    mark: str
    kind: str
    since: str = ""


def held(folder: str, path: str) -> Held | None:
    """A file of a publication, or None for all that its manifest does not name letter for letter."""
    state = stamp(f"{folder}/manifest.json")
    return _read(folder, path, state) if state and path in _named(folder, state) else None


@lru_cache(maxsize=64)
def _named(folder: str, state: tuple[int, ...]) -> frozenset[str]:
    """Every path of a publication; `state` makes a folder that was thrown away and made anew another one."""
    listed = json.loads(Path(folder, "manifest.json").read_text("utf-8"))["files"]
    paths = {one["path"] for one in listed} | {"manifest.json"}
    return frozenset(path for path in paths if _safe(Path(folder), path))


def _safe(folder: Path, path: str) -> bool:
    """True for a file inside the folder with a kind that we serve; a link that leads out is none."""
    real = (folder / path).resolve()
    return real.is_relative_to(folder.resolve()) and real.suffix in TYPES and not (folder / path).is_symlink()


@lru_cache(maxsize=FILES)
def _read(folder: str, path: str, state: tuple[int, ...]) -> Held | None:
    try:
        body = Path(folder, path).read_bytes()
        since = formatdate(Path(folder, path).stat().st_mtime, usegmt=True)
    except FileNotFoundError:
        return None
    packed = gzip.compress(body, 9, mtime=0)
    smaller = packed if len(packed) < len(body) else None
    return Held(body, smaller, sha256(body).hexdigest(), TYPES[Path(path).suffix], since)
