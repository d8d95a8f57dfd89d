"""What of a number may be shown, and that what is shown tells nothing of what is hidden."""

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.disclosure import (
    BESIDE,
    DOMINATED,
    FEW,
    FEW_BEHIND,
    FEW_IN_ALL,
    FEW_OTHERS,
    GIVEN_AWAY,
    TOO_FEW_FOR_PERCENT,
    Cell,
    beside,
    bounds,
    disclose,
    money_reason,
    rounded,
    spans,
)


def shown(numerator, denominator=None, counts="people", kind="total", **more):
    return disclose([Cell("2026-03", None, numerator, denominator, **more)], counts, kind)[0]


def split(total, *parts):
    cells = [Cell("2026-03", None, total), *(Cell("2026-03", f"part {i}", n) for i, n in enumerate(parts))]
    return disclose(cells, "people", "total")


@pytest.mark.parametrize("people", range(1, 8))
def test_one_to_seven_people_are_hidden_with_the_reason(people):
    one = shown(people)
    assert (one.numerator, one.value, one.status, one.reason) == (None, None, "hidden", FEW)


def test_nobody_is_shown_as_nought():
    assert (shown(0).numerator, shown(0).status) == (0, "shown")


@pytest.mark.parametrize(("true", "told"), [(8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (102, 100), (103, 105)])
def test_other_counts_of_people_are_rounded_to_the_nearest_five(true, told):
    assert shown(true).numerator == told


def test_a_share_comes_from_the_rounded_counts_as_a_whole_percentage():
    # 43 of 98 -> 45 of 100 -> 45 %, not 43.9 %
    one = shown(43, 98, kind="share")
    assert (one.numerator, one.denominator, one.value) == (45, 100, 0.45)


def test_a_share_has_no_percentage_where_fewer_than_twenty_people_are_in_it_truly():
    # 19 would round to 20: the true count decides
    few, enough = shown(10, 19, kind="share"), shown(10, 20, kind="share")
    assert (few.numerator, few.denominator, few.value, few.reason) == (10, 20, None, TOO_FEW_FOR_PERCENT)
    assert enough.value == 0.5


def test_a_share_is_hidden_where_all_but_one_to_seven_people_are_in_it():
    one = shown(95, 100, kind="share")
    assert (one.numerator, one.denominator, one.value, one.reason) == (None, 100, None, FEW_OTHERS)
    assert shown(100, 100, kind="share").value == 1


def test_a_share_of_one_to_seven_people_shows_neither_count():
    one = shown(0, 5, kind="share")
    assert (one.numerator, one.denominator, one.reason) == (None, None, FEW_IN_ALL)


def test_an_average_is_shown_from_eight_people_on_and_its_sum_never():
    few, enough = shown(700, 7, kind="average"), shown(804, 8, kind="average")
    assert (few.value, few.denominator, few.status) == (None, None, "hidden")
    assert (enough.numerator, enough.denominator, enough.value) == (None, 10, 100.5)


def test_things_and_unsplit_money_are_exempt():
    assert shown(3, 4, counts="things", kind="share").value == 0.75
    assert shown(1234.5, counts="money").numerator == 1234.5


def test_what_is_missing_is_not_nought_and_not_hidden():
    one = shown(None)
    assert (one.numerator, one.status, one.reason) == (None, "missing", "")


def test_money_of_two_firms_that_have_over_nine_tenths_is_hidden():
    # 500 + 420 = 920 of 1,000
    assert money_reason([Decimal(500), Decimal(420), Decimal(40), Decimal(40)]) == DOMINATED
    assert money_reason([Decimal(300)] * 3) == ""


def test_money_whose_second_firm_could_tell_the_first_to_a_tenth_is_hidden():
    # the others have 95, and 10 % of the first is 100; the first two have 1,850 of 1,945
    assert money_reason([Decimal(1000), Decimal(850), Decimal(95)]) == DOMINATED
    # the first two have 1,800 of 2,000, which is 90 % and not over it; the others' 200 hide the first
    assert money_reason([Decimal(1000), Decimal(800), Decimal(100), Decimal(100)]) == ""


def test_a_hidden_part_takes_a_sibling_with_it_where_the_total_would_tell_it():
    # 140 (138..142) - 100 (98..102) - 40 (38..42) leaves at most 6: the hidden 1 would be known to be 1 to 6
    whole, *parts = split(141, 100, 40, 1)
    assert whole.numerator == 140
    assert [part.status for part in parts] == ["shown", "hidden", "hidden"]
    assert (parts[1].reason, parts[2].reason) == (GIVEN_AWAY, FEW)


def test_a_hidden_part_stands_alone_where_rounding_is_enough():
    # 145 (143..147) - 100 (98..102) - 40 (38..42) leaves -1 to 11: all of 1 to 7
    assert [one.status for one in split(145, 100, 40, 5)] == ["shown", "shown", "shown", "hidden"]


def test_all_parts_go_where_small_parts_make_up_the_whole():
    # 10 (8..12) less one part of 1 to 7 leaves at least 1, but with two parts of 5 each is at least 1 and at most 7;
    # 13 -> 15 (13..17) with parts 7 and 6 would say that each is at least 6
    whole, *parts = split(13, 7, 6)
    assert whole.numerator == 15
    assert {part.reason for part in parts} == {GIVEN_AWAY}


def feasible(published, place):
    """Every number that the hidden cell at `place` may be, by trying all (parts up to 12)."""
    whole, *parts = published
    choices = [range(int(low), int(high) + 1) for low, high in spans(parts, bounds(whole, ceiling=99)[1])]
    low, high = bounds(whole, ceiling=99)
    return {numbers[place] for numbers in product(*choices) if low <= sum(numbers) <= high}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=1, max_size=4))
def test_no_hidden_part_can_be_narrowed_to_fewer_than_seven_numbers(numbers):
    published = split(sum(numbers), *numbers)
    for place, part in enumerate(published[1:]):
        if part.status == "hidden":
            possible = feasible(published, place)
            assert numbers[place] in possible
            assert len(possible) >= 7
            if part.reason == FEW:
                assert possible == set(range(1, 8))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400))
def test_neither_those_counted_nor_those_not_counted_can_be_narrowed(counted, others):
    one = shown(counted, counted + others, kind="share")
    if 1 <= counted <= 7 or 1 <= others <= 7:
        assert one.status == "hidden"
        assert (one.numerator, one.value) == (None, None)
        # what is left to see fits every small count of the one and of the other
        fits = [n for n in range(1, 8) if one.denominator is None or rounded(one.denominator) >= 10]
        assert fits == list(range(1, 8)) or one.denominator is None


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=40))
def test_every_published_count_is_nought_or_a_multiple_of_five_from_ten(pairs):
    cells = [Cell(f"month {i}", None, a, a + b) for i, (a, b) in enumerate(pairs)]
    for one in disclose(cells, "people", "share"):
        for number in (one.numerator, one.denominator):
            assert number is None or number == 0 or (number >= 10 and number % 5 == 0)
        assert one.status in ("shown", "hidden", "missing")
        assert (one.status == "hidden") == bool(one.reason)


@given(st.lists(st.integers(0, 60), min_size=24, max_size=24))
def test_a_rolling_sum_is_rounded_by_itself_each_time(months):
    sums = [sum(months[i : i + 12]) for i in range(13)]
    published = disclose([Cell(f"to month {i}", None, n) for i, n in enumerate(sums)], "people", "total")
    for true, one in zip(sums, published, strict=True):
        assert one.numerator == (None if 1 <= true <= 7 else rounded(true))


def nested(counted, around_counted, whole, around_whole):
    """What is told of two indicators of which the one counts some of the other's people."""
    own, around = (Cell("m", None, *pair) for pair in ((counted, whole), (around_counted, around_whole)))
    outer, inner = (disclose([one], "people", "share")[0] for one in (around, own))
    told = beside(inner, own, around, outer.numerator)
    return tuple((one.numerator, one.denominator, one.value, one.reason) for one in (outer, told))


def test_of_local_people_and_those_of_priority_areas_the_second_is_hidden_where_few_are_between():
    # 45 of 90 are local; 40 of them from priority areas: 5 are local and from elsewhere
    assert nested(40, 45, 90, 90)[1] == (None, None, None, BESIDE)
    assert nested(37, 45, 90, 90)[1] == (35, 90, 0.39, "")
    assert nested(45, 45, 90, 90)[1] == (45, 90, 0.5, "")


TOP = 24  # people in all; what could also be made by more is not judged


def test_two_indicators_side_by_side_tell_no_few_of_any_of_their_parts():
    """All ways of parting up to 24 people among those counted by both, by the outer, by neither, and those whom the
    inner leaves out; the attacker knows how many there are in all."""
    made = defaultdict(list)
    for whole, left in ((all_, out) for all_ in range(1, TOP + 1) for out in range(all_ + 1)):
        inside = whole - left
        for left_counted, both in product(range(left + 1), range(inside + 1)):
            for outer_only in range(inside - both + 1):
                told = nested(both, both + outer_only + left_counted, inside, whole)
                known = whole if whole > 7 else None
                neither = inside - both - outer_only
                made[told, known].append((both, outer_only, neither, left_counted, left - left_counted))
    sides = {
        **{"both": (0,), "outer": (0, 1, 3), "not outer": (2, 4), "not inner": (1, 2), "inner's all": (0, 1, 2)},
        **{"between": (1, 3), "left out": (3, 4), "outer only": (1,), "neither": (2,), "left counted": (3,)},
    }
    for (told, _), worlds in made.items():
        if max(map(sum, worlds)) > TOP - 3 or min(map(sum, worlds)) < 8:
            continue
        for name, places in sides.items():
            found = {sum(world[place] for place in places) for world in worlds}
            assert not found & set(range(1, 8)) or found >= set(range(1, 8)), (told, name, sorted(found))


def test_hours_of_one_to_seven_people_are_not_told_and_those_of_eight_are():
    cells = [Cell("m", None, 320.0, people=people) for people in (7, 8)]
    few, enough = disclose(cells[:1], "people", "total") + disclose(cells[1:], "people", "total")
    assert (few.numerator, few.reason) == (None, FEW_BEHIND)
    assert enough.numerator == 320


def test_where_the_hours_of_a_part_rest_on_few_people_no_part_is_told():
    # 320 less 280 would tell the 40 hours of one volunteer
    cells = [Cell("m", None, 320.0, people=31), Cell("m", "wards", 280.0, people=30), Cell("m", "shop", 40.0, people=1)]
    whole, *parts = disclose(cells, "people", "total")
    assert whole.numerator == 320
    assert [one.numerator for one in parts] == [None, None]


def test_a_median_of_days_rests_on_the_people_who_waited():
    (few,) = disclose([Cell("m", None, 41, 1, people=7)], "people", "average")
    (enough,) = disclose([Cell("m", None, 41, 1, people=12)], "people", "average")
    assert (few.value, few.reason) == (None, FEW_BEHIND)
    assert (enough.value, enough.denominator) == (41, 10)
