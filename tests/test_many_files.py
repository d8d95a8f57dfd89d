"""Many files at once: checked in processes of their own, with the same outcome as one by one."""

import os
import signal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from metrics import loads, many_files
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.spreadsheets.reading import Reader
from tests.stores import known, new_store

MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)][:14]


def starters(folder: Path) -> list[Path]:
    """Fourteen months of two starters each, the last of which has no date."""
    folder.mkdir()
    paths = []
    for month in MONTHS:
        path = folder / f"starters {month}.csv"
        first = "" if month == MONTHS[-1] else f"{month}-02"
        path.write_text(
            "Employee Number,Start Date,Staff Group,FTE,Home Postcode\n"
            f"1{month[-2:]},{first},Nursing,1,FY3 8NR\n2{month[-2:]},{month}-16,Estates,0.5,\n",
            encoding="utf-8",
        )
        paths.append(path)
    return paths


def taken(home: Home) -> list[tuple]:
    """Each load with its rows, without what the store's own key decides."""
    return [
        (fact.load, fact.file, fact.periods, pq.read_table(home.loads / "starters" / fact.load / "rows.parquet")
         .drop_columns(["person"]).to_pylist())
        for fact in Ledger(home).loads()
    ]  # fmt: skip


def test_files_are_taken_in_alike_side_by_side_and_one_by_one(tmp_path, monkeypatch):
    paths = starters(tmp_path / "files")
    monkeypatch.setattr(loads, "processes", lambda: 2)
    together = loads.load_many(new_store(tmp_path / "together"), known(), paths, "test")
    monkeypatch.setattr(loads, "processes", lambda: 1)
    apart = loads.load_many(new_store(tmp_path / "apart"), known(), paths, "test")
    assert together == apart
    assert [outcome.load for outcome in together[:2]] == ["starters-00001", "starters-00002"]
    assert [problem.kind for problem in together[-1].needs] == ["date_missing"]
    assert taken(Home(tmp_path / "together")) == taken(Home(tmp_path / "apart"))
    assert not list((tmp_path / "together" / "loads").rglob(".*"))


def test_files_still_in_the_making_are_taken_in_alike(tmp_path, monkeypatch):
    paths = starters(tmp_path / "files")
    monkeypatch.setattr(loads, "processes", lambda: 2)
    whole = loads.load_many(new_store(tmp_path / "whole"), known(), paths, "test")
    made = (path for path in paths)
    assert loads.load_many(new_store(tmp_path / "made"), known(), made, "test", expected=len(paths)) == whole


def test_what_goes_wrong_in_making_a_file_is_told_to_whoever_waits_for_it(tmp_path, monkeypatch):
    paths = starters(tmp_path / "files")

    def made():
        yield from paths[:3]
        raise OSError("The disk is full.")

    monkeypatch.setattr(loads, "processes", lambda: 2)
    with pytest.raises(OSError, match="The disk is full"):
        loads.load_many(new_store(tmp_path / "store"), known(), made(), "test", expected=len(paths))


@pytest.mark.skipif(os.name == "nt", reason="stops a process by signal")
def test_a_process_that_ends_costs_no_file(tmp_path):
    paths, home = starters(tmp_path / "files"), new_store(tmp_path / "store")
    with many_files.Preparing(2) as preparing:
        os.kill(preparing._processes[0].pid, signal.SIGKILL)
        found = [one for _, one in preparing.prepared(home, known(), loads.today(home), paths)]
    assert [None if one is None else one[0].file for one in found].count(None) <= 1
    assert {one[0].file for one in found if one} >= {path.name for path in paths[1:]}


def test_a_reader_may_be_started_before_its_first_file(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with Reader().start() as reader:
        assert reader.read(path).sheets[0].rows.num_rows == 2
