"""The files to practise on: each shows the fault that it is for and no other, and every fault has its file."""

from datetime import date

import pytest

from metrics.example import practice
from metrics.example.practising import OTHER_TRUST, README, REFUSED, lessons, write_one
from metrics.geography import Places
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.problems import KINDS
from tests import stores

TODAY = date(2026, 10, 12)
NOT_IN_A_FILE = {
    "month_missing",  # only the months that are in can show these two
    "month_unlike",
    "column_missing",  # such a file is refused in a sentence that names the column: starters-without-dates.csv
}
each_lesson = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return Places(stores.new_store(tmp_path_factory.mktemp("store") / "data"))


@each_lesson
def test_each_file_shows_exactly_the_fault_that_it_is_for(lesson, places, tmp_path):
    path = write_one(lesson.name, tmp_path)
    found = check(path, stores.known(), places=places, today=TODAY, reader=stores.reader())
    expected = set() if lesson.kind in (REFUSED, OTHER_TRUST) else {lesson.kind, *lesson.also}
    assert {problem.kind for problem in found.problems} == expected
    assert bool(found.refused) == (lesson.kind == REFUSED)
    if lesson.kind != REFUSED:
        assert found.is_example == (lesson.kind != OTHER_TRUST)


@each_lesson
def test_what_a_person_is_told_to_look_for_is_where_the_check_finds_it(lesson, places, tmp_path):
    path = write_one(lesson.name, tmp_path)
    found = check(path, stores.known(), places=places, today=TODAY, reader=stores.reader())
    if lesson.see.startswith("Row "):
        row = int(lesson.see.split()[1].rstrip(":"))
        assert row in {problem.row for problem in found.problems}
    if lesson.see.startswith("A question"):
        assert "question" in {problem.severity for problem in found.problems}


def test_every_fault_that_a_file_can_show_has_its_file():
    assert set(KINDS) - {lesson.kind for lesson in lessons()} == NOT_IN_A_FILE


def test_each_lesson_says_what_to_see_and_what_to_learn():
    assert all(lesson.see and lesson.learn for lesson in lessons())
    assert len({lesson.name for lesson in lessons()}) == len(lessons())


def test_the_folder_explains_itself(tmp_path):
    paths = practice(tmp_path)
    text = (tmp_path / README).read_text(encoding="utf-8")
    assert len(paths) == len(lessons())
    assert all(path.name in text and path.exists() for path in paths)
