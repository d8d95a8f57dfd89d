"""Numbers too small for a month are judged by quarter or not at all, and it is said why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metrics import loads, warehouse
from metrics.definitions import framework
from metrics.geography import Places
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.results import Point, Series
from metrics.spreadsheets.checking import check
from metrics.views.card import card, from_series
from metrics.views.context import Context
from metrics.views.indicator import indicator
from metrics.views.manners import POOLED, RARE, is_small, is_sparse
from tests.stores import known, new_store


@pytest.fixture
def context(tmp_path):
    home = Home(tmp_path)
    return Context(home, framework(), None, Ledger(home), date(2026, 10, 12), made_up=True)


def shares(context, pairs, grain="month"):
    """The card of local hires with (numerator, denominator) a month or a quarter."""
    found = context.framework.indicator("E1a")
    made = [point_of(i, n, of, grain) for i, (n, of) in enumerate(pairs)]
    return from_series(context, found, Series(found.id, grain, "catchment", None, None, tuple(made)), None, grain)


def point_of(i, numerator, denominator, grain):
    start = date(2023 + i // 12, i % 12 + 1, 1) if grain == "month" else date(2023 + i // 4, 3 * (i % 4) + 1, 1)
    label = f"{start:%Y-%m}" if grain == "month" else f"{start.year}-Q{i % 4 + 1}"
    value = numerator / denominator if denominator else None
    return Point(label, start, numerator, denominator, value, 0, 0, "complete")


def test_a_month_of_few_is_not_judged_and_says_so(context):
    # 19 a month on average is under 20; a run far over the average would be a signal if it were judged
    made = shares(context, [(9, 19)] * 12 + [(17, 19)] * 12)
    assert (made.verdict, made.direction) == ("none", "")
    assert POOLED in made.sentence
    assert shares(context, [(9, 20)] * 12 + [(18, 20)] * 12).verdict == "better"


def test_its_quarters_are_judged_in_place_of_its_months(context):
    # 12 quarters of 27 and 33 in turn of 57: 19 a month; then one of 57 of 57, outside any range of theirs
    made = shares(context, [(27, 57), (33, 57)] * 6 + [(57, 57)], "quarter")
    assert (made.verdict, made.direction) == ("better", "H")
    assert POOLED not in made.sentence and "too big to be" not in made.sentence
    # the last 33 and seven of 32, all over the average of 30, are told as quarters
    run = shares(context, [(27, 57), (33, 57)] * 12 + [(32, 57)] * 7, "quarter")
    assert "the eighth quarter in a row over the average" in run.sentence


def test_the_quarters_of_larger_numbers_are_shown_and_not_judged(context):
    assert shares(context, [(30, 60), (33, 60)] * 12, "quarter").verdict == "none"


def test_rare_counts_are_not_judged_and_say_so(context):
    found = replace(context.framework.indicator("B1a"), kind="count", counts="things")
    rare = [Point(f"2024-{i + 1:02d}", date(2024, i + 1, 1), 4, None, 4, 0, 0, "complete") for i in range(12)]
    assert is_sparse(found, rare)
    made = from_series(context, found, Series(found.id, "month", "catchment", None, None, tuple(rare)), None, "month")
    assert made.verdict == "none" and RARE in made.sentence
    assert not is_sparse(found, [replace(point, value=5) for point in rare])  # five is enough
    assert not is_sparse(replace(found, counts="money"), rare)


def test_a_stock_and_money_are_never_too_small(context):
    small = [Point("2024-01", date(2024, 1, 1), Decimal(3), Decimal(5), 0.6, 0, 0, "complete")]
    assert is_small(context.framework.indicator("E1a"), small)
    assert not is_small(context.framework.indicator("N3b"), small)
    assert not is_small(context.framework.indicator("P1a"), small)


def test_the_grain_that_is_judged_is_shown_when_none_is_asked_for(tmp_path):
    home = new_store(tmp_path / "store")
    lines = ["Employee Number,Latest Start Date,Assignment Category,Home Postcode"]
    lines += [f"{n}{m:02d},2025-{m:02d}-03,Permanent,FY3 8NR" for m in range(1, 13) for n in range(2)]
    path = tmp_path / "starters.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    checked = check(path, known(), places=Places(home))
    assert loads.load(home, known(), checked, "Ann", "right")[0].load
    context = Context(home, known(), warehouse.build(home, known()), Ledger(home), date(2026, 1, 12), made_up=False)
    assert card(context, "E1a").grain == "quarter"
    assert indicator(context, "E1a").own_grain == "quarter"
    assert indicator(context, "E1a", "month").card.grain == "month"  # whoever asks for months sees months
