"""Twins of the environment indicators beside those in twins.py, and how the rows of their own tables look."""

from decimal import Decimal

from hypothesis import strategies as st

from tests.generated_rows import DAYS
from tests.twins import CLINICAL, building_carbon, by_month, reference

NUMBERS = st.sampled_from([None, 0, 3, 12, 250])
GASES = {"desflurane": 2540, "sevoflurane": 130, "isoflurane": 510, "methoxyflurane": 4}
DENSITY = {"desflurane": 1.465, "sevoflurane": 1.522, "isoflurane": 1.496, "nitrous_oxide": 0.001876,
           "gas_and_air": 0.000933}
INHALERS = {"salbutamol_mdi": 25.24, "salbutamol_breath": 11.79, "salbutamol_accuhaler": 0.58,
            "salbutamol_dpi": 0.62, "other_mdi": 20, "other_dpi": 1}
ROWS = {
    "travel": {"month": DAYS, "mode": st.sampled_from(["car_unknown", "car_electric", "rail", "bicycle", "flight"]),
               "miles": st.sampled_from([None, 0, 10, 300]), "km": st.sampled_from([None, None, 25])},
    "fleet": {"as_at": DAYS, "vehicle": st.sampled_from("ABCDEF"),
              "kind": st.sampled_from([None, "car", "van", "ambulance"]),
              "fuel": st.sampled_from([None, "diesel", "electric", "hydrogen", "hybrid"])},
    "travel_survey": {"surveyed": DAYS, "mode": st.sampled_from([None, "car_alone", "bus", "walk"]),
                      "people": st.integers(0, 90)},
    "gases": {"month": DAYS, "gas": st.sampled_from([*GASES, "nitrous_oxide", "gas_and_air"]), "kg": NUMBERS,
              "litres": st.sampled_from([1, 40])},
    "inhalers": {"month": DAYS, "inhaler": st.sampled_from([*INHALERS, "soft_mist"]), "inhalers": st.integers(0, 90)},
    "green_space": {"as_at": DAYS, "site_code": st.sampled_from("ABC"), "owned_ha": st.integers(1, 20),
                    "nature_ha": st.sampled_from([None, 0, 1])},
    "food": {"month": DAYS, "site_code": st.sampled_from("ABC"), "meals": st.integers(1, 90), "waste_kg": NUMBERS},
    "reuse": {"month": DAYS, "items": st.integers(0, 9),
              "avoided": st.sampled_from([None, Decimal("0.00"), Decimal("12.50")])},
}


def factor_table():
    return {(row["item"], int(row["year"])): float(row["factor"]) for row in reference("emission_factors")}


def vintage(month):
    year = month.year if month.month > 3 else month.year - 1
    return min(year, max(int(row["year"]) for row in reference("emission_factors")))


LINES = {}
for line in reference("fuel_factors"):
    LINES.setdefault((line["fuel"], line["line"]), []).append(line["item"])


def energy(rows, tonnes, fuels=None):
    """Month by month the carbon of a line of each bill; None as soon as a factor is missing."""
    bills = [row for row in rows["energy"] if row["fuel"] != "solar" and (not fuels or row["fuel"] in fuels)]
    return totals(bills, lambda row: tonnes(row) if row["kwh"] else 0)


def energy_supply_carbon(rows):
    factors = factor_table()

    def tonnes(row):
        items = [item for line in ("losses", "well_to_tank") for item in LINES.get((row["fuel"], line), [])]
        found = [factors.get((item, vintage(row["month"]))) for item in items]
        return None if None in found else row["kwh"] * sum(found) / 1000

    return energy(rows, tonnes)


def electricity_carbon_market(rows):
    factors = factor_table()

    def tonnes(row):
        green = row.get("tariff") == "green"
        return 0 if green else row["kwh"] * factors["electricity", vintage(row["month"])] / 1000

    return energy(rows, tonnes, ["electricity"])


def building_carbon_constant(rows):
    factors = factor_table()

    def tonnes(row):
        [item] = LINES[row["fuel"], "use"]
        year = min((abs(year - 2019), year) for of, year in factors if of == item)[1]
        return row["kwh"] * factors[item, year] / 1000

    return energy(rows, tonnes)


def totals(rows, quantity):
    """Month by month the sum of what `quantity` gives; None for one row is none for the month."""
    found = {}
    for month, group in by_month(rows).items():
        parts = [quantity(row) for row in group]
        found[month] = (None if None in parts else sum(parts), None, None, None)
    return found


def apart(found, rows, unknown):
    """The same, with how much is not known."""
    return {month: (top, whole, sum(map(unknown, group)), left)
            for month, group in by_month(rows).items() for top, whole, _, left in [found[month]]}


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


def nhs_carbon_footprint(rows):
    """The sum of its parts' twins, where each of the six files has the month."""
    factors, files = factor_table(), ("energy", "gases", "inhalers", "travel", "waste", "water")
    puffs = [row for row in rows["inhalers"] if row["inhaler"] in ("salbutamol_mdi", "salbutamol_breath", "other_mdi")]

    def water(row):
        both = factors["water_supply", vintage(row["month"])] + factors["water_treatment", vintage(row["month"])]
        return row["m3"] * both / 1000

    there = {name: {row["month"] for row in rows[name]} for name in files}
    parts = [building_carbon(rows), energy_supply_carbon(rows), anaesthetic_gases(rows), travel_carbon(rows),
             clinical_waste_carbon(rows), other_waste_carbon(rows), totals(rows["water"], water),
             totals(puffs, lambda row: row["inhalers"] * INHALERS[row["inhaler"]] / 1000)]
    found = {}
    for month in set().union(*there.values()):
        figures = [part[month][0] for part in parts if month in part]
        whole = all(month in months for months in there.values()) and None not in figures
        found[month] = (sum(map(float, figures)) if whole else None, None, None, None)
    return found


def nhs_carbon_footprint_plus(rows):
    """The Footprint's twin and what was bought, where both are told."""
    footprint, factors = nhs_carbon_footprint(rows), {}
    for row in reference("spend_factors"):
        if row["year"] == "2020":
            factors[row["category"]] = float(row["factor"])
    found = {}
    for month in {*footprint, *by_month(rows["payments"])}:
        bought = [row for row in by_month(rows["payments"]).get(month, []) if row.get("carbon_category")
                  and row.get("excluded") is None and row.get("carbon_elsewhere") is None]
        tonnes = sum(float(row["amount"]) * factors[row["carbon_category"]] / 1000 for row in bought
                     if row["carbon_category"] != "pharmaceuticals")
        known = bought and footprint.get(month, (None,))[0] is not None
        found[month] = (footprint[month][0] + tonnes if known else None, None, None, None)
    return found


def travel_carbon(rows):
    factors = factor_table()

    def tonnes(row):
        if row["mode"] == "bicycle" or (row["km"] is None and row["miles"] is None):
            return 0
        km = row["miles"] * 1.609344 if row["km"] is None else row["km"]
        if row["mode"].startswith("car"):
            return km / 1.609344 * factors[row["mode"] + "_miles", vintage(row["month"])] / 1000
        return km * factors[row["mode"] + "_km", vintage(row["month"])] / 1000

    def unknown(row):
        return row["mode"] != "bicycle" and row["km"] is None and row["miles"] is None

    return apart(totals(rows["travel"], tonnes), rows["travel"], lambda row: 1 if unknown(row) else 0)


def zero_emission_fleet(rows):
    found = {}
    for month, group in by_month(rows["fleet"]).items():
        fuels = [row["fuel"] for row in group if row["kind"] != "ambulance"]
        found[month] = (len([f for f in fuels if f in ("electric", "hydrogen")]), len(fuels) - fuels.count(None),
                        fuels.count(None), len(group) - len(fuels))
    return found


def commuting(rows):
    found = {}
    for month, group in by_month(rows["travel_survey"]).items():
        said = [row for row in group if row["mode"]]
        found[month] = (sum(r["people"] for r in said if r["mode"] != "car_alone"), sum(r["people"] for r in said),
                        sum(r["people"] for r in group if not r["mode"]), None)
    return found


def anaesthetic_gases(rows):
    factors = factor_table()

    def tonnes(row):
        gas, kg = row["gas"], row["kg"]
        factor = GASES.get(gas) or factors["nitrous_oxide", vintage(row["month"])]
        if kg is not None:
            return kg * (0.579 if gas == "gas_and_air" else 1) * factor / 1000
        return row["litres"] * DENSITY[gas] * factor / 1000 if gas in DENSITY else None

    return totals(rows["gases"], tonnes)


def inhaler_carbon(rows):
    found = totals(rows["inhalers"], lambda row: row["inhalers"] * INHALERS.get(row["inhaler"], 0) / 1000)
    return apart(found, rows["inhalers"], lambda row: 0 if row["inhaler"] in INHALERS else row["inhalers"])


def green_space(rows):
    return {month: (sum(r["nature_ha"] or 0 for r in group),
                    sum(r["owned_ha"] for r in group if r["nature_ha"] is not None),
                    sum(r["owned_ha"] for r in group if r["nature_ha"] is None), None)
            for month, group in by_month(rows["green_space"]).items()}


def food_waste(rows):
    return {month: (sum(r["waste_kg"] or 0 for r in group),
                    sum(r["meals"] for r in group if r["waste_kg"] is not None),
                    sum(r["meals"] for r in group if r["waste_kg"] is None), None)
            for month, group in by_month(rows["food"]).items()}


def reuse_value(rows):
    found = totals(rows["reuse"], lambda row: row["avoided"] or Decimal(0))
    return apart(found, rows["reuse"], lambda row: row["items"] if row["avoided"] is None else 0)


TWINS = {
    "travel-carbon": travel_carbon, "zero-emission-fleet": zero_emission_fleet, "commuting": commuting,
    "anaesthetic-gases": anaesthetic_gases, "inhaler-carbon": inhaler_carbon, "green-space": green_space,
    "food-waste": food_waste, "reuse-value": reuse_value,
    "renewable-share": renewable_share, "total-waste": total_waste, "clinical-waste-carbon": clinical_waste_carbon,
    "other-waste-carbon": other_waste_carbon, "nhs-carbon-footprint": nhs_carbon_footprint,
    "nhs-carbon-footprint-plus": nhs_carbon_footprint_plus,
    "energy-supply-carbon": energy_supply_carbon,
    "electricity-carbon-market": electricity_carbon_market, "building-carbon-constant": building_carbon_constant,
}
