"""The attacker before the files of a small store: few starters from priority areas, few volunteers, few jobs filled.

From spreadsheets to the published bytes, with a directory, so that everything is counted that could tell of a few.
"""

import json
from pathlib import Path

import pytest

from metrics import publication, warehouse
from metrics.disclosure import BESIDE, FEW_BEHIND
from metrics.geography import add_directory
from metrics.home import writing
from metrics.taking_in import take, writer_of
from tests.stores import checked, known, new_store

# one home in a priority area, one in a street that is none, both local; and one far away
DIRECTORY = """pcd,pcds,laua,ward,lsoa11,imd,oseast1m,osnrth1m
FY3 8NR,FY3 8NR,E06000009,E05001650,E01012722,100,333194,436522
FY1 4EE,FY1 4EE,E06000009,E05001651,E01012671,30000,331000,436000
M2 5DB,M2 5DB,E08000003,E05000001,E01005061,20000,384000,398000
"""
PRIORITY, OTHER, FAR = "FY3 8NR", "FY1 4EE", "M2 5DB"
# of each month: from priority areas, local from elsewhere, from far away
STARTERS = {1: (25, 3, 30), 2: (25, 12, 30), 3: (25, 0, 30), 4: (3, 3, 40), 5: (0, 5, 40), 6: (25, 2, 5)}


def starters(month):
    lines = ["Employee Number,Start Date,Pay Band,Staff Group,Assignment Category,Home Postcode"]
    homes = [one for one, n in zip((PRIORITY, OTHER, FAR), STARTERS[month], strict=True) for _ in range(n)]
    for n, home in enumerate(homes):
        lines.append(f"{41000000 + 1000 * month + n},{n % 28 + 1:02}/{month:02}/2026,Band 2,Nursing,Permanent,{home}")
    return "\n".join(lines) + "\n"


def volunteers(month):
    lines = ["Month,Volunteer Number,Role,Hours,Home Postcode"]
    few = 4 if month == 2 else 20
    lines += [f"{month:02}/2026,V-{n:04},Ward befriender,{31 if few == 4 else 12},{OTHER}" for n in range(few)]
    return "\n".join(lines) + "\n"


def filled(month):
    lines = ["Vacancy Ref,Pay Band,Staff Group,Closing Date,Start Date"]
    few = 2 if month == 2 else 12
    lines += [f"382-{month}-{n},Band 2,Nursing,01/{month:02}/2026,{n + 15}/{month:02}/2026" for n in range(few)]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """data/all.json of the store's first publication: {indicator: {period: row}}."""
    folder = tmp_path_factory.mktemp("small")
    home = new_store(folder / "data")
    path = Path(folder, "NSPL_NOV_2021_UK.csv")
    path.write_text(DIRECTORY)
    add_directory(home, path)
    for month in STARTERS:
        for name, text in (("starters", starters), ("volunteers", volunteers), ("jobs filled", filled)):
            with writing(home):
                file = checked(home, folder, f"{name} {month}.csv", text(month))
                take(writer_of(home, known(), "Ann", "small"), file)
    warehouse.build(home, known())
    number = publication.prepare(home, known(), "Ann")
    publication.approve(home, number, "Ben")
    file = json.loads((home.public / str(number) / "data" / "all.json").read_text("utf-8"))
    return {one["id"]: {row["period"]: row for row in one["values"]} for one in file["indicators"]}


def shown(row):
    return row["numerator"], row["denominator"]


def test_those_between_local_people_and_people_of_priority_areas_are_not_told(told):
    local, priority = told["local-hires"], told["priority-area-hires"]
    assert shown(local["2026-01"]) == (30, 60)  # 28 of 58
    # 3 lie between: 30 less 25 would be 1 to 9, and 30 less 30 would be 0 to 4
    assert (shown(priority["2026-01"]), priority["2026-01"]["reason"]) == ((None, None), BESIDE)
    assert shown(priority["2026-02"]) == (25, 65)  # 12 lie between
    assert shown(priority["2026-03"]) == (25, 55)  # nobody does
    assert shown(local["2026-04"])[0] is None and shown(priority["2026-04"]) == (None, None)
    # nobody of the 5 local people is of a priority area, which is told no more than the 5 are
    assert shown(local["2026-05"])[0] is None and shown(priority["2026-05"]) == (None, None)
    assert shown(priority["2026-06"]) == (None, None)


def test_every_pair_of_what_is_told_leaves_whatever_lies_between_all_of_one_to_seven(told):
    """What the two rounded counts allow, for months where 1 to 7 people truly lie between."""
    for month, (_, between, _) in STARTERS.items():
        if 1 <= between <= 7:
            period = f"2026-{month:02}"
            assert told["priority-area-hires"][period]["numerator"] is None, period
            assert told["entry-level-local-hires"][period]["numerator"] is None, period


def test_hours_of_four_volunteers_and_days_of_two_people_are_not_told(told):
    hours, days = told["volunteer-hours"], told["time-to-hire"]
    assert (hours["2026-02"]["numerator"], hours["2026-02"]["reason"]) == (None, FEW_BEHIND)
    assert hours["2026-01"]["numerator"] == 240
    assert (days["2026-02"]["value"], days["2026-02"]["status"]) == (None, "hidden")
    assert (days["2026-01"]["value"], days["2026-01"]["denominator"]) == (20, 10)  # 14 to 25 days; 12 people
    assert told["volunteers"]["2026-02"]["numerator"] is None


def test_no_published_count_of_people_is_one_to_seven_and_every_hidden_one_says_why(told):
    starting = ("local-hires", "priority-area-hires", "entry-level-local-hires")
    for id in (*starting, "volunteers", "volunteers-priority-areas"):
        for row in told[id].values():
            assert all(n is None or n == 0 or n >= 10 for n in shown(row))
            assert row["status"] != "hidden" or row["reason"]
