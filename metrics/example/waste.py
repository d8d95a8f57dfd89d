"""The waste contractors' monthly reports: tonnes by site and stream.

Offensive waste grows among the clinical streams; recycling falls slowly; food is collected apart at every site from
April 2025. March 2024's high temperature stream is in kilograms; November 2024 came with December; the newest
month has not come.
"""

from collections.abc import Iterator

from metrics.example import story
from metrics.example.files import Cell, Made, Sheet
from metrics.example.sites import SITES

_OCTOBER_2024, _OCTOBER_2025 = story.month_number("2024-10"), story.month_number("2025-10")
_CLINICAL_TONNES, _OTHER_TONNES = 96.0, 138.0  # a month, the whole trust
_AS_SENT = {
    "high_temperature": ("High Temperature Incineration", "HTI"),
    "alternative_treatment": ("Alternative Treatment", "Orange Bag"),
    "offensive": ("Offensive Waste", "Tiger Stripe"),
    "recycling": ("Dry Mixed Recycling", "DMR"),
    "food": ("Food Waste", "Food"),
    "landfill": ("Landfill", "Landfill"),
    "energy_from_waste": ("Energy from Waste", "EfW"),
    "reuse": ("Re-use", "Reuse"),
    "weee": ("WEEE", "WEEE"),
    "confidential": ("Confidential Waste", "Confidential Paper"),
}
_PRICES = {"high_temperature": 720, "alternative_treatment": 410, "offensive": 260, "landfill": 155, "reuse": 0}


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """A file a month; the one that came late is in the file of the month after, the newest is not there yet."""
    held: list[int] = []
    for month in span.months:
        if month == story.WASTE_SENT_LATE and month < span.last:
            held.append(month)
        elif month < span.last or len(span.months) == 1:
            yield _report(seed, [*held, month])
            held = []


def tonnes(seed: int, month: int) -> dict[tuple[str, str], float]:
    """(site code, stream) -> true tonnes in a month, two decimals."""
    rng = story.chance(seed, f"waste {month}")
    floor = sum(site.floor for site in SITES)
    weights = {}
    for stream, total in _totals(month).items():
        total *= rng.normal(1, 0.035)
        for site in SITES:
            share = site.floor / floor * rng.normal(1, 0.05)
            weights[site.code, stream] = round(total * share, 2)
    return {key: weight for key, weight in weights.items() if weight >= 0.01}


def _totals(month: int) -> dict[str, float]:
    apart = month >= story.FOOD_COLLECTION_FROM
    clinical = {
        "high_temperature": story.drift(month, 0.27, 0.205),
        "alternative_treatment": story.drift(month, 0.43, 0.255),
        "offensive": story.drift(month, 0.30, 0.54),
    }
    other = {
        "recycling": story.drift(month, 0.335, 0.255),
        "food": 0.085 if apart else 0.07,
        "landfill": story.drift(month, 0.06, 0.02),
        "reuse": 0.006,
        "weee": 0.01,
        "confidential": 0.05,
    }
    other["energy_from_waste"] = 1 - sum(other.values())
    return {s: share * _CLINICAL_TONNES for s, share in clinical.items()} | {
        s: share * _OTHER_TONNES for s, share in other.items()
    }


def year_by_site(seed: int, months: range) -> dict[str, dict[str, float]]:
    """Site code -> stream -> tonnes over the months."""
    sums: dict[str, dict[str, float]] = {site.code: {} for site in SITES}
    for month in months:
        for (code, stream), weight in tonnes(seed, month).items():
            sums[code][stream] = sums[code].get(stream, 0.0) + weight
    return sums


def _report(seed: int, months: list[int]) -> Made:
    look = (months[-1] >= _OCTOBER_2024) + (months[-1] >= _OCTOBER_2025)
    names = {site.code: site.name for site in SITES}
    rows: list[list[Cell]] = []
    for month in months:
        for (code, stream), weight in tonnes(seed, month).items():
            kilograms = month == story.WASTE_IN_KILOGRAMS and stream == "high_temperature"
            written = f"{weight * 1000:,.0f}" if kilograms else f"{weight:,.2f}"
            cost = weight * _PRICES.get(stream, 135)
            rows.append(
                [f"{story.first_day(month):%b %Y}", code, names[code], _AS_SENT[stream][look % 2], written,
                 f"£{cost:,.2f}"]
            )  # fmt: skip
    headings = (
        ["Collection Month", "Site Code", "Site Name", "Waste Type", "Weight (tonnes)", "Cost (£)"],
        ["Month", "Location Code", "Location", "Stream", "Tonnage", "Net Cost"],
        ["Month", "Site Code", "Site", "Waste Stream", "Tonnes", "Cost £"],
    )[look]
    columns = [list(column) for column in zip(*rows, strict=True)]
    title = f"{story.MADE_UP}: waste collected, {' and '.join(story.words(m) for m in months)}"
    ending = ("xls", "csv", "xlsx")[look]
    sheet = Sheet(headings, columns, [[title], []], name="Waste")
    return Made(f"waste-{story.label(months[-1])}.{ending}", [sheet], "cp1252")
