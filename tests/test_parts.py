"""A financial year in its parts: what is told of people and of money, and that it tells nobody."""

import csv
import io
import json
from collections import defaultdict
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from metrics import publication
from metrics.definitions import framework as shipped
from metrics.disclosure import DOMINATED, FEW, GIVEN_AWAY, Cell, Shown, disclose
from metrics.home import Home
from metrics.publication import splits
from metrics.publication.parts import TOGETHER, Paid, of_money, of_people, tells_a_month
from metrics.publication.splits import OPEN, Register, Split
from tests.published import publish, texts

YEAR = "2025/26"


def table(**parts):
    top, bottom = (sum(pair[side] for pair in parts.values()) for side in (0, 1))
    cells = [Cell(YEAR, None, top, bottom), *(Cell(YEAR, name, *pair) for name, pair in parts.items())]
    return {one.part: one for one in of_people(cells, "share", 0)}


def test_small_parts_of_a_share_are_told_together():
    # 3 of 30 and 12 of 34 make 15 of 64
    shown = table(two=(300, 420), five=(250, 380), seven=(3, 30), eight=(12, 34))
    assert list(shown) == [None, "two", "five", TOGETHER]
    assert (shown[TOGETHER].numerator, shown[TOGETHER].denominator) == (15, 65)
    assert all(one.status == "shown" for one in shown.values())


def test_nobody_who_knows_the_names_and_the_policy_finds_a_small_part():
    """Every table of two parts beside a large one: those that look the same leave a small part all of 1 to 7."""
    made = defaultdict(set)
    for one, other, large in product(range(1, 36), range(1, 36), range(95, 106)):
        shown = table(large=(large, large), one=(one, one), other=(other, other))
        # or there is no table; what is larger could also be made by parts that were not tried
        if len(shown) > 2 and (TOGETHER not in shown or shown[TOGETHER].denominator <= 30):
            made[tuple((name, row.numerator, row.denominator) for name, row in shown.items())].add((one, other))
    for pairs in made.values():
        for side in (0, 1):
            found = {pair[side] for pair in pairs}
            assert not found & set(range(1, 8)) or found >= set(range(1, 8)), pairs


def months(*counts):
    return [disclose([Cell(f"month {n}", None, one)], "people", "count")[0] for n, one in enumerate(counts)]


def test_a_year_beside_its_months_must_not_tell_a_hidden_one():
    # the months are 0 but for one hidden and one of 10 (8 to 12): a year of 15 (13 to 17) leaves the hidden all of
    # 1 to 7, for 13 - 12 = 1; a year of 20 (18 to 22) would leave 6 and 7
    for whole, told in ((15, False), (18, True)):
        year = disclose([Cell(YEAR, None, whole)], "people", "count")
        assert tells_a_month(year, months(*[0] * 10, 5, 10)) is told


def paid(*amounts):
    return Paid(tuple(map(Decimal, amounts)), tuple(map(Decimal, amounts)))


def test_money_of_one_firm_takes_the_next_smallest_part_with_it():
    spread = {"food": (100,) * 10, "care": (50,) * 8, "fuel": (300,)}
    cells = [Cell(YEAR, None, 1700.0), *(Cell(YEAR, name, float(sum(each))) for name, each in spread.items())]
    shown = of_money(cells, {name: paid(*each) for name, each in spread.items()}, "total", 2)
    assert [(one.part, one.numerator, one.reason) for one in shown] == [
        (None, 1700.0, ""),
        ("food", 1000.0, ""),
        ("care", None, GIVEN_AWAY),
        ("fuel", None, DOMINATED),
    ]


def test_a_second_indicator_that_counts_nearly_the_same_is_not_split_by_the_same_column():
    known, register = shipped(), Register()
    first, second = known.indicator("local-spend"), known.indicator("local-influenceable-spend")
    cells = [Cell(YEAR, "Waste", 5.0, 100.0)]
    assert not register.overlaps(first, "category", cells)
    assert register.overlaps(second, "category", [Cell(YEAR, "Waste", 5.0, 90.0)])
    assert not register.overlaps(second, "category", cells)


def test_an_indicator_that_counts_some_of_those_of_another_is_not_split_by_the_same_column():
    # as many start in each band, but local people less those of priority areas are those of the better streets
    known, register = shipped(), Register()
    cells = [Cell(YEAR, "Band 2", 40.0, 60.0)]
    assert not register.overlaps(known.indicator("local-hires"), "pay_band", cells)
    assert register.overlaps(known.indicator("priority-area-hires"), "pay_band", cells)


def test_the_groups_of_the_engagement_log_are_told_once_on_the_page_of_what_communities_said():
    known = shipped()
    assert Register().overlaps(known.indicator("people-engaged"), "group", [Cell(YEAR, "carers", 40.0)])


def test_the_order_of_the_parts_does_not_tell_which_of_the_hidden_is_largest():
    cells = [Cell(YEAR, None, 162.0), Cell(YEAR, "unknown", 30.0)]
    cells += [Cell(YEAR, name, float(n)) for name, n in (("b", 7), ("c", 100), ("a", 5), ("e", 20))]
    rows = splits.in_order(disclose(cells, "people", "count"))
    assert [(one.part, one.status) for one in rows] == [
        (None, "shown"), ("c", "shown"), ("e", "shown"), ("a", "hidden"), ("b", "hidden"), ("unknown", "shown"),
    ]  # fmt: skip


def test_a_ring_is_not_told_beside_a_council_that_is_hidden():
    # what the ring comes to, less its other councils, is the one that is hidden
    rows = [Shown(YEAR, part, 1.0, None, 1.0, "shown") for part in (None, "Wyre", "Fylde")]
    hidden = [*rows, Shown(YEAR, "Preston", None, None, None, "hidden", DOMINATED)]
    place, open_one = Split("place", YEAR, tuple(rows)), Split("council", YEAR, tuple(rows))
    assert splits.beside([place, open_one]) == (place, open_one)
    closed = Split("council", YEAR, tuple(hidden))
    assert splits.beside([place, closed]) == (closed,)
    assert splits.beside([place]) == (place,)


def test_no_table_is_split_by_where_somebody_lives_more_nearly_than_a_council():
    assert not {"ward", "lsoa", "postcode", "supplier", "supplier_name", "characteristic"} & set(OPEN)


def test_a_years_table_of_people_stands_as_it_was_first_published():
    row = {"part": "Band 2", "numerator": 300, "denominator": 420, "value": 0.71, "status": "complete", "reason": None}
    last = {"splits": [{"by": "pay_band", "period": YEAR, "values": [row]}]}
    (stood,) = splits.stood(last, "pay_band", YEAR)
    assert (stood.part, stood.numerator, stood.reason) == ("Band 2", 300, "")
    assert splits.stood(last, "pay_band", "2024/25") == []


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    home = Home(Path(tmp_path_factory.mktemp("parts")))
    publication.approve(home, publish(home), "Ben")
    return texts(home)


def test_the_page_and_the_files_show_the_parts_and_why_one_is_hidden(files):
    assert "2025/26 in parts: pay band" in files["indicator/local-hires.html"]
    assert "Others together" in files["indicator/local-hires.html"]
    assert "2025/26 w podziale: " in files["pl/indicator/people-new.html"]
    (told,) = json.loads(files["data/people-new.json"])["splits"]
    rows = {one["part"]: one for one in told["values"]}
    assert (rows["unknown"]["numerator"], rows["unknown"]["status"], rows["unknown"]["reason"]) == (None, "hidden", FEW)
    assert rows["veterans"]["reason"] == GIVEN_AWAY
    lines = list(csv.DictReader(io.StringIO(files["data/people-new.csv"].removeprefix("\ufeff"))))
    hidden = [one for one in lines if one["split"] == "group" and one["status"] == "hidden"]
    assert [(one["part"], one["numerator"]) for one in hidden] == [("veterans", ""), ("unknown", "")]
