"""What the trust adds to geography: the ONS postcode directory (NSPL or ONSPD), and deprivation by LSOA.

Column names change from edition to edition, so columns are known by patterns. Every csv or zip in `data/reference/`
that looks like either is understood; together they become `directory.parquet`, remade when one of them changes.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

LARGEST = 4 * 1024**3  # a whole ONSPD is about 1.3 GB unpacked
POSTCODE = (r"pcds", r"pcd8", r"pcd7", r"pcd", r"pcd2", r"postcode")
COUNCIL = (r"lad(\d\d)cd", r"laua", r"oslaua", r"ltla(\d\d)_code")
WARD = (r"wd(\d\d)cd", r"ward", r"osward", r"ward(\d\d)_code")
LSOA_21 = (r"lsoa21", r"lsoa21cd", r"lsoa21_code", r"lsoa_code_2021")
LSOA_11 = (r"lsoa11", r"lsoa11cd", r"lsoa11_code", r"lsoa_code_2011")
EAST = (r"oseast1m", r"east1m", r"easting", r"osgr.*east.*")
NORTH = (r"osnrth1m", r"north1m", r"northing")
RANK = (r"imd", r"imd\d*ind", r"imd\d*_?rank", r"index_of_multiple_deprivation.*rank.*")
DECILE = (r"imd\d*_?decile", r"index_of_multiple_deprivation.*decile.*")
LSOAS = {2019: 32844, 2025: 33755}  # how many LSOAs of England each index ranks


class DirectoryRefused(Exception):
    """The file cannot serve as a postcode directory; `reason` says why and what to do."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Columns:
    """Under which heading each thing is found in one file, None where it is not there."""

    postcode: str | None
    council: str | None
    ward: str | None
    lsoa21: str | None
    lsoa11: str | None
    east: str | None
    north: str | None
    rank: str | None
    decile: str | None

    @property
    def is_directory(self) -> bool:
        return bool(self.postcode and (self.lsoa21 or self.lsoa11))

    @property
    def is_deprivation(self) -> bool:
        return bool(not self.postcode and (self.lsoa21 or self.lsoa11) and (self.rank or self.decile))


def add(reference: Path, path: Path) -> None:
    """Copies a directory into the reference folder; raises DirectoryRefused when it is not one."""
    try:
        with _csv(path) as file:
            columns = _columns(file)
    except (duckdb.Error, OSError, UnicodeDecodeError, zipfile.BadZipFile) as fault:
        raise DirectoryRefused(f"{path.name} cannot be read as a csv or zip. Download it again.") from fault
    if not (columns.is_directory or columns.is_deprivation):
        raise DirectoryRefused(
            f"{path.name} is no postcode directory: it needs a postcode column (pcds) and an LSOA column (lsoa21). "
            "Bring the csv or zip of the ONS Postcode Directory or of the National Statistics Postcode Lookup."
        )
    reference.mkdir(parents=True, exist_ok=True)
    part = reference / f"{path.name}.part"
    shutil.copyfile(path, part)
    os.replace(part, reference / path.name)


def ensure(reference: Path) -> Path | None:
    """`directory.parquet`, made from the files that the trust added; None when there is no directory among them."""
    made = reference / "directory.parquet"
    files = _candidates(reference)
    mark = "\n".join(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files)
    if made.exists() and _mark(made) == mark:
        return made if pq.read_metadata(made).num_rows else None
    if not files:
        made.unlink(missing_ok=True)
        return None
    table, edition = _combined(files)
    write(table, made, edition, mark)
    return made if table.num_rows else None


def write(table: pa.Table, path: Path, edition: str, mark: str = "") -> None:
    """Writes a table of postcodes whole or not at all, with its edition in the file's metadata."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    # no postcode comes twice: a dictionary of them would cost time and room
    coded = [name for name in table.column_names if name != "key"]
    told = table.replace_schema_metadata({"edition": edition, "mark": mark})
    pq.write_table(told, part, compression="zstd", compression_level=1, use_dictionary=coded)
    os.replace(part, path)


def _mark(path: Path) -> str:
    return (pq.read_schema(path).metadata or {}).get(b"mark", b"").decode()


def _candidates(reference: Path) -> list[Path]:
    if not reference.is_dir():
        return []
    return sorted(file for file in reference.iterdir() if file.suffix.lower() in (".csv", ".zip"))


def _combined(files: list[Path]) -> tuple[pa.Table, str]:
    """One row a postcode of all directories, the last file's first; deprivation by LSOA wins over a directory's own."""
    editions = []
    with duckdb.connect() as con:
        con.execute(
            "create table entries (key varchar, council varchar, ward varchar, lsoa21 varchar, lsoa11 varchar, "
            "east integer, north integer, decile integer, position integer)"
        )
        con.execute("create table deprivation (lsoa varchar, decile integer)")
        for position, path in enumerate(files):
            # a folder may hold files of other kinds, and one that cannot be read must not stop the whole store
            with suppress(DirectoryRefused, duckdb.Error, zipfile.BadZipFile), _csv(path) as file:
                edition = _take(con, file, position, path.stem)
                editions += [edition] if edition else []
        return con.sql(_COMBINED).to_arrow_table(), "; ".join(editions)


_COMBINED = """
select
    entries.key, entries.council, entries.ward, coalesce(lsoa21, lsoa11) as lsoa,
    coalesce(by21.decile, by11.decile, entries.decile) as decile, entries.east, entries.north
from entries
left join deprivation as by21 on by21.lsoa = entries.lsoa21
left join deprivation as by11 on by11.lsoa = entries.lsoa11
qualify row_number() over (partition by key order by position desc) = 1
order by key
"""


def _take(con: duckdb.DuckDBPyConnection, file: Path, position: int, name: str) -> str:
    """Takes one file in by what it is; gives its edition in words, "" for a file that is neither."""
    columns = _columns(file)
    if columns.is_directory:
        index = _index(con, file, columns)
        con.execute(f"insert into entries {_entries(file, columns, position, index)}")
        return f"{name} (index of deprivation {index})" if index else name
    if columns.is_deprivation:
        index = _index(con, file, columns)
        con.execute(f"insert into deprivation {_deprivation(file, columns, index)}")
        return f"{name} (index of deprivation {index} by LSOA)"
    return ""


def _entries(file: Path, columns: Columns, position: int, index: int | None) -> str:
    def text(name: str | None) -> str:
        return f"nullif(trim({_quoted(name)}), '')" if name else "null"

    decile = _decile(columns, index) if index else "null"
    lsoa = f"coalesce({text(columns.lsoa21)}, {text(columns.lsoa11)})"
    return f"""
    select
        upper(regexp_replace({_quoted(columns.postcode)}, '[^A-Za-z0-9]', '', 'g')), {text(columns.council)},
        {text(columns.ward)}, {text(columns.lsoa21)}, {text(columns.lsoa11)},
        try_cast(try_cast({text(columns.east)} as double) as integer),
        try_cast(try_cast({text(columns.north)} as double) as integer),
        case when {lsoa} like 'E%' then {decile} end, {position}
    from {_source(file)}
    """


def _deprivation(file: Path, columns: Columns, index: int | None) -> str:
    lsoa = _quoted(columns.lsoa21 or columns.lsoa11)
    return f"select trim({lsoa}), {_decile(columns, index or 2025)} from {_source(file)} where {lsoa} like 'E%'"


def _decile(columns: Columns, index: int) -> str:
    """A tenth of the index's LSOAs each: ranks 1 to 3,284 of 32,844 are decile 1."""
    if not columns.rank:
        return f"try_cast(try_cast({_quoted(columns.decile)} as double) as integer)" if columns.decile else "null"
    rank = f"try_cast({_quoted(columns.rank)} as double)"
    return f"case when {rank} between 1 and {LSOAS[index]} then ceil({rank} * 10 / {LSOAS[index]})::integer end"


def _index(con: duckdb.DuckDBPyConnection, file: Path, columns: Columns) -> int | None:
    """Which year's index the ranks are of: the heading's year, else 2025 where a rank is beyond the 2019 index."""
    heading = columns.rank or columns.decile
    if heading is None:
        return None
    if re.search(r"(20)?25", heading):
        return 2025
    if not columns.lsoa11 and not re.search(r"(20)?(19|20)", heading) and columns.is_deprivation:
        return 2025  # the index of 2019 knows the LSOAs of 2011 alone
    if columns.rank is None:
        return 2019
    highest = con.execute(f"select max(try_cast({_quoted(columns.rank)} as double)) from {_source(file)}").fetchone()[0]
    return 2025 if (highest or 0) > LSOAS[2019] else 2019


def _columns(file: Path) -> Columns:
    with duckdb.connect() as con:
        headings = [row[0] for row in con.execute(f"describe select * from {_source(file)}").fetchall()]
    names = [(POSTCODE, "postcode"), (COUNCIL, "council"), (WARD, "ward"), (LSOA_21, "lsoa21"), (LSOA_11, "lsoa11")]
    names += [(EAST, "east"), (NORTH, "north"), (RANK, "rank"), (DECILE, "decile")]
    return Columns(**{name: _heading(headings, patterns) for patterns, name in names})


def _heading(headings: list[str], patterns: tuple[str, ...]) -> str | None:
    """The first pattern's heading; of several years the newest."""
    plain = {re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_"): heading for heading in headings}
    for pattern in patterns:
        found = sorted(name for name in plain if re.fullmatch(pattern, name))
        if found:
            return plain[found[-1]]
    return None


def _quoted(name: str | None) -> str:
    return '"' + str(name).replace('"', '""') + '"'


def _source(file: Path) -> str:
    path = str(file).replace("'", "''")
    return f"read_csv('{path}', all_varchar = true, header = true, delim = ',', quote = '\"', strict_mode = false)"


@contextmanager
def _csv(path: Path) -> Iterator[Path]:
    """The csv itself: of a zip the largest csv that is about postcodes, unpacked for as long as it is needed."""
    if path.suffix.lower() != ".zip":
        yield path
        return
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        inside = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
        if not inside:
            raise DirectoryRefused(f"{path.name} has no csv in it. Bring the zip as the ONS gives it, or its csv.")
        largest = max(inside, key=lambda entry: entry.file_size)
        if largest.file_size > LARGEST:
            raise DirectoryRefused(f"{path.name} unpacks to more than 4 GB. Bring the csv in its Data folder.")
        file = Path(folder) / "directory.csv"
        with archive.open(largest) as packed, file.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        yield file
