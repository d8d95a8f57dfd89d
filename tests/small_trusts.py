"""Small trusts made up at random: a handful of awkward rows of every kind of spreadsheet, as files that people bring.

The rows meet where figures go wrong: at the end of a financial year, on a leap day, in months with others missing
between; with empty postcodes, credit notes, the same person twice, one site spelled in two ways, and plain copies.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from metrics.definitions import Column, Framework, Source

ROWS = 26
DAYS = [date(2024, m, d) for m, d in ((2, 1), (2, 29), (2, 29), (3, 1), (3, 31), (4, 1), (4, 30), (5, 1))]
DAYS += [date(2025, m, d) for m, d in ((2, 28), (3, 1), (3, 31), (4, 1), (5, 31))]
EVERY_MONTH = [date(2024 + n // 12, n % 12 + 1, 14) for n in range(1, 17)]
# Blackpool (two), Wyre, Fylde, Lancaster, Kendal, Manchester, Leeds, Glasgow; none, and one that nobody has
POSTCODES = ("FY3 8NR", "fy11bd", "FY6 7PU", "FY8 1LA", "LA1 4YW", "LA9 4RL", "M1 1AE", "LS1 4AP", "G1 1XQ", "", "",
             "ZZ99 9ZZ")
NUMBERS = ("", "0", "1", "2.5", "40", "17.25")
TEXTS: Mapping[str, Sequence[str]] = MappingProxyType({
    "pay_band": ("Band 2", "Band 3", "Band 4", "Band 7", "Consultant", ""),
    "staff_group": ("Nursing", "Estates", ""),
    "recruitment_source": ("NHS Jobs", "NHS Jobs", "Internal move", "TUPE", "Lead employer", ""),
    "supplier_name": ("Fylde Bakery Ltd", "FYLDE BAKERY LIMITED", "Sands & Sons", "Sands and Sons",
                      "HM Revenue & Customs", "NHS Supply Chain", "Coast Carers CIC", "Pier Legal LLP"),
    "bidder": ("Fylde Bakery Ltd", "Sands & Sons", "Coast Carers CIC", "Nobody Known"),
    "recipient": ("Coast Carers CIC", "Fylde Council"),
    "category": ("Catering", "Agency", "Electricity", "Payroll", "Furniture", ""),
    "route": ("Catalogue", "Contract", "PO", "BACS", ""),
    "site_code": ("RXL01", "rxl01", "RXL02", "RXL09"),
    "site_name": ("Victoria", "Victoria", "Clifton"),
    "start_time": ("09:00", "22:00", "18:30"), "end_time": ("11:00", "23:30", "19:00"),
    "trust_code": ("RXL",), "invoice_number": ("INV1", "INV2", "INV3", "", "9"),
    "level": ("2", "3", "6"), "net_zero_year": ("2030", "2045", ""),
    "agree_percent": ("60", "75", "100", ""), "threshold_percent": ("75", "75", ""), "fte": ("1", "0.5", "0.2", ""),
    "annual_salary": ("20000", "24638.04", "26300", "61000", ""), "organisations": ("1", "2", "3", ""),
    "funders": ("1", "2", ""), "share": ("0.5",), "kpi_count": ("0", "3", ""),
    "statement": ("The trust acts on what we say", "The trust listens"), "reply": ("", "Done in May"),
    "asked": ("40", "60"), "answered": ("20", "31"), "agree": ("9", "20"), "staff": ("3", "4"), "known": ("40", "80"),
    "owner": ("Estates", ""), "funder": ("",),
})
PEOPLE = ("1001", "1002", "1003", "1004", "0007", "1005")
LARGER = {"people": ("5", "8"), "new_people": ("0", "4", ""), "known_area": ("4", "5", ""),
          "priority_area": ("0", "3", ""), "meals": ("900", "1000"),
          "unserved": ("0", "40", ""), "owned_ha": ("9", "10.5"), "nature_ha": ("0", "4", ""),
          "planted": ("5", ""), "alive": ("4", ""), "spent_own": ("0", "700.10"), "paid_in": ("0", "1000.25")}


def table(source: Source, chance: random.Random, rows: int = ROWS) -> list[list[str]]:
    """The headings of a source, and rows under them: some of them copies of others where copies make sense."""
    columns = [column for column in source.columns if column.personal != "drop"]
    body: list[list[str]] = []
    seen = set()
    for number in range(rows):
        row = [_cell(source, column, chance, number) for column in columns]
        key = tuple(cell for cell, column in zip(row, columns, strict=True) if column.name in source.identity)
        if source.id in ("sites", "green_space", "fleet", "representation") and (key := _plain(key)) in seen:
            continue  # a return has one row for each of its sites
        seen.add(key)
        body.append(row)
    return [[column.title for column in columns], *body]


def write(framework: Framework, folder: Path, chance: random.Random) -> list[Path]:
    """A file for every kind of spreadsheet but typed figures, named after its source."""
    kinds = [one for one in framework.sources if one.id != "typed"]
    return [put(folder / f"{one.id}.csv", table(one, chance)) for one in kinds]


def turned(framework: Framework, files: Sequence[Path], folder: Path, chance: random.Random) -> list[Path]:
    """The same rows otherwise: shuffled, each file that has months cut in two between them, the last file first."""
    made = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            headings, *rows = csv.reader(file)
        chance.shuffle(rows)
        source = framework.source(path.stem)
        at = headings.index(source.column(source.period).title) if source.period else 0
        months = sorted({_month_of(row[at]) for row in rows}) if source.period else []
        first = [row for row in rows if not months or _month_of(row[at]) in months[::2]]
        for number, part in enumerate((first, [row for row in rows if row not in first])):
            if part:
                made.append(put(folder / f"{path.stem}-{'ab'[number]}.csv", [headings, *part]))
    return made[::-1]


def _month_of(cell: str) -> str:
    """The month in which a cell's day lies; a month or a year is itself."""
    return cell[3:] if cell.count("/") == 2 else cell


def put(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """The rows as a csv file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _plain(key: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.lower() for cell in key)


def _cell(source: Source, column: Column, chance: random.Random, number: int) -> str:
    name = column.name
    choices: Sequence[str] = LARGER.get(name) or TEXTS.get(name, ())
    if name in ("employee_number", "person", "assignment_number"):
        choices = PEOPLE
    if name in ("reference", "vehicle", "vacancy"):
        return f"{source.id[:2].upper()}{number}"
    if not choices:
        choices = _OF_KIND.get(column.type, _text)(source, column)
    if column.required:
        choices = [cell for cell in choices if cell] or ["Some"]
    return chance.choice(list(choices))


def _text(source: Source, column: Column) -> Sequence[str]:
    return ("Alpha", "Beta", "")


def _date(source: Source, column: Column) -> Sequence[str]:
    days = EVERY_MONTH if source.id in ("leavers", "representation") else DAYS
    if column.name == source.period:
        return [f"{day:%d/%m/%Y}" for day in days]
    if column.name in ("closed_date", "end_date", "job_start_date"):
        return ["", "30/06/2025", "01/07/2025"]
    if column.name in ("closing_date", "start_date"):
        return ["", "02/01/2024", "31/01/2024"]
    return ["", *(f"{day:%d/%m/%Y}" for day in days)]


def _month(source: Source, column: Column) -> Sequence[str]:
    return [f"{day:%B %Y}" for day in DAYS] if column.name == source.period else [""]


def _money(source: Source, column: Column) -> Sequence[str]:
    if source.id == "payments" and column.name == "amount":
        return ("100.10", "-100.10", "250.00", "0.01", "-0.01", "1234.56", "25000.00")
    return ("", "0.00", "100.10", "20.00")


_OF_KIND: dict[str, Callable[[Source, Column], Sequence[str]]] = {
    "date": _date, "month": _month, "money": _money,
    "postcode": lambda source, column: POSTCODES,
    "yes_no": lambda source, column: ("Yes", "No", ""),
    "year": lambda source, column: ("2023/24", "2024/25"),
    "number": lambda source, column: NUMBERS, "percent": lambda source, column: ("", "0", "50", "100"),
    "integer": lambda source, column: ("", "0", "1", "7"),
    "choice": lambda source, column: [*(words[0] if words else key for key, words in column.choices.items()), ""],
}
