"""Twins of the indicators of buildings and of partnership beside those in twins.py, and how their rows look."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.generated_rows import TABLES, YES_NO
from tests.twins import by_month, shares

ROWS = {
    "engagement": TABLES["engagement"] | {
        "known_area": st.sampled_from([None, 3, 5]), "priority_area": st.sampled_from([None, 0, 2])},
    "asks": TABLES["asks"] | {"published": YES_NO},
}


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


def idle_land(_rows):
    return {}  # a yearly return has no month: its worked example does it by the year


TWINS = {name.replace("_", "-"): function for name, function in list(globals().items()) if name in {
    "space_value_given", "priority_area_reach", "answers_published", "idle_land",
}}
