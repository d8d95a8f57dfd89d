"""Environment: energy, water, waste, travel, gases, inhalers and food. August stands for waste and for the whole
footprint: September's waste report has not come."""

from collections import defaultdict
from datetime import date

from tests.hand_worked.procurement import bought
from tests.hand_worked.raw import Files, cell, in_month, number, pounds, reference, total

SEPTEMBER, AUGUST = date(2026, 9, 1), date(2026, 8, 1)
FUELS = {"Electricity": "electricity", "Gas": "natural_gas", "Oil": "gas_oil"}
CLINICAL = {"High Temperature Incineration": 1074, "Alternative Treatment": 569, "Offensive Waste": 249}
GOVERNMENT = {"Landfill": "waste_landfill", "Energy from Waste": "waste_energy_recovery", "Food Waste": "waste_food"}
MODES = {"Petrol car": "car_petrol_miles", "Diesel car": "car_diesel_miles", "Electric car": "car_electric_miles",
         "Car": "car_unknown_miles", "Train": "rail_km", "Taxi": "taxi_km", "Flight": "flight_km", "Bicycle": None}
INHALERS = {"Salbutamol MDI": 25.24, "Salbutamol Easi-Breathe": 11.79, "Ventolin Accuhaler": 0.58, "MDI": 20,
            "DPI": 1}
# kilograms of carbon for a litre: warming times density, of nitrous oxide by the edition of 2025 (265)
GASES = {"Sevoflurane": 130 * 1.522, "Isoflurane": 510 * 1.496, "Nitrous oxide": 265 * 0.001876,
         "Entonox": 265 * 0.000933}


def factors(year):
    return {row["item"]: float(row["factor"]) for row in reference("emission_factors") if row["year"] == str(year)}


def of(files: Files, stem, month):
    rows = files.rows(stem)
    heading = next(name for name in rows[0] if name in ("Month", "Period", "Billing Month", "Claim Month"))
    return [row for row in rows if in_month(row[heading], month)]


def worked(files: Files) -> dict:
    """Of September; the waste and the footprint of August are in `worked_of_august`."""
    return energy(files, SEPTEMBER) | other(files, SEPTEMBER) | areas(files) | yearly(files)


def worked_of_august(files: Files) -> dict:
    wasted = waste(files)
    parts = energy(files, AUGUST) | other(files, AUGUST) | wasted
    puffs = sum(number(row["Number Issued"]) * INHALERS[row["Inhaler Type"]] / 1000
                for row in of(files, "inhalers-2026-27", AUGUST)
                if row["Inhaler Type"] in ("Salbutamol MDI", "Salbutamol Easi-Breathe", "MDI"))
    known = factors(2025)
    water = sum(number(row["Volume (m³)"]) for row in of(files, "water-2026-Q3", AUGUST))
    whole = sum(parts[code][0] for code in ("N1a", "N1a2", "N3a", "N4a", "N2b2", "N2b3"))
    whole += puffs + water * (known["water_supply"] + known["water_treatment"]) / 1000
    return wasted | {"N1a5": (whole, None), "N1a6": (whole + bought(files, AUGUST), None)}


def energy(files, month):
    """After 2025 the factors of 2025 stand; those of 2019 are the trust's baseline."""
    now, baseline = factors(2025), factors(2019)
    used = [(row, number(row["Consumption (kWh)"])) for row in of(files, "energy-2026-Q3", month)]
    burnt = [(FUELS[row["Utility"]], kwh, row) for row, kwh in used if row["Utility"] != "Solar"]
    power = [kwh for fuel, kwh, _ in burnt if fuel == "electricity"]
    way = {fuel: now[f"{fuel}_well_to_tank"] for fuel in FUELS.values()}
    way["electricity"] += now["electricity_losses"] + now["electricity_losses_well_to_tank"]
    solar = sum(kwh for row, kwh in used if row["Utility"] == "Solar")
    return {
        "N1a": total(kwh * now[fuel] / 1000 for fuel, kwh, _ in burnt),
        "N1a2": total(kwh * way[fuel] / 1000 for fuel, kwh, _ in burnt),
        "N1a3": total(kwh * now[fuel] / 1000 for fuel, kwh, row in burnt
                      if fuel == "electricity" and row["Tariff"] != "Green"),
        "N1a4": total(kwh * baseline[fuel] / 1000 for fuel, kwh, _ in burnt),
        "N1c": (solar, solar + sum(power)),
    }


def areas(files):
    floor = {row["Site Code"]: number(row["Gross internal floor area (m²)"]) for row in files.rows("sites-2025-26")}
    result = {}
    wanted = (("N1b", "energy-2026-Q3", "Consumption (kWh)"), ("N1d", "water-2026-Q3", "Volume (m³)"))
    for code, stem, heading in wanted:
        rows = of(files, stem, SEPTEMBER)
        result[code] = (sum(number(row[heading]) for row in rows if row["Site Code"] in floor),
                        sum(floor[site] for site in {row["Site Code"] for row in rows} & set(floor)))
    return result


def waste(files):
    tonnes = defaultdict(float)
    for row in of(files, "waste-2026-08", AUGUST):
        tonnes[row["Waste Stream"]] += number(row["Tonnes"])
    now = factors(2025)
    clinical = sum(tonnes[stream] for stream in CLINICAL)
    everything = sum(tonnes.values())
    other_streams = {stream: much for stream, much in tonnes.items() if stream not in (*CLINICAL, "Re-use")}
    recycled = tonnes["Dry Mixed Recycling"] + tonnes["Food Waste"] + tonnes["Re-use"]
    return {
        "N2a": (tonnes["Offensive Waste"], clinical),
        "N2b": (everything - tonnes["Re-use"], None),
        "N2b2": total(tonnes[stream] * factor / 1000 for stream, factor in CLINICAL.items()),
        "N2b3": total(much * now[GOVERNMENT.get(stream, "waste_recycling")] / 1000
                      for stream, much in other_streams.items()),
        "N2c": (recycled, everything - clinical),
    }


def other(files, month):
    now = factors(2025)
    miles = [(MODES[row["Travel Type"]], number(row["Total Miles"])) for row in of(files, "travel-2026-27", month)]
    miles = [(item, much) for item, much in miles if item and much is not None]
    meals = [row for row in of(files, "food-2026-27", month) if number(row["Waste (kg)"]) is not None]
    reused = [row for row in of(files, "reuse-2026-27", month) if row["Procurement Savings"]]
    return {
        "N3a": total(much * (1 if item.endswith("miles") else 1.609344) * now[item] / 1000 for item, much in miles),
        "N4a": total(number(row["Volume (litres)"]) * GASES[row["Agent"]] / 1000
                     for row in of(files, "gases-2026-27", month)),
        "N4b": total(number(row["Number Issued"]) * INHALERS[row["Inhaler Type"]] / 1000
                     for row in of(files, "inhalers-2026-27", month)),
        "N2d": (sum(number(row["Waste (kg)"]) for row in meals), sum(number(row["Meals Ordered"]) for row in meals)),
        "N2e": (sum(pounds(row["Procurement Savings"]) for row in reused), None),
    }


def yearly(files):
    """The fleet is a list of the day; the survey and the count of green space stand for the year."""
    fleet = [row for row in files.rows("fleet-2026-27") if in_month(row["List Date"], SEPTEMBER)]
    driven = [row["Fuel Type"] for row in fleet if row["Body Type"] != "Ambulance" and row["Fuel Type"]]
    ways = [(row["Usual Mode"], number(row["Responses"])) for row in files.rows("travel_survey-2026-27")]
    green = [row for row in files.rows("green_space-2026-27") if cell(row, "Nature (ha)")]
    return {
        "N3b": (sum(fuel in ("Electric", "Hydrogen") for fuel in driven), len(driven)),
        "N3c": (sum(n for way, n in ways if way not in ("", "Drive alone")), sum(n for way, n in ways if way)),
        "N5a": (sum(number(row["Nature (ha)"]) for row in green), sum(number(row["Land Owned (ha)"]) for row in green)),
    }
