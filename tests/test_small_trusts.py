"""What must hold whatever the files say, on small trusts made up at random and brought in as files: a handful of
awkward rows of every kind of spreadsheet. ANCHOR_TRUSTS=20 makes more of them."""

import os
import random
from decimal import Decimal
from pathlib import Path

import pytest

from metrics import loads
from metrics.counting import Tables
from metrics.lenses import RINGS
from metrics.rollup import worked_out
from metrics.warehouse import open_to_read
from tests import small_trusts
from tests.example_stores import store_of
from tests.stores import known, new_store
from tests.sums import flow_faults, nesting_faults, split_faults, whole_of

KNOWN = known()
REAL = os.environ.get("ANCHOR_REAL_FILES")
# what is all, known and unknown together: the table's rows or their pounds
ALL = {"E1a": "starters", "E1b": "starters", "E1d": "starters", "E1c": "staff_in_post", "E2a": "staff_in_post",
       "E2b": "staff_in_post", "P3a": "contracts", "P3c": "kpis", "P2c": "tenders", "N3b": "fleet", "W1d": "delphi",
       "P1a": "payments", "P1b": "payments", "P2a": "payments", "P2b": "payments", "P3e": "payments",
       "P4b": "payments", "N4c2": "payments"}
# a wider ring may hold a credit note more
WITH_CREDITS = [one.code for one in KNOWN.indicators if one.counts == "money"]


@pytest.fixture(scope="module", params=range(1, 1 + int(os.environ.get("ANCHOR_TRUSTS", "1"))))
def trust(request, tmp_path_factory):
    """A folder with a small trust's files, and its store."""
    folder = tmp_path_factory.mktemp("trust")
    files = small_trusts.write(KNOWN, folder / "files", random.Random(request.param))
    return folder, files, store_of(folder / "store", files)


@pytest.fixture(scope="module")
def tables(trust):
    cursor = open_to_read(trust[2]).cursor()
    yield Tables(cursor)
    cursor.close()


@pytest.fixture(scope="module")
def whole(tables):
    return whole_of(tables, KNOWN)


def test_nearly_every_indicator_has_a_figure_of_a_small_trust(whole):
    without = {one.code for one in KNOWN.indicators
               if all(p.numerator is None for grain in ("month", "year")
                      for p in whole.get((one.id, grain, RINGS[0]), {}).values())}  # fmt: skip
    # the population table is the trust's own; nothing was published; a year before, and all six files of carbon
    assert without <= {"E4a", "W3b", "P1e", "N1a5"}


def test_the_parts_of_every_split_make_the_whole(tables, whole):
    assert split_faults(tables, KNOWN, whole) == []


def test_quarters_and_years_of_a_flow_are_the_sums_of_their_months(whole):
    assert flow_faults(KNOWN, whole) == []


def test_each_ring_lies_within_the_next(whole):
    assert nesting_faults(KNOWN, whole, WITH_CREDITS) == []


def test_known_unknown_and_left_out_together_are_all_that_the_files_hold(tables, whole):
    for code, table in ALL.items():
        sql = "sum(amount)" if table == "payments" else "count(*)"
        held = dict(tables.con.execute(f"select strftime(month, '%Y-%m'), {sql} from {table} group by 1").fetchall())
        one = KNOWN.indicator(code)
        for ring in RINGS if one.local else RINGS[:1]:
            told = {p.period: p.denominator + (p.unknown or 0) + (p.left_out or 0)
                    for p in whole[one.id, "month", ring].values() if p.denominator is not None}
            # between its first and last month a quarterly list has months of nothing
            assert {m: much for m, much in told.items() if much} == {m: much for m, much in held.items() if much}, code


def test_every_pound_of_the_payments_file_is_in_the_warehouse(trust, tables):
    lines = (trust[0] / "files" / "payments.csv").read_text(encoding="utf-8").splitlines()
    at = lines[0].split(",").index("Amount")
    pounds = sum(Decimal(line.split(",")[at]) for line in lines[1:])
    assert tables.con.execute("select sum(amount) from payments").fetchone() == (pounds,)


def test_nothing_changes_when_rows_are_shuffled_files_cut_in_two_and_taken_in_the_other_way_round(trust, tables):
    folder, files, _ = trust
    others = small_trusts.turned(KNOWN, files, folder / "turned", random.Random(7))
    assert len(others) > 1.5 * len(files)
    cursor = open_to_read(store_of(folder / "other", others)).cursor()
    assert differing(numbers(tables), numbers(Tables(cursor))) == []
    cursor.close()


def test_taking_files_back_in_any_order_brings_back_every_number(trust, tables):
    folder, files, home = trust
    before = numbers(tables, splits=False)
    halves = []
    for path in (path for path in files if path.stem in ("payments", "starters")):
        headings, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for name, half in (("first", rows[::2]), ("second", rows[::3])):
            halves.append(folder / f"{name}-{path.name}")
            halves[-1].write_text("".join([headings, *half]), encoding="utf-8")
    taken = loads.load_many(home, KNOWN, halves, "a colleague", accept="half a file")
    assert all(outcome.load for outcome in taken)
    cursor = open_to_read(home).cursor()
    assert differing(before, numbers(Tables(cursor), splits=False))
    cursor.close()
    for outcome in taken:  # the first of each pair before the second, which had taken its place
        loads.undo(home, KNOWN, outcome.load, "a colleague")
    cursor = open_to_read(home).cursor()
    assert differing(before, numbers(Tables(cursor), splits=False)) == []
    cursor.close()


@pytest.mark.skipif(not REAL, reason="ANCHOR_REAL_FILES is not set")
@pytest.mark.parametrize("body", ["CHWE"])
def test_the_same_holds_of_what_public_bodies_publish(body, tmp_path):
    files = sorted(Path(REAL, "spend", body).glob("*.csv"))[:4]
    stores = []
    for name, order in (("one", files), ("other", files[::-1])):
        home = new_store(tmp_path / name)
        assert all(one.load for one in loads.load_many(home, KNOWN, order, "us", "as published"))
        stores.append(Tables(open_to_read(home).cursor()))
    found = whole_of(stores[0], KNOWN)
    assert split_faults(stores[0], KNOWN, found) == []
    assert flow_faults(KNOWN, found) == []
    assert differing(numbers(stores[0]), numbers(stores[1])) == []


def numbers(tables, splits=True):
    """All that the results hold, and the parts of every split by month."""
    rows = tables.con.execute(
        "select indicator, lens, grain, period, numerator, denominator, unknown, left_out, status, reasons, lacks, "
        "tier from results where split is null order by all"
    ).fetchall()
    found = {row[:4]: row[4:] for row in rows}
    for one in KNOWN.indicators if splits else ():
        for by in one.by:
            for series in worked_out(tables, KNOWN, one, ("month",), RINGS[0], by):
                found |= {(one.id, by, series.part, p.period): (p.numerator, p.denominator, p.unknown, p.left_out)
                          for p in series.points}
    return found


def differing(before, after):
    """What is not the same in two stores; sums of the same fractions in another order may differ beyond the sixth
    place."""
    faults = sorted(f"{key} is in one alone" for key in before.keys() ^ after.keys())
    for key in before.keys() & after.keys():
        pairs = list(zip(before[key], after[key], strict=True))
        same = all(a == b or (None not in (a, b) and abs(float(a) - float(b)) < 1e-5) for a, b in pairs[:4])
        if not same or before[key][4:] != after[key][4:]:
            faults.append(f"{key}: {before[key]} became {after[key]}")
    return faults
