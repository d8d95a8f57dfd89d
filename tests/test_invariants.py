"""What must hold whatever the files say, on the example's: parts make wholes, rings nest, order does not matter."""

import csv
import io
import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metrics import loads
from metrics.counting import Tables
from metrics.lenses import RINGS
from metrics.rollup import worked_out, worked_out_with_splits
from metrics.warehouse import open_to_read
from tests.example_stores import example_files, store_of
from tests.stores import known
from tests.sums import NOT_NESTED, added_up, differences, parts_of

KNOWN = known()
GRAINS = ("month", "quarter", "year")
SPLIT_IN_TWO = {"energy-2026-Q3": "Month", "water-2026-Q2": "Period", "bookings-2026-Q2": "Booking Date",
                "volunteers-2026-27": "Month", "engagement-2026-Q2": "Event Date", "activity-2026-27": "Activity Month"}
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


def test_nothing_changes_when_rows_are_shuffled_files_cut_in_two_and_taken_in_the_other_way_round(
    tmp_path, files, tables
):
    chance, others = random.Random(4), []
    for path in files:
        if path.suffix == ".csv":
            others += shuffled(path, tmp_path, chance)
        else:
            others.append(path)
    assert len(others) == len(files) + len([f for f in files if f.stem in SPLIT_IN_TWO])
    home = store_of(tmp_path / "store", others[::-1])
    same_numbers(numbers(tables.con), numbers(open_to_read(home).cursor()))


def test_taking_files_back_brings_back_every_number(tmp_path, files, home, tables):
    before = numbers(tables.con)
    half = []
    for path in (path for path in files if path.stem in ("payments-2026-06", "energy-2026-Q3")):
        above, body, _ = parts_of_file(path)
        half.append(tmp_path / path.name)
        write_file(half[-1], above, body[: len(body) // 2])
    taken = loads.load_many(home, KNOWN, half, "a colleague", accept="half a file")
    assert len(taken) == 2 and all(outcome.load and outcome.replaced for outcome in taken)
    assert numbers(open_to_read(home).cursor()) != before
    for outcome in taken:
        loads.undo(home, KNOWN, outcome.load, "a colleague")
    same_numbers(before, numbers(open_to_read(home).cursor()))


def numbers(con):
    """All that the table of results holds: (indicator, lens, grain, period) -> its numbers and words."""
    rows = con.execute(
        "select indicator, lens, grain, period, numerator, denominator, unknown, left_out, status, reasons, lacks, "
        "tier from results order by all"
    ).fetchall()
    return {row[:4]: row[4:] for row in rows}


def same_numbers(before, after):
    assert before.keys() == after.keys()
    for key, wanted in before.items():
        found = after[key]
        for one, other in zip(wanted[:4], found[:4], strict=True):
            # sums of the same fractions in another order may differ in what no meter reads
            same = one == other if None in (one, other) else abs(one - other) < Decimal("0.00001")
            assert same, f"{key}: {wanted} became {found}"
        assert wanted[4:] == found[4:], key


def shuffled(path, folder, chance):
    """The file's rows in another order; of a file of several months two files, each with the half of them."""
    above, body, below = parts_of_file(path)
    chance.shuffle(body)
    heading = SPLIT_IN_TWO.get(path.stem)
    if heading is None:
        write_file(folder / path.name, above, body, below)
        return [folder / path.name]
    at, months = above[-1].index(heading), defaultdict(list)
    for row in body:
        months[row[at][3:] if "/" in row[at] else row[at]].append(row)
    halves = sorted(months)[::2], sorted(months)[1::2]
    made = [folder / f"{path.stem}-{number}.csv" for number in (1, 2)]
    for half, other in zip(halves, made, strict=True):
        write_file(other, above, [row for month in half for row in months[month]], [])
    return made


def parts_of_file(path):
    """What stands above the rows with the headings last, the rows, and their total where there is one."""
    rows = list(csv.reader(io.StringIO(text_of(path)[0], newline="")))
    first = next(n for n, row in enumerate(rows) if sum(cell != "" for cell in row) >= 5) + 1
    body = [row for row in rows[first:] if any(row)]
    total = [row for row in body if row[0].startswith("Total")]
    return rows[:first], [row for row in body if row not in total], total


def text_of(path):
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError:
        return content.decode("cp1252"), "cp1252"


def write_file(path: Path, *parts):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(row for part in parts for row in part)
