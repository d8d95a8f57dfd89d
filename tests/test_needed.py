"""What it would take to reach a target, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.definitions import framework
from metrics.ledger import Target
from metrics.needed import needed
from metrics.results import Point
from metrics.views.aims import takes
from metrics.views.judging import judge


def test_a_share_lacks_its_shortfall_times_a_usual_months_denominator():
    # 40 of 100 each month, aim 45%: 5 more of 100; the range 40 +- 7.5 points has a sigma of 2.5, so 45% is 2 sigmas up
    found = needed("share", "up", 0.45, [0.4] * 12, [(40, 100)] * 12, mean=0.4, upper=0.475)
    assert found.more == pytest.approx(5)
    assert found.of == 100
    assert found.likely == pytest.approx(0.0228, abs=0.0001)  # one normal tail beyond two sigmas


def test_a_total_that_should_fall_needs_less():
    found = needed("total", "down", 80, [100] * 6, [(100, None)] * 6, mean=100, upper=130)
    assert found.more == -20 and found.of is None
    assert found.likely == pytest.approx(0.0228, abs=0.0001)  # 80 is two sigmas of ten under 100


def test_a_usual_month_that_is_there_lacks_nothing_and_half_of_all_months_reach_the_average():
    found = needed("count", "up", 10, [10] * 12, [(10, None)] * 12, mean=10, upper=16)
    assert (found.more, found.likely) == (0.0, 0.5)


def test_without_a_usual_range_nothing_is_said_of_how_likely_it_is():
    found = needed("count", "up", 12, [8, 10], [(8, None), (10, None)])
    assert (found.more, found.likely) == (3, None)


def test_where_neither_more_nor_less_is_better_nothing_would_be_needed():
    assert needed("share", "neither", 0.5, [0.4], [(4, 10)]) is None
    assert needed("share", "up", 0.5, [], []) is None


def test_a_figure_that_never_varies_always_or_never_meets_its_target():
    assert needed("count", "up", 5, [5] * 12, [(5, None)] * 12, mean=5, upper=5).likely == 1.0
    assert needed("count", "up", 6, [5] * 12, [(5, None)] * 12, mean=5, upper=5).likely == 0.0


def months_of(shares):
    """A month each, of a hundred starters."""
    return [
        Point(
            f"{2024 + i // 12}-{i % 12 + 1:02d}", date(2024 + i // 12, i % 12 + 1, 1), Decimal(share), Decimal(100),
            share / 100, Decimal(0), Decimal(0), "complete",
        )
        for i, share in enumerate(shares)
    ]  # fmt: skip


def told(id, shares, target, **more):
    indicator = framework().indicator(id)
    points = months_of(shares)
    judged = judge(points, indicator.better, target=target)
    aim = Target(id, target, date(2027, 3, 31), None, None, "Anchor plan", more.get("by", "Ann"), "")
    return takes(indicator, points, aim, judged)


def test_it_is_said_how_many_more_a_month_and_how_often_chance_reaches_it():
    # 38 and 42 in turn: mean 40, steps of 4, sigma 4 * 2.66 / 3 = 3.55; 45 is 1.41 of them up: 7.9% of months, 1 in 13
    assert told("local-hires", [38, 42] * 12, 0.45) == (
        "About 5 more people a month, in a usual 100, would reach the target of 45% by March 2027. "
        "As things vary now, about one month in 13 reaches 45%."
    )


def test_a_usual_month_beyond_the_target_only_says_how_often():
    # 36% is 1.13 sigmas under the mean: 87% of months
    assert told("local-hires", [38, 42] * 12, 0.36) == "As things vary now, about nine months in ten reach 36%."


def test_after_a_change_only_the_months_since_are_looked_at_and_the_old_range_says_nothing():
    # 40 on average for two years, then 20 in each of five months: 25 short of 45, and no word of how often chance helps
    assert told("local-hires", [*[38, 42] * 12, *[20] * 5], 0.45) == (
        "About 25 more people a month, in a usual 100, would reach the target of 45% by March 2027."
    )


def test_a_standard_has_no_day_and_few_months_no_range():
    assert told("local-hires", [38, 42], 0.45, by="definition") == (
        "About 5 more people a month, in a usual 100, would reach the target of 45%."
    )
