"""Twins of the procurement indicators beside those in twins.py, and how the rows of their tables look."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.generated_rows import DAYS, PLACES, TABLES, YES_NO
from tests.twins import by_month, is_local, months_later, reference, shares, sums

ROWS = {
    "payments": TABLES["payments"] | {
        "sme": YES_NO, "registered": st.sampled_from(PLACES), "branch": st.sampled_from(PLACES),
        # two years, so that a month has its counterpart
        "payment_date": st.sampled_from([date(y, m, d) for y in (2025, 2026) for m, d in ((1, 31), (3, 2), (4, 1))]),
        "carbon_category": st.sampled_from([None, "pharmaceuticals", "food and catering"]),
        "carbon_elsewhere": st.sampled_from([None, None, None, "energy"]),
        "route": st.sampled_from([None, " ", "Catalogue", "Purchase order", "e-catalogue", "No PO", "BACS"])},
    "carbon_plans": {
        "supplier": st.sampled_from("AB"), "plan": st.sampled_from(["plan", "plan", "commitment", "none"]),
        "plan_date": st.one_of(st.none(), DAYS)},
    "tenders": {
        "decision_date": DAYS, "place": st.sampled_from(PLACES), "sme": YES_NO, "vcfse": YES_NO,
        "above_threshold": YES_NO,
        "outcome": st.sampled_from([None, "won", "lost", "lost", "lost", "withdrawn", "cancelled"])},
    "kpis": {
        "due_date": DAYS, "measure": st.sampled_from(["jobs", "apprenticeships", "hours", "other"]), "is_met": YES_NO,
        "committed": st.sampled_from([None, 0, 1, 2.5, 40]), "delivered": st.sampled_from([None, 0, 1, 1.5, 60])},
    "contracts": TABLES["contracts"] | {
        "value": st.sampled_from([None, Decimal("0.00"), Decimal("100.00"), Decimal("2500.00")])},
}


def small_business_spend(rows):
    return sums(rows["payments"], lambda row: row.get("sme"), lambda row: row.get("excluded") is not None)


def influenceable_spend(rows):
    return sums(rows["payments"], lambda row: row["influenceable"], lambda row: row.get("excluded") is not None)


def catalogue_spend(rows):
    def verdict(row):
        route = (row.get("route") or "").strip().lower()
        if "catalog" in route:
            return True
        return False if route in ("purchase order", "no po", "contract call-off") else None

    return sums(rows["payments"], verdict, lambda row: row.get("excluded") is not None)


def value_paid_in_time(rows):
    found = {}
    for month, group in by_month(rows["payments"]).items():
        pounds = defaultdict(Decimal)
        for row in group:
            if (row.get("invoice_amount") or 0) > 0:
                pounds[row.get("invoice_in_time")] += Decimal(row["invoice_amount"])
        found[month] = (pounds[True], pounds[True] + pounds[False], pounds[None], None)
    return found


def in_time_of(rows, whose):
    """Invoices in time of those of whom `whose` is true; None: they may be, false: they are not."""
    invoices = [row for row in rows["payments"] if (row.get("invoice_amount") or 0) > 0]
    return shares(invoices, lambda row: row.get("invoice_in_time") if whose(row) else None,
                  lambda row: whose(row) is False)


def nhs_paid_in_time(rows):
    return in_time_of(rows, lambda row: row["nhs"])


def local_small_firms_paid_in_time(rows):
    def whose(row):
        verdicts = (is_local(row, "place"), row.get("sme"), not row["nhs"])
        return False if False in verdicts else None if None in verdicts else True

    return in_time_of(rows, whose)


def other_way_round(rows, wanted, unwanted):
    def verdict(row):
        here, there = is_local(row, wanted), is_local(row, unwanted)
        return False if here is False or there is True else None if None in (here, there) else True

    found = sums(rows["payments"], verdict, lambda row: row.get("excluded") is not None)
    for month, group in by_month(rows["payments"]).items():
        top, _, unknown, out = found[month]
        known = any(verdict(row) is not None for row in group if row.get("excluded") is None)
        found[month] = (top if known else None, None, unknown, out)
    return found


def branch_local_spend(rows):
    return other_way_round(rows, "place", "registered")


def local_office_elsewhere_spend(rows):
    return other_way_round(rows, "registered", "place")


def by_another_address(rows, other):
    def verdict(row):
        said = is_local(row, other)
        return is_local(row, "place") if said is None else said

    found = sums(rows["payments"], verdict, lambda row: row.get("excluded") is not None)
    for month, group in by_month(rows["payments"]).items():
        both = [row for row in group if row.get("excluded") is None and None not in (
            is_local(row, "place"), is_local(row, other))]
        found[month] = (found[month][0] if both else None, *found[month][1:])
    return found


def local_spend_by_branch(rows):
    return by_another_address(rows, "branch")


def local_spend_by_office(rows):
    return by_another_address(rows, "registered")


def local_spend_change(rows):
    paid, placed = defaultdict(Decimal), set()
    for row in rows["payments"]:
        if row.get("excluded") is None and row["influenceable"] and is_local(row, "place") is not None:
            placed.add(row["month"])
            if is_local(row, "place"):
                paid[row["month"]] += Decimal(row["amount"])
    found = {}
    for month in by_month(rows["payments"]):
        earlier = months_later(month, -12)
        found[month] = (paid[month] - paid[earlier] if {month, earlier} <= placed else None, None, None, None)
    return found


def local_bids_won(rows):
    found = {}
    for month, group in by_month(rows["tenders"]).items():
        tally = defaultdict(int)
        for row in group:
            kinds = (row.get("sme"), row.get("vcfse"))
            theirs = [is_local(row, "place"), True if True in kinds else None if None in kinds else False]
            ended = row.get("outcome") not in ("withdrawn", "cancelled")
            if row.get("above_threshold") is False or not ended or False in theirs:
                tally["out"] += 1
            elif None in (*theirs, row.get("above_threshold"), row.get("outcome")):
                tally["unknown"] += 1
            else:
                tally[row["outcome"]] += 1
        found[month] = (tally["won"], tally["won"] + tally["lost"], tally["unknown"], tally["out"])
    return found


def promises_met(rows):
    return shares(rows["kpis"], lambda row: row.get("is_met"))


def delivered_of(measure):
    def twin(rows):
        found = {}
        for month, group in by_month(row for row in rows["kpis"] if row["measure"] == measure).items():
            promised = [row for row in group if row.get("committed") is not None]
            told = [row for row in promised if row.get("delivered") is not None]
            found[month] = (sum(row["delivered"] for row in told), sum(row["committed"] for row in told),
                            sum(row["committed"] for row in promised if row not in told), None)
        return found

    return twin


jobs_delivered = delivered_of("jobs")
apprenticeships_delivered = delivered_of("apprenticeships")
hours_delivered = delivered_of("hours")


def carbon_plan_spend(rows):
    plans = {}
    for row in rows["carbon_plans"]:
        plans.setdefault(row["supplier"], row)

    def verdict(row):
        listed = plans.get(row["supplier"])
        if listed is None:
            return None
        since = listed.get("plan_date")
        return listed["plan"] == "plan" and (since is None or since < months_later(row["month"], 1))

    return sums(rows["payments"], verdict, lambda row: row.get("excluded") is not None)


def supply_chain_carbon(rows):
    factors = {(r["category"], int(r["year"])): float(r["factor"]) for r in reference("spend_factors")}
    found = {}
    for month, group in by_month(rows["payments"]).items():
        bought = [row for row in group if row.get("excluded") is None and row.get("carbon_elsewhere") is None]
        known = [row for row in bought if row.get("carbon_category")]
        kilograms = sum(float(row["amount"]) * factors[row["carbon_category"], 2020] for row in known)
        found[month] = (kilograms / 1000 if known else None, None, None, None)
    return found


def spend_with_carbon_estimate(rows):
    found = sums(rows["payments"], lambda row: row.get("carbon_category") is not None,
                 lambda row: row.get("excluded") is not None or row.get("carbon_elsewhere") is not None)
    return {month: (top, whole, None, out) for month, (top, whole, _, out) in found.items()}


def average_weighting(rows):
    found = {}
    for month, group in by_month(rows["contracts"]).items():
        tally = defaultdict(float)
        for row in group:
            weight, value = row.get("social_value_weighting"), float(row.get("value") or 0)
            if row.get("in_scope") is False:
                tally["out"] += 1
            elif weight is None or not value:
                tally["unknown"] += 1
            else:
                tally["top"] += value * float(weight) / 100
                tally["whole"] += value
        found[month] = (tally["top"], tally["whole"], tally["unknown"], tally["out"])
    return found


TWINS = {name.replace("_", "-"): function for name, function in list(globals().items()) if name in {
    "small_business_spend", "influenceable_spend", "catalogue_spend", "average_weighting", "value_paid_in_time",
    "nhs_paid_in_time", "local_small_firms_paid_in_time", "branch_local_spend", "local_office_elsewhere_spend",
    "local_spend_change", "local_spend_by_branch", "local_spend_by_office",
    "local_bids_won", "promises_met", "jobs_delivered", "apprenticeships_delivered", "hours_delivered",
    "carbon_plan_spend", "supply_chain_carbon", "spend_with_carbon_estimate",
}}
