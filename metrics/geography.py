"""From a postcode to places: its council and ring, and its ward, LSOA and deprivation once a directory is added.

The council comes from the ONS Postcode Directory of November 2025, which a package brings (live and terminated
postcodes of the whole United Kingdom). What the trust adds under `data/reference/` is read by `directory.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from metrics import directory, packaged_postcodes
from metrics.definitions import framework
from metrics.home import Home
from metrics.lenses import RINGS, UnknownLens, lens_condition

COUNCILS = Path(__file__).parent / "reference" / "councils.csv"
CHANGED = Path(__file__).parent / "reference" / "councils_changed.csv"
PACKAGED_EDITION = "ONS Postcode Directory, November 2025"
KEY_LENGTH = 7  # no postcode is longer once its space is gone
LOOK_ALIKE = {"0": "O", "O": "0", "1": "IL", "I": "1L", "L": "1I", "5": "S", "S": "5", "8": "B", "B": "8"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postcode lies. What is not known is None; `decile` is 1 (most deprived) to 10, England only."""

    council: str | None = None
    ward: str | None = None
    lsoa: str | None = None
    decile: int | None = None
    district: str | None = None
    ring: str | None = None
    country: str | None = None
    east: int | None = None
    north: int | None = None


PLACE_TYPE = pa.struct(
    [(name, pa.int32() if name in ("decile", "east", "north") else pa.string()) for name in Place.__dataclass_fields__]
)


@dataclass(frozen=True)
class Council:
    """A council as it is today; `ring` says how far from the trust it lies."""

    code: str
    name: str
    region: str
    country: str
    ring: str


class Places:
    """Looks postcodes up. Cheap to make again: the tables are read once in a process."""

    def __init__(self, home: Home):
        self.reference = home.reference
        self.councils = councils(home)
        self._changed = _changed()
        self._postcodes = _table(ensure_postcodes(home.reference))
        added = directory.ensure(home.reference)
        self._directory = _table(added) if added else None
        self._known: dict[str, Place | None] = {}  # by key
        self._found: dict[str, Place | None] = {}  # by spelling: the same staff come month after month
        self._near: dict[str, list[str]] = {}
        # columns that only grow: a spelling and, in the same place, where it lies; the first is no spelling at all
        self._spellings = pa.array([""], pa.string())
        self._column = pa.array([{}], PLACE_TYPE)

    @property
    def has_directory(self) -> bool:
        """Whether wards, LSOAs and deprivation can be told."""
        return self._directory is not None

    @property
    def edition(self) -> str:
        """Which directory the places come from, in words."""
        return self._directory.edition if self._directory else PACKAGED_EDITION

    def look_up(self, postcodes: Iterable[str]) -> dict[str, Place | None]:
        """Each postcode as it was written -> its place, None where there is no such postcode."""
        written = {postcode for postcode in postcodes if postcode}
        new = {postcode: key_of(postcode) for postcode in written if postcode not in self._found}
        self._learn([key for key in set(new.values()) if key not in self._known])
        self._found |= {postcode: self._known[key] for postcode, key in new.items()}
        return {postcode: self._found[postcode] for postcode in written}

    def column(self, postcodes: pa.Array) -> pa.Array:
        """The places of postcodes as an Arrow column of PLACE_TYPE, all fields null where there is no such postcode."""
        where = self._where(postcodes)
        if where.null_count > postcodes.null_count:
            self._grow(pc.unique(postcodes.filter(pc.and_(where.is_null(), postcodes.is_valid()))).to_pylist())
            where = self._where(postcodes)
        return self._column.take(where.fill_null(0))

    def _where(self, postcodes: pa.Array) -> pa.Array:
        return pc.index_in(postcodes, value_set=self._spellings)

    def _grow(self, new: list[str]) -> None:
        found = self.look_up(new)
        each = [found.get(postcode) or Place() for postcode in new]
        fields = [[getattr(place, name) for place in each] for name in PLACE_TYPE.names]
        arrays = [pa.array(values, kind.type) for values, kind in zip(fields, PLACE_TYPE, strict=True)]
        more = pa.StructArray.from_arrays(arrays, fields=list(PLACE_TYPE))
        self._column = pa.concat_arrays([self._column, more])
        self._spellings = pa.concat_arrays([self._spellings, pa.array(new, pa.string())])

    def nearest(self, postcode: str, most: int = 5) -> list[str]:
        """Real postcodes that differ from a mistyped one by a look-alike, a swap or one character."""
        key = key_of(postcode)
        if key not in self._near:
            self._near[key] = self._nearest(key)
        return self._near[key][:most]

    def _nearest(self, key: str) -> list[str]:
        tried = list(dict.fromkeys([*_look_alikes(key), *_swaps(key), *_one_off(key)]))
        found = self._postcodes.rows(tried)
        return [spelled(near) for near, row in zip(tried, found, strict=True) if row >= 0 and near != key]

    def _learn(self, keys: list[str]) -> None:
        basic = self._postcodes.records(keys)
        more = self._directory.records(keys) if self._directory else [None] * len(keys)
        for key, ours, theirs in zip(keys, basic, more, strict=True):
            self._known[key] = self._place(key, ours, theirs)

    def _place(self, key: str, ours: dict | None, theirs: dict | None) -> Place | None:
        if ours is None and theirs is None:
            return None
        found = (theirs or {}) | {name: value for name, value in (ours or {}).items() if value is not None}
        code = found.get("council")
        code = self._changed.get(code, code)
        council = self.councils.get(code)
        return Place(
            council=code,
            ward=found.get("ward"),
            lsoa=found.get("lsoa"),
            decile=found.get("decile"),
            district=key[:-3],
            ring=council.ring if council else "elsewhere" if code else None,
            country=council.country if council else country_of(code),
            east=found.get("east"),
            north=found.get("north"),
        )


def edition_in_use(home: Home) -> str:
    """Which directory a store's places come from, in words, without reading it."""
    added = directory.ensure(home.reference)
    if added is None:
        return PACKAGED_EDITION
    return (pq.read_schema(added).metadata or {}).get(b"edition", b"").decode()


def key_of(postcode: str) -> str:
    """The postcode without spaces and marks, in capitals: "fy3  8nr" -> "FY38NR"."""
    key = postcode.upper().replace(" ", "")
    if key.isascii() and key.isalnum():
        return key
    return "".join(letter for letter in key if letter.isascii() and letter.isalnum())


def spelled(key: str) -> str:
    """The postcode as people write it: "FY38NR" -> "FY3 8NR"."""
    return f"{key[:-3]} {key[-3:]}"


def country_of(code: str | None) -> str | None:
    """The country that a council's code begins with, None for no code and for one that we do not know."""
    names = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
    return names.get(code[0]) if code else None


def councils(home: Home | None = None) -> dict[str, Council]:
    """Code -> council. A `councils.csv` that the trust added wins over ours; else its framework.toml may say what is
    local to it and what lies round that.
    """
    own = home.reference / "councils.csv" if home else COUNCILS
    if home is None or own.exists():
        return _councils(*_stamp(own))
    trust = framework(home.definitions).trust
    round_it = tuple((one.get("region", ""), *one.get("councils", ())) for one in trust.get("wider", ()))
    return _ringed(*_stamp(COUNCILS), tuple(trust["catchment"]), round_it)


def wards(home: Home) -> frozenset[str]:
    """The codes of all wards that the trust's own directory knows; none without one."""
    path = directory.ensure(home.reference)
    return _wards(*_stamp(path)) if path else frozenset()


def known_places(home: Home, lens: str) -> None:
    """UnknownLens where a lens is none, or names a council or a ward that there is not: it would put all elsewhere."""
    lens_condition(lens)
    kind, _, rest = lens.partition(":")
    if kind == "council" and rest not in councils(home):
        raise UnknownLens(f"There is no council '{rest}' today. metrics/reference/councils.csv has the codes of all.")
    known = wards(home) if kind == "wards" else frozenset()
    if unknown := [code for code in rest.split(",") if known and code not in known]:
        raise UnknownLens(f"The postcode directory has no ward '{unknown[0]}'. Correct the code, or leave it out.")


def ensure_postcodes(reference: Path) -> Path:
    """The packaged directory as one sorted Parquet file, made at the first call (about two seconds)."""
    path = reference / "postcodes.parquet"
    if not path.exists():
        reference.mkdir(parents=True, exist_ok=True)
        table = pa.concat_tables(packaged_postcodes.tables()).sort_by("key")
        directory.write(table, path, PACKAGED_EDITION)
    return path


def add_directory(home: Home, path: Path) -> str:
    """Takes the trust's own postcode directory (NSPL or ONSPD, csv or zip) in; gives its edition in words.

    Raises directory.DirectoryRefused with a sentence when the file is not one.
    """
    directory.add(home.reference, path)
    return Places(home).edition


class _Table:
    """Rows by postcode, found by bisection in a sorted array of fixed-length keys."""

    def __init__(self, path: Path):
        with pq.ParquetFile(path) as file:
            names = [name for name in file.schema_arrow.names if name != "key"]
            self.keys = _keys(file)
            self.values = file.read(columns=names, use_threads=False)
            self.edition = (file.schema_arrow.metadata or {}).get(b"edition", b"").decode()
        pa.default_memory_pool().release_unused()  # what the reading took, nobody needs any more

    def rows(self, keys: list[str]) -> np.ndarray:
        """The row of each key, -1 where there is none."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        # of the very type of the keys: of another, numpy would convert all of them at each call
        sought = np.array([key.ljust(KEY_LENGTH) if len(key) <= KEY_LENGTH else "?" for key in keys], self.keys.dtype)
        at = np.minimum(np.searchsorted(self.keys, sought), len(self.keys) - 1)
        return np.where(self.keys[at] == sought, at, -1)

    def records(self, keys: list[str]) -> list[dict | None]:
        """The values of each key as a dict, None where there is none."""
        if not keys:
            return []
        at = self.rows(keys)
        taken = iter(self.values.take(pa.array(at[at >= 0])).to_pylist())
        return [next(taken) if row >= 0 else None for row in at]


def _keys(file: pq.ParquetFile) -> np.ndarray:
    """The postcodes as fixed-length keys, a few at a time: as texts all of them would take ten times the memory."""
    keys, at = np.empty(file.metadata.num_rows, f"S{KEY_LENGTH}"), 0
    for batch in file.iter_batches(columns=["key"], use_threads=False):
        padded = pc.utf8_rpad(batch.column(0), KEY_LENGTH).cast(pa.binary()).cast(pa.binary(KEY_LENGTH))
        keys[at : at + len(padded)] = np.frombuffer(padded.buffers()[1], keys.dtype, len(padded))
        at += len(padded)
    return keys


def _stamp(path: Path) -> tuple[Path, int]:
    return path, path.stat().st_mtime_ns


@dataclass(frozen=True)
class _File:
    """A file as the disk knows it: two names of the same file are one."""

    device: int
    number: int
    changed: int
    path: Path = field(compare=False)


def _table(path: Path) -> _Table:
    told = path.stat()
    return _opened(_File(told.st_dev, told.st_ino, told.st_mtime_ns, path))


@lru_cache(maxsize=8)
def _opened(file: _File) -> _Table:
    return _Table(file.path)


@lru_cache(maxsize=8)
def _ringed(
    path: Path, changed: int, catchment: tuple[str, ...], round_it: tuple[tuple[str, ...], ...]
) -> dict[str, Council]:
    """Our councils in the rings of a trust: its catchment, then each wider area by its region or its councils' codes.

    Where it says nothing of its own, the rings are those of our file.
    """
    ours = _councils(path, changed)
    own = {code for code, one in ours.items() if one.ring == RINGS[0]}
    if set(catchment) == own and not any(any(one) for one in round_it):
        return ours

    def ring(one: Council) -> str:
        if one.code in catchment:
            return RINGS[0]
        wider = zip(RINGS[1:], round_it, strict=False)
        return next((name for name, told in wider if one.code in told or (one.region in told)), "elsewhere")

    return {code: replace(one, ring=ring(one)) for code, one in ours.items()}


@lru_cache(maxsize=2)
def _wards(path: Path, changed: int) -> frozenset[str]:
    return frozenset(pc.unique(pq.read_table(path, columns=["ward"])["ward"]).drop_null().to_pylist())


@lru_cache(maxsize=4)
def _councils(path: Path, changed: int) -> dict[str, Council]:
    return {row["code"]: Council(**row) for row in _rows(path)}


@lru_cache(maxsize=1)
def _changed() -> dict[str, str]:
    return {row["old"]: row["new"] for row in _rows(CHANGED)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _look_alikes(key: str) -> Iterator[str]:
    choices = [letter + LOOK_ALIKE.get(letter, "") for letter in key[:KEY_LENGTH]]
    return ("".join(letters) for letters in product(*choices) if "".join(letters) != key)


def _swaps(key: str) -> Iterator[str]:
    return (key[:i] + key[i + 1] + key[i] + key[i + 2 :] for i in range(len(key) - 1) if key[i] != key[i + 1])


def _one_off(key: str) -> Iterator[str]:
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    # the last characters first: the nearest streets
    yield from (key[:i] + letter + key[i + 1 :] for i in reversed(range(len(key))) for letter in letters)
    yield from (key[:i] + key[i + 1 :] for i in range(len(key)))
    yield from (key[:i] + letter + key[i:] for i in range(len(key) + 1) for letter in letters)
