"""Twins of the indicators of acting together and of giving time, and how the rows of their tables look."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.generated_rows import DAYS, PLACES
from tests.twins import is_local

COUNT = st.sampled_from([None, 1, 2, 2, 3])
POUNDS = st.sampled_from([Decimal("250.00"), Decimal("1000.00"), Decimal("19999.99")])

FIRSTS = st.sampled_from([date(2025, 1, 1), date(2025, 2, 1), date(2025, 4, 1)])

ROWS = {
    "joint_actions": {
        "as_at": DAYS, "reference": st.sampled_from("ABCD"), "organisations": COUNT,
        "owner": st.sampled_from([None, "Estates", "Estates"]), "due_date": st.one_of(st.none(), DAYS),
        "status": st.sampled_from([None, "on_track", "on_track", "behind", "done", "stopped"])},
    "partners_survey": {
        "closed": DAYS, "acts": st.sampled_from([True, True, False]), "asked": st.sampled_from([None, 9, 20]),
        "answered": st.sampled_from([3, 9]), "agree": st.sampled_from([0, 2, 3])},
    "grants": {
        "awarded": DAYS, "recipient_type": st.sampled_from([None, "vcfse", "vcfse", "public", "private"]),
        "amount": POUNDS, "funders": COUNT},
    "volunteers": {
        "month": DAYS, "person": st.sampled_from("pqrs"), "hours": st.sampled_from([None, 0, 2.5, 8]),
        "home": st.sampled_from(PLACES)},
}
ROWS |= {  # the first of the month
    "completeness": {"month": FIRSTS, "indicator": st.sampled_from("abc"), "area": st.sampled_from(["buildings"]),
                     "is_current": st.booleans()},
    "publications": {"month": FIRSTS, "in_time": st.booleans()},
}
YEARLY = {"partner-satisfaction", "joint-grants"}


def year_of(day):
    return date(day.year if day.month > 3 else day.year - 1, 4, 1)


def newest(rows, day, stretch):
    """The rows of the last day of each stretch of time (a month, a year)."""
    found = defaultdict(list)
    for row in rows:
        found[stretch(row)].append(row)
    return {key: [row for row in group if row[day] == max(one[day] for one in group)] for key, group in found.items()}


def live_and_owned(row):
    return (row.get("status") not in ("done", "stopped") and (row.get("organisations") or 2) >= 2
            and row.get("owner") and row.get("due_date"))


def joint_actions(rows):
    found = {}
    for month, group in newest(rows["joint_actions"], "as_at", lambda row: row["month"]).items():
        counted = [row for row in group if live_and_owned(row)]
        known = [row for row in counted if row.get("status") and row.get("organisations")]
        on_track = sum(row["status"] == "on_track" for row in known)
        found[month] = (on_track, None, len(counted) - len(known), len(group) - len(counted) + len(known) - on_track)
    return found


def joint_actions_share(rows):
    whole = newest(rows["joint_actions"], "as_at", lambda row: row["month"])
    counted = {month: [row for row in group if live_and_owned(row)] for month, group in whole.items()}
    return {month: (sum(row.get("status") == "on_track" and row.get("organisations") is not None for row in group),
                    sum(row.get("status") is not None and row.get("organisations") is not None for row in group),
                    sum(row.get("status") is None or row.get("organisations") is None for row in group), None)
            for month, group in counted.items() if group}


def partner_satisfaction(rows):
    found = {}
    acts = [row for row in rows["partners_survey"] if row["acts"]]
    for year, group in newest(acts, "closed", lambda row: year_of(row["month"])).items():
        silent = [row["asked"] - row["answered"] for row in group if row.get("asked") is not None]
        found[year] = (sum(row["agree"] for row in group), sum(row["answered"] for row in group),
                       sum(silent) if silent else None, None)
    return found


def joint_grants(rows):
    pounds = defaultdict(lambda: defaultdict(Decimal))
    for row in rows["grants"]:
        kind, funders = row.get("recipient_type"), row.get("funders")
        state = ("out" if kind in ("public", "private") or funders == 1
                 else "unknown" if kind is None or funders is None else "joint")
        pounds[year_of(row["month"])][state] += row["amount"]
    return {year: (sums["joint"], None, sums["unknown"], sums["out"]) for year, sums in pounds.items()}


def by_volunteer(rows):
    found = defaultdict(lambda: defaultdict(list))
    for row in rows["volunteers"]:
        found[row["month"]][row["person"]].append(row)
    return found


def volunteers(rows):
    found = {}
    for month, people in by_volunteer(rows).items():
        hours = [[row.get("hours") for row in person] for person in people.values()]
        active = sum(any(hour for hour in given if hour) for given in hours)
        unknown = sum(not any(hour for hour in given if hour) and None in given for given in hours)
        found[month] = (active, None, unknown, len(people) - active - unknown)
    return found


def volunteer_hours(rows):
    return {month: (sum(row.get("hours") or 0 for person in people.values() for row in person), None, None, None)
            for month, people in by_volunteer(rows).items()}


def volunteers_priority_areas(rows):
    found = {}
    for month, people in by_volunteer(rows).items():
        verdicts = []
        for person in people.values():
            active = [row for row in person if row.get("hours")]
            homes = [in_priority(row.get("home") or {}, is_local(row, "home")) for row in active]
            if active:
                verdicts.append(True if True in homes else False if False in homes else None)
        found[month] = (verdicts.count(True), len(verdicts) - verdicts.count(None), verdicts.count(None), None)
    return found


def in_priority(home, local):
    if local:
        return None if home.get("decile") is None else home["decile"] <= 2
    return local


def data_completeness(rows):
    return share_of(rows["completeness"], "is_current")


def published_in_time(rows):
    return share_of(rows["publications"], "in_time")


def share_of(rows, yes):
    found = defaultdict(list)
    for row in rows:
        found[row["month"]].append(row[yes])
    return {month: (sum(group), len(group), None, None) for month, group in found.items()}


TWINS = {name.replace("_", "-"): function for name, function in list(globals().items()) if name in {
    "joint_actions", "joint_actions_share", "partner_satisfaction", "joint_grants",
    "volunteers", "volunteer_hours", "volunteers_priority_areas",
    "data_completeness", "published_in_time",
}}
