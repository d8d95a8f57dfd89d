"""What is done about a figure: what is off track with nobody at it, and whether a figure changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics import wording
from metrics.claims import Evidence, Stretch
from metrics.claims.answering import GOOD_SIDE, change
from metrics.ledger import Note
from metrics.periods import last_month, month_of, ordinal
from metrics.views.card import Card
from metrics.views.chart import Note as Mark
from metrics.views.chart import XmrChart
from metrics.views.context import Context

SILENT = "nobody has said what happened"
RECENT = 3  # months for which a comment speaks of the newest figure


@dataclass(frozen=True)
class OffTrack:
    """An indicator with a signal, and what is missing: `words` in a sentence, `ask` on the link that leads to it."""

    card: Card
    words: str
    ask: str = "Say what is done"


def signal(card: Card) -> str:
    """Why a figure wants an action, in words: it got worse by more than chance, or keeps missing its target; or ""."""
    worse = "worse than usual" if card.verdict == "worse" else ""
    misses = f"keeps missing its target of {card.target}" if card.assurance == "F" else ""
    return " and ".join(one for one in (worse, misses) if one)


def off_track(context: Context, cards: Iterable[Card]) -> tuple[OffTrack, ...]:
    """The indicators with a signal that lack an open action, its owner, or a word of what happened; in their order."""
    notes: dict[str, list[Note]] = {}
    for note in (*context.ledger.actions(), *context.ledger.comments()):
        notes.setdefault(note.indicator, []).append(note)
    found = []
    for card in cards:
        why = signal(card)
        lacks = _lacks(card, notes.get(card.id, ())) if why else []
        if lacks:
            ask = "Say what happened" if lacks == [SILENT] else "Say what is done"
            found.append(OffTrack(card, f"{why[:1].upper()}{why[1:]}; {' and '.join(lacks)}.", ask))
    return tuple(found)


def _lacks(card: Card, notes: Sequence[Note]) -> list[str]:
    """What nobody has done about a signal yet: an action, its owner, a comment on the newest figures."""
    open_ones = [note for note in notes if note.is_open]
    lacks = []
    if not open_ones:
        lacks.append("no action is open")
    elif not any(note.owner for note in open_ones):
        lacks.append("its action has no owner")
    told = any(note.happened or note.why for note in open_ones) or any(_recent(card, note) for note in notes)
    return lacks if told else [*lacks, SILENT]


def unsaid(card: Card, notes: Sequence[Note]) -> str:
    """What an indicator's page says of a signal that nobody has spoken of; "" where somebody has."""
    why = signal(card)
    if not why or any(note.is_open for note in notes) or any(_recent(card, note) for note in notes):
        return ""
    return f"Off track: {why}. Nobody has said yet what happened or what is done about it."


def _recent(card: Card, note: Note) -> bool:
    """Whether a comment is about the newest months of the card."""
    if note.kind != "comment" or card.chart is None or not card.period[:7].replace("-", "").isdigit():
        return note.kind == "comment"
    newest = date.fromisoformat(f"{card.period}-01")
    return ordinal(newest) - ordinal(note.month) < RECENT


def since(note: Note, evidence: Evidence, today: date) -> str:
    """Whether the figures have changed since an action, by the rules of the chart; never that it was the cause.

    Before its due date it says when it is due."""
    if note.due and today <= note.due:
        return f"It is due on {wording.day(note.due)}; whether the figures have changed is said after that."
    late = f"It was due on {wording.day(note.due)}. " if note.due and note.is_open else ""
    return late + _changed(note, evidence)


def _changed(note: Note, evidence: Evidence) -> str:
    points = [point for point in evidence.axis if point.value is not None]
    after = [point for point in points if last_month(point.start, evidence.grain) >= note.month]
    if not after:
        return "No figure since the action is in yet."
    judged = evidence.judge(points)
    if judged.verdict in ("few", "none"):
        return "Whether the figures have changed since the action cannot be said: too few of them can be judged."
    span = Stretch(month_of(ordinal(note.month)), last_month(points[-1].start, evidence.grain))
    found = change(evidence, points, span)
    good = GOOD_SIDE.get(evidence.indicator.better, "")
    if found.side and not good:
        return f"Since the action the figures have {'risen' if found.side == 'H' else 'fallen'}."
    if found.side:
        return f"Since the action the figures have changed for the {'better' if found.side == good else 'worse'}."
    if found.known:
        return "The figures had changed before the action; since then no further change is shown."
    return "Since the action no change beyond chance is shown."


def marked(card: Card, notes: Iterable[Note], months: Sequence[date]) -> Card:
    """The card with its actions drawn where they began; `months` are the first days of the axis's periods.

    One that began after the newest figure stands at the end of the line."""
    chart = card.chart
    if chart is None or not months:
        return card
    made = [_mark(note, months, chart) for note in notes if note.kind == "action" and note.month >= months[0]]
    shown = tuple(sorted((*chart.notes, *made), key=lambda one: one.at))
    return replace(card, chart=replace(chart, notes=shown))


def _mark(note: Note, months: Sequence[date], chart: XmrChart) -> Mark:
    at = next((i for i, month in enumerate(months) if month >= note.month), len(chart.places))
    owner = f" ({note.owner})" if note.owner else ""
    return Mark(at, f"Action, {wording.month(note.month)}: {note.text}{owner}", "Action", "action")
