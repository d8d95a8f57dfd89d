"""From the store's results to what may be shown: disclosed figures, and what they alone say.

Nothing below `read` sees a true number: limits, verdicts, sentences and charts are made from the disclosed series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metrics import disclosure, results
from metrics.catchments import Change, changes
from metrics.counting import Tables, count_people
from metrics.definitions import Area, Commitment, Framework, Indicator
from metrics.disclosure import Cell, Shown
from metrics.factors import Step, steps
from metrics.ledger import Ledger
from metrics.periods import periods
from metrics.publication import splits, standing
from metrics.publication.splits import Register, Split
from metrics.publication.standing import THERE
from metrics.results import Point
from metrics.views.aims import Decided, decided
from metrics.views.drawing import levels_of
from metrics.views.judging import Judged, first_on_or_after, judge
from metrics.warehouse import Warehouse

LENS = "catchment"
VERDICTS = ("better", "worse", "usual", "shift")


@dataclass(frozen=True)
class Figure:
    """One period as everybody may see it. status: complete | provisional | partial | missing | waiting | hidden."""

    period: str
    start: date
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    reason: str = ""
    verdict: str = ""  # better | worse | usual | shift, "" where there is none
    unknown: float | None = None  # left out because something is not known; never told of people
    typed: bool = False  # rests on what somebody said, not on a file
    tier: str = ""  # how good a figure of carbon is: reduced, standard or optimal

    @property
    def drawn(self) -> bool:
        return self.value is not None and self.status in ("complete", "provisional")


@dataclass(frozen=True)
class Limits:
    """The usual range of a run of drawn figures, by their place in `Public.figures`, both ends included."""

    first: int
    last: int
    lower: float
    mean: float
    upper: float


@dataclass(frozen=True)
class Around:
    """An indicator that counts everybody whom another one counts: its true points and what of them is shown."""

    points: tuple[Point, ...]
    figures: tuple[Figure, ...]

    def of(self, period: str) -> tuple[Cell, float | None] | None:
        """The cell of a period and what is told of its count; None where there is none."""
        for point, one in zip(self.points, self.figures, strict=True):
            if point.period == period:
                return _cell(point), one.numerator
        return None


@dataclass(frozen=True)
class Public:
    """One indicator as the public sees it."""

    indicator: Indicator
    commitment: Commitment
    area: Area
    grain: str
    figures: tuple[Figure, ...]
    limits: tuple[Limits, ...] = ()
    verdict: str = "waiting"  # of the newest drawn figure: better | worse | usual | shift | few | yearly | waiting
    rule: str = ""  # outside | run | trend | near
    side: str = ""  # H | L
    run: int = 0
    assurance: str | None = None
    target: float | None = None
    rebases: tuple[date, ...] = ()
    steps: tuple[Step, ...] = ()  # of the factors
    redefined: tuple[Change, ...] = ()  # what local means
    waits: results.Waiting | None = None
    hidden: int = 0
    splits: tuple[Split, ...] = ()

    @property
    def waiting_for(self) -> str:
        return str(self.waits or "")

    @property
    def before(self) -> tuple[tuple[int, float], ...]:
        """Of a seasonal indicator: the figures of a year before, each at the place of this year's month."""
        if not self.indicator.seasonal or self.grain != "month":
            return ()
        held = {one.start: one.value for one in self.figures if one.drawn}
        found = [held.get(one.start.replace(year=one.start.year - 1)) for one in self.figures]
        return tuple((place, value) for place, value in enumerate(found) if value is not None)

    @property
    def newest(self) -> Figure | None:
        """The newest figure that is there, be it hidden; None while the indicator waits."""
        there = [one for one in self.figures if one.status in THERE]
        return there[-1] if there else None

    @property
    def newest_drawn(self) -> Figure | None:
        drawn = [one for one in self.figures if one.drawn]
        return drawn[-1] if drawn else None


def read(
    warehouse: Warehouse, framework: Framework, ledger: Ledger, before: Mapping[str, Mapping] | None = None
) -> tuple[Public, ...]:
    """Every public indicator after disclosure control, in the framework's order. `before`: the last publication's
    indicators, as `standing.last` gives them."""
    known, register = decided(ledger), Register()
    return tuple(
        _public(warehouse, framework, one, known, before or {}, register)
        for one in framework.indicators
        if one.public
    )


def _public(
    warehouse: Warehouse, framework: Framework, true: Indicator, known: Decided, before: Mapping[str, Mapping],
    register: Register,
) -> Public:
    """One indicator: read, disclosed, judged."""
    indicator = as_shown(true, about_people(framework, true))
    waits = results.waiting(warehouse, framework, true)
    grain, _, figures = ("month", (), ()) if waits else _figures(warehouse, framework, true, before)
    public = Public(indicator, framework.commitment(indicator.commitment), framework.area(indicator.area), grain, ())
    first = next((place for place, one in enumerate(figures) if one.status in THERE), None)
    if first is None:
        return replace(public, waits=waits)
    target = known.targets[true.id].value if true.id in known.targets else true.target
    rebases = tuple(one.month for one in known.rebasings.get(true.id, ()))
    months = {one.period: one for one in figures} if grain == "month" else {}
    last = before.get(true.id) if standing.rows(before, true.id, true.how) else None
    tables = splits.read(warehouse, framework, indicator, months, LENS, register, last)
    moved = {"steps": steps(warehouse, true), "redefined": changes(warehouse, true, LENS)}
    shown = replace(public, figures=figures[first:], splits=tables, **moved)
    return judged(shown, target, rebases, known.screened)


def _figures(
    warehouse: Warehouse, framework: Framework, true: Indicator, before: Mapping[str, Mapping]
) -> tuple[str, tuple[Point, ...], tuple[Figure, ...]]:
    """The grain, the true points and what of them may be shown, beside what is shown of those that count more."""
    grain, points = _newest_points(warehouse, framework, true)
    outer = [_figures(warehouse, framework, framework.indicator(one), before) for one in true.within]
    around = [Around(*found) for its, *found in outer if its == grain]
    indicator = as_shown(true, about_people(framework, true))
    people = behind(warehouse, framework, true, grain, points)
    rows = standing.rows(before, true.id, true.how)
    return grain, points, disclosed(points, indicator, rows, around, people)


def behind(
    warehouse: Warehouse, framework: Framework, true: Indicator, grain: str, points: tuple[Point, ...]
) -> dict[str, float]:
    """On how many people each period rests, where the SELECT says it; {} where it does not."""
    if "people" not in true.gives or not points:
        return {}
    starts = {one.start: one.period for one in points}
    wanted = [one for one in periods(grain, min(starts), max(starts)) if one.start in starts]
    with warehouse.cursor() as con:
        found = count_people(Tables(con), true, LENS, None, wanted)
    return {starts[start]: number(people) or 0 for (_, start), people in found.items()}


def _newest_points(warehouse: Warehouse, framework: Framework, true: Indicator) -> tuple[str, tuple[Point, ...]]:
    """The months of an indicator, or its years where it comes from a yearly return. One grain is published, never two:
    a quarter or a rolling sum beside its months would tell a hidden month by difference."""
    for grain in ("year",) if true.grain == "year" else ("month", "year"):
        found = results.series(warehouse, framework, true.id, grain=grain, lens=LENS)
        if found and any(one.value is not None for one in found[0].points):
            return grain, found[0].points
    return "month", ()


def about_people(framework: Framework, indicator: Indicator) -> bool:
    """Whether it counts people: it says so, or its rows are each about one person (posts are held by somebody)."""
    sources = [one for one in framework.sources if one.id in indicator.source]
    personal = any(column.personal == "hash" for one in sources for column in one.columns)
    rests_on_people = personal or "people" in indicator.gives
    return indicator.counts == "people" or (rests_on_people and indicator.counts == "things")


def as_shown(indicator: Indicator, people: bool) -> Indicator:
    """The indicator as it may be shown: shares of people are whole percentages."""
    if not people:
        return indicator
    decimals = 0 if indicator.kind == "share" else indicator.decimals
    return replace(indicator, counts="people", decimals=decimals)


def disclosed(
    points: tuple[Point, ...], indicator: Indicator, before: Mapping[str, Mapping] | None = None,
    around: Sequence[Around] = (), people: Mapping[str, float] | None = None,
) -> tuple[Figure, ...]:
    """The only place where true numbers are handled: results in, figures that may be shown out.

    before: what was last published of it, by period. around: those that count all its people and more. people: on how
    many it rests, by period, where it does not count them.
    """
    cells = [_cell(p, (people or {}).get(p.period, 0) if people else None) for p in points]
    shown = disclosure.disclose(cells, indicator.counts, indicator.kind, indicator.decimals)
    for outer in around:
        shown = [_beside(one, cell, outer.of(cell.period)) for one, cell in zip(shown, cells, strict=True)]
    figures = tuple(_figure(point, one) for point, one in zip(points, shown, strict=True))
    if indicator.counts == "people":
        return standing.settled(figures, points, before or {}, indicator.kind)
    return tuple(replace(one, unknown=number(p.unknown)) for p, one in zip(points, figures, strict=True))


def _cell(point: Point, people: float | None = None) -> Cell:
    numbers = map(number, (point.numerator, point.denominator, point.value))
    return Cell(point.period, None, *numbers, people=people)


def _beside(one: Shown, cell: Cell, around: tuple[Cell, float | None] | None) -> Shown:
    return disclosure.beside(one, cell, *around) if around else one


def _figure(point: Point, shown: Shown) -> Figure:
    status = "hidden" if shown.status == "hidden" else point.status
    if shown.status == "missing" and status not in ("missing", "waiting"):
        status = "missing"
    return Figure(point.period, point.start, shown.numerator, shown.denominator, shown.value, status, shown.reason,
                  typed=point.typed, tier=point.tier)  # fmt: skip


def number(value: float | Decimal | None) -> float | None:
    return None if value is None else float(value)


def judged(public: Public, target: float | None, rebases: tuple[date, ...], screened: bool = False) -> Public:
    """`public` with limits and verdicts worked out from its disclosed figures alone."""
    places = [place for place, one in enumerate(public.figures) if one.drawn]
    hidden = sum(one.status == "hidden" for one in public.figures)
    public = replace(public, target=target, hidden=hidden, verdict="yearly" if public.grain == "year" else "few")
    if not places:
        return public
    drawn = [public.figures[place] for place in places]
    seasonal = public.indicator.seasonal
    how = {"target": target, "rebase": rebases, "seasonal": seasonal, "screened": screened}
    found = judge(drawn, public.indicator.better, grain=public.grain, **how)
    figures = list(public.figures)
    for place, kind in zip(places, found.kinds, strict=True):
        figures[place] = replace(figures[place], verdict=kind if kind in VERDICTS else "")
    return replace(
        public,
        figures=tuple(figures),
        limits=_limits(public.indicator, found, places),
        verdict=public.verdict if found.verdict == "none" else found.verdict,
        rule=found.rule,
        side=found.direction,
        run=found.run,
        assurance=found.assurance,
        rebases=_begun(drawn, rebases),
    )


def _begun(drawn: list[Figure], rebases: tuple[date, ...]) -> tuple[date, ...]:
    """The first drawn periods of new limits, the very first period aside."""
    starts = [one.start for one in drawn]
    found = (first_on_or_after(starts, month) for month in rebases)
    return tuple(first for first in found if first and first != starts[0])


def _limits(indicator: Indicator, found: Judged, places: list[int]) -> tuple[Limits, ...]:
    """One entry a segment of the series."""
    made: list[Limits] = []
    segments = found.spc.segment if found.spc else ()
    for segment in dict.fromkeys(segments):
        inside = [at for at, own in enumerate(segments) if own == segment]
        levels = levels_of(indicator, found, inside[-1])
        if levels and len(inside) > 1:
            made.append(Limits(places[inside[0]], places[inside[-1]], *levels))
    return tuple(made)
