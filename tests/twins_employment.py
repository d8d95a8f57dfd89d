"""Twins of the employment indicators beside those in twins.py, and how the rows of their own tables look."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from statistics import median

from hypothesis import strategies as st

from tests.generated_rows import DAYS, LATER, PEOPLE, PLACES, STAFF, STARTERS, TABLES, YES_NO
from tests.twins import by_month, is_local, months_later, new_people, shares, telling, with_left_out

ENTRY = ("Band 2", "Band 3", "Band 4")
LADDER = ("Band 2", "Band 3", "Band 4", "Band 5", "Band 8a")
NOT_STAFF = ("bank", "honorary", "training", "transfer", "non_executive")


def _some(*values):
    return st.sampled_from([None, *values])


BANDS = st.sampled_from([None, *LADDER, "Band 2", "Band 3", "Medical"])
AFTER = st.sampled_from([None, *(date(2025, m, d) for m, d in ((2, 28), (7, 1), (8, 14), (8, 15), (9, 2), (9, 3)))])
SNAPSHOTS = st.sampled_from([date(y, m, d) for y, m, d in (
    (2024, 3, 31), (2025, 1, 31), (2025, 3, 31), (2026, 1, 31), (2026, 3, 31))])
ROWS = {
    "starters": STARTERS | {"pay_band": BANDS},
    "leavers": TABLES["leavers"] | {
        "fte": _some(1.0, 0.5), "home": st.sampled_from(PLACES), "assignment_category": _some("permanent", "bank"),
        "leaving_reason": _some("Retirement", "End of Fixed Term Contract", "TUPE transfer")},
    "staff_in_post": STAFF | {
        "as_at": st.one_of(DAYS, SNAPSHOTS), "pay_band": st.one_of(BANDS, _some("Apprentice")),
        "fte": _some(1.0, 0.8)},
    "programmes": {"finish_date": st.one_of(DAYS, LATER), "person": PEOPLE, "programme": st.sampled_from("XY"),
                   "job_start_date": AFTER, "paid": YES_NO},
    "recruitment": {"start_date": DAYS, "closing_date": st.one_of(st.none(), DAYS), "pay_band": BANDS},
    "apprenticeships": {"start_date": st.one_of(DAYS, LATER), "person": PEOPLE},
    "levy": {"month": st.one_of(DAYS, LATER), **{name: st.integers(0, 90_000).map(Decimal)
             for name in ("paid_in", "spent_own", "transferred")}},
    "placements": {"start_date": DAYS, "people": st.integers(1, 6), "place": st.sampled_from(PLACES)},
    "representation": {"as_at": SNAPSHOTS, "characteristic": st.just("Disability"), "group": st.sampled_from("AB"),
                       "staff": st.integers(0, 9), "known": st.integers(9, 20), "not_known": st.integers(0, 4)},
    "population": {"characteristic": st.just("disability "), "group": st.just("a"), "share": st.just(0.25)},
}


def in_priority(row, place):
    local, decile = is_local(row, place), (row.get(place) or {}).get("decile")
    if local:
        return None if decile is None else decile <= 2
    return local


def entry_level_local_hires(rows):
    entry = [row for row in new_people(rows["starters"]) if row.get("pay_band") in (None, *ENTRY)]
    found = shares(entry, lambda row: in_priority(row, "home") if row.get("pay_band") else None)
    return with_left_out(found, rows["starters"])


def programme_to_job(rows):
    last = max(row["month"] for row in rows["programmes"])
    ripe = [row | {"month": months_later(row["month"], 6)} for row in rows["programmes"]
            if months_later(row["month"], 6) <= last]

    def verdict(row):
        began, ended = row.get("job_start_date"), six_months_after(row["finish_date"])
        if row.get("paid") is False or (began and began > ended):
            return False
        return True if began and row.get("paid") else None

    return shares(ripe, verdict)


def six_months_after(day):
    month, days = months_later(day.replace(day=1), 6), day.day
    while True:  # six months from 31 August is the last day of February
        try:
            return month.replace(day=days)
        except ValueError:
            days -= 1


def time_to_hire(rows):
    found = {}
    for month, group in by_month(row for row in rows["recruitment"]
                                 if row.get("pay_band") in (None, *ENTRY)).items():
        days = [(row["start_date"] - row["closing_date"]).days for row in group if row.get("pay_band")
                and row.get("closing_date") and row["closing_date"] <= row["start_date"]]
        found[month] = (median(days) if days else 0, 1 if days else 0, len(group) - len(days), None)
    return found


def priority_area_turnover(rows):
    def fte(table, month, wanted):
        return sum(row["fte"] for row in rows[table] if row["month"] == month and row.get("fte")
                   and row.get("assignment_category") not in NOT_STAFF and in_priority(row, "home") is wanted
                   and not any(word in (row.get("leaving_reason") or "") for word in ("Fixed Term", "TUPE")))

    left, here = ({row["month"] for row in rows[table]} for table in ("leavers", "staff_in_post"))
    return {month: (fte("leavers", month, True) if month in here else None, fte("staff_in_post", month, True),
                    fte("leavers", month, None), None) for month in left}


def headcount(rows, month):
    staff = [row for row in rows["staff_in_post"] if row["month"] == month
             and row.get("assignment_category") not in ("bank", "honorary")]
    return len({row.get("person") or row["row"] for row in staff})


def apprenticeship_starts(rows):
    found = {}
    for month, group in by_month(rows["apprenticeships"]).items():
        march = date(month.year if month.month > 3 else month.year - 1, 3, 1)
        heads = headcount(rows, march) or None
        found[month] = (len({row.get("person") or row["row"] for row in group}) if heads else None, heads, None, None)
    return found


def levy_used(rows):
    return {month: (sum(row["spent_own"] + row["transferred"] for row in group), sum(row["paid_in"] for row in group),
                    None, None) for month, group in by_month(rows["levy"]).items()}


def progression(rows):
    lists = defaultdict(dict)
    for row in rows["staff_in_post"]:
        if row.get("assignment_category") not in ("bank", "honorary"):
            rank = ({True: 0, False: 1, None: 2}[row.get("primary_assignment")], *telling(row))
            key = row.get("person") or row["row"]
            if key not in lists[row["month"]] or rank < lists[row["month"]][key][0]:
                lists[row["month"]][key] = (rank, row)
    found = {}
    for month in [month for month in lists if months_later(month, 12) in lists]:
        later = lists[months_later(month, 12)]
        tally = defaultdict(int)
        for _, row in lists[month].values():
            if row.get("pay_band") in ENTRY:
                tally[moved(row, later.get(row.get("person")))] += 1
        if tally:
            found[months_later(month, 12)] = (tally["up"], tally["up"] + tally["same"], tally["unknown"], tally["left"])
    return found


def moved(row, later):
    if not row.get("person"):
        return "unknown"
    if later is None:
        return "left"
    band = later[1].get("pay_band")
    if band not in LADDER:
        return "unknown"
    return "up" if LADDER.index(band) > LADDER.index(row["pay_band"]) else "same"


def priority_school_placements(rows):
    found = {}
    for month, group in by_month(rows["placements"]).items():
        people = defaultdict(int)
        for row in group:
            people[in_priority(row, "place")] += row["people"]
        found[month] = (people[True], None, people[None], people[False])
    return found


def representation_gap(_rows):
    return {}  # a yearly count has no month: its worked example does it by the year


TWINS = {name.replace("_", "-"): function for name, function in list(globals().items()) if name in {
    "entry_level_local_hires", "programme_to_job", "time_to_hire", "priority_area_turnover", "apprenticeship_starts",
    "levy_used", "progression", "priority_school_placements", "representation_gap",
}}
