"""What the public charts say: their description, their labels, their key, their notes. From disclosed figures only."""

from __future__ import annotations

from datetime import date

from metrics import wording
from metrics.disclosure import FEW, FEW_IN_ALL
from metrics.publication.figures import Public
from metrics.publication.wording import FEW_WORDS, ROW_VERDICTS, aim_sentence, period, value


def chart_words(public: Public) -> str:
    """The chart in words, for who cannot see it: where it starts and ends, its range, what is hidden."""
    drawn = [one for one in public.figures if one.drawn]
    first, last = drawn[0], drawn[-1]
    parts = [
        f"A line from {value(first.value, public.indicator)} in {period(public, first)} "
        f"to {value(last.value, public.indicator)} in {period(public, last)}."
    ]
    if public.limits:
        one = public.limits[-1]
        parts.append(
            f"Most months fall between {value(one.lower, public.indicator)} and {value(one.upper, public.indicator)}; "
            f"the average is {value(one.mean, public.indicator)}."
        )
    if public.before:
        parts.append("A faint line shows the same months a year before.")
    parts.append(aim_sentence(public))
    if public.hidden:
        parts.append(f"{wording.plural(public.hidden, 'period')} hidden. All numbers are in the table.")
    return " ".join(part for part in parts if part)


def level_labels(public: Public, short: bool) -> list[tuple[float, str, str]]:
    """(level, text, class) at the right of the chart."""
    told: list[tuple[float, str, str]] = []
    if public.limits:
        one = public.limits[-1]
        low, mean, high = (wording.number(n, public.indicator.unit, public.indicator.decimals)
                           for n in (one.lower, one.mean, one.upper))
        told += [
            (one.upper, high if short else f"Usual high {high}", "lb"),
            (one.mean, f"Mean {mean}" if short else f"Average {mean}", "lb"),
            (one.lower, low if short else f"Usual low {low}", "lb"),
        ]
    if public.before:
        level = public.before[-1][1]
        text = wording.number(level, public.indicator.unit, public.indicator.decimals)
        told.append((level, f"{text} before" if short else f"{text} a year before", "lb"))
    if public.target is not None:
        aim = wording.number(public.target, public.indicator.unit, public.indicator.decimals)
        told.append((public.target, f"Aim {aim}", "la"))
    return told


def new_limits(month: date) -> str:
    return f"New limits, {wording.month(month)}"


def key(public: Public) -> list[tuple[str, str]]:
    """(mark, words) of what the chart shows, and of nothing that it does not."""
    verdicts = {one.verdict for one in public.figures if one.drawn}
    ring = "A year" if public.grain == "year" else "A usual month" if "usual" in verdicts else "A month"
    made = [("usual", ring)] if verdicts & {"usual", ""} else []
    made += [(kind, ROW_VERDICTS[kind]) for kind in ("better", "worse", "shift") if kind in verdicts]
    made += [("band", "Where most months fall")] if public.limits else []
    made += [("aim", "Our aim")] if public.target is not None else []
    if public.hidden:
        few = all(one.reason in (FEW, FEW_IN_ALL) for one in public.figures if one.status == "hidden")
        made.append(("hidden", f"Hidden: {FEW_WORDS} people" if few else "Hidden: too few people"))
    return made


def chart_notes(public: Public) -> list[str]:
    """Lines under the chart: what the faint line is, from when limits begin anew."""
    told = ["The dotted line is the same month a year before."] if public.before else []
    return told + [f"The usual range starts again from {wording.month(month)}." for month in public.rebases]
