"""The reasons, by rule: why a claim is supported, is not, or cannot be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics import sentences, wording
from metrics.claims.claim import Claim, Stretch
from metrics.definitions import Indicator
from metrics.results import Point
from metrics.views.figures import value_text

CAUSE = "No chart can show a cause: say what changed and since when, and leave out what it is put down to."
WITHOUT = {
    "supported": "Without the cause the claim is supported.",
    "not": "Without the cause it is not supported either.",
    "cannot": "Without the cause it cannot be said.",
}
FORECAST = "A chart tells what was, not what will be."
ELSEWHERE = "The dashboard holds this trust's own figures alone, so it cannot be held against others here."
NOTHING = (
    "Nothing in it could be answered by a chart. Say what moved which way and since when, or what level it has."
)
PROVISIONAL = "Provisional: a rate it uses has no value for this period yet."
SIDES = {"H": "higher", "L": "lower"}
VERDICT_WORDS = {"supported": "Supported", "not": "Not supported", "cannot": "Cannot be said"}


def unclear(words: str) -> str:
    return f"When '{words}' was is not known here: name the month, as in 'since April 2026'."


def no_figures(indicator: Indicator) -> str:
    return f"{indicator.title} has no figures yet."


def not_in(month: date) -> str:
    return f"{wording.month(month)} is not in yet."


def before(first: Point, grain: str) -> str:
    return f"The figures begin with {wording.period(first.period, grain)}, after the time that the claim speaks of."


def missing(periods: list[str], grain: str, status: str) -> str:
    named = wording.listed([wording.period(one, grain) for one in periods[:3]])
    more = f" and {len(periods) - 3} more" if len(periods) > 3 else ""
    verb = "has" if len(periods) == 1 else "have"
    what = "figure that may be shown" if status == "hidden" else "figure"
    return f"{named}{more} {verb} no {what}, so that the time the claim speaks of has a gap."


def partial(period: str, grain: str) -> str:
    return f"Not all of {wording.period(period, grain)} is in yet."


def neither(indicator: Indicator) -> str:
    if indicator.better == "toward":
        return "Nearer to the target is better here, so that neither higher nor lower is better in itself."
    return "Neither higher nor lower is better in itself here: say whether it rose or fell."


def unjudged(finding: sentences.Finding, why: str, grain: str) -> str:
    """Why there is no verdict: too few points, a grain that is not judged, months that are too small."""
    if why:
        return why
    if finding.verdict == "few":
        return sentences.why(finding)
    return f"Figures by {grain} are too few for a usual range, so that change cannot be told from chance."


def stepped(indicator: Indicator, before: Point, after: Point, grain: str, side: str) -> str:
    """A step that went against what is claimed."""
    start, end = (wording.with_unit(value_text(indicator, point.value), indicator.unit) for point in (before, after))
    first, last = (wording.period(point.period, grain) for point in (before, after))
    return f"From {first} to {last} it did not {'rise' if side == 'H' else 'fall'}: {start}, then {end}."


@dataclass(frozen=True)
class Told:
    """What is known of a claim of movement, put into words."""

    claim: Claim
    indicator: Indicator
    grain: str
    span: Stretch
    finding: sentences.Finding

    @property
    def figure(self) -> str:
        return f"{self.finding.value} in {self.finding.period}"

    @property
    def within(self) -> str:
        """How the stretch is spoken of: "since April 2026", "in September 2026"."""
        if not self.claim.stretch:
            return ""
        since = self.span.first != self.span.last and self.span.last >= _month_of(self.finding)
        return f" since {wording.month(self.span.first)}" if since else f" in {self.span.words}"

    def changed(self) -> str:
        """The special cause that stands at the end of the stretch."""
        return f"{self.figure}. {sentences.why(self.finding)}"

    def other_way(self) -> str:
        went = "up" if self.finding.side == "H" else "down"
        return f"The figures went {went}: {self.figure}. {sentences.why(self.finding)}"

    def nothing(self) -> str:
        return f"{self.figure}. No change beyond chance is shown{self.within}."

    def earlier(self, first: Point) -> str:
        """It had changed before the stretch, and nothing more is shown."""
        side, month = SIDES[self.finding.side], wording.period(first.period, self.grain)
        return (f"It is {side} than usual, but has been since {month}; no further change is shown{self.within}. "
                f"The newest figure is {self.figure}.")

    def instead(self, first: Point) -> str:
        """What the figures do support, where a change came before the stretch."""
        since = wording.period(first.period, self.grain)
        return f"{self.indicator.title}, {SIDES[self.finding.side]} than usual since {since}."

    def chance(self, best: Point | None) -> str:
        """Nothing more than the usual coming and going."""
        told = f"{self.figure}. {sentences.why(self.finding)} Movement within that comes by chance."
        if self.finding.verdict != "usual":
            told = f"{self.figure}. {sentences.why(self.finding)}"
        if best is not None:
            told += f" {wording.period(best.period, self.grain)} was beyond chance; the newest figure is not."
        if self.claim.two_point:
            told += " Two points held against each other do not tell change from chance."
        if 0 < self.claim.row < 7:
            told += f" {wording.count_words(self.claim.row, capital=True)} in a row come by chance; seven do not."
        return told


def _month_of(finding: sentences.Finding) -> date:
    """The month that the finding ends with."""
    name, year = finding.period.split()[-2:]
    return date(int(year), wording.MONTHS.index(name) + 1, 1)
