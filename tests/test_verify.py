"""`verify` finds whatever does not agree, and says where and what to do."""

import hashlib
import json
import shutil

import duckdb
import pytest

from metrics import loads, warehouse
from metrics.verify import verify
from tests.stores import checked, known, new_store

WATER = "Month,Site Code,Site Name,m3,Cost\n31/03/2026,EX01,Main,120,360.00\n"


@pytest.fixture
def store(tmp_path):
    store = new_store(tmp_path / "store")
    loads.load(store, known(), checked(store, tmp_path, "water.csv", WATER), "Ann", "as it is")
    return store


def faults(store):
    outcome = verify(store, known())
    assert outcome["ok"] == (not outcome["faults"])
    assert all(fault["remedy"] for fault in outcome["faults"])
    return [(fault["where"], fault["what"]) for fault in outcome["faults"]]


def test_a_store_that_nobody_touched_agrees_and_so_does_an_empty_one(store, tmp_path):
    assert faults(store) == []
    assert faults(new_store(tmp_path / "empty")) == []


def test_rows_that_were_changed_are_found(store):
    path = store.loads / "water" / "water-00001" / "rows.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    ((where, what),) = faults(store)
    assert where == "loads/water/water-00001"
    assert "changed" in what


def test_a_load_that_is_gone_and_one_that_nobody_knows_are_found(store):
    folder = store.loads / "water" / "water-00001"
    shutil.move(folder, folder.with_name("water-00007"))
    assert [where for where, _ in faults(store)] == ["loads/water/water-00001", "loads/water/water-00007"]


def test_a_warehouse_that_was_tampered_with_is_found(store):
    path = warehouse.open_to_read(store).path
    other = path.with_suffix(".copy")
    shutil.copyfile(path, other)
    with duckdb.connect(other) as con:
        con.execute("update water set m3 = 121")
    other.replace(path)
    ((_, what),) = faults(store)
    assert "'water'" in what


def test_a_warehouse_of_other_facts_is_found(store):
    (store.warehouse / "current").unlink()
    ((where, what),) = faults(store)
    assert (where, what) == ("warehouse", "There is no warehouse.")


def test_a_published_file_that_was_changed_or_lost_is_found(store):
    folder = store.public / "1"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<p>12</p>")
    (folder / "data.csv").write_text("a\n1\n")
    files = [{"path": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in folder.iterdir()]
    (folder / "manifest.json").write_text(json.dumps({"number": 1, "files": files}))
    assert faults(store) == []
    (folder / "index.html").write_text("<p>13</p>")
    (folder / "data.csv").unlink()
    assert sorted(faults(store)) == [
        ("public/1/data.csv", "A published file is not there."),
        ("public/1/index.html", "A published file was changed."),
    ]
