"""Twins of the indicators of buildings and of partnership beside those in twins.py, and how their rows look."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.generated_rows import TABLES, YES_NO
from tests.twins import by_month, shares

POUNDS = st.sampled_from([None, Decimal("0.00"), Decimal("1000.00"), Decimal("250000.50")])
ROWS = {
    "engagement": TABLES["engagement"] | {
        "known_area": st.sampled_from([None, 3, 5]), "priority_area": st.sampled_from([None, 0, 2])},
    "asks": TABLES["asks"] | {"published": YES_NO},
    "sites": TABLES["sites"] | {
        "land_owned_ha": st.sampled_from([None, 0, 2, 17.5]), "land_not_delivering_ha": st.sampled_from([None, 0, 0.5]),
        "backlog_high": POUNDS, "backlog_significant": POUNDS},
}
YEARLY = {"idle-land", "backlog"}


def space_value_given(rows):
    found = {}
    for month, group in by_month(rows["bookings"]).items():
        given, unknown = Decimal(0), 0
        for row in group:
            if row["organisation_type"] not in ("community", "vcfse"):
                continue
            if row.get("charge") is None or row.get("hire_rate") is None:
                unknown += 1
            else:
                given += max(Decimal(str(row["hours"])) * row["hire_rate"] - row["charge"], Decimal(0))
        found[month] = (given, None, unknown, None)
    found = {month: row for month, row in found.items() if any(
        one["organisation_type"] in ("community", "vcfse") for one in by_month(rows["bookings"])[month])}
    return found


def priority_area_reach(rows):
    found = {}
    for month, group in by_month(rows["engagement"]).items():
        whole = [row for row in group if row.get("known_area") is not None and row.get("priority_area") is not None]
        known = sum(row["known_area"] for row in whole)
        found[month] = (sum(row["priority_area"] for row in whole), known,
                        sum(row["people"] for row in group) - known, None)
    return found


def answers_published(rows):
    last = max(row["month"] for row in rows["asks"])
    due = [row | {"month": (row["asked_date"] + timedelta(days=90)).replace(day=1)} for row in rows["asks"]]

    def verdict(row):
        if row.get("published") is None:
            return None
        return bool(row["published"] and (row.get("reply") or "").strip())

    return shares([row for row in due if row["month"] <= last], verdict)


def by_return(rows, *wanted):
    """The returns of each financial year of the sites that say all that is wanted."""
    found = defaultdict(list)
    for row in rows["sites"]:
        if all(row.get(name) is not None for name in wanted):
            found[date(int(row["financial_year"][:4]), 4, 1)].append(row)
    return found


def idle_land(rows):
    return {year: (sum(row["land_not_delivering_ha"] for row in group), sum(row["land_owned_ha"] for row in group),
                   None, None)
            for year, group in by_return(rows, "land_owned_ha", "land_not_delivering_ha").items()}


def backlog(rows):
    return {year: (sum(row["backlog_high"] + row["backlog_significant"] for row in group), None, None, None)
            for year, group in by_return(rows, "backlog_high", "backlog_significant").items()}


TWINS = {name.replace("_", "-"): function for name, function in list(globals().items()) if name in {
    "space_value_given", "priority_area_reach", "answers_published", "idle_land", "backlog",
}}
