"""What must hold whatever the files say, on the example's: parts make wholes, rings nest. That neither the order of
rows and files counts nor what was taken back is held to on small trusts, in test_small_trusts.py."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.counting import Tables
from metrics.lenses import RINGS
from metrics.rollup import worked_out, worked_out_with_splits
from metrics.warehouse import open_to_read
from tests.example_stores import example_files, store_of
from tests.stores import known
from tests.sums import NOT_NESTED, added_up, differences, parts_of

KNOWN = known()
GRAINS = ("month", "quarter", "year")
# what is all, known and unknown together: the table's own rows, or pounds
ALL_ROWS = {"E1a": "starters", "E1b": "starters", "E1d": "starters", "E1c": "staff_in_post", "E2a": "staff_in_post",
            "E2b": "staff_in_post", "P3a": "contracts", "P3c": "kpis", "P2c": "tenders", "N3b": "fleet",
            "W1d": "delphi"}
ALL_POUNDS = ("P1a", "P1b", "P2a", "P2b", "P3e", "P4b", "N4c2")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return example_files(tmp_path_factory.mktemp("files"), 6)


@pytest.fixture(scope="module")
def home(tmp_path_factory, files):
    return store_of(tmp_path_factory.mktemp("store") / "data", files)


@pytest.fixture(scope="module")
def tables(home):
    cursor = open_to_read(home).cursor()
    yield Tables(cursor)
    cursor.close()


@pytest.fixture(scope="module")
def whole(tables):
    """(indicator, grain, ring) -> its points by period, as the warehouse holds them worked out anew."""
    return {(one.id, found.grain, ring): {point.period: point for point in found.points}
            for one in KNOWN.indicators for ring in (RINGS if one.local else RINGS[:1])
            for found in worked_out(tables, KNOWN, one, GRAINS, ring, None)}


@pytest.mark.parametrize("indicator", [one for one in KNOWN.indicators if one.by], ids=lambda one: one.id)
def test_the_parts_of_every_split_make_the_whole(tables, whole, indicator):
    for by in indicator.by:
        found = worked_out(tables, KNOWN, indicator, GRAINS, RINGS[0], by)
        for grain in GRAINS:
            points = whole.get((indicator.id, grain, RINGS[0]), {})  # a yearly one has no months
            parts = parts_of([one for one in found if one.grain == grain])
            assert not differences(indicator, points, parts), f"{grain} by {by}"


@pytest.mark.parametrize("indicator", [one for one in KNOWN.indicators if one.by], ids=lambda one: one.id)
def test_what_is_counted_once_for_the_whole_and_every_split_is_what_each_gives_by_itself(tables, indicator):
    splits = (None, *indicator.by)
    asked = (tables, KNOWN, indicator, GRAINS, RINGS[0])
    assert worked_out_with_splits(*asked, splits) == [one for split in splits for one in worked_out(*asked, split)]


@pytest.mark.parametrize("code", ["E2c", "E3c", "P4a", "P4a2"])
def test_where_the_meaning_of_local_moves_the_parts_alone_the_whole_is_the_same_under_each(tables, code):
    indicator = KNOWN.indicator(code)
    assert not indicator.lens_moves_whole
    moved = replace(indicator, lens_moves_whole=True)  # counted under each meaning by itself
    found = [[one.points for one in worked_out(tables, KNOWN, moved, GRAINS, ring, None)] for ring in RINGS]
    assert found[0] == found[1] == found[2]
    assert found[0] == [one.points for one in worked_out(tables, KNOWN, indicator, GRAINS, RINGS[0], None)]


@pytest.mark.parametrize("ring", RINGS)
def test_quarters_and_years_of_a_flow_are_the_sums_of_their_months(whole, ring):
    flows = [one for one in KNOWN.indicators if one.basis == "flow" and (one.id, "month", ring) in whole]
    assert len(flows) > (40 if ring == RINGS[0] else 8)
    for indicator in flows:
        months = whole[indicator.id, "month", ring]
        for grain in ("quarter", "year"):
            for point in whole[indicator.id, grain, ring].values():
                # a year that a yearly return answers has no months
                if point.numerator is not None and point.start >= date(2026, 4, 1):
                    assert added_up(point, months, grain), f"{indicator.code} {point.period}"


def test_the_catchment_lies_within_lancashire_and_south_cumbria_and_that_within_the_north_west(whole):
    local = [one for one in KNOWN.indicators if one.local and one.code not in NOT_NESTED]
    compared = 0
    for indicator in local:
        for month, inner in whole[indicator.id, "month", RINGS[0]].items():
            rings = [inner, *(whole[indicator.id, "month", ring][month] for ring in RINGS[1:])]
            if inner.numerator is None:
                continue
            compared += 1
            assert rings[0].numerator <= rings[1].numerator <= rings[2].numerator, f"{indicator.code} {month}"
    assert compared > 50


@pytest.mark.parametrize("ring", RINGS)
def test_known_unknown_and_left_out_together_are_all_that_the_files_hold(tables, whole, ring):
    for code in (*ALL_ROWS, *ALL_POUNDS):
        indicator = KNOWN.indicator(code)
        table, sql = ALL_ROWS.get(code, "payments"), "count(*)" if code in ALL_ROWS else "sum(amount)"
        held = dict(tables.con.execute(f"select strftime(month, '%Y-%m'), {sql} from {table} group by 1").fetchall())
        points = whole.get((indicator.id, "month", ring)) or whole[indicator.id, "month", RINGS[0]]
        told = {p.period: p.denominator + (p.unknown or 0) + (p.left_out or 0) for p in points.values()
                if p.denominator is not None}
        assert told == {month: held.get(month, 0) for month in told} and told, code


def test_the_footprint_is_the_sum_of_the_indicators_of_its_parts(tables, whole):
    footprint = KNOWN.indicator("N1a5")
    parts = {s.part: {p.period: p.numerator for p in s.points}
             for s in worked_out(tables, KNOWN, footprint, ("month",), RINGS[0], "part")}
    same = {"energy in buildings": "N1a", "losses and supply of energy": "N1a2", "anaesthetic gases": "N4a",
            "business travel": "N3a", "clinical waste": "N2b2", "other waste": "N2b3"}
    # September's report of waste has not come, and so there is no footprint of it
    months = [p.period for p in whole[footprint.id, "month", RINGS[0]].values() if p.numerator is not None]
    assert months == [f"2026-0{number}" for number in (4, 5, 6, 7, 8)]
    for month in months:
        for part, code in same.items():
            alone = whole[KNOWN.indicator(code).id, "month", RINGS[0]][month].numerator
            assert parts[part][month] == pytest.approx(alone, abs=1e-5), code
        footprints = whole[footprint.id, "month", RINGS[0]][month].numerator
        assert sum(of[month] for of in parts.values()) == pytest.approx(footprints, abs=1e-5)
