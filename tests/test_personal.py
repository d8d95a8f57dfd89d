"""Nothing that points to a person stays: each byte and cell of the data folder is searched for what was planted."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from metrics import loads, warehouse
from metrics.geography import Places
from metrics.ledger import Ledger
from metrics.personal import LEFT_OUT, UNRECOGNISED, treat
from metrics.spreadsheets.checking import check, to_json
from metrics.spreadsheets.marking import marked
from tests.stores import checked, known, new_store

NAMES = ("Quillfeather", "Zebedee")
PLANTED = (*NAMES, "77310942", "77310943", "JB482716C", "JB 48 27 16 C", "M2 5DB", "M25DB", "zq@nhs.example")
HEADINGS = (
    "Employee Number,Full Name,NI Number,Start Date,Assignment Category,Pay Band,FTE,Organisation,"
    "Recruitment Source,Home Postcode\n"
)
GOOD = (
    "77310942,Zebedee Quillfeather,JB482716C,02/03/2026,Permanent,Band 2,1,Medicine,NHS Jobs,M2 5DB\n"
    "77310943,Ann Quillfeather,JB482717C,16/03/2026,Permanent,Band 5,1,Staff 77310943 of M2 5DB,"
    "Knows JB 48 27 16 C; zq@nhs.example,FY3 8NR\n"
)
SLIPPED = "77310942,x,JB482716C,16/03/2026,Zebedee Quillfeather,JB482716C,1,Medicine,NHS Jobs,M2 5DB9\n"
BROKEN = "77310943,Ann,JB482717C,Zebedee Quillfeather,Permanent,M2 5DB,77310942,Medicine,NHS Jobs,M2 5DB9\n"


def texts_of(path: Path):
    """All that a file says: its bytes, and the cells that its compression hides."""
    yield path.read_bytes().decode("latin-1")
    if path.suffix == ".parquet":
        with suppress(pa.ArrowInvalid):  # a writer was killed before the end of the file: its bytes are all there is
            yield json.dumps(pq.read_table(path).to_pylist(), default=str)
            yield str(pq.read_schema(path))
    elif path.suffix == ".sqlite":
        with sqlite3.connect(path) as ledger:
            yield "\n".join(ledger.iterdump())
    elif path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as built:
            for (table,) in built.execute("select table_name from duckdb_tables()").fetchall():
                yield str(built.execute(f'select * from "{table}"').fetchall())


def found_in(folder: Path, but: str = "reference") -> set[tuple[str, str]]:
    files = [p for p in folder.rglob("*") if p.is_file() and but not in p.relative_to(folder).parts]
    assert files
    return {
        (str(path.relative_to(folder)), word) for path in files for text in texts_of(path) for word in PLANTED
        if word.lower() in text.lower()
    }  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "store")


@pytest.fixture
def take(store, tmp_path):
    def taken(text, name="starters March 2026.csv", accept=None):
        return loads.load(store, known(), checked(store, tmp_path, name, text), "Ann", accept)

    return taken


def command(store, *words, **environment):
    """The command line in a process of its own, with a folder for scratch that is searched as well."""
    scratch = store.root.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    place = {"ANCHOR_DATA": str(store.root), "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
    return subprocess.Popen(
        [sys.executable, "-m", "metrics", *map(str, words)],
        cwd=Path(__file__).parents[1], env=os.environ | place | environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def said_by(process) -> str:
    out, err = process.communicate(timeout=120)
    return out + err


def planted_in(text: str) -> set[str]:
    return {word for word in PLANTED if word.lower() in text.lower()}


def test_the_search_finds_what_compression_hides(tmp_path):
    pq.write_table(pa.table({"who": ["Zebedee Quillfeather"] * 999}), tmp_path / "rows.parquet", compression="zstd")
    assert {word for _, word in found_in(tmp_path)} == set(NAMES)


def test_what_becomes_of_each_column_is_said_before_anything_is_stored(store, tmp_path):
    found = checked(store, tmp_path, "starters.csv", HEADINGS + GOOD)
    (table,) = to_json(found)["tables"]
    assert [(one["heading"], one["fate"]) for one in table["personal"]] == [
        ("Full Name", "dropped"), ("NI Number", "dropped"), ("Employee Number", "hashed"), ("Home Postcode", "places"),
    ]  # fmt: skip
    assert all(one["said"] for one in table["personal"])
    assert not store.loads.exists()


def test_a_load_leaves_nothing_that_points_to_a_person(take, store):
    (outcome,) = take(HEADINGS + GOOD + SLIPPED, accept="looked at")
    assert outcome.rows == 3
    warehouse.build(store, known())
    assert found_in(store.root) == set()


def test_a_load_that_is_refused_leaves_nothing(take, store):
    take(HEADINGS + GOOD)
    (outcome,) = take(HEADINGS + GOOD + BROKEN, name="starters again.csv")
    assert outcome.needs and outcome.load is None
    assert take("Zebedee,Quillfeather\n77310942,M2 5DB\n", name="nothing.csv")[0].refused
    assert found_in(store.root) == set()


def test_what_the_command_line_says_repeats_no_personal_cell(store, tmp_path):
    path = tmp_path / "starters March 2026.csv"
    path.write_text(HEADINGS + GOOD + SLIPPED + BROKEN, encoding="utf-8")
    headless = tmp_path / "list.csv"
    headless.write_text("Zebedee,Quillfeather,77310942\nAnn,Quillfeather,77310943\n", encoding="utf-8")
    for words in (["check", path, headless], ["load", path, headless, "--json"]):
        said = said_by(command(store, *words))
        assert "Home" in said and "We take" in said
        assert planted_in(said) == set()
    assert found_in(store.root) == set()
    assert not any((store.root.parent / "scratch").iterdir())


def test_what_nobody_foresaw_is_written_down_without_what_a_cell_held(store, tmp_path):
    path = tmp_path / "starters March 2026.csv"
    path.write_text(HEADINGS + GOOD, encoding="utf-8")
    said = said_by(command(store, "load", path, ANCHOR_LEDGER="nowhere://77310942:M2 5DB@Quillfeather/Zebedee"))
    assert "should not have happened" in said
    assert (store.root / "fault.log").exists()
    assert planted_in(said) == set()
    assert found_in(store.root) == set()


def test_a_process_that_is_killed_in_the_middle_leaves_nothing(store, tmp_path):
    path = tmp_path / "starters March 2026.csv"
    row = GOOD.splitlines()[0]
    path.write_text(HEADINGS + "".join(row.replace("77310942", f"7731{n:05d}") + "\n" for n in range(20_000)))
    process = command(store, "load", path, "--accept", "a test")
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until and not any(store.loads.rglob("*.parquet")):
        time.sleep(0.002)
    process.kill()
    assert planted_in(said_by(process)) == set()
    assert found_in(store.root) == set()


def test_handing_a_file_back_leaves_nothing(take, store, tmp_path):
    take(HEADINGS + GOOD)
    before = sorted(store.root.rglob("*"))
    assert b"PK" in marked(checked(store, tmp_path, "starters.csv", HEADINGS + BROKEN)).content[:2]
    assert sorted(store.root.rglob("*")) == before
    assert found_in(store.root) == set()


def test_what_slipped_into_the_wrong_column_is_counted_as_not_recognised(take, store):
    take(HEADINGS + GOOD + SLIPPED, accept="looked at")
    rows = pq.read_table(next(store.loads.rglob("rows.parquet"))).to_pylist()
    assert [row["pay_band"] for row in rows] == ["Band 2", "Band 5", UNRECOGNISED]
    assert rows[1]["organisation"] == f"Staff {LEFT_OUT} of {LEFT_OUT}"


def test_a_file_with_a_sheet_that_was_not_read_is_not_kept_as_it_came(store, tmp_path):
    book = Workbook()
    book.active.append(["Month", "Site Code", "Site", "Waste Stream", "Tonnes"])
    book.active.append(["March 2026", "A1", "Site 1", "Offensive", 1.5])
    hidden = book.create_sheet("Staff")
    hidden.append(["Zebedee Quillfeather", "M2 5DB"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "waste March 2026.xlsx"
    book.save(path)
    found = check(path, known(), places=Places(store))
    assert loads.load(store, known(), found, "Ann", "a test")[0].load
    assert not list(store.loads.rglob("original*"))


def test_a_suppliers_own_words_stay(store):
    source = known().source("payments")
    data = pa.table({
        "supplier_name": ["Taxis 01253 300000 Ltd"], "category": ["0123456789"],
        "description": ["Card of JB482716C"], "row": [2],
    })  # fmt: skip
    (row,) = treat(data, source, None, None, "").to_pylist()
    assert (row["supplier_name"], row["category"]) == ("Taxis 01253 300000 Ltd", "0123456789")
    assert row["description"] == f"Card of {LEFT_OUT}"


def test_who_did_what_names_only_those_who_did_it(take, store):
    take(HEADINGS + GOOD)
    assert "Ann" in str(Ledger(store).entries(5))
