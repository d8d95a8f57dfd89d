"""The only reader of the definition files: framework, indicators and sources.

What the trust says lives in `framework.toml`, `indicators/<area>/*.sql` and `sources/*.toml`. The same files under
`data/definitions/` win over those shipped here. Every fault in any of them is told at once (`DefinitionFaults`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from .definition_faults import DefinitionFaults, Faults
from .home import data_folder

__all__ = ["Area", "Column", "Commitment", "DefinitionFaults", "Framework", "Indicator", "Rule", "Source", "framework"]

SHIPPED = Path(__file__).parent
TIERS = ("reduced", "standard", "optimal")  # how good a carbon figure is, the least first
OWN = {  # tables that the dashboard makes of itself, in place of a source, and their titles
    "completeness": "This dashboard's own figures",
    "publications": "This dashboard's own publications",
}


@dataclass(frozen=True)
class Area:
    """One of the framework's five areas."""

    id: str
    title: str
    order: int
    glyph: str
    summary: str


@dataclass(frozen=True)
class Commitment:
    """A promise under an area; `proposed` says that the wording is ours until the trust replaces it."""

    id: str  # "E1"
    slug: str  # "local-jobs"
    title: str
    promise: str
    area: str
    lead: str
    order: int
    proposed: bool


@dataclass(frozen=True)
class Indicator:
    """What is counted for a commitment: words for people, and one SELECT for the warehouse."""

    id: str  # the file's name in words, "local-hires"
    code: str  # "E1a"
    title: str
    short: str  # at most 26 characters, for the matrix
    area: str
    commitment: str  # "E1"
    kind: str  # share | rate | total | count | average
    basis: str  # flow | stock | flow-over-stock | distinct
    unit: str
    better: str  # up | down | neither | toward
    counts: str  # people | things | money
    source: tuple[str, ...]  # the first one says which months there are
    why: str
    how: str
    good: str
    owner: str
    reviewed: date
    next_review: date
    sql: str
    path: Path
    public: bool = True
    by: tuple[str, ...] = ()
    local: bool = False  # the SELECT asks is_local, so the meaning of "local" changes it
    lens_moves_whole: bool = True  # false: the meaning of "local" moves its parts alone, and the whole is counted once
    grain: str = "month"
    needs: tuple[str, ...] = ()
    benchmark: str = ""
    headline: bool = False
    decimals: int = 0
    caveat: str = ""
    target: float | None = None
    counted: str = ""  # what the numerator is, and what it is out of, as headings of a table: "Local people"
    out_of: str = ""
    typed: bool = True  # figures that somebody told may stand where no file gives them
    seasonal: bool = False  # a month is compared with the same month a year before
    gives: tuple[str, ...] = ()  # the columns of the SELECT
    factors: tuple[str, ...] = ()  # of emission_factors: those whose steps are marked on the chart
    improve: Mapping[str, str] = field(default_factory=dict)  # by tier of quality: what would make the figure better
    unknown_of: str = ""  # what `unknown` counts, where that is not the numerator's unit
    within: tuple[str, ...] = ()  # indicators that count everybody whom this one counts, and more: by their ids

    @property
    def is_own(self) -> bool:
        """Whether it is counted from what the dashboard knows of itself; no file has a part in it."""
        return self.source[0] in OWN

    @property
    def reasons(self) -> tuple[str, ...]:
        """The columns of the SELECT that count what is left out, reason by reason."""
        return tuple(column for column in self.gives if column.startswith("left_out_"))


@dataclass(frozen=True)
class Column:
    """A column of a source, under our own name."""

    name: str
    title: str
    type: str
    headings: tuple[str, ...] = ()
    required: bool = False
    personal: str = "no"  # no | drop | hash | place
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str = ""
    keep_text: bool = False  # a postcode that is nobody's home stays as text beside its place
    from_title: bool = False  # may stand in a title, a sheet's name or the file's name instead
    from_sheet: bool = False  # where a workbook has a sheet for each month, the sheet's name may say it instead
    needs_day: bool = False  # tells nothing where only the month of the period is known, and is left out then


RULES = ("at_most", "between", "not_negative", "not_future", "order", "order_number")


@dataclass(frozen=True)
class Rule:
    """A rule that a source's rows obey; `more` holds what only this kind of rule needs."""

    kind: str
    columns: tuple[str, ...]
    severity: str
    message: str
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A kind of spreadsheet that people bring."""

    id: str
    title: str
    sender: str
    cadence: str  # month | quarter | year
    due_day: int
    period: str  # the column which says the month
    identity: tuple[str, ...]
    columns: tuple[Column, ...]
    drop: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()  # columns of which a table has at least one, or it is something else
    rules: tuple[Rule, ...] = ()
    help: str = ""
    typed: bool = True  # what is counted from it may be typed where no file came
    example: Mapping[str, Any] = field(default_factory=dict)
    path: Path = Path()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return _find(self.columns, "column", name, ("name",))


@dataclass(frozen=True)
class Framework:
    """Everything that the definition files say."""

    trust: Mapping[str, Any]
    areas: tuple[Area, ...]
    commitments: tuple[Commitment, ...]
    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]

    def area(self, id: str) -> Area:
        return _find(self.areas, "area", id, ("id",))

    def commitment(self, id: str) -> Commitment:
        return _find(self.commitments, "commitment", id, ("id", "slug"))

    def indicator(self, id_or_code: str) -> Indicator:
        return _find(self.indicators, "indicator", id_or_code, ("id", "code"))

    def source(self, id: str) -> Source:
        return _find(self.sources, "source", id, ("id",))

    def source_title(self, id: str) -> str:
        """The title of a source, or of a table that the dashboard makes of itself."""
        return OWN[id] if id in OWN else self.source(id).title


def _find(items: Iterable[Any], what: str, wanted: str, names: tuple[str, ...]) -> Any:
    for item in items:
        if wanted in (getattr(item, name) for name in names):
            return item
    raise KeyError(f"There is no {what} called '{wanted}'.")


def framework(extra: Path | None = None) -> Framework:
    """The definitions as they stand on disk, read anew when a file changes.

    `extra` is a folder whose files win over the shipped ones (default: `definitions` in the data folder).
    Raises DefinitionFaults with every fault in every file.
    """
    own = extra if extra is not None else data_folder() / "definitions"
    return _read(own, _state((SHIPPED / "framework.toml", SHIPPED / "indicators", SHIPPED / "sources", own)))


def _state(places: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """What tells one state of the files from another: path, time of change and size of each."""
    files = [f for place in places for f in ([place] if place.is_file() else sorted(place.rglob("*")))]
    return tuple((str(f), (stat := f.stat()).st_mtime_ns, stat.st_size) for f in files
                 if f.suffix in (".toml", ".sql"))


@lru_cache(maxsize=8)
def _read(own: Path, _unchanged: tuple[tuple[str, int, int], ...]) -> Framework:
    from .definition_files import read_framework

    faults = Faults()
    found = read_framework(SHIPPED, own, faults)
    faults.raise_if_any()
    return found
