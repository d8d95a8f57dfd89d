"""One indicator: its card, its parts, its receipt and its definition."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

from metrics import results, wording
from metrics.claims import Evidence
from metrics.definitions import Commitment, Indicator
from metrics.harmless import csv_row
from metrics.ledger import Note
from metrics.periods import ROLLING
from metrics.spc import RULE_SET
from metrics.views.acting import marked, signal, since, unsaid
from metrics.views.addresses import ABOUT, moved
from metrics.views.aims import screening
from metrics.views.beside import beside_last_year
from metrics.views.card import Card, card
from metrics.views.claims import evidence
from metrics.views.context import Context
from metrics.views.figures import quantity_text, value_text
from metrics.views.judging import FIXED_AFTER, NEEDED
from metrics.views.local import offered, switch_sentence
from metrics.views.month import banner
from metrics.views.receipt import receipt


@dataclass(frozen=True)
class Part:
    """One part of a split at the newest period: text and a share of the whole for a bar (0 to 1)."""

    label: str
    value: str
    numerator: str
    denominator: str
    share: float | None


@dataclass(frozen=True)
class Said:
    """A comment or an action of a person."""

    kind: str  # comment | action
    text: str
    by: str
    when: str
    due: str = ""
    owner: str = ""
    about: str = ""  # the month it speaks of
    number: int = 0
    happened: str = ""
    why: str = ""
    since: str = ""  # of an action: whether the figures have changed since
    outcomes: tuple[str, ...] = ()  # what came of it, by whom and when
    is_open: bool = False


@dataclass(frozen=True)
class Download:
    """A file offered: the numbers of this page as CSV text, named."""

    name: str
    label: str
    media_type: str
    text: str


@dataclass(frozen=True)
class IndicatorView:
    """grains, lenses and splits are (value, words) to choose from; receipt and definition are (label, text)."""

    card: Card
    indicator: Indicator
    commitment: Commitment
    grain: str
    lens: str
    split: str | None
    grains: tuple[tuple[str, str], ...]
    lenses: tuple[tuple[str, str], ...]
    splits: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    receipt: tuple[tuple[str, str], ...]
    definition: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]
    downloads: tuple[Download, ...]
    numerator_heading: str = "Counted"
    denominator_heading: str = "Out of"
    banner: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    own_grain: str = "month"  # the one that is shown when none is asked for
    switch: str = ""  # what this meaning of local does to the figure, in a sentence
    unsaid: str = ""  # that it is off track and nobody has said what is done; "" where somebody has
    happened: str = ""  # what a new comment may begin with
    addresses: str = ""  # of local spend: how far it moves when another address of the supplier decides


GRAIN_WORDS = {
    "month": "By month",
    "quarter": "By quarter",
    "year": "By financial year",
    "rolling12": "12 months rolling",
    "ytd": "Financial year to date",
}


def indicator(
    context: Context,
    id: str,
    grain: str | None = None,
    lens: str = "catchment",
    split: str | None = None,
    month: date | None = None,
) -> IndicatorView:
    """One indicator (id or code) by grain (None: its own), lens and split. KeyError for an unknown indicator."""
    found = context.framework.indicator(id)
    grain = grain if grain in GRAIN_WORDS else None
    lens = lens if found.local else results.DEFAULT_LENS
    split = split if split in found.by else None
    made = card(context, found.id, month, grain, lens)
    own = made.grain if grain is None else card(context, found.id, month, None, lens).grain
    grain = made.grain
    notes = _notes(context, found, month)
    return IndicatorView(
        card=_marked(context, found, made, notes, lens),
        indicator=found,
        commitment=context.framework.commitment(found.commitment),
        grain=grain,
        lens=lens,
        split=split,
        grains=tuple(GRAIN_WORDS.items()) if found.grain == "month" else (("year", GRAIN_WORDS["year"]),),
        lenses=offered(context) if found.local else (),
        splits=tuple((name, name.replace("_", " ").capitalize()) for name in found.by),
        parts=_parts(context, found, made, grain, lens, split),
        receipt=receipt(context, found, made, lens),
        definition=_definition(context, found),
        said=said_of(context, found, month),
        downloads=_downloads(context, found, made, grain, lens),
        numerator_heading=found.counted or ("Counted" if found.counts != "money" else "Pounds counted"),
        denominator_heading=found.out_of or "Out of",
        banner=banner(context),
        own_grain=own,
        beside=beside_last_year(context, found, _month(made), lens),
        switch=switch_sentence(context, made, lens),
        unsaid=unsaid(made, notes),
        happened=made.change if signal(made) else "",
        addresses=moved(context, grain, made.period, lens) if found.code in ABOUT and made.period else "",
    )


def _month(made: Card) -> date | None:
    """The month that a card by month, rolling or to date ends with."""
    return date.fromisoformat(f"{made.period}-01") if made.grain in ("month", *ROLLING) and made.period else None


def _parts(
    context: Context, found: Indicator, made: Card, grain: str, lens: str, split: str | None
) -> tuple[Part, ...]:
    """The parts of the split at the period of the card; a part that has no point there says so."""
    if split is None or context.warehouse is None or made.verdict == "waiting":
        return ()
    series = results.series(context.warehouse, context.framework, found.id, grain, lens, split)
    held = [(one, next((p for p in one.points if p.period == made.period), None)) for one in series]
    sized = [(one, point, _size(found, point)) for one, point in held if point is not None and point.value is not None]
    return tuple(
        Part(
            label=part_title(context, split, one.part or "All"),
            value=wording.with_unit(value_text(found, point.value), found.unit),
            numerator=quantity_text(found, point.numerator),
            denominator=quantity_text(found, point.denominator),
            share=size,
        )
        for one, point, size in sized
    )


def _size(found: Indicator, point: results.Point | None) -> float:
    """The length of a part's bar: a share as it is, else its numerator."""
    if point is None or point.value is None:
        return 0.0
    return max(0.0, float(point.value if point.denominator is not None else point.numerator or 0))


def part_title(context: Context, split: str, part: str) -> str:
    """A part's name as people say it: a council's code by its name, a spelled_out code in words."""
    if split == "council" and context.warehouse is not None:
        return _councils(context).get(part, part)
    return part.replace("_", " ").capitalize() if part == part.lower() else part


def _councils(context: Context) -> dict[str, str]:
    connection = context.warehouse.cursor()
    try:
        return dict(connection.execute("select code, name from councils").fetchall())
    finally:
        connection.close()


def _definition(context: Context, found: Indicator) -> tuple[tuple[str, str], ...]:
    better = {"up": "Higher", "down": "Lower", "toward": "Nearer to the target"}.get(found.better, "Neither way")
    lines = [
        ("Why", found.why),
        ("How it is counted", found.how),
        ("What is good", found.good or better),
        ("Compare with", found.benchmark),
        ("Take care", found.caveat),
        ("How change is judged", _rules(context, found)),
        ("Comes from", wording.listed([context.framework.source_title(one) for one in found.source])),
        ("Owner", found.owner),
        ("Reviewed", wording.day(found.reviewed)),
        ("Next review", wording.day(found.next_review)),
    ]
    return tuple((label, words) for label, words in lines if words)


def _rules(context: Context, found: Indicator) -> str:
    """The rules by which a movement is more than chance, with their version."""
    if found.grain == "year":
        return "Yearly figures are too few for a usual range: they are shown and not judged."
    screened = "with" if screening(context.ledger) else "without"
    return f"{RULE_SET}; limits from the first {FIXED_AFTER} points, icons from {NEEDED}, {screened} screening."


def said_of(context: Context, found: Indicator, until: date | None = None) -> tuple[Said, ...]:
    """Comments and actions, newest first; of a past month, those about it and the months before."""
    notes = _notes(context, found, until)
    own = evidence(context, found.id) if any(note.kind == "action" for note in notes) else None
    return tuple(_said(note, own, context.today) for note in sorted(notes, key=lambda note: note.at, reverse=True))


def _notes(context: Context, found: Indicator, until: date | None) -> list[Note]:
    notes = [*context.ledger.comments(found.id), *context.ledger.actions(found.id)]
    return [note for note in notes if until is None or note.month <= until]


def _said(note: Note, own: Evidence | None, today: date) -> Said:
    outcomes = (f"{one.text} ({one.by}, {wording.day(date.fromisoformat(one.at[:10]))})" for one in note.outcomes)
    return Said(
        kind=note.kind,
        text=note.text,
        by=note.by,
        when=wording.day(date.fromisoformat(note.at[:10])),
        due=wording.day(note.due),
        owner=note.owner or "",
        about=wording.month(note.month),
        number=note.number,
        happened=note.happened,
        why=note.why,
        since=since(note, own, today) if note.kind == "action" and own else "",
        outcomes=tuple(outcomes),
        is_open=note.is_open,
    )


def _marked(context: Context, found: Indicator, made: Card, notes: list[Note], lens: str) -> Card:
    """The card with its actions on the chart; over rolling months a month has no place of its own."""
    if made.chart is None or made.grain in ROLLING or not any(note.kind == "action" for note in notes):
        return made
    series = results.series(context.warehouse, context.framework, found.id, made.grain, lens)
    held = {mark.period: mark.at for mark in made.chart.marks}
    starts = {point.period: point.start for point in series[0].points}
    order = [point.start for point in series[0].points]
    first = order.index(starts[made.chart.marks[0].period]) - held[made.chart.marks[0].period]
    return marked(made, notes, order[first : first + len(made.chart.places)])


def _downloads(context: Context, found: Indicator, made: Card, grain: str, lens: str) -> tuple[Download, ...]:
    if context.warehouse is None or made.verdict == "waiting":
        return ()
    series = results.series(context.warehouse, context.framework, found.id, grain, lens)
    name = f"{found.id}-{grain}.csv"
    label = f"Download all {len(made.rows)} periods (CSV)"
    return (Download(name, label, "text/csv", csv_text(context, found, series)),)


def csv_text(context: Context, found: Indicator, series: list[results.Series]) -> str:
    """The numbers as CSV; a file of the example says in every row that it is made up."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    notice = ("note",) if context.made_up else ()
    names = ("indicator", "title", "period", "numerator", "denominator", "value", "unknown", "left_out", "status")
    quality = ("quality",) if found.improve else ()  # of carbon
    writer.writerow((*names, *quality, *notice))
    for one in series:
        for p in one.points:
            figures = (p.numerator, p.denominator, p.value, p.unknown, p.left_out, p.status)
            row = ("" if figure is None else figure for figure in figures)
            told = (p.tier,) if quality else ()
            whole = (found.code, found.title, p.period, *row, *told, *(("made-up figures",) if notice else ()))
            writer.writerow(csv_row(whole))
    return out.getvalue()
