"""The board report as slides: native tables, and native charts whose numbers can be edited in PowerPoint."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches

from metrics.report import deck as decks
from metrics.report import face, picture, telling
from metrics.report.native_charts import hue, put_chart
from metrics.report.native_tables import put_table
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.report import ATTENTION, Page, Report, Tell

SIDE = Inches(0.5)
LONGEST_LIST = 14  # rows of a table on one slide
SHAPES = {"better": MSO_SHAPE.OVAL, "worse": MSO_SHAPE.DIAMOND, "shift": MSO_SHAPE.RECTANGLE}


class Slides:
    """A deck being filled. Sizes are EMU; `top` is where the space under a title begins."""

    def __init__(self, report: Report, context: Context) -> None:
        self.report, self.deck = report, decks.opened(context.home)
        self.logo = face.logo(context)
        self.bar = "" if decks.template(context.home) else face.colour(context)  # a template has its own colours
        self.top, self.width = decks.below_title(self.deck), int(self.deck.slide_width)
        self.height = int(self.deck.slide_height)
        core = self.deck.core_properties
        core.title, core.author, core.language = report.title, report.trust, decks.LANGUAGE
        core.subject = "Board report"

    def slide(self, title: str, lead: str = "", notes: str = "", where: str = "") -> Any:
        """A slide with title, a line under it, and at its foot where it belongs and that figures are made up."""
        made = decks.add(self.deck, title, notes)
        if self.bar:
            decks.bar(made, self.width, self.bar)
        if lead:
            self.text(made, (SIDE, self.top, self.width - 2 * SIDE, Inches(0.75)), [(lead, {"size": 14})], "Sentence")
        foot = " ".join(filter(None, (where, self.report.banner)))
        if foot:
            box = (SIDE, self.height - Inches(0.4), self.width - 2 * SIDE, Inches(0.3))
            self.text(made, box, [(foot, {"size": 10, "colour": hue("ink3")})], "Foot")
        return made

    def text(self, slide: Any, box: tuple[int, int, int, int], paragraphs: list, name: str) -> Any:
        """A box of plain text."""
        shape = slide.shapes.add_textbox(*map(Emu, map(int, box)))
        decks.write_text(shape.text_frame, paragraphs)
        return decks.named(shape, name)


def made(report: Report, context: Context, tell: Tell | None = None) -> bytes:
    """The report as a PowerPoint file. ValueError, in a sentence, for a template that cannot be used."""
    slides = Slides(report, context)
    _first(slides)
    _matrix(slides)
    _list(slides, "What needs attention", ATTENTION, report.exceptions, telling.NO_EXCEPTION)
    for number, page in enumerate(report.pages, 1):
        _indicator(slides, page)
        if tell:
            tell(number / len(report.pages), f"Slide {number} of {len(report.pages)}: {page.card.short}")
    _data(slides)
    decks.speak_english(slides.deck)
    out = io.BytesIO()
    slides.deck.save(out)
    return out.getvalue()


def _first(slides: Slides) -> None:
    report, glance = slides.report, slides.report.overview
    made = slides.slide(f"Our anchor framework, {report.period}", f"{report.trust}. Board report. {report.made}")
    said = [(f"{glance.finding}.", {"size": 26, "bold": True, "after": 4}), (glance.rest, {"size": 16, "after": 14})]
    said += [("What changed this month", {"size": 18, "bold": True, "after": 6})] if glance.changes else []
    said += [(f"{one.card.verdict_words}: {one.text}", {"size": 15, "after": 6}) for one in glance.changes]
    said += [(f"Not in yet: {one.title}. {one.text}", {"size": 13}) for one in glance.late[:3]]
    slides.text(made, (SIDE, slides.top + Inches(0.7), slides.width - 2 * SIDE, Inches(4.6)), said, "In short")
    if report.contact:
        box = (SIDE, slides.height - Inches(0.75), slides.width - 2 * SIDE, Inches(0.3))
        slides.text(made, box, [(f"Contact: {report.contact}", {"size": 12, "colour": hue("ink3")})], "Contact")
    if slides.logo:
        decks.logo(made, picture.of(slides.logo), slides.width - SIDE, f"Logo of {report.trust}")


def _matrix(slides: Slides) -> None:
    """Counts and names; a cell with many names says how many more there are, and the notes have them all."""
    report, rows, notes = slides.report, [], []
    for row, words in telling.ROWS:
        cells = [telling.in_cell(report, row, column) for column, _ in telling.COLUMNS]
        rows.append([words, *(_names(cards) for cards in cells)])
        notes += [
            f"{words}, {column.lower()}: {telling.listed(cards)}."
            for cards, (_, column) in zip(cells, telling.COLUMNS, strict=True)
            if cards
        ]
    notes += [f"{words}: {telling.listed([card for card, _ in cards])}." for words, cards in telling.outside(report)]
    made = slides.slide("Every indicator in one place", telling.HOW_TO_READ, "\n".join(notes))
    box = (SIDE, slides.top + Inches(0.6), slides.width - 2 * SIDE)
    told = "Every indicator by movement and target. Rows are how the figures move, columns whether the target is met."
    heads = ["Movement", *(words for _, words in telling.COLUMNS)]
    put_table(made, box, heads, rows, told, size=13)


def _names(cards: list[Card], most: int = 6) -> str:
    if not cards:
        return "none"
    more = f" and {len(cards) - most} more" if len(cards) > most else ""
    return f"{len(cards)}: {', '.join(card.short for card in cards[:most])}{more}"


def _list(slides: Slides, title: str, lead: str, pages: Sequence[Page], none: str) -> None:
    """Indicators as a table, over as many slides as it takes."""
    if not pages:
        slides.slide(title, none)
    for start in range(0, len(pages), LONGEST_LIST):
        made = slides.slide(_part(title, start), lead)
        rows = [
            [page.card.code, page.card.title, telling.with_unit(page.card), page.card.period_words,
             telling.movement(page.card), telling.aim(page.card)]
            for page in pages[start : start + LONGEST_LIST]
        ]  # fmt: skip
        box = (SIDE, slides.top + Inches(0.6), slides.width - 2 * SIDE)
        heads = ("Code", "Indicator", "Newest", "Period", "Movement", "Target")
        put_table(made, box, heads, rows, f"{title}. {lead}", size=12, right=(2,))


def _part(title: str, start: int) -> str:
    return f"{title}, continued ({start // LONGEST_LIST + 1})" if start else title


def _indicator(slides: Slides, page: Page) -> None:
    card = page.card
    notes = [card.sentence, *(f"{label}: {words}" for label, words in page.receipt)]
    where = f"{card.code}. {page.area.title}. {page.commitment.title}."
    made = slides.slide(f"{card.title}: {telling.with_unit(card)}", card.sentence, "\n".join(notes), where)
    top, wide = slides.top + Inches(0.85), int(slides.width * 0.54)
    tall = slides.height - top - Inches(1.5)
    if card.chart:
        put_chart(made, card, page.indicator, (SIDE, top, wide, tall))
    left = SIDE + wide + Inches(0.2)
    room = slides.width - left - SIDE
    told = f"The numbers of {card.title}. The newest periods, newest first."
    heads, rows = telling.headings(page), telling.numbers(page)
    put_table(made, (left, top, room), heads, rows, told, size=9, right=range(1, len(heads) - 1))
    _badges(slides, made, card)
    _said(slides, made, page)


def _badges(slides: Slides, slide: Any, card: Card) -> None:
    """Movement as a shape with its letter, and both verdicts in words, at the foot of the chart."""
    top = slides.height - Inches(1.4)
    if card.verdict in SHAPES:
        shape = slide.shapes.add_shape(SHAPES[card.verdict], SIDE, top, Inches(0.5), Inches(0.5))
        shape.fill.solid()
        shape.fill.fore_color.rgb = hue(card.verdict)
        shape.line.fill.background()
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        decks.write_text(frame, [(card.direction, {"size": 14, "bold": True, "colour": hue("paper"), "after": 0})])
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        decks.named(shape, "Movement", telling.movement(card))
    said = [(telling.movement(card), {"size": 14, "bold": True}), (telling.aim(card), {"size": 12})]
    slides.text(slide, (SIDE + Inches(0.6), top - Inches(0.05), Inches(3.6), Inches(0.7)), said, "Verdict")


def _said(slides: Slides, slide: Any, page: Page) -> None:
    """What it would take, what is not known, and what people wrote, at the foot of the slide."""
    lines = [f"{label}: {words}" for label, words in telling.facts(page)]
    lines += [f"{head}: {words}" for head, words in map(telling.noted, page.said[:2])]
    lines += [] if page.said else [telling.NOTHING_SAID]
    left = SIDE + Inches(4.4)
    box = (left, slides.height - Inches(1.45), slides.width - left - SIDE, Inches(1))
    slides.text(slide, box, [(line, {"size": 11}) for line in lines], "Facts and comments")


def _data(slides: Slides) -> None:
    """What is late or missing, how much is not known, what waits, and by which rules the charts are read."""
    report = slides.report
    states = [[one.title, telling.SOURCE_STATES[one.state], one.words] for one in report.sources]
    _rows(slides, "How good the data are", report.made, ("Source", "State", "In words"), states)
    doubt = [[card.code, card.short, card.coverage, card.period_words] for card in report.uncertain]
    heads = ("Code", "Indicator", "Not known", "In")
    _rows(slides, "How much is not known", "In the newest figures.", heads, doubt)
    waits = [[page.card.code, page.card.short, page.card.waiting_for] for page in report.waiting]
    heads = ("Code", "Indicator", "What it waits for")
    _rows(slides, "What is not known", "These indicators have no figure yet.", heads, waits)
    made = slides.slide("How the charts are read", f"{report.rule_set}.")
    box = (SIDE, slides.top + Inches(0.7), slides.width - 2 * SIDE, Inches(4.5))
    slides.text(made, box, [(rule, {"size": 15, "after": 10}) for rule in report.rules], "Rules")


def _rows(slides: Slides, title: str, lead: str, heads: Sequence[str], rows: list) -> None:
    """A long table over as many slides as it takes; none where there is nothing to tell."""
    for start in range(0, len(rows), LONGEST_LIST):
        made = slides.slide(_part(title, start), lead)
        box = (SIDE, slides.top + Inches(0.6), slides.width - 2 * SIDE)
        put_table(made, box, heads, rows[start : start + LONGEST_LIST], f"{title}. {lead}", size=12)
