"""Twins of the indicators of buildings and of partnership beside those in twins.py, and how their rows look."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.generated_rows import DAYS, PLACES, TABLES, YES_NO
from tests.twins import by_month, shares, sums

POUNDS = st.sampled_from([None, Decimal("0.00"), Decimal("1000.00"), Decimal("250000.50")])
ROWS = {
    "engagement": TABLES["engagement"] | {
        "known_area": st.sampled_from([None, 3, 5]), "priority_area": st.sampled_from([None, 0, 2])},
    "asks": TABLES["asks"] | {"published": YES_NO},
    "sites": TABLES["sites"] | {
        "land_owned_ha": st.sampled_from([None, 0, 2, 17.5]), "land_not_delivering_ha": st.sampled_from([None, 0, 0.5]),
        "backlog_high": POUNDS, "backlog_significant": POUNDS},
    "leases": {
        "as_at": DAYS, "reference": st.sampled_from("LMNO"), "site_code": st.sampled_from("ABC"),
        "tenant_type": st.sampled_from([None, "vcfse", "nhs", "public", "private"]),
        "area_m2": st.sampled_from([10, 55.5, 200]), "in_force": st.sampled_from([True, True, False])},
    "capital": {
        "award_date": DAYS, "value": st.sampled_from([Decimal("1000.00"), Decimal("250000.50")]), "has_kpis": YES_NO},
    "activity": {
        "month": DAYS, "setting": st.sampled_from(["site", "site", "home", "remote"]), "contacts": st.integers(0, 900),
        "place": st.sampled_from(PLACES)},
}
YEARLY = {"idle-land", "backlog", "shared-space"}


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


def area_of(rows, code, year):
    """By the return of the year, else the last before it, else the first after it."""
    returns = sorted((int(row["financial_year"][:4]), row["floor_area_m2"]) for row in rows["sites"]
                     if row["site_code"] == code and row.get("floor_area_m2"))
    earlier = [area for first, area in returns if first <= year]
    return (earlier or [area for _, area in returns[:1]] or [None])[-1]


def shared_space(rows):
    found = {}
    registers = defaultdict(list)
    for row in rows["leases"]:
        registers[row["month"].year if row["month"].month > 3 else row["month"].year - 1].append(row)
    for year, group in registers.items():
        newest = [row for row in group if row["as_at"] == max(one["as_at"] for one in group)]
        area = {row["site_code"]: area_of(rows, row["site_code"], year) for row in rows["sites"] + newest}
        square = defaultdict(float)
        for row in newest:
            kind = row.get("tenant_type")
            shared = "shared" if area[row["site_code"]] else "unknown"
            square["out" if not row["in_force"] or kind == "private" else "unknown" if kind is None else shared] += (
                row["area_m2"])
        whole = sum(one for one in area.values() if one)
        found[date(year, 4, 1)] = (square["shared"], whole, square["unknown"], square["out"])
    return found


def capital_social_value(rows):
    found = sums([row | {"amount": row["value"]} for row in rows["capital"]], lambda row: row.get("has_kpis"),
                 lambda row: False)
    return {month: (top, whole, unknown, None) for month, (top, whole, unknown, _) in found.items()}


def priority_area_services(rows):
    found = {}
    for month, group in by_month(rows["activity"]).items():
        sums_of = defaultdict(int)
        for row in group:
            decile = (row.get("place") or {}).get("decile")
            seen = "unknown" if decile is None else decile <= 2
            sums_of[seen if row["setting"] == "site" else "out"] += row["contacts"]
        found[month] = (sums_of[True], sums_of[True] + sums_of[False], sums_of["unknown"], sums_of["out"])
    return found


TWINS = {name.replace("_", "-"): function for name, function in list(globals().items()) if name in {
    "space_value_given", "priority_area_reach", "answers_published", "idle_land", "backlog",
    "shared_space", "capital_social_value", "priority_area_services",
}}
