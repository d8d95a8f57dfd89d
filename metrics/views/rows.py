"""The numbers behind a chart, one line a period, as text."""

from __future__ import annotations

from dataclasses import dataclass

from metrics import wording
from metrics.results import Point
from metrics.views.drawing import Subject
from metrics.views.figures import quantity_text, value_text

MOST_LACKS = 3  # of what a missing figure waits for, as many are named in its line
BY_HAND = "Typed by hand"
STATUSES = {
    "missing": "Not in", "partial": "Not all in", "provisional": "Provisional",
    "waiting": "Waiting for the postcode directory",
}


@dataclass(frozen=True)
class Row:
    """One line of the numbers table; every field is text as people write it, "" where there is none."""

    period: str
    label: str
    numerator: str
    denominator: str
    value: str
    unknown: str
    verdict: str
    verdict_words: str
    status: str
    left_out: str = ""
    left_out_why: str = ""  # the same, reason by reason
    tier: str = ""  # how good the figure is: reduced | standard | optimal; "" where nobody tells


def rows_of(subject: Subject) -> tuple[Row, ...]:
    """Every period, newest first; one without a figure says why."""
    kinds = {point.period: kind for point, kind in zip(subject.points, subject.judged.kinds, strict=True)}
    sparse = 2 * len(subject.points) < len(subject.axis)
    shown = subject.points if sparse else subject.axis
    return tuple(_row(subject, point, kinds.get(point.period, "")) for point in reversed(shown))


def _status(point: Point) -> str:
    """What has to be known of a figure before it is used; "" for one that came whole from a file."""
    said = "" if point.status == "complete" else STATUSES.get(point.status, point.status)
    said = f"No figure without {_few(point.lacks)}" if point.lacks and point.value is None else said
    return ", ".join(filter(None, (said, BY_HAND if point.typed else "")))


def _few(lacks: tuple[str, ...]) -> str:
    more = len(lacks) - MOST_LACKS
    return wording.listed((*lacks[:MOST_LACKS], f"{more} more") if more > 0 else lacks)


def _row(subject: Subject, point: Point, kind: str) -> Row:
    indicator = subject.indicator
    return Row(
        period=point.period,
        label=wording.period_short(point.period, subject.grain),
        numerator=quantity_text(indicator, point.numerator),
        denominator=quantity_text(indicator, point.denominator),
        value=value_text(indicator, point.value),
        unknown=quantity_text(indicator, point.unknown) if point.unknown else "",
        verdict=kind,
        verdict_words=wording.VERDICTS.get(kind, "") if kind not in ("none", "few", "") else "",
        left_out=quantity_text(indicator, point.left_out) if point.left_out else "",
        left_out_why=", ".join(
            f"{quantity_text(indicator, much)} {words}" for words, much in point.reasons if much
        ),
        status=_status(point),
        tier=getattr(point, "tier", ""),
    )
