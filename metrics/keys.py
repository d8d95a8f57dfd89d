"""The key that turns an employee number into a hash: made at first use, kept outside every database."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

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
        # two columns that only grow: a number and, in the same place, its hash
        self._numbers, self._hashes = pa.array([], pa.string()), pa.array([], pa.string())

    def column(self, numbers: pa.Array) -> pa.Array:
        """The keyed hash of each number. Case, spaces and leading zeros do not matter: spreadsheets lose them."""
        where = pc.index_in(numbers, value_set=self._numbers)
        new = pc.unique(numbers.filter(pc.and_(where.is_null(), numbers.is_valid())))
        if len(new):
            self._numbers = pa.concat_arrays([self._numbers, new])
            self._hashes = pa.concat_arrays([self._hashes, pa.array(map(self._hash, new.to_pylist()), pa.string())])
            where = pc.index_in(numbers, value_set=self._numbers)
        return self._hashes.take(where)

    def _hash(self, number: str) -> str:
        return hmac.digest(self._key, _plain(number), "sha256").hex()[:HASH_LENGTH]


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
