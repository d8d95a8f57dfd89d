"""All five areas at a glance: what got better, what got worse, what to read next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from metrics import wording
from metrics.definitions import Area, Indicator
from metrics.lenses import DEFAULT_LENS
from metrics.views.acting import OffTrack, off_track
from metrics.views.aims import Decided, decided
from metrics.views.card import Card, card
from metrics.views.context import Context
from metrics.views.local import Switched, switch_lead, switched, words_of
from metrics.views.month import SourceState, banner, source_states
from metrics.views.rows import STATUSES, Row


@dataclass(frozen=True)
class AreaGlance:
    """One area: how many of its indicators are better, worse, usual, shift, few, waiting; and its headline card."""

    area: Area
    counts: dict[str, int]
    headline: Card | None
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Change:
    """One sentence of *What changed*; `card` gives the icon and the way to the page."""

    card: Card
    text: str


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix: row better|usual|worse|shift, column P|?|F|"" ; `rest` are not shown at once."""

    row: str
    column: str
    cards: tuple[Card, ...]
    rest: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Late:
    """A source whose month has not come in by its day."""

    source: str
    title: str
    text: str


@dataclass(frozen=True)
class Overview:
    """`month` is the one shown, `months` those one can choose (newest first); `finding` is the page's heading."""

    month: date | None
    months: tuple[date, ...]
    finding: str
    rest: str
    areas: tuple[AreaGlance, ...]
    changes: tuple[Change, ...]
    more_changes: int
    matrix: tuple[Cell, ...]
    few: tuple[Card, ...]
    waiting: tuple[Card, ...]
    late: tuple[Late, ...]
    banner: str
    cards: tuple[Card, ...]
    place: str = ""
    lens: str = DEFAULT_LENS
    switch: str = ""  # what this meaning of local does, in a sentence
    switched: tuple[Switched, ...] = ()
    off_track: tuple[OffTrack, ...] = ()  # with a signal, and no open action that has an owner
    latest: str = ""  # the month shown, in words, and the newest where that is another
    late_words: str = ""  # what is late or missing in a sentence, also where nothing is


NAMES = 4  # in one cell of the matrix
CHANGES = 5
LEAST_KEPT = 2  # of these, for what got better and for what got worse, where there are so many
MOST_KEPT = 16  # answers of all_cards
_KEPT: dict[tuple, tuple[Card, ...]] = {}
ORDER = ("worse", "better", "shift")
COUNTED = ("worse", "better", "shift", "usual", "few", "none", "waiting")


def overview(context: Context, month: date | None = None, lens: str = DEFAULT_LENS) -> Overview:
    """The overview as it stood at the end of `month` (None: the newest month with figures), under a lens."""
    months = months_of(all_cards(context))
    shown = month or (months[0] if months else None)
    cards = all_cards(context, None if shown in (None, *months[:1]) else shown, lens)
    states = source_states(context)
    changes = changes_of(cards, shown)
    moved = switched(context, cards, lens)
    return Overview(
        month=shown,
        months=months,
        finding=finding_of(cards),
        rest=rest_of(cards),
        areas=glances(context, cards),
        changes=foremost(changes),
        more_changes=max(0, len(changes) - CHANGES),
        matrix=matrix_of(cards),
        few=tuple(card for card in cards if card.verdict == "few"),
        waiting=tuple(card for card in cards if card.verdict == "waiting"),
        late=late_sources(states),
        banner=banner(context),
        cards=cards,
        place=words_of(context, lens),
        lens=lens,
        switch=switch_lead(context, moved, lens),
        switched=moved,
        off_track=off_track(context, cards),
        latest=latest_words(shown, months),
        late_words=late_words(states),
    )


def all_cards(context: Context, month: date | None = None, lens: str = DEFAULT_LENS) -> tuple[Card, ...]:
    """Every indicator's card in the framework's order; a yearly return gives years.

    Under another lens only the cards of indicators that ask for a place are made anew.
    They are kept for the few newest questions: all six pages of an evening ask the same.
    """
    known = decided(context.ledger)
    identity = context.warehouse.identity if context.warehouse else ""
    key = (str(context.home.root), identity, repr(known), month, context.made_up, id(context.framework), lens)
    if key not in _KEPT:
        made = _made(context, month, lens, known)
        while len(_KEPT) >= MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        _KEPT[key] = made
    return _KEPT[key]


def _made(context: Context, month: date | None, lens: str, known: Decided) -> tuple[Card, ...]:
    if lens == DEFAULT_LENS:
        return tuple(card(context, found.id, month, known=known) for found in ordered(context))
    own = {made.id: made for made in all_cards(context, month)}
    return tuple(
        card(context, found.id, month, lens=lens, known=known) if found.local else own[found.id]
        for found in ordered(context)
    )


def ordered(context: Context) -> list[Indicator]:
    """Indicators by area, commitment and code."""
    places = {c.id: (context.framework.area(c.area).order, c.order) for c in context.framework.commitments}
    return sorted(context.framework.indicators, key=lambda one: (places[one.commitment], one.code))


def months_of(cards: Iterable[Card]) -> tuple[date, ...]:
    """Months that have any figure of a month or a quarter, newest first; of a quarter that is not all in, its first."""
    found: set[date] = set()
    for one in cards:
        for row in one.rows if one.grain in ("month", "quarter") else ():
            if row.value:
                found.update(_months_of(row, one.grain))
    return tuple(sorted(found, reverse=True))


def _months_of(row: Row, grain: str) -> tuple[date, ...]:
    if grain == "month":
        return (date.fromisoformat(f"{row.period}-01"),)
    year, number = row.period.split("-Q")
    months = tuple(date(int(year), 3 * int(number) - 2 + i, 1) for i in range(3))
    return months[:1] if row.status == STATUSES["partial"] else months


def glances(context: Context, cards: Iterable[Card]) -> tuple[AreaGlance, ...]:
    """The five areas in their order, with the counts and the headline card of each."""
    made = []
    for area in sorted(context.framework.areas, key=lambda one: one.order):
        own = tuple(card for card in cards if card.area == area.id)
        counts = {verdict: n for verdict in COUNTED if (n := sum(card.verdict == verdict for card in own))}
        live = [card for card in own if card.verdict != "waiting"]
        headline = next((card for card in live if card.headline), live[0] if live else own[0] if own else None)
        made.append(AreaGlance(area, counts, headline, own))
    return tuple(made)


def changes_of(cards: Iterable[Card], month: date | None) -> tuple[Change, ...]:
    """What moved more than usual, worse first; of an older figure its month is said."""
    own = month and f"{month:%Y-%m}"
    moved = [card for verdict in ORDER for card in cards if card.verdict == verdict and card.change]
    return tuple(Change(card, card.change + ("" if card.period == own else _stale(card))) for card in moved)


def foremost(changes: Sequence[Change], most: int = CHANGES, least: int = LEAST_KEPT) -> tuple[Change, ...]:
    """As many as the page has room for, in their order; better and worse have two places each, where there are two."""
    places = {verdict: [i for i, one in enumerate(changes) if one.card.verdict == verdict] for verdict in ORDER}
    chosen = [*places["worse"][:least], *places["better"][:least]]
    chosen += [i for i in range(len(changes)) if i not in chosen]
    return tuple(changes[i] for i in sorted(chosen[:most]))


def _stale(card: Card) -> str:
    return f" {card.period_words} is its newest month."


def matrix_of(cards: Sequence[Card]) -> tuple[Cell, ...]:
    """Movement (rows) by target (columns); at most four names a cell, and how many more there are."""
    made = []
    for row in ("better", "usual", "shift", "worse"):
        for column in ("P", "?", "F", ""):
            found = tuple(card for card in cards if card.verdict == row and (card.assurance or "") == column)
            made.append(Cell(row, column, found[:NAMES], found[NAMES:]))
    return tuple(made)


def finding_of(cards: Iterable[Card]) -> str:
    """The heading: how many got better, how many worse."""
    n = Counter(card.verdict for card in cards)
    if not n or set(n) == {"waiting"}:
        return "No figures yet"
    return wording.overview_finding(n["better"], n["worse"], n["shift"])


def rest_of(cards: Iterable[Card]) -> str:
    """The line under the heading. Changes that the heading tells already are not repeated."""
    n = Counter(card.verdict for card in cards)
    told = n["shift"] if n["better"] or n["worse"] else 0
    return wording.overview_rest(n["usual"], told, n["few"], n["none"], n["waiting"])


def latest_words(shown: date | None, months: Sequence[date]) -> str:
    """Which month is shown and whether it is the latest, in words."""
    if not months or shown is None:
        return ""
    if shown == months[0]:
        return f"{wording.month(shown)}, the latest month"
    return f"{wording.month(shown)}; the latest month is {wording.month(months[0])}"


def late_sources(states: Iterable[SourceState]) -> tuple[Late, ...]:
    """Sources that are late or have gaps, most overdue first."""
    found = [state for state in states if state.state in ("late", "missing", "refused")]
    return tuple(Late(state.source, state.title, state.words) for state in found)


def late_words(states: Sequence[SourceState]) -> str:
    """What is late or missing in a sentence, also where nothing is; what is still to come and what never came."""
    n = Counter(one.state for one in states)
    late = n["late"] + n["refused"]
    parts = (
        (late, "is late", "are late"),
        (n["due"], "is still to come", "are still to come"),
        (n["missing"], "has a gap in an earlier month", "have a gap in an earlier month"),
        (n["never"], "has never come in", "have never come in"),
    )
    told = [f"{_spreadsheets(many)} {one if many == 1 else more}." for many, one, more in parts if many]
    return " ".join(told if late else ["Nothing is late.", *told])


def _spreadsheets(n: int) -> str:
    return f"{wording.count_words(n, capital=True)} {'spreadsheet' if n == 1 else 'spreadsheets'}"
