"""What is understood of a sentence: nothing in it that is not in the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics import wording


@dataclass(frozen=True)
class Stretch:
    """The months that a claim speaks of, both included. `base`: the month that they are held against; the one before
    the first, or of "since April" April itself."""

    first: date
    last: date
    base: date | None = None

    @property
    def words(self) -> str:
        """April 2026 to September 2026; September 2026."""
        first, last = wording.month(self.first), wording.month(self.last)
        return first if self.first == self.last else f"{first} to {last}"


@dataclass(frozen=True)
class Level:
    """A level that is claimed. kind: above|below|at_least|at_most|equal|about; `value` in people's units (43 for 43%),
    `step` the finest that it tells apart (1 for 43, 0.1 for 43.0, 100,000 for 1.2 million)."""

    kind: str
    value: float
    step: float
    percent: bool
    words: str


@dataclass(frozen=True)
class Amount:
    """How much it is said to have moved. kind: by | times | from one level (`first`) to another (`last`)."""

    kind: str
    value: float = 0.0
    step: float = 1.0
    percent: bool = False
    first: Level | None = None
    last: Level | None = None


@dataclass(frozen=True)
class Claim:
    """direction: better|worse|up|down|same, with "not " before it where it is denied; "" where nothing moved.

    aim: meets|misses|track|behind|""; `steady`: the target is said to be met or missed again and again.
    extreme: highest|lowest|best|worst|"". cause, forecast, elsewhere: the words that say so. unclear: a time that
    cannot be placed. `two_point`: one month is held against another. `subject`: what is left, to find the indicator by.
    """

    text: str
    subject: str
    direction: str = ""
    stretch: Stretch | None = None
    unclear: str = ""
    level: Level | None = None
    amount: Amount | None = None
    aim: str = ""
    steady: bool = False
    extreme: str = ""
    cause: str = ""
    forecast: str = ""
    elsewhere: str = ""
    two_point: bool = False
    row: int = 0  # it is said to have gone on for so many months in a row

    @property
    def says(self) -> bool:
        """Whether it says anything that a chart could answer."""
        return bool(self.direction or self.level or self.amount or self.aim or self.extreme)
