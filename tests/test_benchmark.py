"""The benchmark measures what it says, in one shape; here on sizes that take a moment."""

from __future__ import annotations

import json
import sys

import pytest

from metrics import publication
from metrics.benchmark import files, newcomer, readers, stores
from metrics.benchmark.rows import row
from metrics.benchmark.trusts import trusts
from metrics.benchmark.viewers import p95
from metrics.definitions import framework
from metrics.example.files import Made, save
from metrics.geography import ensure_postcodes
from metrics.home import Home
from metrics.spreadsheets.reading import read
from tests.published import publish

SHAPE = {"name", "seconds", "reference", "reference_seconds", "ratio", "aim", "bytes", "peak_mb"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("benchmark")
    ensure_postcodes(folder / "reference")
    return folder


def test_a_file_is_checked_and_loaded_and_compared_with_two_bare_reads(root):
    rows = list(files.workbook(root, 500, pandas_too=True))
    assert [row["reference"] for row in rows] == ["fastexcel reads it as text", "pandas with openpyxl reads it"]
    assert all(set(row) == SHAPE and row["ratio"] > 0 for row in rows)
    json.dumps(rows)


def test_a_text_file_is_compared_with_a_bare_read_of_the_database(root):
    (row,) = files.text_file(root, 500)
    assert set(row) == SHAPE
    assert row["reference"] == "DuckDB reads it into a table"
    assert row["ratio"] > 0


def test_a_ratio_is_ours_over_the_reference_and_there_is_none_without_a_reference():
    assert row("a", "b", 3.0, ("c", 1.5))["ratio"] == 2.0
    assert row("a", "b", 3.0)["ratio"] is None


def test_the_file_measured_has_the_rows_and_columns_that_its_name_says(tmp_path):
    path = save(Made("payments.xlsx", [files.payments(50)]), tmp_path)
    assert read(path).sheets[0].rows.shape == (51, 20)


def test_a_file_that_is_not_taken_in_is_not_measured(root):
    path = root / "nothing.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="was not taken in"):
        files.measured(path, root / "nothing")


def test_without_playwright_the_first_start_says_that_it_is_not_measured(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    (row,) = newcomer.first_start(tmp_path)
    assert "not measured" in row["name"]
    assert row["seconds"] is None


def test_a_page_weighs_what_it_draws_on_and_not_what_it_links_to(tmp_path):
    (tmp_path / "style.css").write_text("a" * 100)
    (tmp_path / "other.html").write_text("b" * 1000)
    page = tmp_path / "index.html"
    page.write_text('<link rel="stylesheet" href="style.css"><a href="other.html">x</a><img src="https://x.org/y.png">')
    assert stores.weight(page, tmp_path) == page.stat().st_size + 100


def test_fifty_readers_are_timed_on_the_same_files_from_us_and_from_pythons_own_server(tmp_path, monkeypatch):
    home = Home(tmp_path)
    publication.approve(home, publish(home), "Ben")
    monkeypatch.setattr(readers, "PAGES", 3)
    (row,) = readers.fifty_readers(home)
    assert set(row) == SHAPE
    assert row["reference"] == "python -m http.server on the same files"
    assert row["ratio"] > 0


def test_readers_who_do_not_get_a_file_are_not_timed(tmp_path):
    home = Home(tmp_path)
    publication.approve(home, publish(home), "Ben")
    with readers._ours(home) as port, pytest.raises(RuntimeError, match="answered with 404"):
        readers.read(port, "/public/", ["nowhere.html"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a program's own peak")
def test_the_memory_measured_is_not_that_of_whoever_measures(root):
    held = b"x" * 1_500_000_000
    path = save(Made("a few payments.xlsx", [files.payments(50)]), root)
    assert files.measured(path, root / "a-few")["peak_mb"] < len(held) / 1024**2


def test_trusts_are_built_each_in_a_folder_of_its_own_told_together_and_asked_for_everything(tmp_path):
    ensure_postcodes(tmp_path / "reference")
    first, slowest, together = trusts(tmp_path, framework(), 2, months=1)
    assert first["name"] == "2 trusts of 1 months: the first is built"
    assert together["seconds"] >= slowest["seconds"] >= first["seconds"] > 0
    assert together["bytes"] > 1_000_000
    built = [list((tmp_path / "trusts" / number / "warehouse").glob("*.duckdb")) for number in ("000", "001")]
    assert [len(found) for found in built] == [1, 1]
    one = Home(tmp_path / "trusts" / "000", shared=tmp_path)
    assert stores.everything(one, framework())["seconds"] > 0


def test_95_of_100_are_answered_within_the_95th_of_a_hundred_times():
    assert p95([n / 100 for n in range(1, 101)]) == 0.95
    assert p95([3.0, 1.0, 2.0]) == 3.0  # of three the slowest: two of three are fewer than 95 of 100
