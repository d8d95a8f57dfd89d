"""Travel, fleet, gases, inhalers, green space, food and things used again: one file of each a year."""

from collections.abc import Iterator

import numpy as np

from metrics.example import story
from metrics.example.files import Cell, Made, Sheet
from metrics.example.sites import SITES

_MODES = (  # way of travelling, miles a month at first and now, pounds a mile
    ("Petrol car", 61_000, 52_000, 0.45), ("Diesel car", 34_000, 24_000, 0.45), ("Electric car", 3_500, 14_000, 0.45),
    ("Car", 9_000, 8_500, 0.45), ("Train", 21_000, 24_000, 0.31), ("Taxi", 2_400, 2_300, 2.6),
    ("Flight", 1_500, 1_500, 0.4), ("Bicycle", 310, 420, 0.2),
)  # fmt: skip
_VEHICLES = (("Van", 46), ("Car", 31), ("Minibus", 5), ("Ambulance", 9), ("Lorry", 3))
_COMMUTE = (("Drive alone", 0.645), ("Car share", 0.11), ("Bus", 0.08), ("Train", 0.02), ("Cycle", 0.05),
            ("Walk", 0.08), ("", 0.015))  # fmt: skip
_GASES = (  # gas, supply, litres a month at first and now
    ("Sevoflurane", "", 34, 31), ("Isoflurane", "", 3.2, 3), ("Nitrous oxide", "Piped", 61_000, 58_000),
    ("Nitrous oxide", "Portable", 5_200, 7_400), ("Entonox", "Piped", 240_000, 236_000),
)  # fmt: skip
_INHALERS = (("Salbutamol MDI", 330), ("Salbutamol Easi-Breathe", 42), ("Ventolin Accuhaler", 38), ("MDI", 210),
             ("DPI", 190))  # fmt: skip
_THINGS = (("Furniture", 26, 118), ("Equipment", 9, 210), ("Stationery", 30, 6))


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """Everything on travel, clinical carbon, food, things used again and green space."""
    for look, (year, months) in enumerate(story.years(span).items()):
        yield _made("travel", year, look, ["Claim Month", "Travel Type", "Total Miles", "Cost (£)"],
                    [row for month in months for row in _travel(seed, month)])  # fmt: skip
        yield _made("gases", year, look, ["Period", "Agent", "Supply Type", "Volume (litres)"],
                    [row for month in months for row in _gases(seed, month)])  # fmt: skip
        yield _made("inhalers", year, look, ["Month", "Inhaler Type", "Number Issued"],
                    [row for month in months for row in _inhalers(seed, month)])  # fmt: skip
        yield _made("food", year, look, ["Month", "Site Code", "Site", "Meals Ordered", "Unserved Meals", "Waste (kg)"],
                    [row for month in months for row in _food(seed, month)])  # fmt: skip
        yield _made("reuse", year, look, ["Month", "Item Type", "Number of Items", "Procurement Savings"],
                    [row for month in months for row in _reuse(seed, month)])  # fmt: skip
        yield _made("fleet", year, look, ["List Date", "Fleet No", "Body Type", "Fuel Type", "Ownership"],
                    [row for month in months if month % 3 == 2 or len(months) < 3
                     for row in _fleet(month)])  # fmt: skip
        count = months[-1]
        yield _made("travel_survey", year, look, ["Survey Closed", "Usual Mode", "Responses", "Staff Invited"],
                    _survey(seed, count))  # fmt: skip
        yield _made("green_space", year, look, ["Date of Count", "Site Code", "Site", "Land Owned (ha)", "Nature (ha)",
                    "Planted", "Alive"], _green(count))  # fmt: skip


def _made(source: str, year: str, look: int, headings: list[str], rows: list[list[Cell]]) -> Made:
    columns = [list(column) for column in zip(*rows, strict=True)]
    sheet = Sheet(headings, columns, [[f"{story.MADE_UP}: {source} {year}"], []], name=source.capitalize())
    return Made(f"{source}-{year.replace('/', '-')}.{('xlsx', 'csv')[look % 2]}", [sheet], "cp1252")


def _about(rng: np.random.Generator, month: int, first: float, now: float, spread: float = 0.05) -> float:
    return max(0.0, story.drift(month, first, now) * float(rng.normal(1, spread)))


def _travel(seed: int, month: int) -> list[list[Cell]]:
    rng = story.chance(seed, f"travel {month}")
    miles = [(mode, round(_about(rng, month, first, now)), price) for mode, first, now, price in _MODES]
    return [[story.words(month), mode, f"{n:,}", f"£{n * price:,.2f}"] for mode, n, price in miles]


def _gases(seed: int, month: int) -> list[list[Cell]]:
    """Portable nitrous oxide rises while the pipes lose none the less: the one that wants a look."""
    rng = story.chance(seed, f"gases {month}")
    return [[story.words(month), gas, supply, f"{_about(rng, month, first, now):.2f}"]
            for gas, supply, first, now in _GASES]  # fmt: skip


def _inhalers(seed: int, month: int) -> list[list[Cell]]:
    rng = story.chance(seed, f"inhalers {month}")
    winter = 1.15 if month % 12 in (10, 11, 0, 1) else 0.97
    return [[story.words(month), kind, int(rng.poisson(usual * winter))] for kind, usual in _INHALERS]


def _food(seed: int, month: int) -> list[list[Cell]]:
    rng = story.chance(seed, f"food {month}")
    rows: list[list[Cell]] = []
    for site, usual in zip(SITES[:3], (42_000, 3_900, 2_300), strict=True):
        meals = round(usual * rng.normal(1, 0.02))
        unserved = round(meals * rng.normal(0.062, 0.005))
        rows.append([story.words(month), site.code, site.name, f"{meals:,}", f"{unserved:,}",
                     f"{meals * rng.normal(0.19, 0.008):,.0f}"])  # fmt: skip
    return rows


def _reuse(seed: int, month: int) -> list[list[Cell]]:
    rng = story.chance(seed, f"reuse {month}")
    rows: list[list[Cell]] = []
    for kind, usual, worth in _THINGS:
        items = int(rng.poisson(usual))
        rows.append([story.words(month), kind, items, f"£{items * worth * rng.uniform(0.8, 1.2):,.2f}"])
    return rows


def _fleet(month: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    electric = round(story.drift(month, 7, 19))
    number = 0
    for kind, count in _VEHICLES:
        for place in range(count):
            number += 1
            share = kind in ("Van", "Car") and place < electric // 2
            fuel = "Electric" if share else "" if number % 41 == 0 else "Petrol" if kind == "Car" else "Diesel"
            rows.append([f"{story.last_day(month):%d/%m/%Y}", f"F-{number:03d}", kind, fuel,
                         "Leased" if number % 3 else "Owned"])  # fmt: skip
    return rows


def _survey(seed: int, month: int) -> list[list[Cell]]:
    rng = story.chance(seed, f"travel survey {month}")
    answered = round(7_400 * rng.uniform(0.24, 0.31))
    return [[f"{story.last_day(month):%d/%m/%Y}", mode, round(answered * share), 7_400] for mode, share in _COMMUTE]


def _green(month: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for number, site in enumerate(SITES):
        planted = round(story.drift(month, 60, 110) * site.land / 4)
        rows.append([f"{story.last_day(month):%d/%m/%Y}", site.code, site.name, f"{site.land:.2f}",
                     "" if number == 8 else f"{site.land * story.drift(month, 0.05, 0.09):.2f}", planted,
                     round(planted * 0.86)])  # fmt: skip
    return rows
