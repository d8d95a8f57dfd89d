"""Twins of the environment indicators beside those in twins.py, and how the rows of their own tables look."""

from tests.twins import CLINICAL, by_month, reference

ROWS = {}


def factor_table():
    return {(row["item"], int(row["year"])): float(row["factor"]) for row in reference("emission_factors")}


def vintage(month):
    year = month.year if month.month > 3 else month.year - 1
    return min(year, max(int(row["year"]) for row in reference("emission_factors")))


def totals(rows, quantity):
    """Month by month the sum of what `quantity` gives; None for one row is none for the month."""
    found = {}
    for month, group in by_month(rows).items():
        parts = [quantity(row) for row in group]
        found[month] = (None if None in parts else sum(parts), None, None, None)
    return found


def renewable_share(rows):
    power = [row for row in rows["energy"] if row["fuel"] in ("electricity", "solar")]
    return {month: (sum(row["kwh"] for row in group if row["fuel"] == "solar"), sum(row["kwh"] for row in group),
                    None, None)
            for month, group in by_month(power).items()}


def total_waste(rows):
    return totals([row for row in rows["waste"] if row["stream"] != "reuse"], lambda row: row["tonnes"])


def clinical_waste_carbon(rows):
    each = {"high_temperature": 1.074, "alternative_treatment": 0.569, "offensive": 0.249}
    return totals([row for row in rows["waste"] if row["stream"] in CLINICAL],
                  lambda row: row["tonnes"] * each[row["stream"]])


def other_waste_carbon(rows):
    items = {"landfill": "waste_landfill", "energy_from_waste": "waste_energy_recovery", "food": "waste_food"}
    factors = factor_table()
    others = [row for row in rows["waste"] if row["stream"] not in (*CLINICAL, "reuse")]

    def tonnes(row):
        item = items.get(row["stream"], "waste_recycling")
        return row["tonnes"] * factors[item, vintage(row["month"])] / 1000

    return totals(others, tonnes)


TWINS = {
    "renewable-share": renewable_share, "total-waste": total_waste, "clinical-waste-carbon": clinical_waste_carbon,
    "other-waste-carbon": other_waste_carbon,
}
