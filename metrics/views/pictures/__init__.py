"""The pictures of the area pages: frozen shapes here, their data in the modules beside, their SQL in the .sql files.

Every picture has a title, a sentence that says what it shows, and the table of the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """The numbers of a picture: headings and rows of text."""

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Piece:
    """One part of a bar. `step` 0 (closest to home, strongest) to 3, or -1 for hatched (unknown)."""

    label: str
    value: float
    text: str
    share: str = ""
    note: str = ""
    step: int = 0


@dataclass(frozen=True)
class Picture:
    """What all pictures share. `empty` says why there is nothing to draw; then the rest may be absent."""

    title: str
    sentence: str = ""
    caption: str = ""
    empty: str = ""
    table: Table = field(default_factory=Table)


@dataclass(frozen=True)
class TwoTier(Picture):
    """All spend = influenceable + not; below, the influenceable part by place."""

    top: tuple[Piece, ...] = ()
    places: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class HeatRow:
    """One row: its name, the figure that leads it, and (text, step 0 to 4) cells."""

    label: str
    lead: str
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class HeatGrid(Picture):
    """A table whose cells are tinted; the figure stands in every cell."""

    row_heading: str = ""
    lead_heading: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[HeatRow, ...] = ()


@dataclass(frozen=True)
class StackYear:
    """One column: a label, its start year and a value a part (tonnes), in the order of the parts."""

    label: str
    year: int
    values: tuple[float, ...]
    text: str
    provisional: bool = False


@dataclass(frozen=True)
class StackPath(Picture):
    """Sources stacked by financial year against the straight path to zero."""

    parts: tuple[str, ...] = ()
    years: tuple[StackYear, ...] = ()
    path: tuple[tuple[int, float], ...] = ()
    path_label: str = ""
    unit: str = "tonnes"
    end_label: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar. `aim` in the same unit, None where there is none; `hatched` for unknown."""

    label: str
    value: float
    text: str
    note: str = ""
    hatched: bool = False
    aim: float | None = None


@dataclass(frozen=True)
class Bars(Picture):
    """Sorted bars with the value at the end."""

    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class MapPoint:
    """One place. east, north in metres on the national grid; circle area = value."""

    label: str
    east: float
    north: float
    value: float
    text: str
    step: int = 0


@dataclass(frozen=True)
class PointsMap(Picture):
    """Places as circles; `aside` are values that have no point on the map (elsewhere, unknown)."""

    points: tuple[MapPoint, ...] = ()
    aside: tuple[Bar, ...] = ()
    coast: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class SplitAim(Picture):
    """One bar of 100 % and the aim of each part (shares 0 to 1)."""

    pieces: tuple[Piece, ...] = ()
    aims: tuple[float, ...] = ()


@dataclass(frozen=True)
class Said:
    """You said, we did: the ask, the reply, who asked and how it stands."""

    ask: str
    reply: str
    group: str
    when: str
    status: str


@dataclass(frozen=True)
class YouSaid(Picture):
    """What partners asked and what was done."""

    said: tuple[Said, ...] = ()
