"""The estates team's files: energy, water and space each quarter, waste each month, the site return each year.

Twelve made-up sites. What a month used depends on the seed and the month alone, so the yearly return (which is sent
in for whole financial years) agrees with the bills, but for the small difference that real ones have.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from metrics.example import rooms, story, waste
from metrics.example.files import Cell, Made, Sheet
from metrics.example.sites import SITES, TRUST_CODE, Site, postcode_of

_GAS_SEASON = (1.72, 1.58, 1.4, 1.05, 0.66, 0.42, 0.38, 0.38, 0.5, 0.85, 1.35, 1.71)
_POWER_SEASON = (1.07, 1.04, 1.03, 0.98, 0.95, 0.95, 0.98, 0.97, 0.96, 1.0, 1.03, 1.04)
_SUN = (0.28, 0.5, 0.9, 1.3, 1.65, 1.75, 1.7, 1.45, 1.05, 0.68, 0.42, 0.32)
_PRICES = {"electricity": 0.24, "gas": 0.062, "oil": 0.091, "solar": 0.0}
_MONTH_FORMS = ("%b-%y", "%B %Y", "%d/%m/%Y")


@dataclass(frozen=True)
class Bill:
    site: Site
    fuel: str
    kwh: int
    estimated: bool


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """Everything that the estates team sends, source by source."""
    for year in _returned(span):
        yield _site_return(seed, year)
    for look, (quarter, months) in enumerate(story.quarters(span).items()):
        yield _energy(seed, quarter, months, look)
        yield _water(seed, quarter, months, look)
        yield _space(seed, quarter, months, look)
    yield from waste.files(seed, span)
    yield from rooms.files(seed, span)


def month_as_written(month: int, look: int, alone: bool) -> str:
    """A month in one of three forms: Mar-26, March 2026, 01/03/2026; in words where it is `alone` in its file.

    Alone, 01/03/2026 might be the third of January as well, and a person would be asked.
    """
    form = _MONTH_FORMS[look % 3]
    return story.first_day(month).strftime(_MONTH_FORMS[1] if alone and "/" in form else form)


def bills(seed: int, month: int) -> list[Bill]:
    """Kilowatt hours by site and fuel in a month: cold months burn more, and each year uses a little less."""
    rng = story.chance(seed, f"energy {month}")
    weather = rng.normal(1, 0.03)
    saved = 0.98 ** ((month - story.month_number("2023-10")) / 12)
    made = []
    for site in SITES:
        power = site.floor * site.power * _POWER_SEASON[month % 12] / 12 * saved * rng.normal(1, 0.02)
        sun = _sunshine(site, month, rng)
        heat = site.floor * site.heat * _GAS_SEASON[month % 12] / 12 * saved * weather * rng.normal(1, 0.025)
        used = {"electricity": power - sun, site.fuel: heat, "solar": sun}
        for fuel, kwh in used.items():
            if kwh:
                made.append(Bill(site, fuel, round(kwh), fuel != "solar" and rng.random() < 0.05))
    return made


def _sunshine(site: Site, month: int, rng: np.random.Generator) -> float:
    yearly = site.panels if month >= story.SOLAR_FROM or site.code != SITES[0].code else 0
    return yearly / 12 * _SUN[month % 12] * rng.normal(1, 0.06)


def water_used(seed: int, month: int) -> list[int]:
    """Cubic metres at each site in a month."""
    rng = story.chance(seed, f"water {month}")
    saved = story.drift(month, 1.0, 0.95)
    return [round(site.floor * site.water / 12 * saved * rng.normal(1, 0.03)) for site in SITES]


def _energy(seed: int, quarter: str, months: list[int], look: int) -> Made:
    rows: list[list[Cell]] = []
    for month in months:
        for bill in bills(seed, month):
            tariff = ("Green" if bill.site.green else "Standard") if bill.fuel == "electricity" else ""
            rows.append(
                [month_as_written(month, look, len(months) == 1), bill.site.code, bill.site.name,
                 bill.fuel.capitalize(), f"{bill.kwh:,}", f"£{bill.kwh * _PRICES[bill.fuel]:,.2f}",
                 "Estimated" if bill.estimated else "Actual", tariff]
            )  # fmt: skip
    headings = (
        ["Billing Month", "Site Code", "Site Name", "Utility", "Consumption (kWh)", "Cost (£)", "Read Type", "Tariff"],
        ["Month", "Location Code", "Location", "Fuel Type", "kWh", "Net Cost", "Actual/Estimated", "Supply Tariff"],
    )[look % 2]
    total = sum(int(str(row[4]).replace(",", "")) for row in rows)
    foot: list[list[Cell]] = [["Total", "", "", "", f"{total:,}"]]
    return _file("energy", quarter, headings, rows, foot, ("xlsx", "csv", "ods", "xls")[look % 4])


def _water(seed: int, quarter: str, months: list[int], look: int) -> Made:
    rng = story.chance(seed, f"water reads {quarter}")
    rows: list[list[Cell]] = [
        [month_as_written(month, look + 1, len(months) == 1), site.code, site.name, f"{used:,}",
         f"£{used * 3.1:,.2f}", "E" if rng.random() < 0.08 else "A"]
        for month in months
        for site, used in zip(SITES, water_used(seed, month), strict=True)
    ]  # fmt: skip
    headings = (
        ["Period", "Site Code", "Site", "Volume (m³)", "Cost (£)", "A/E"],
        ["Billing Period", "Property Code", "Property", "Cubic Metres", "Bill Amount", "Reading Type"],
    )[look % 2]
    return _file("water", quarter, headings, rows, [], ("csv", "xls", "xlsx")[look % 3])


def _space(seed: int, quarter: str, months: list[int], look: int) -> Made:
    rows: list[list[Cell]] = [
        [month_as_written(month, look + 2, len(months) == 1), site.code, site.name,
         *(f"{m2:,}" for m2 in areas(seed, site, month)), f"{rooms.offered(site, month)}"]
        for month in months
        for site in SITES
    ]  # fmt: skip
    headings = (
        ["Month", "Site Code", "Site", "Occupied (m²)", "Clinical (m²)", "Non-clinical (m²)", "Vacant (m²)",
         "Under-used (m²)", "Hours Offered"],
        ["Survey Date", "Property Code", "Property", "Occupied Floor Area (m²)", "Clinical Space (m²)",
         "Non-clinical Space (m²)", "Empty Space (m²)", "Under-utilised (m²)", "Bookable Hours"],
    )[look % 2]  # fmt: skip
    return _file("space", quarter, headings, rows, [], ("xlsx", "csv")[look % 2])


def areas(seed: int, site: Site, month: int) -> tuple[int, int, int, int, int]:
    """Square metres occupied, clinical, non-clinical, empty and under-used; offices are given up as they empty."""
    rng = story.chance(seed, f"space {site.code}")
    empty = round(site.floor * story.drift(month, 0.034, 0.021) * rng.uniform(0.7, 1.3))
    under_used = round(site.floor * story.drift(month, 0.026, 0.019) * rng.uniform(0.7, 1.3))
    occupied = site.floor - empty
    non_clinical = round(occupied * min(1.0, site.non_clinical * story.drift(month, 1.06, 0.94)))
    return occupied, occupied - non_clinical, non_clinical, empty, under_used


def _file(source: str, period: str, headings: list[str], rows: list[list[Cell]], foot: list, ending: str) -> Made:
    columns = [list(column) for column in zip(*rows, strict=True)]
    sheet = Sheet(headings, columns, [[f"{story.MADE_UP}: {source} {period}"], []], foot, source.capitalize())
    return Made(f"{source}-{period}.{ending}", [sheet], "cp1252")


def _returned(span: story.Span) -> list[int]:
    """Financial years whose return was in by the end: sent three months after the year's March."""
    first = (span.first - 6 - 2 + 11) // 12  # the first year whose March is not before the span's half a year ago
    return [year - 1 for year in range(first, (span.last - 3 - 2) // 12 + 1)]


def _site_return(seed: int, year: int) -> Made:
    """The yearly return in the shape that it is published in; `year` is that of its April."""
    months = range(year * 12 + 3, year * 12 + 15)
    burnt: dict[tuple[str, str], int] = {}
    for month in months:
        for bill in bills(seed, month):
            key = (bill.site.code, bill.fuel)
            burnt[key] = burnt.get(key, 0) + bill.kwh
    water = np.array([water_used(seed, month) for month in months]).sum(axis=0).tolist()
    thrown = waste.year_by_site(seed, months)
    rows = [
        _return_row(seed, site, months[-1], burnt, used, thrown[site.code])
        for site, used in zip(SITES, water, strict=True)
    ]
    label = f"{year}-{(year + 1) % 100:02d}"
    columns = [list(column) for column in zip(*rows, strict=True)]
    above: list[list[Cell]] = [[f"{story.MADE_UP}: estates return {year}/{(year + 1) % 100:02d}"], []]
    notes = Sheet(["Notes"], [["Figures are made up. Bills for late March were estimated."]], name="Notes")
    return Made(f"sites-{label}.xlsx", [Sheet(_RETURN, columns, above, name="Site data"), notes])


_RETURN = [
    "Trust Code", "Trust Name", "Site Code", "Site Name", "Site Type", "Post Code", "Gross internal floor area (m²)",
    "Site heated volume (m³)", "Land area owned (Hectares)", "Land area not delivering services (Hectares)",
    "Clinical space (m²)", "Non-clinical space (m²)", "Floor area - empty (%)", "Floor area - under used (%)",
    "Electricity consumed (kWh)", "Electricity - green electricity consumed (kWh)",
    "Electricity - trust owned solar consumed (kWh)", "Gas consumed (kWh)", "Oil consumed (kWh)",
    "Coal consumed (kWh)", "Water volume (including borehole) (m³)",
    "Incineration (clinical waste) volume (Tonnes)", "Alternative Treatment (clinical waste) volume (Tonnes)",
    "Offensive waste volume (Tonnes)", "Domestic waste (landfill) volume (Tonnes)",
    "Domestic waste (recycling) volume (Tonnes)", "Domestic waste (food) volume (Tonnes)",
    "Domestic waste (incineration) volume (Tonnes)", "Cost to eradicate high risk backlog (£)",
    "Cost to eradicate significant risk backlog (£)",
]  # fmt: skip


def _return_row(seed: int, site: Site, month: int, burnt: dict, water: int, thrown: dict[str, float]) -> list[Cell]:
    _, clinical, non_clinical, empty, under_used = areas(seed, site, month)
    # Accruals and estimates: the return is never quite the sum of the bills.
    power = round(burnt[site.code, "electricity"] * 1.006)
    waste_streams = ("high_temperature", "alternative_treatment", "offensive", "landfill", "recycling", "food",
                     "energy_from_waste")  # fmt: skip
    return [
        TRUST_CODE, story.TRUST, site.code, site.name, site.kind, postcode_of(site), f"{site.floor:,}",
        f"{round(site.floor * 2.9):,}", f"{site.land:.2f}", f"{site.spare_land:.2f}", f"{clinical:,}",
        f"{non_clinical:,}", f"{empty / site.floor:.1%}".rstrip("%"), f"{under_used / site.floor:.1%}".rstrip("%"),
        _or_not(0 if site.green else power), _or_not(power if site.green else 0),
        _or_not(burnt.get((site.code, "solar"), 0)), _or_not(round(burnt.get((site.code, "gas"), 0) * 0.994)),
        _or_not(burnt.get((site.code, "oil"), 0)), "Not Applicable", f"{water:,}",
        *(f"{thrown.get(stream, 0.0):.2f}" for stream in waste_streams), *_backlog(site, month),
    ]  # fmt: skip


def _backlog(site: Site, month: int) -> list[Cell]:
    """High and significant risk, in pounds: prices rise by 4% a year, and the newest buildings have none."""
    dearer = 1.04 ** ((month - story.month_number("2024-03")) / 12)
    high, significant = (site.floor * pounds * (0.6 + site.heat / 400) * dearer for pounds in (7, 34))
    return [f"{0 if site.panels and not site.spare_land else round(cost, -2):,.0f}" for cost in (high, significant)]


def _or_not(kwh: int) -> str:
    return f"{kwh:,}" if kwh else "Not Applicable"
