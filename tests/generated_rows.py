"""Rows made up at random for every table, small and awkward: the few values that rules turn on, and gaps."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

PLACES = [None, {"council": "E06000009", "ring": "catchment", "decile": 1},
          {"council": "E07000128", "ring": "catchment", "decile": 8}, {"council": "E07000119", "ring": "catchment"},
          {"council": "E08000003", "ring": "north-west", "decile": 1}]
CATEGORIES = [None, "permanent", "permanent", "fixed_term", "bank", "honorary", "training", "transfer", "apprentice"]
# few days, chosen so that rows meet at the edges: 90 days from 1 January is 1 April
DAYS = st.sampled_from([date(2025, m, d) for m, d in (
    (1, 1), (1, 31), (2, 14), (3, 2), (3, 3), (4, 1), (4, 2), (4, 28))])
LATER = st.sampled_from([date(2025, m, d) for m, d in ((1, 1), (3, 2), (4, 1), (4, 2), (8, 9))]
                        + [date(2026, m, d) for m, d in ((1, 1), (3, 2), (3, 3), (4, 1))])
YES_NO = st.sampled_from([None, True, True, False])
PEOPLE = st.sampled_from([None, "a", "b", "c", "d"])
KWH = st.integers(0, 9000)


def _some(*values):
    return st.sampled_from([None, *values])


def _pounds(least):
    return st.integers(least, 100_000).map(lambda pence: Decimal(pence) / 100)


STARTERS = {"person": PEOPLE, "start_date": DAYS, "assignment_category": st.sampled_from(CATEGORIES),
            "primary_assignment": YES_NO, "home": st.sampled_from(PLACES),
            "recruitment_source": st.sampled_from([None, *["NHS Jobs"] * 9, "Internal move", "Lead employer", "TUPE"])}
STAFF = {"person": PEOPLE, "as_at": DAYS, "assignment_category": st.sampled_from([*CATEGORIES, "non_executive"]),
         "primary_assignment": YES_NO, "home": st.sampled_from(PLACES), "pay_band": _some("Band 2", "Apprentice"),
         "annual_salary": _some(*map(Decimal, ("20000.00", "23464.80", "24638.04", "26300.00", "60000.00")))}
PAYMENTS = {"payment_date": DAYS, "supplier": st.sampled_from("ABC"),
            "invoice_amount": st.one_of(st.none(), _pounds(-50_000)), "invoice_in_time": YES_NO,
            "amount": _pounds(-50_000), "excluded": st.sampled_from([None, None, None, "NHS body", "HMRC"]),
            "influenceable": YES_NO, "vcfse": YES_NO, "sme": YES_NO, "nhs": st.booleans(),
            "place": st.sampled_from(PLACES)}
SPACE = {"as_at": DAYS, "site_code": st.sampled_from("ABC"), "occupied_m2": _some(0, 10, 90), "empty_m2": _some(0, 5),
         "under_used_m2": _some(0, 4), "clinical_m2": _some(0, 70), "non_clinical_m2": _some(0, 30),
         "bookable_hours": _some(0, 40)}
TABLES = {
    "starters": STARTERS,
    "leavers": {"person": PEOPLE, "leaving_date": LATER},
    "staff_in_post": STAFF,
    "payments": PAYMENTS,
    "contracts": {"award_date": DAYS, "social_value_weighting": _some(0, 9.99, 10, 20), "in_scope": YES_NO},
    "sites": {"financial_year": st.sampled_from(["2023/24", "2024/25", "2025/26"]), "site_code": st.sampled_from("AB"),
              "floor_area_m2": st.sampled_from([1000, 2500, 4000, 0, None])},
    "energy": {"month": DAYS, "site_code": st.sampled_from("ABC"), "kwh": KWH, "fuel": st.sampled_from(
        ["electricity", "gas", "oil", "steam", "hot_water", "biomass", "solar", "chp_gas"])},
    "water": {"month": DAYS, "site_code": st.sampled_from("ABC"), "m3": KWH},
    "waste": {"month": DAYS, "tonnes": KWH, "stream": st.sampled_from(
        ["high_temperature", "alternative_treatment", "offensive", "recycling", "food", "landfill", "reuse", "weee"])},
    "bookings": {"booking_date": DAYS, "site_code": _some("A", "B", "D"), "hours": st.sampled_from([1, 2.5]),
                 "organisation_type": st.sampled_from(["community", "vcfse", "public"]),
                 "charge": _some(Decimal("0.00"), Decimal("20.00"), Decimal("50.00")),
                 "hire_rate": _some(Decimal("20.00"))},
    "space": SPACE,
    "engagement": {"event_date": DAYS, "group": st.sampled_from(["carers", "veterans"]), "people": st.integers(5, 9),
                   "new_people": _some(0, 3)},
    "involvement": {"paid_date": DAYS, "person": st.sampled_from("pqr"),
                    "paid": _some(Decimal("0.00"), Decimal("9.00"))},
    "delphi": {"round_date": DAYS, "round": st.sampled_from([1, 2]), "agree_percent": _some(60, 75, 90),
               "threshold_percent": _some(75)},
    "asks": {"asked_date": DAYS, "closed_date": st.one_of(st.none(), LATER), "reply": _some("", "Not ours to do"),
             "status": st.sampled_from(["open", "done", "refused"])},
}


def rows_of(tables):
    """A strategy for the rows of some tables: up to three dozen in each."""
    return st.fixed_dictionaries({table: _rows(table) for table in tables})


def _rows(table):
    least = {"sites": 3, "carbon_plans": 1}.get(table, 18)
    rows = st.lists(st.fixed_dictionaries(TABLES[table]), min_size=least, max_size=36, unique_by=_identity(table))
    if table != "leavers":
        return rows
    # a year of leavers is known when every month has its list: mostly each has, sometimes one has none
    return st.tuples(rows, st.sampled_from([None, None, None, 3, 14])).map(lambda drawn: [*drawn[0], *(
        {"person": "z", "leaving_date": date(2025 + n // 12, n % 12 + 1, 5)} for n in range(17) if n != drawn[1])])


def _identity(table):
    """A yearly return has one row for a site and year; other tables may say anything twice."""
    if table == "sites":
        return lambda row: (row["financial_year"], row["site_code"])
    if table == "carbon_plans":  # one row for a supplier
        return lambda row: row["supplier"]
    return lambda row: id(row)
