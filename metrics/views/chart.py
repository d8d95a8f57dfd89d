"""The one drawing that everybody learns: a line in its usual range. Drawn by charts/xmr.py and charts/plotly_xmr.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One point. `value` is in drawing units (a share is 0 to 100); `kind` better|worse|usual|shift|few."""

    period: str
    label: str
    value: float
    text: str
    kind: str
    hover: str = ""
    provisional: bool = False
    at: int = 0  # place on the time axis: a missing month leaves a gap


@dataclass(frozen=True)
class Band:
    """The usual range from mark `first` to mark `last` (both included, places on the time axis), drawing units."""

    first: int
    last: int
    lower: float
    mean: float
    upper: float
    lower_text: str = ""
    mean_text: str = ""
    upper_text: str = ""


@dataclass(frozen=True)
class Line:
    """A level with its text: the target."""

    value: float
    text: str


@dataclass(frozen=True)
class Trajectory:
    """The way from the baseline to the target, straight or by milestones: (place on the time axis, drawing units)."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Rebase:
    """New limits from the mark at `at`, and why."""

    at: int
    label: str
    reason: str


@dataclass(frozen=True)
class Note:
    """Words tied to the mark at `at`; `short` stands on the chart where there is room. kind: factors|local|action."""

    at: int
    text: str
    short: str = ""
    kind: str = "factors"


@dataclass(frozen=True)
class XmrChart:
    """A series as it is drawn. `places` are the labels of the whole time axis, one a period, gaps included."""

    title: str
    sentence: str
    marks: tuple[Mark, ...]
    places: tuple[str, ...]
    bands: tuple[Band, ...] = ()
    target: Line | None = None
    trajectory: Trajectory | None = None
    notes: tuple[Note, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    missing: tuple[int, ...] = ()
    before: tuple[Mark, ...] = ()  # of a seasonal figure: the same months a year before, at the places of this year
    unit: str = ""
    better: str = "neither"
    grain: str = "month"

    @property
    def sparse(self) -> bool:
        """Fewer than half of the periods have a figure, as with a survey by rounds: gaps are then no news."""
        return 2 * len(self.marks) < len(self.places)


def scale(unit: str) -> float:
    """Drawing units in one value unit: shares are drawn as 0 to 100."""
    return 100.0 if unit == "percent" else 1.0
