"""The board report as a PDF: tagged, of real text, its charts our own drawings. Set by Typst, on any machine alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst

from metrics.charts import icons
from metrics.charts.blocks import TAILS
from metrics.charts.paper import FAMILY, colours, on_paper
from metrics.charts.xmr import xmr
from metrics.report import face, telling
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.overview import AreaGlance
from metrics.views.report import ATTENTION, Page, Report, Tell

SHEET = Path(__file__).with_name("report.typ")
STANDARD = "ua-1"
LEFT_TO_THE_APP = ("Reference tables", "Limits")  # of a receipt: a page has no room for all of it


def made(report: Report, context: Context, tell: Tell | None = None) -> bytes:
    """The report as a PDF that keeps to PDF/UA-1; Typst refuses to write one that does not."""
    if tell:
        tell(0.2, "Setting the pages")
    return _set(report, context, "pdf", pdf_standards=[STANDARD])


def pictures(report: Report, context: Context, ppi: float = 72) -> list[bytes]:
    """The same pages as PNG files, to look at."""
    return _set(report, context, "png", ppi=ppi)


def _set(report: Report, context: Context, kind: str, **more: Any) -> Any:
    data = told(report) | {"logo": face.logo(context), "accent": face.colour(context)}
    return typst.compile(
        SHEET,
        format=kind,
        font_paths=[font_source_sans_pro.font_directory],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        **more,
    )


def told(report: Report) -> dict[str, Any]:
    """All that the sheet sets, as plain text and drawings. What stands here is data to it, never markup."""
    glance = report.overview
    return {
        "family": FAMILY,
        "colours": colours(),
        "trust": report.trust,
        "title": report.title,
        "period": report.period,
        "banner": report.banner,
        "made": report.made,
        "coast": on_paper(icons.coast(height=44)) if report.coast else "",
        "contact": report.contact,
        "finding": glance.finding,
        "rest": glance.rest,
        "areas": [_area(one) for one in glance.areas],
        "changes": [_change(change.card, change.text) for change in glance.changes],
        "more": glance.more_changes,
        "late": [[late.title, late.text] for late in glance.late],
        "matrix": _matrix(report),
        "attention": ATTENTION,
        "no_exception": telling.NO_EXCEPTION,
        "exceptions": [_page(page) for page in report.exceptions],
        "others": [_page(page) for page in report.others],
        "sources": [[one.title, telling.SOURCE_STATES[one.state], one.words] for one in report.sources],
        "uncertain": [[_name(card), card.coverage, card.period_words] for card in report.uncertain],
        "waiting": [[_name(page.card), page.card.waiting_for] for page in report.waiting],
        "rule_set": report.rule_set,
        "rules": list(report.rules),
    }


def _name(card: Card) -> dict[str, str]:
    """A card's name as a link to its page, where it has one."""
    return {"id": "" if card.verdict == "waiting" else card.id, "code": card.code, "short": card.short}


def _change(card: Card, words: str) -> dict[str, Any]:
    icon = on_paper(icons.movement(card.verdict, card.direction))
    return {**_name(card), "icon": icon, "verdict": card.verdict_words, "text": words}


def _area(glance: AreaGlance) -> dict[str, Any]:
    """One area's line on the first page."""
    card = glance.headline
    said = f"{card.short}: {telling.with_unit(card) or card.verdict_words.lower()}" if card else ""
    return {
        "title": glance.area.title,
        "tint": f"a-{glance.area.glyph}",
        "glyph": on_paper(icons.glyph(glance.area.glyph)),
        "counts": [str(glance.counts.get(kind, 0)) for kind in ("worse", "better", "shift", "usual")],
        "icon": on_paper(icons.movement(card.verdict, card.direction) if card else icons.movement("none")),
        "headline": said,
    }


def _matrix(report: Report) -> dict[str, Any]:
    rows = [
        {
            "kind": row,
            "words": words,
            "icon": on_paper(icons.movement(row)),
            "cells": [[_name(card) for card in telling.in_cell(report, row, column)] for column, _ in telling.COLUMNS],
        }
        for row, words in telling.ROWS
    ]
    wide = [
        {"words": words, "cards": [{**_name(card), "tail": tail} for card, tail in cards]}
        for words, cards in telling.outside(report)
    ]
    columns = [{"words": words, "icon": on_paper(icons.assurance(column or None))} for column, words in telling.COLUMNS]
    return {"how": telling.HOW_TO_READ, "columns": columns, "rows": rows, "wide": wide}


def _page(page: Page) -> dict[str, Any]:
    card = page.card
    return {
        **_name(card),
        "title": card.title,
        "area": page.area.title,
        "commitment": page.commitment.title,
        "tint": f"a-{page.area.glyph}",
        "glyph": on_paper(icons.glyph(page.area.glyph)),
        "sentence": card.sentence,
        "value": card.value,
        "unit": card.unit,
        "period": card.period_words,
        "movement": {
            "icon": on_paper(icons.movement(card.verdict, card.direction)),
            "words": card.verdict_words,
            "tail": TAILS.get(card.direction, ""),
        },
        "aim": {
            "icon": on_paper(icons.assurance(card.assurance)),
            "words": card.assurance_words or "No target",
            "tail": f"target {card.target}" if card.target else "",
            "way": card.progress_words,
        },
        "chart": on_paper(xmr(card.chart, paper=True, hover=False)) if card.chart else "",
        "headings": telling.headings(page),
        "numbers": telling.numbers(page),
        "kinds": [row.verdict for row in card.rows[: len(telling.numbers(page))]],
        "facts": telling.facts(page),
        "said": [telling.noted(said) for said in page.said],
        "nothing_said": telling.NOTHING_SAID,
        "receipt": [line for line in page.receipt if line[0] not in LEFT_TO_THE_APP],
    }
