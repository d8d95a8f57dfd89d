"""Who bid for tenders and won, and what contracts delivered of the social value they promised: one file of each a year.
And one list of the suppliers that have a carbon plan.

Local small firms win about as often all along. What contracts deliver falls slowly: more is promised, and as little
asked after as before.
"""

from collections.abc import Iterator

import numpy as np

from metrics.example import story
from metrics.example.files import Cell, Made, Sheet
from metrics.example.money import LINES_A_MONTH
from metrics.example.suppliers import Suppliers, suppliers

_MEASURES = (  # measure, promised at a time, share of promises met at first and now
    ("Local Jobs (FTE)", 3.0, 0.84, 0.7), ("Apprentices", 2.0, 0.6, 0.42), ("Volunteering Hours", 60.0, 0.86, 0.76),
    ("Other", 4.0, 0.8, 0.8),
)  # fmt: skip


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """Bids and promises of each financial year."""
    known = suppliers(seed, LINES_A_MONTH)
    for look, (year, months) in enumerate(story.years(span).items()):
        headings = (
            ["Tender Ref", "Tender Title", "Date Decided", "Bidder Name", "Postcode", "SME (Y/N)", "VCSE (Y/N)",
             "Over Threshold", "Result"],
            ["Tender Reference", "Title", "Decision Date", "Bidder", "Bidder Postcode", "SME", "VCFSE",
             "Above Threshold", "Outcome"],
        )[look % 2]  # fmt: skip
        bids = [row for month in months for row in _bids(story.chance(seed, f"tenders {month}"), known, month)]
        yield _made("tenders", year, look, headings, bids)
        headings = (
            ["Contract Ref", "Contractor", "KPI", "KPI Type", "Quarter End", "KPI Target", "KPI Actual", "KPI Met"],
            ["Contract", "Supplier", "Promise", "Measure", "Due Date", "Committed", "Delivered", "Met"],
        )[look % 2]  # fmt: skip
        due = [month for month in months if month % 3 == 2] or months[-1:]
        promises = [row for month in due for row in _promises(story.chance(seed, f"kpis {month}"), known, month)]
        yield _made("kpis", year, look, headings, promises)
    headings = ["Supplier No", "Supplier Name", "Carbon Reduction Plan", "Date Published", "Net Zero By"]
    yield _made("carbon_plans", story.financial_year(span.last), 1, headings, _plans(seed, known, span))


def _made(source: str, year: str, look: int, headings: list[str], rows: list[list[Cell]]) -> Made:
    columns = [list(column) for column in zip(*rows, strict=True)]
    sheet = Sheet(headings, columns, [[f"{story.MADE_UP}: {source} {year}"], []], name=source.capitalize())
    return Made(f"{source}-{year.replace('/', '-')}.{('csv', 'xlsx')[look % 2]}", [sheet], "cp1252")


def _bids(rng: np.random.Generator, known: Suppliers, month: int) -> list[list[Cell]]:
    """Three tenders a month with four or five bids each; one tender in eight is cancelled or below the threshold."""
    near = np.flatnonzero((known.kind == "fylde_coast") & (known.sme | known.vcfse))
    far = np.flatnonzero(known.influenceable & (known.kind != "fylde_coast"))
    rows: list[list[Cell]] = []
    for number in range(1, 4):
        who = [*rng.choice(near, int(rng.integers(1, 3)), replace=False).tolist(),
               *rng.choice(far, int(rng.integers(2, 5)), replace=False).tolist()]  # fmt: skip
        odds = np.where(np.isin(who, near), 0.9, 1.0)
        winner = rng.choice(who, p=odds / odds.sum())
        decided = f"{story.first_day(month).replace(day=int(rng.integers(1, 29))):%d/%m/%Y}"
        cancelled, small = rng.random() < 0.06, rng.random() < 0.08
        for one in who:
            outcome = "Cancelled" if cancelled else "Won" if one == winner else "Lost"
            if outcome == "Lost" and rng.random() < 0.04:
                outcome = "Withdrawn"
            rows.append(
                [f"TN-{story.label(month)}-{number}", f"{known.category[who[0]]} tender", decided, known.name[one],
                 known.postcode[one], "Yes" if known.sme[one] else "No", "Yes" if known.vcfse[one] else "No",
                 "No" if small else "Yes", outcome]
            )  # fmt: skip
    return rows


def _promises(rng: np.random.Generator, known: Suppliers, month: int) -> list[list[Cell]]:
    """About thirty promises a quarter at first and forty now; of one in twelve the supplier has not told."""
    open_to_all = np.flatnonzero(known.influenceable)
    due = f"{story.last_day(month):%d/%m/%Y}"
    rows: list[list[Cell]] = []
    for number in range(round(story.drift(month, 30, 40))):
        measure, usual, first, now = _MEASURES[number % len(_MEASURES)]
        promised = max(1, round(usual * rng.uniform(0.5, 1.5)))
        met = rng.random() < story.drift(month, first, now)
        delivered = round(promised * rng.uniform(1, 1.2)) if met else int(promised * rng.uniform(0.2, 1))
        told = rng.random() > 0.08
        supplier = int(rng.choice(open_to_all))
        rows.append(
            [f"CT-K{number + 1:03d}", known.name[supplier], f"{measure} promised {number + 1}", measure, due, promised,
             delivered if told else "", ("Yes" if delivered >= promised else "No") if told and number % 5 else ""]
        )  # fmt: skip
    return rows


def _plans(seed: int, known: Suppliers, span: story.Span) -> list[list[Cell]]:
    """The 320 largest suppliers, looked up at the end: about half have a plan, the larger ones more often."""
    rng = story.chance(seed, "carbon plans")
    largest = np.argsort(-np.where(known.kind == "body", 0, known.monthly))[:320]
    rows: list[list[Cell]] = []
    for rank, one in enumerate(largest.tolist()):
        chance, since = rng.random(), int(rng.integers(story.month_number("2021-06"), story.month_number("2027-03")))
        kind = "Plan" if chance < 0.75 - rank / 800 else "Net Zero Commitment" if chance < 0.85 else "No plan"
        if since > span.last:
            kind = "No plan"
        published = "" if kind == "No plan" else f"{story.first_day(since).replace(day=rank % 28 + 1):%d/%m/%Y}"
        by = "" if kind == "No plan" else int(rng.choice([2040, 2045, 2050]))
        rows.append([known.number[one], known.name[one], kind, published, by])
    return rows
