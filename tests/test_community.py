"""What is told of asks, groups and the Delphi survey: only what was published, and nobody in it."""

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from metrics import disclosure, publication
from metrics.home import Home
from metrics.publication import community, other_pages
from metrics.publication.community import Ask, Group, Statement
from metrics.publication.tongues import tongue
from tests.published import COMMUNITY, framework, publish

GROUPS = {"carers": "Carers", "veterans": "Veterans", "travellers": "Travellers"}
ENGLISH = tongue("en")


class Tables:
    """A warehouse of three tables, with the columns that are read."""

    def __init__(self):
        self.con = duckdb.connect()
        self.con.execute(
            "create table asks (month date, asked_date date, closed_date date, reference varchar, ask varchar, "
            'reply varchar, status varchar, published boolean, "group" varchar)'
        )
        self.con.execute('create table engagement (month date, event_date date, "group" varchar, people integer)')
        self.con.execute(
            "create table delphi (round integer, round_date date, statement varchar, respondents integer, "
            "agree_percent double, threshold_percent double)"
        )

    def cursor(self):
        return self.con.cursor()

    def asked(self, ask, reply, status="done", published=True, closed="2026-03-20"):
        row = ["2026-01-01", "2026-01-12", closed, "A", ask, reply, status, published, "carers"]
        self.con.execute("insert into asks values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def met(self, day, group, people):
        month = f"{day[:8]}01"
        self.con.execute("insert into engagement values (?, ?, ?, ?)", [month, day, group, people])

    def scored(self, round, statement, agree, respondents=64, threshold=75):
        day = f"2026-0{round}-20"
        self.con.execute(
            "insert into delphi values (?, ?, ?, ?, ?, ?)", [round, day, statement, respondents, agree, threshold]
        )


@pytest.fixture
def tables():
    return Tables()


def test_only_an_answer_that_was_given_in_public_is_shown_the_newest_first(tables):
    tables.asked("A bench", "It stands there.", closed="2026-02-01")
    tables.asked("Free parking", "The rules do not allow it.", "refused")
    tables.asked("A secret", "Told to one person", published=False)
    tables.asked("No word", None)
    tables.asked("Not yet", None, "open", None, None)
    told = community.read(tables, GROUPS)
    assert told.asks == (
        Ask(date(2026, 1, 1), "Free parking", "The rules do not allow it.", False),
        Ask(date(2026, 1, 1), "A bench", "It stands there.", True),
    )
    assert (told.waiting, told.unpublished, told.held_back) == (1, 2, 0)


@pytest.mark.parametrize(
    "words",
    [
        "Ring Mrs Smith about it",
        "Write to jo.bloggs@example.org",
        "The house at FY3 8NR",
        "the house at fy38nr",
        "Call 01253 300 000",
        "Patient 943 476 5919",
        "Dr. Patel said no",
    ],
)
def test_words_that_may_tell_of_a_person_are_held_back_and_counted(tables, words):
    tables.asked("A bench", words)
    tables.asked(words, "It stands there.")
    told = community.read(tables, GROUPS)
    assert (told.asks, told.held_back) == ((), 2)
    said = other_pages.said(told, ENGLISH)["counts"]
    assert said == "2 answers are held back, because their words may tell of a person."


@pytest.mark.parametrize("words", ["Open from 9 to 17 on 12 March 2026", "About 350,000 people", "A ward with 24 beds"])
def test_plain_numbers_and_days_are_no_persons(words):
    assert not community.seems_personal(words)


def test_people_met_are_told_for_the_last_whole_year_by_the_rules_of_disclosure(tables):
    """2025/26: 42 carers are 40, 3 veterans are hidden and none of the Travellers was met. Of 2026/27 nothing yet."""
    tables.met("2025-04-01", "carers", 30)
    tables.met("2026-03-31", "carers", 12)
    tables.met("2025-06-01", "veterans", 3)
    tables.met("2025-03-31", "travellers", 50)
    tables.met("2026-09-01", "travellers", 60)
    told = community.read(tables, GROUPS)
    assert told.year == "2025/26"
    assert [one.people for one in told.groups] == [40, None, 0]
    assert told.groups[1].reason == disclosure.FEW
    shown = other_pages.chosen(framework(), told, ENGLISH)
    assert [one["people"] for one in shown["groups"]] == ["40", "1 to 7 people", "0"]
    assert shown["reached"] == "In 2025/26, 2 of 3 groups were met."


def test_a_group_stands_as_first_published_until_a_correction_is_of_eight_people_for_certain(tmp_path):
    """40 and 50 may be 42 and 48, six people; 40 and 55 are at least eleven. A hidden group stays hidden."""
    home = Home(tmp_path)
    publication.approve(home, publish(home), "Ben")  # of 2025/26: 40 carers, 1 to 7 Travellers, no veteran
    before = community.last(home)
    for now, settled in ((50, 40), (55, 55), (None, 40)):
        told = replace(COMMUNITY, groups=(Group("Carers", now), Group("Travellers", 10), Group("Runners", 10)))
        found = {one.title: one.people for one in community.settled(told, before).groups}
        assert found == {"Carers": settled, "Travellers": None, "Runners": 10}
    later = replace(COMMUNITY, year="2026/27", groups=(Group("Carers", 45),))
    assert community.settled(later, before) == later
    assert community.last(Home(tmp_path / "nothing")) == {}


def test_a_year_is_told_from_its_last_month_on_and_not_before(tables):
    tables.met("2025-01-15", "carers", 30)
    tables.met("2026-02-15", "carers", 40)
    assert community.read(tables, GROUPS).year == "2024/25"
    tables.met("2026-03-15", "carers", 40)
    assert community.read(tables, GROUPS).year == "2025/26"


def test_the_last_round_is_told_in_the_order_of_agreement_with_no_share_of_its_own(tables):
    tables.scored(1, "Sell the land", 99)
    tables.scored(2, "Plant trees", 60)
    tables.scored(2, "Pay the Living Wage", 75)
    tables.scored(2, "Open the rooms", 90, respondents=68)
    last = community.read(tables, GROUPS).round
    assert (last.number, last.day, last.people, last.threshold) == (2, date(2026, 2, 20), 70, 0.75)
    assert last.statements == (
        Statement("Open the rooms", True), Statement("Pay the Living Wage", True), Statement("Plant trees", False),
    )  # fmt: skip


def test_without_asks_events_and_rounds_there_is_nothing_to_tell(tables):
    assert community.read(tables, GROUPS) == community.Community()
