"""The board report as a workbook: summary, indicators, every month's numbers, definitions, and where they came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from metrics import home as homes
from metrics import results, warehouse, wording
from metrics.definitions import Framework, Indicator
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.receipts import definition as definition_of
from metrics.report.sheets import ONE_LINE, head, put, table
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.month import banner
from metrics.views.overview import Overview, ordered, overview

ROWS = (("better", "Better"), ("usual", "As usual"), ("shift", "Changed"), ("worse", "Worse"))
COLUMNS = (("P", "Keeps meeting the target"), ("?", "Hit or miss"), ("F", "Keeps missing it"), ("", "No target"))
HOW_TO_READ = "Rows: how the figures move. Columns: whether their usual range meets the target."


def write(home: Home, framework: Framework, month: str | None, out: Path) -> None:
    """Writes the report of a month ("2026-03"; None: the newest) to `out`.

    Raises ValueError, with a sentence, for a month that is none or has no figures.
    """
    context = _context(home, framework)
    found = _overview(context, month)
    book = openpyxl.Workbook()
    title = _title(context, found)
    book.properties.title, book.properties.creator = title, str(framework.trust.get("name", ""))
    _summary(book.active, context, found, title)
    _indicators(book.create_sheet("Indicators"), context, found)
    _data(book.create_sheet("Data"), context, found)
    _definitions(book.create_sheet("Definitions"), context)
    _receipts(book.create_sheet("Receipts"), context)
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)


def _context(home: Home, framework: Framework) -> Context:
    ledger = Ledger(home)
    made_up = home.shared is not None or ledger.setting("kind") == "example"
    return Context(home, framework, warehouse.build(home, framework), ledger, homes.today(home), made_up)


def _overview(context: Context, month: str | None) -> Overview:
    if month is None:
        return overview(context)
    try:
        wanted = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise ValueError(f"'{month}' is not a month; write it as 2026-03.") from None
    found = overview(context, wanted)
    if wanted not in overview(context).months:
        newest = f" The newest month with figures is {found.months[0]:%Y-%m}." if found.months else ""
        raise ValueError(f"There are no figures for {month}.{newest}")
    return found


def _title(context: Context, found: Overview) -> str:
    name = "example_name" if context.made_up else "name"
    period = wording.month(found.month) if found.month else "no figures yet"
    return f"{context.framework.trust.get(name, '')}: anchor framework, {period}"


def _summary(sheet: Worksheet, context: Context, found: Overview, title: str) -> None:
    sheet.title = "Summary"
    row = head(sheet, title, [found.finding, found.rest, HOW_TO_READ], banner(context))
    rows = [[words, *(_names(found, key, column) for column, _ in COLUMNS)] for key, words in ROWS]
    table(sheet, row, ["Movement", *(words for _, words in COLUMNS)], rows, (14, 34, 34, 34, 34))
    notes = [("What changed", f"{change.card.code}: {change.text}") for change in found.changes]
    notes += [("Too few months yet", _listed(found.few))] if found.few else []
    notes += [("Waiting for a file", _listed(found.waiting))] if found.waiting else []
    notes += [("Late", late.text) for late in found.late]
    for at, (label, text) in enumerate(notes, row + len(rows) + 2):
        put(sheet.cell(at, 1), label)
        put(sheet.cell(at, 2), text).alignment = ONE_LINE


def _names(found: Overview, row: str, column: str) -> str:
    """Every indicator of one cell of the matrix, not only those that fit on a screen."""
    return "\n".join(
        f"{card.code} {card.short}"
        for card in found.cards
        if card.verdict == row and (card.assurance or "") == column
    )


def _listed(cards: tuple[Card, ...]) -> str:
    return wording.listed([f"{card.code} {card.short}" for card in cards])


INDICATORS = ("Code", "Indicator", "Area", "Commitment", "Period", "Value", "Unit", "Counted", "Out of", "Movement",
              "Target", "Against the target", "Progress", "In words")  # fmt: skip


def _indicators(sheet: Worksheet, context: Context, found: Overview) -> None:
    row = head(sheet, "Indicators", ["One row an indicator, as it stood at the end of the month."], banner(context))
    rows, units = [], []
    for card in found.cards:
        indicator = context.framework.indicator(card.id)
        rows.append(_indicator_row(context, card))
        units.append([indicator.unit if heading == "Value" else "" for heading in INDICATORS])
    table(sheet, row, INDICATORS, rows, (7, 36, 16, 30, 16, 12, 12, 14, 14, 12, 12, 18, 20, 90), units)


def _indicator_row(context: Context, card: Card) -> list[Any]:
    framework = context.framework
    return [
        card.code, card.title, framework.area(card.area).title, framework.commitment(card.commitment).title,
        card.period_words or card.period, card.value_number, card.unit, card.numerator, card.denominator,
        card.verdict_words, card.target, card.assurance_words, card.progress_words, card.sentence,
    ]  # fmt: skip


DATA = ("Code", "Indicator", "Period", "Numerator", "Denominator", "Value", "Unknown", "Left out", "Unit", "Status")


def _data(sheet: Worksheet, context: Context, found: Overview) -> None:
    note = "Every month, and every year of a yearly return. Shares are of the numerator in the denominator."
    row = head(sheet, "Data", [note], banner(context))
    rows, units = [], []
    for indicator in ordered(context):
        counted = "money" if indicator.counts == "money" else ""
        for values in _points(context, indicator, found.month):
            rows.append(values)
            units.append(["", "", "", counted, counted, indicator.unit, counted, counted, "", ""])
    table(sheet, row, DATA, rows, (7, 36, 12, 16, 16, 14, 12, 12, 14, 12), units)


def _points(context: Context, indicator: Indicator, month: date | None) -> Iterator[list[Any]]:
    for series in results.series(context.warehouse, context.framework, indicator.id, indicator.grain):
        for point in series.points:
            if month is None or point.start <= month:
                numbers = (point.numerator, point.denominator, point.value, point.unknown, point.left_out)
                yield [indicator.code, indicator.title, point.period, *numbers, indicator.unit, _status(point)]


def _status(point: results.Point) -> str:
    return f"{point.status}, typed by hand" if point.typed else point.status


DEFINITIONS = ("Code", "Indicator", "Promise", "Why", "How it is counted", "Which way is good", "Sources", "Owner",
               "Reviewed", "Next review", "Version")  # fmt: skip


def _definitions(sheet: Worksheet, context: Context) -> None:
    row = head(sheet, "Definitions", [_proposed(context.framework)], banner(context))
    table(sheet, row, DEFINITIONS, [_definition(context.framework, one) for one in ordered(context)],
          (7, 36, 40, 50, 60, 40, 24, 24, 12, 12, 16))  # fmt: skip


def _proposed(framework: Framework) -> str:
    proposed = any(commitment.proposed for commitment in framework.commitments)
    return "Promises marked (proposed wording) have not been agreed by the trust." if proposed else ""


def _definition(framework: Framework, indicator: Indicator) -> list[Any]:
    commitment = framework.commitment(indicator.commitment)
    promise = f"{commitment.promise} (proposed wording)" if commitment.proposed else commitment.promise
    sources = wording.listed([framework.source_title(source) for source in indicator.source])
    how = f"{indicator.how} {indicator.caveat}".strip()
    return [indicator.code, indicator.title, promise, indicator.why, how, indicator.good, sources, indicator.owner,
            indicator.reviewed, indicator.next_review, definition_of(indicator).version]  # fmt: skip


RECEIPTS = ("Source", "File", "Sheet", "Periods", "Rows", "Taken in by", "At", "SHA-256 of the file", "Load")


def _receipts(sheet: Worksheet, context: Context) -> None:
    note = "Every file whose rows these figures count. The SHA-256 tells one file from any other."
    row = head(sheet, "Receipts", [note], banner(context))
    rows = [
        [context.framework.source(fact.source).title, fact.file, _sheet_of(context.home, fact.source, fact.load),
         _span(fact.standing), fact.rows, fact.by, fact.at, fact.sha256, fact.load]
        for fact in context.ledger.current_loads()
    ]  # fmt: skip
    table(sheet, row, RECEIPTS, rows, (26, 44, 18, 22, 10, 18, 22, 68, 28))


def _span(periods: tuple[str, ...]) -> str:
    known = sorted(filter(None, periods))
    return f"{known[0]} to {known[-1]}" if len(known) > 1 else "".join(known)


def _sheet_of(home: Home, source: str, load: str) -> str:
    """The sheets a load was taken from, as noted beside its rows; empty where the note is gone."""
    facts = home.loads / source / load / "load.json"
    try:
        return ", ".join(json.loads(facts.read_text(encoding="utf-8")).get("sheets", ()))
    except (OSError, ValueError):
        return ""
