"""The benchmark measures what it says, in one shape; here on sizes that take a moment."""

from __future__ import annotations

import json

from metrics import benchmark
from metrics.definitions import framework
from metrics.geography import ensure_postcodes
from metrics.spreadsheets.reading import read

SHAPE = {"name", "seconds", "reference", "reference_seconds", "ratio", "aim", "bytes", "peak_mb"}


def test_a_file_is_checked_and_loaded_and_compared_with_two_bare_reads(tmp_path):
    ensure_postcodes(tmp_path / "reference")
    rows = list(benchmark._check_and_load(tmp_path, framework(), 500))
    assert [row["reference"] for row in rows] == ["fastexcel reads it as text", "pandas with openpyxl reads it"]
    for row in rows:
        assert set(row) == SHAPE
        assert row["ratio"] > 0
    json.dumps(rows)


def test_the_file_measured_has_the_rows_and_columns_that_its_name_says(tmp_path):
    path = benchmark.save(benchmark.Made("payments.xlsx", [benchmark._payments(50)]), tmp_path)
    assert read(path).sheets[0].rows.shape == (51, 20)


def test_a_page_weighs_what_it_draws_on_and_not_what_it_links_to(tmp_path):
    (tmp_path / "style.css").write_text("a" * 100)
    (tmp_path / "other.html").write_text("b" * 1000)
    page = tmp_path / "index.html"
    page.write_text('<link rel="stylesheet" href="style.css"><a href="other.html">x</a><img src="https://x.org/y.png">')
    assert benchmark._weight(page, tmp_path) == page.stat().st_size + 100
