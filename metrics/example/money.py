"""The finance and procurement files: payments each month, a supplier register and a contract register each year.

About 3,000 lines and £16.7 million a month at the end, 3 % a year less before; a few firms are paid much and most
little. From May 2026 fewer invoices are paid in time; in February 2026 a large local firm is lost.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from metrics.example import story
from metrics.example.files import Cell, Made, Sheet
from metrics.example.suppliers import LOST, Suppliers, suppliers

LINES_A_MONTH = 3000
POUNDS_A_MONTH = 16_700_000  # in the year to September 2026
_OCTOBER_2024, _OCTOBER_2025 = story.month_number("2024-10"), story.month_number("2025-10")
_ROUTES = ("Catalogue", "Purchase order", "Contract call-off", "No purchase order")
_AREAS = ("Theatres", "Pharmacy", "Estates", "Facilities", "Medicine", "Digital", "Community", "Corporate")
_HEADINGS = (
    ["Entity", "Supplier No", "Supplier Name", "Site Postcode", "Invoice Number", "Invoice Date", "Date Received",
     "Due Date", "Payment Date", "Amount £", "VAT Amount", "eClass", "Cost Centre", "Narrative", "PO No", "Route"],
    ["Trust Name", "Vendor No", "Vendor Name", "Vendor Postcode", "Invoice Ref", "Inv Date", "Invoice Received",
     "Payment Due Date", "Date Paid", "Net Amount", "VAT", "Category", "Expense Area", "Line Description",
     "Purchase Order Number", "Procurement Route"],
    ["Entity", "Supplier Number", "Supplier", "Supplier Postcode", "Invoice Number", "Invoice Date", "Received Date",
     "Due Date", "Payment Date", "Amount", "VAT", "Category", "Expense Area", "Description", "PO Number", "Route"],
)  # fmt: skip


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """The registers of each financial year, then the payments of each month."""
    known = suppliers(seed, LINES_A_MONTH)
    for look, year in enumerate(story.years(span)):
        yield _register(known, year, look)
    for look, (year, months) in enumerate(story.years(span).items()):
        yield _contracts(story.chance(seed, f"contracts {year}"), known, year, months, look)
    for month in span.months:
        yield _payments(story.chance(seed, f"payments {month}"), known, month, month > span.last - 3)


def late_share(month: int) -> float:
    """The share of invoices paid late (0 to 1): about 4 %, and more each month from May 2026."""
    worse = max(0, month - story.PAYING_LATE_FROM + 1)
    return min(0.3, 0.04 + 0.032 * worse)


def _payments(rng: np.random.Generator, known: Suppliers, month: int, spreadsheet: bool) -> Made:
    who = _who(rng, known, month)
    pence = _pence(rng, known, who, month)
    vat = np.where(rng.random(len(who)) < 0.55, np.rint(pence * 0.2), 0).astype(int)
    days = _days(rng, month, len(who))
    look = (month >= _OCTOBER_2024) + (month >= _OCTOBER_2025)
    route = rng.choice(4, len(who), p=[0.42, 0.3, 0.16, 0.12])
    name = known.name[who].tolist()
    run = story.label(month)[2:].replace("-", "")
    columns: list[list[Cell]] = [
        [story.MADE_UP] * len(who), known.number[who].tolist(),
        [f"{n.upper()} " for n in name] if look == 0 else name,
        known.postcode[who].tolist(), [f"INV{run}{n:05d}" for n in range(len(who))],
        *(_shown_days(d, look, spreadsheet) for d in days),
        _shown_pounds(pence, look, spreadsheet), _shown_pounds(vat, look, spreadsheet),
        known.category[who].tolist(), [_AREAS[n] for n in rng.integers(0, len(_AREAS), len(who)).tolist()],
        ["Goods and services"] * len(who),
        ["" if r == 3 else f"PO{run}{n:05d}" for n, r in enumerate(route.tolist())],
        [_ROUTES[r] for r in route.tolist()],
    ]  # fmt: skip
    headings = _HEADINGS[look]
    foot: list[list[Cell]] = []
    if look != 1:
        total = _shown_pounds(np.array([pence.sum()]), look, spreadsheet)
        foot = [["Total", *[""] * (headings.index("Amount £" if look == 0 else "Amount") - 1), *total]]
    above = [[f"{story.MADE_UP}: payments made in {story.words(month)}"], []] if look == 0 or spreadsheet else []
    ending, encoding = ("xlsx", "") if spreadsheet else ("csv", ("cp1252", "utf-8", "utf-8-sig")[look])
    return Made(f"payments-{story.label(month)}.{ending}", [Sheet(headings, columns, above, foot, "AP")], encoding)


def _who(rng: np.random.Generator, known: Suppliers, month: int) -> np.ndarray:
    """The supplier of each line, in the order of the payment run."""
    lines = rng.poisson(known.lines)
    lines[LOST] = 0 if month >= story.SUPPLIER_LOST else max(4, lines[LOST])
    return rng.permutation(np.repeat(np.arange(len(lines)), lines))


def _pence(rng: np.random.Generator, known: Suppliers, who: np.ndarray, month: int) -> np.ndarray:
    """Whole pence for each line, credit notes below zero; the month's sum is near its budget."""
    pounds = (known.monthly / known.lines)[who] * np.exp(rng.normal(-0.18, 0.6, len(who)))
    lost = who == LOST
    if lost.any():
        pounds[lost] *= known.monthly[LOST] / pounds[lost].sum()
    credit = (rng.random(len(who)) < 0.015) & ~lost
    pounds = np.where(credit, -0.4 * pounds, pounds)
    growth = 1.03 ** ((month - story.month_number("2026-03")) / 12)
    year_end = {2: 1.13, 3: 0.93, 7: 0.97, 11: 0.98}.get(month % 12, 1.0)
    budget = known.monthly.sum() - (known.monthly[LOST] if month >= story.SUPPLIER_LOST else 0)
    scale = POUNDS_A_MONTH / known.monthly.sum() * growth * year_end * rng.normal(1, 0.015) * budget / pounds.sum()
    return np.rint(pounds * scale * 100).astype(int)


def _days(rng: np.random.Generator, month: int, count: int) -> tuple[np.ndarray, ...]:
    """Invoiced, received, due and paid, as days counted from 1 January of the year 1.

    Due is 30 days from the invoice; in time is within 30 days of receipt.
    """
    days = [story.first_day(month) + timedelta(days=d) for d in range(story.days_in(month))]
    runs = np.array([day.toordinal() for day in days if day.weekday() in (1, 3)])
    paid = runs[rng.integers(0, len(runs), count)]
    late = rng.random(count) < late_share(month)
    received = paid - np.where(late, rng.integers(34, 80, count), rng.integers(7, 30, count))
    invoiced = received - rng.integers(0, 4, count)
    return invoiced, received, invoiced + 30, paid


def _shown_days(days: np.ndarray, look: int, spreadsheet: bool) -> list[Cell]:
    """Each day in the form of that year's extract; a real date in a spreadsheet."""
    form = ("%d-%b-%y", "%d/%m/%Y", "%Y-%m-%d")[look]
    first = int(days.min())
    every = [date.fromordinal(d) for d in range(first, int(days.max()) + 1)]
    shown: list[Cell] = list(every) if spreadsheet else [day.strftime(form) for day in every]
    return [shown[d - first] for d in days.tolist()]


def _shown_pounds(pence: np.ndarray, look: int, spreadsheet: bool) -> list[Cell]:
    pounds = (pence / 100).tolist()
    if spreadsheet:
        return pounds
    if look == 0:
        return [f"£{p:,.2f}" if p >= 0 else f"-£{-p:,.2f}" for p in pounds]
    if look == 1:
        return [f"{p:,.2f}" if p >= 0 else f"({-p:,.2f})" for p in pounds]
    return [f"{p:.2f}" for p in pounds]


def _register(known: Suppliers, year: str, look: int) -> Made:
    yes, no = (("Y", "N"), ("Yes", "No"), ("TRUE", "FALSE"))[look % 3]
    keep = np.arange(len(known.number))
    charity = [f"99{n:05d}" if third else "" for n, third in enumerate(known.vcfse.tolist())]
    company = [f"99{n:06d}" for n in keep.tolist()]
    flags = [  # some lack a mark: of these a number tells the kind, nothing the size
        ["" if n % 41 == gap else yes if f else no for n, f in enumerate(flag.tolist())]
        for gap, flag in ((7, known.sme), (11, known.vcfse))
    ]
    more = [[yes if f else no for f in flag.tolist()] for flag in (known.influenceable, known.nhs)]
    headings = (
        ["Supplier No", "Supplier Name", "Trading Postcode", "Registered Office", "SME (Y/N)", "VCSE (Y/N)",
         "Charity No", "Company No", "Main Category", "Influenceable (Y/N)", "NHS (Y/N)"],
        ["Supplier Number", "Supplier", "Postcode", "Registered Postcode", "SME", "VCFSE", "Charity Number",
         "Company Number", "Category", "Influenceable", "NHS Body"],
    )[look % 2]  # fmt: skip
    columns = [
        known.number.tolist(), known.name.tolist(), known.postcode.tolist(), known.registered.tolist(), *flags,
        charity, company, known.category.tolist(), *more,
    ]  # fmt: skip
    above: list[list[Cell]] = [[f"{story.MADE_UP}: supplier register {year}"], []]
    ending = ("xlsx", "xls", "csv", "ods")[look % 4]
    sheet = Sheet(headings, columns, above, name="Register")
    return Made(f"suppliers-{year.replace('/', '-')}.{ending}", [sheet], "cp1252")


def _contracts(rng: np.random.Generator, known: Suppliers, year: str, months: list[int], look: int) -> Made:
    """About five awards a month; the share with at least 10 % for social value rises from 70 % to 97 %."""
    open_to_all = np.flatnonzero(known.influenceable)
    rows: list[list[Cell]] = []
    for month in months:
        for _ in range(3 + int(rng.poisson(2))):
            awarded = story.first_day(month).replace(day=int(rng.integers(1, 29)))
            met = rng.random() < story.drift(month, 0.7, 0.97)
            weight = int(rng.choice([10, 10, 12, 15, 20])) if met else int(rng.choice([0, 5, 5]))
            supplier = int(rng.choice(open_to_all))
            value = int(np.exp(rng.normal(12.1, 1.0)) // 500 * 500) + 5000
            ends = awarded.replace(year=awarded.year + int(rng.integers(1, 5)))
            rows.append(
                [f"CT-{story.label(month)}-{len(rows) + 1:03d}", f"{known.category[supplier]} contract",
                 known.name[supplier], f"{awarded:%d/%m/%Y}", f"£{value:,}", f"{weight}%", f"{ends:%d/%m/%Y}",
                 "No" if rng.random() < 0.06 else "Yes"]
            )  # fmt: skip
    headings = (
        ["Contract Ref", "Contract Title", "Awarded To", "Date Awarded", "Contract Value", "Social Value %",
         "Contract End Date", "In Scope"],
        ["Reference", "Title", "Supplier", "Award Date", "Total Value", "SV Weighting", "Expiry Date",
         "In Scope (Y/N)"],
    )[look % 2]  # fmt: skip
    columns = [list(column) for column in zip(*rows, strict=True)]
    above: list[list[Cell]] = [[f"{story.MADE_UP}: contracts awarded {year}"]]
    ending = ("csv", "xlsx")[look % 2]
    sheet = Sheet(headings, columns, above, name="Contracts")
    return Made(f"contracts-{year.replace('/', '-')}.{ending}", [sheet], "cp1252")
