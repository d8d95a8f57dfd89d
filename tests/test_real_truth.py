"""Published files: rows, sums to the penny, dates and months, or the reason for a refusal, as tests/real_truth.toml.

The folder is named by ANCHOR_REAL_FILES; the files are not part of this project.
"""

import os
import tomllib
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from metrics.definitions import framework
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader

REAL = os.environ.get("ANCHOR_REAL_FILES")
pytestmark = pytest.mark.skipif(not REAL, reason="ANCHOR_REAL_FILES is not set")
TRUTH = tomllib.loads((Path(__file__).parent / "real_truth.toml").read_text(encoding="utf-8"))
TABLES = {file: list(tables) for file, tables in groupby(TRUTH["table"], key=lambda table: table["file"])}


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def checked(file, reader, answers=None):
    return check(Path(REAL, file), framework(), reader=reader, today=date(2026, 11, 1), answers=answers)


def test_what_is_right_is_written_down_for_every_file():
    folders = ("spend", "eric", "carbon", "geography", "workforce")
    there = {str(p.relative_to(REAL)) for f in folders for p in Path(REAL, f).rglob("*") if p.is_file()}
    assert there == set(TABLES) | {refused["file"] for refused in TRUTH["refused"]}


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.split("filename=")[-1])
def test_a_file_gives_the_rows_the_sums_and_the_months_that_are_in_it(file, reader):
    expected = TABLES[file]
    answers = {key: value for table in expected for key, value in table.get("answers", {}).items()}
    result = checked(file, reader, answers)
    assert result.refused is None
    assert len(result.tables) == len(expected)
    for table, right in zip(result.tables, expected, strict=True):
        assert (table.source, table.header_row) == (right["source"], right["header_row"])
        assert table.sheet == right.get("sheet", table.sheet)
        assert (table.rows, table.left_out) == (right["rows"], right.get("left_out", 0))
        assert {name: table.total[name] for name in right["sums"]} == right["sums"]
        assert (table.first_date, table.last_date) == (right["first"], right["last"])
        assert list(table.periods) == right["periods"]
        assert {problem.severity for problem in table.problems} <= {"warning"}


@pytest.mark.parametrize("file", [file for file in TABLES if TABLES[file][0].get("answers")])
def test_the_one_question_that_a_file_leaves_open_offers_the_right_answer_first(file, reader):
    result = checked(file, reader)
    questions = [problem for problem in result.problems if problem.severity == "question"]
    assert {problem.key: problem.options[0] for problem in questions} == TABLES[file][0]["answers"]


def test_the_total_of_a_trust_that_leaves_its_aggregate_site_out_says_so(reader):
    file = next(file for file in TABLES if TABLES[file][0].get("left_out"))
    first, last = (p.message for p in checked(file, reader).problems if p.kind == "total_differs")
    assert first.startswith("Row 15, Gross internal floor area (m²): the total says 45,365, the rows above it come to")
    assert "66,055. The difference, 20,690, is what row 3 (AGGREGATE SITE) holds" in first
    assert "26,793,308" in last and "26,813,998" in last


@pytest.mark.parametrize("refused", TRUTH["refused"], ids=lambda refused: refused["file"])
def test_a_file_that_is_no_source_of_ours_is_refused_with_its_reason(refused, reader):
    result = checked(refused["file"], reader)
    assert result.tables == ()
    for words in refused["says"]:
        assert words in result.refused
    for words in refused.get("never", []):
        assert words not in result.refused
