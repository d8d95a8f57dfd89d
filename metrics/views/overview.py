"""All five areas at a glance: what got better, what got worse, what to read next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.definitions import Area
from metrics.views.card import Card
from metrics.views.context import Context


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
    """One cell of the matrix: row better|usual|worse|shift, column P|?|F|"" ; `more` counts the names not shown."""

    row: str
    column: str
    cards: tuple[Card, ...]
    more: int = 0


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


def overview(context: Context, month: date | None = None) -> Overview:
    """The overview as it stood at the end of `month` (None: the newest month with figures)."""
    areas = tuple(AreaGlance(a, {}, None, ()) for a in context.framework.areas)
    return Overview(month, (), "No figures yet", "", areas, (), 0, (), (), (), (), "", ())
