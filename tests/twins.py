"""Each indicator once more, in plain Python: rows in, `{month: (numerator, denominator, unknown, left_out)}` out.

Written from the words of the catalogue and not from the SELECTs, so that one slip is not made twice. A twin that has no
denominator, unknown or left_out gives None for it. A month without a figure has None as its numerator.
"""

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

REFERENCE = Path(__file__).parent.parent / "metrics" / "reference"
CATCHMENT = {"E06000009", "E07000119", "E07000128"}
CLINICAL = ("high_temperature", "alternative_treatment", "offensive")


def months_later(day, months):
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, day.day)


def reference(name):
    text = (REFERENCE / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in text if not line.startswith("#")))


def is_local(row, place):
    council = (row.get(place) or {}).get("council")
    return None if council is None else council in CATCHMENT


def by_month(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[row["month"]].append(row)
    return groups


def shares(rows, verdict, left_out=None):
    """Rows judged true, false or unknown (None), month by month."""
    found = {}
    for month, group in by_month(rows).items():
        out = [row for row in group if left_out and left_out(row)]
        judged = [verdict(row) for row in group if not (left_out and left_out(row))]
        found[month] = (judged.count(True), len(judged) - judged.count(None), judged.count(None),
                        len(out) if left_out else None)
    return found


def sums(rows, verdict, left_out):
    """As shares, but in pounds."""
    found = {}
    for month, group in by_month(rows).items():
        pounds = defaultdict(Decimal)
        for row in group:
            pounds["out" if left_out(row) else verdict(row)] += Decimal(row["amount"])
        found[month] = (pounds[True], pounds[True] + pounds[False], pounds[None], pounds["out"])
    return found


PLACE = ("council", "ward", "lsoa", "decile", "district", "ring", "country", "east", "north")


def telling(row):
    """Of two rows of one person the one that tells more comes first, then the first by the alphabet."""
    told = [*((row.get("home") or {}).get(name) for name in PLACE), row.get("pay_band"), row.get("staff_group")]
    return [(value is None, "" if value is None else value) for value in told] + [row["row"]]


def new_people(rows):
    """Starters of the catalogue's E1a: one row for a person and month."""
    seen = set()
    for row in sorted(rows, key=lambda row: (row["start_date"], *telling(row))):
        source = (row.get("recruitment_source") or "").lower()
        if row.get("primary_assignment") is False:
            continue
        if row.get("assignment_category") in ("bank", "honorary", "training", "transfer"):
            continue
        if any(word in source for word in ("internal", "tupe", "rotation", "lead employer")):
            continue
        key = (row["month"], row.get("person") or row["row"])
        if key not in seen:
            seen.add(key)
            yield row


def with_left_out(found, rows):
    """What stands in the file and is not counted: rows less people."""
    whole = {month: found.get(month, (0, 0, 0, None)) for month in by_month(rows)}
    sizes = {month: len(group) for month, group in by_month(rows).items()}
    return {month: (top, known, unknown, sizes[month] - known - unknown)
            for month, (top, known, unknown, _) in whole.items()}


def local_hires(rows):
    return with_left_out(shares(new_people(rows["starters"]), lambda row: is_local(row, "home")), rows["starters"])


def priority_area_hires(rows):
    def verdict(row):
        local, decile = is_local(row, "home"), (row.get("home") or {}).get("decile")
        if local:
            return None if decile is None else decile <= 2
        return local

    return with_left_out(shares(new_people(rows["starters"]), verdict), rows["starters"])


def local_staff(rows):
    people = {}
    for row in rows["staff_in_post"]:
        if row.get("assignment_category") in ("bank", "honorary"):
            continue
        key = (row["month"], row.get("person") or row["row"])
        rank = ({True: 0, False: 1, None: 2}[row.get("primary_assignment")], *telling(row))
        if key not in people or rank < people[key][0]:
            people[key] = (rank, row)
    found = shares([row for _, row in people.values()], lambda row: is_local(row, "home"))
    return with_left_out(found, rows["staff_in_post"])


def real_living_wage(rows):
    rates = [(date.fromisoformat(r["effective_from"]), float(r["rate"])) for r in reference("real_living_wage")]
    posts = [row for row in rows["staff_in_post"]
             if row.get("assignment_category") not in ("bank", "honorary", "non_executive", "apprentice")
             and row.get("pay_band") != "Apprentice"]

    def verdict(row):
        if row.get("annual_salary") is None:
            return None
        month_end = months_later(row["month"], 1) - timedelta(days=1)
        rate = [rate for since, rate in rates if since <= month_end][-1]
        return round(float(row["annual_salary"]) / 1955.4, 2) >= rate

    return with_left_out(shares(posts, verdict), rows["staff_in_post"])


def secure_contracts(rows):
    posts = [row for row in rows["staff_in_post"] if row.get("assignment_category") != "bank"]
    found = shares(posts, lambda row: row.get("assignment_category") and row["assignment_category"] == "permanent")
    return with_left_out(found, rows["staff_in_post"])


def twelve_month_retention(rows):
    came = {row["month"] for row in rows["leavers"]}
    found = {}
    for month, group in by_month(new_people(rows["starters"])).items():
        later = months_later(month, 12)
        if not came or later > max(came):
            continue
        followed = [row for row in group if row.get("person")]
        stayed = [row for row in followed if not any(
            leaver.get("person") == row["person"]
            and row["start_date"] <= leaver["leaving_date"] < months_later(row["start_date"], 12)
            for leaver in rows["leavers"])]
        known = all(months_later(month, n) in came for n in range(13))
        found[later] = (len(stayed) if known else None, len(followed), len(group) - len(followed), None)
    return found


def local_spend(rows):
    return sums(rows["payments"], lambda row: is_local(row, "place"), lambda row: row.get("excluded") is not None)


def local_influenceable_spend(rows):
    return sums(rows["payments"], lambda row: None if row["influenceable"] is None else is_local(row, "place"),
                lambda row: row.get("excluded") is not None or row["influenceable"] is False)


def local_suppliers(rows):
    found = {}
    for month, group in by_month(rows["payments"]).items():
        paid = [row for row in group if row.get("excluded") is None]
        if paid:
            found[month] = (len({row["supplier"] for row in paid if is_local(row, "place")}), None,
                            len({row["supplier"] for row in paid}
                                - {row["supplier"] for row in paid if is_local(row, "place") is not None}), None)
    return found


def voluntary_sector_spend(rows):
    return sums(rows["payments"], lambda row: row.get("vcfse"), lambda row: row.get("excluded") is not None)


def social_value_weighting(rows):
    def verdict(row):
        weight = row.get("social_value_weighting")
        return None if weight is None else weight >= 10

    return shares(rows["contracts"], verdict, lambda row: row.get("in_scope") is False)


def paid_in_time(rows):
    invoices = [row for row in rows["payments"] if (row.get("invoice_amount") or 0) > 0]
    return shares(invoices, lambda row: row.get("invoice_in_time"))


def building_carbon(rows):
    items = {"gas": "natural_gas", "chp_gas": "natural_gas", "oil": "gas_oil", "steam": "district_heat",
             "hot_water": "district_heat", "biomass": "wood_pellets", "electricity": "electricity"}
    factors = {(r["item"], int(r["year"])): float(r["factor"]) for r in reference("emission_factors")}
    last = max(year for item, year in factors if item == "electricity")
    found = {}
    for month, group in by_month(rows["energy"]).items():
        vintage = min(month.year if month.month > 3 else month.year - 1, last)
        kilograms = []
        for row in group:
            if row["kwh"] and row["fuel"] != "solar":
                factor = factors.get((items[row["fuel"]], vintage))
                kilograms.append(None if factor is None else row["kwh"] * factor)
        found[month] = (None if None in kilograms else sum(kilograms) / 1000, None, None, None)
    return found


def area_in_force(rows, code, month):
    returns = sorted((int(r["financial_year"][:4]), r["floor_area_m2"]) for r in rows["sites"]
                     if r["site_code"] == code and r.get("floor_area_m2"))
    year = month.year if month.month > 3 else month.year - 1
    earlier = [area for first, area in returns if first <= year]
    return (earlier or [area for _, area in returns[:1]] or [None])[-1]


def intensity(rows, table, quantity):
    found = {}
    for month, group in by_month(rows[table]).items():
        area = {row["site_code"]: area_in_force(rows, row["site_code"], month) for row in group}
        inside = sum(row[quantity] for row in group if area[row["site_code"]])
        found[month] = (inside, sum(a for a in area.values() if a), sum(row[quantity] for row in group) - inside, None)
    return found


def energy_intensity(rows):
    return intensity(rows, "energy", "kwh")


def water_intensity(rows):
    return intensity(rows, "water", "m3")


def tonnes(rows, chosen, counted):
    found = {}
    for month, group in by_month(row for row in rows["waste"] if counted(row["stream"])).items():
        found[month] = (sum(row["tonnes"] for row in group if row["stream"] in chosen),
                        sum(row["tonnes"] for row in group), None, None)
    return found


def offensive_waste(rows):
    return tonnes(rows, ("offensive",), lambda stream: stream in CLINICAL)


def recycling_rate(rows):
    return tonnes(rows, ("recycling", "food", "reuse"), lambda stream: stream not in CLINICAL)


def community_bookings(rows):
    return [row for row in rows["bookings"] if row["organisation_type"] in ("community", "vcfse")]


def community_hours(rows):
    found = {}
    for month, group in by_month(community_bookings(rows)).items():
        hours = defaultdict(float)
        for row in group:
            charge, rate = row.get("charge"), row.get("hire_rate")
            if charge is not None and float(charge) == 0:
                hours["cheap"] += row["hours"]
            elif charge is None or rate is None:
                hours["unknown"] += row["hours"]
            else:
                hours["cheap" if float(charge) < row["hours"] * float(rate) else "full"] += row["hours"]
        found[month] = (hours["cheap"], None, hours["unknown"], hours["full"])
    return found


def community_room_use(rows):
    booked = by_month(community_bookings(rows))
    found = {}
    for month, group in by_month(row for row in rows["space"] if (row.get("bookable_hours") or 0) > 0).items():
        sites = {row["site_code"] for row in group}
        used = sum(row["hours"] for row in booked[month] if row.get("site_code") in sites)
        found[month] = (used, sum(row["bookable_hours"] for row in group),
                        sum(row["hours"] for row in booked[month]) - used, None)
    return found


def non_clinical_space(rows):
    found = {}
    for month, group in by_month(rows["space"]).items():
        care, other = (sum(row.get(name) or 0 for row in group) for name in ("clinical_m2", "non_clinical_m2"))
        if any(row.get(name) is not None for row in group for name in ("clinical_m2", "non_clinical_m2")):
            found[month] = (other, care + other, None, None)
    return found


def empty_space(rows):
    told = [row for row in rows["space"] if row.get("occupied_m2") is not None
            and (row.get("empty_m2") is not None or row.get("under_used_m2") is not None)]
    return {month: (sum((row.get("empty_m2") or 0) + (row.get("under_used_m2") or 0) for row in group),
                    sum(row["occupied_m2"] + (row.get("empty_m2") or 0) for row in group), None, None)
            for month, group in by_month(told).items()}


def people_engaged(rows):
    return {month: (sum(row.get("new_people") or 0 for row in group), None,
                    sum(row["people"] for row in group if row.get("new_people") is None), None)
            for month, group in by_month(rows["engagement"]).items()}


def paid_involvement(rows):
    found = {}
    for month, group in by_month(rows["involvement"]).items():
        payments = defaultdict(list)
        for row in group:
            payments[row["person"]].append(row.get("paid"))
        kinds = ["paid" if any(p is not None and p > 0 for p in paid) else
                 "unpaid" if all(p is not None for p in paid) else "unknown" for paid in payments.values()]
        found[month] = (kinds.count("paid"), None, kinds.count("unknown"), kinds.count("unpaid"))
    return found


def delphi_consensus(rows):
    def verdict(row):
        agree, threshold = row.get("agree_percent"), row.get("threshold_percent")
        return None if agree is None or threshold is None else agree >= threshold

    return shares(rows["delphi"], verdict)


def asks_closed(rows):
    end = max((row["month"] for row in rows["asks"]), default=None)
    due = [row | {"month": (row["asked_date"] + timedelta(days=90)).replace(day=1)} for row in rows["asks"]]

    def verdict(row):
        if not (row["status"] == "done" or (row["status"] == "refused" and (row.get("reply") or "").strip())):
            return False
        closed = row.get("closed_date")
        return None if closed is None else closed <= row["asked_date"] + timedelta(days=90)

    return shares([row for row in due if row["month"] <= end], verdict)


TWINS = {name.replace("_", "-"): function for name, function in list(globals().items()) if name in {
    "local_hires", "priority_area_hires", "local_staff", "real_living_wage", "secure_contracts",
    "twelve_month_retention", "local_spend", "local_influenceable_spend", "local_suppliers", "voluntary_sector_spend",
    "social_value_weighting", "paid_in_time", "building_carbon", "energy_intensity", "water_intensity",
    "offensive_waste", "recycling_rate", "community_hours", "community_room_use", "non_clinical_space", "empty_space",
    "people_engaged", "paid_involvement", "delphi_consensus", "asks_closed",
}}
