"""The claim checker: each sentence of a text, its indicator, whether the figures support it, why, and the chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from metrics import results, wording
from metrics.claims import Answer, Claim, Evidence, answer, matches, parts, read, stops, sure
from metrics.claims.matching import Match
from metrics.claims.saying import VERDICT_WORDS
from metrics.definitions import Indicator
from metrics.lenses import DEFAULT_LENS
from metrics.results import Point
from metrics.views.aims import decided, target_of
from metrics.views.card import Card, card
from metrics.views.context import Context
from metrics.views.figures import finding_of
from metrics.views.judging import Judged, judge
from metrics.views.manners import said
from metrics.views.month import banner, last_whole_month

MOST = 20  # sentences of one text
EXAMPLES = (
    "Local hiring has improved since April.",
    "Prompt payment got worse this year.",
    "More than half of our new starters are local people.",
    "Energy use has fallen over the last year thanks to the solar panels.",
)


@dataclass(frozen=True)
class Checked:
    """One sentence. verdict: supported|not|cannot|which (the indicator is not sure: choose among `candidates`)."""

    text: str
    verdict: str
    verdict_words: str
    reason: str
    understood: str = ""
    instead: str = ""
    left: str = ""  # words that had no part in the answer
    card: Card | None = None
    candidates: tuple[tuple[str, str], ...] = ()  # id and title


@dataclass(frozen=True)
class ClaimsView:
    """`finding` is the page's heading; `more` counts sentences beyond those that are answered."""

    text: str
    finding: str
    rest: str
    checked: tuple[Checked, ...]
    more: int = 0
    banner: str = ""


def claims(context: Context, text: str, chosen: str = "") -> ClaimsView:
    """Every sentence of a text answered; `chosen`: the indicator (id) of a text of one sentence."""
    now = newest(context)
    sentences = parts(text, now)
    known = {one.id for one in context.framework.indicators}
    choice = chosen if chosen in known and len(sentences) == 1 else ""
    checked = tuple(check(context, one, now, choice) for one in sentences[:MOST])
    return ClaimsView(text, *_heading(checked), checked, max(0, len(sentences) - MOST), banner(context))


def newest(context: Context) -> date:
    """The newest whole month, from which "this month" is reckoned."""
    return last_whole_month(context.today)


def check(context: Context, sentence: str, now: date, chosen: str = "") -> Checked:
    """One sentence answered, or the indicators that it may mean."""
    claim = read(sentence, now)
    found = matches(claim.subject, context.framework)
    if not chosen and not sure(found):
        stopped = "" if claim.cause else stops(claim)
        if stopped:
            return Checked(sentence, "cannot", VERDICT_WORDS["cannot"], stopped)
        return _unsure(context, sentence, found)
    first = next((one for one in found if one.id == chosen), None) or (Match(chosen, 1.0) if chosen else found[0])
    made = card(context, first.id)
    others = tuple((one.id, context.framework.indicator(one.id).title) for one in found if one.id != first.id)
    result = Answer("cannot", made.waiting_for)
    if made.verdict != "waiting":
        result = answer(claim, evidence(context, made.id, made), now)
    return Checked(
        text=sentence,
        verdict=result.verdict,
        verdict_words=VERDICT_WORDS[result.verdict],
        reason=result.reason,
        understood=understood(claim, made),
        instead=result.instead,
        left=wording.listed(first.left),
        card=made,
        candidates=others,
    )


def _unsure(context: Context, sentence: str, found: Sequence[Match]) -> Checked:
    offered = tuple((one.id, context.framework.indicator(one.id).title) for one in found)
    reason = "Several indicators may be meant: choose one." if offered else (
        "No indicator is known by these words. Name what is counted, as its title does."
    )
    words = "Which indicator?" if offered else "Cannot be said"
    return Checked(sentence, "which" if offered else "cannot", words, reason, candidates=offered)


def evidence(context: Context, id: str, made: Card | None = None) -> Evidence | None:
    """The figures behind an indicator's card, judged as the card is; None where it has none."""
    found, made = context.framework.indicator(id), made or card(context, id)
    if context.warehouse is None or made.verdict == "waiting":
        return None
    series = results.series(context.warehouse, context.framework, made.id, made.grain, DEFAULT_LENS)
    return from_points(context, found, series[0].points, made.grain, made.progress)


def from_points(
    context: Context, found: Indicator, axis: Sequence[Point], grain: str = "month", progress: str = ""
) -> Evidence:
    """The same from points at hand: leading periods without a figure are left away."""
    known = decided(context.ledger)
    first = next((i for i, point in enumerate(axis) if point.value is not None), len(axis))
    shown = tuple(axis[first:])
    valued = [point for point in shown if point.value is not None]
    why_not = said(found, grain, valued)
    target = target_of(found, known)
    judging = partial(
        judge,
        better=found.better,
        grain=grain,
        judged="nothing" if why_not else "quarter" if grain == "quarter" else "month",
        target=target and target.value,
        rebase=[rebasing.month for rebasing in known.rebasings.get(found.id, ())],
        screened=known.screened,
        seasonal=found.seasonal,
    )

    def finding(points: Sequence[Point], judged: Judged):
        until = [point for point in shown if point.start <= points[-1].start]
        return finding_of(found, grain, list(points), until, judged, target, progress)

    return Evidence(found, grain, shown, judging, finding, target, progress, why_not)


def understood(claim: Claim, made: Card) -> str:
    """What the sentence was taken to say: the indicator, the movement or level, the time."""
    moves = {"better": "better", "worse": "worse", "up": "higher", "down": "lower", "same": "no change"}
    said_ = moves.get(claim.direction.removeprefix("not "), "")
    level = f"{claim.level.kind.replace('_', ' ')} {claim.level.words}" if claim.level else ""
    aim = {"meets": "meets the target", "misses": "misses the target", "track": "on track", "behind": "not on track"}
    told = [
        made.title,
        f"not {said_}" if claim.direction.startswith("not ") else said_,
        level,
        aim.get(claim.aim, ""),
        claim.extreme,
        claim.stretch.words if claim.stretch else f"newest figure, {made.period_words}" if made.period else "",
    ]
    return ", ".join(one for one in told if one)


def _heading(checked: Sequence[Checked]) -> tuple[str, str]:
    """The page's finding and the line under it."""
    if not checked:
        return "What do the figures support?", (
            "Paste a sentence of a board paper. It is held against its chart by the chart's own rules."
        )
    n = {kind: sum(one.verdict == kind for one in checked) for kind in ("supported", "not", "cannot", "which")}
    if len(checked) == 1:
        return checked[0].verdict_words, checked[0].text
    many = wording.count_words(n["supported"], capital=True) if n["supported"] else "None"
    first = f"{many} of {wording.count_words(len(checked))} supported"
    rest = ((n["not"], "not supported"), (n["cannot"], "cannot be said"), (n["which"], "to be told which indicator"))
    return first, wording.listed([f"{wording.count_words(many)} {words}" for many, words in rest if many]).capitalize()
