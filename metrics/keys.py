"""The key that turns an employee number into a hash: made at first use, kept outside every database."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from metrics.home import Home

HASH_LENGTH = 24  # hexadecimal characters: 96 bits, so that two of a million numbers never meet


def key_of(home: Home) -> bytes:
    """The store's key; made, readable by its owner alone, when there is none."""
    if not home.key_file.exists():
        _make(home.key_file)
    return bytes.fromhex(home.key_file.read_text(encoding="ascii").strip())


class Hasher:
    """Hashes numbers by a key, each once: the same staff come month after month."""

    def __init__(self, key: bytes):
        self._key = key
        self._known: dict[str, str] = {}

    def hashes(self, numbers: Iterable[str | None]) -> dict[str | None, str | None]:
        """Each number -> its keyed hash. Case, spaces and leading zeros do not matter: spreadsheets lose them."""
        known = self._known
        return {number: known.get(number) or (None if number is None else self._hash(number)) for number in numbers}

    def _hash(self, number: str) -> str:
        self._known[number] = hmac.digest(self._key, _plain(number), "sha256").hex()[:HASH_LENGTH]
        return self._known[number]


def _plain(number: str) -> bytes:
    text = "".join(number.split()).upper()
    return (text.lstrip("0") or text).encode()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)  # never over another process's key
    except FileExistsError:
        pass
    except OSError:  # a disk without links
        if not path.exists():
            os.replace(part, path)
            return
    part.unlink()
