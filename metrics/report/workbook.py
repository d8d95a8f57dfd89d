"""The board report as a workbook: summary, indicators, every month's numbers, definitions, and where they came from."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from metrics import results, wording
from metrics.definitions import Framework, Indicator
from metrics.home import Home
from metrics.receipts import definition as definition_of
from metrics.report import telling
from metrics.report.sheets import ONE_LINE, head, put, table
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.indicator import Said
from metrics.views.month import banner
from metrics.views.overview import ordered
from metrics.views.report import ATTENTION, Report, Tell


def made(report: Report, context: Context, tell: Tell | None = None) -> bytes:
    """The report as an xlsx: what a board reads first, then every number, definition, remark and file behind it."""
    book = openpyxl.Workbook()
    book.properties.title, book.properties.creator = report.title, report.trust
    book.properties.language = "en-GB"
    _summary(book.active, report)
    sheets = (
        ("Indicators", _indicators), ("Data", _data), ("Definitions", _definitions), ("Comments", _comments),
        ("Data quality", _quality), ("Receipts", _receipts),
    )  # fmt: skip
    for number, (name, fill) in enumerate(sheets, 1):
        if tell:
            tell(number / len(sheets), f"The sheet {name}")
        fill(book.create_sheet(name), context, report)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(sheet: Worksheet, report: Report) -> None:
    sheet.title = "Summary"
    found = report.overview
    row = head(sheet, report.title, [found.finding, found.rest, report.made, telling.HOW_TO_READ], report.banner)
    rows = [[words, *(_names(report, key, column) for column, _ in telling.COLUMNS)] for key, words in telling.ROWS]
    table(sheet, row, ["Movement", *(words for _, words in telling.COLUMNS)], rows, (18, 34, 34, 34, 34))
    for at, (label, text) in enumerate(_notes(report), row + len(rows) + 2):
        put(sheet.cell(at, 1), label)
        put(sheet.cell(at, 2), text).alignment = ONE_LINE


def _notes(report: Report) -> list[tuple[str, str]]:
    """What stands under the matrix: exceptions, changes, what is too new, waits or is late, and the rules."""
    found = report.overview
    notes = [("What needs attention", f"{page.card.code}: {page.card.sentence}") for page in report.exceptions]
    notes = notes or [("What needs attention", telling.NO_EXCEPTION)]
    notes[0:0] = [("", ATTENTION)]
    notes += [("What changed", f"{change.card.code}: {change.text}") for change in found.changes]
    notes += [("Too few months yet", telling.listed(found.few))] if found.few else []
    notes += [("Waiting for a file", telling.listed(found.waiting))] if found.waiting else []
    notes += [("Late", late.text) for late in found.late]
    return notes + [("The rules", rule) for rule in (report.rule_set, *report.rules)]


def _names(report: Report, row: str, column: str) -> str:
    return "\n".join(f"{card.code} {card.short}" for card in telling.in_cell(report, row, column))


INDICATORS = ("Code", "Indicator", "Area", "Commitment", "Period", "Value", "Unit", "Counted", "Out of", "Movement",
              "Target", "Against the target", "Progress", "Not known", "What it would take", "In words")  # fmt: skip


def _indicators(sheet: Worksheet, context: Context, report: Report) -> None:
    row = head(sheet, "Indicators", ["One row an indicator, as it stood at the end of the month."], banner(context))
    rows, units = [], []
    for card in report.overview.cards:
        indicator = context.framework.indicator(card.id)
        rows.append(_indicator_row(context, card))
        units.append([indicator.unit if heading == "Value" else "" for heading in INDICATORS])
    table(sheet, row, INDICATORS, rows, (7, 36, 16, 30, 16, 12, 12, 14, 14, 12, 12, 18, 20, 20, 50, 90), units)


def _indicator_row(context: Context, card: Card) -> list[Any]:
    framework = context.framework
    return [
        card.code, card.title, framework.area(card.area).title, framework.commitment(card.commitment).title,
        card.period_words or card.period, card.value_number, card.unit, card.numerator, card.denominator,
        card.verdict_words, card.target, card.assurance_words, card.progress_words, card.coverage,
        card.takes, card.sentence,
    ]  # fmt: skip


DATA = ("Code", "Indicator", "Period", "Numerator", "Denominator", "Value", "Unknown", "Left out", "Unit", "Status")


def _data(sheet: Worksheet, context: Context, report: Report) -> None:
    note = "Every month, and every year of a yearly return. Shares are of the numerator in the denominator."
    row = head(sheet, "Data", [note], banner(context))
    rows, units = [], []
    for indicator in ordered(context):
        counted = "money" if indicator.counts == "money" else ""
        for values in _points(context, indicator, report.month):
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


def _definitions(sheet: Worksheet, context: Context, report: Report) -> None:
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


COMMENTS = ("Code", "Indicator", "Kind", "About", "Text", "By", "When", "Owner", "Due")


def _comments(sheet: Worksheet, context: Context, report: Report) -> None:
    row = head(sheet, "Comments", ["What happened, and what we are doing."], banner(context))
    rows = [
        [page.card.code, page.card.title, _kind(said), said.about, telling.in_full(said), *_who(said)]
        for page in (*report.pages, *report.waiting)
        for said in page.said
    ]
    table(sheet, row, COMMENTS, rows or [["", telling.NOTHING_SAID, *[""] * 7]],
          (7, 36, 10, 16, 80, 20, 18, 20, 18))  # fmt: skip


def _who(said: Said) -> list[str]:
    return [said.by, said.when, said.owner, said.due]


def _kind(said: Said) -> str:
    return said.kind if said.is_open or said.kind != "action" else "action (closed)"


QUALITY = ("Source", "State", "In words", "Newest", "Indicators that use it")


def _quality(sheet: Worksheet, context: Context, report: Report) -> None:
    row = head(sheet, "Data quality", [report.made, "What is late or missing, source by source."], banner(context))
    rows = [
        [one.title, telling.SOURCE_STATES[one.state], one.words, one.newest, one.indicators] for one in report.sources
    ]
    table(sheet, row, QUALITY, rows, (36, 16, 80, 18, 14))


RECEIPTS = ("Source", "File", "Sheet", "Periods", "Rows", "Taken in by", "At", "SHA-256 of the file", "Load")


def _receipts(sheet: Worksheet, context: Context, report: Report) -> None:
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
