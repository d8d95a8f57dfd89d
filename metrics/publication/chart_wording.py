"""What the public charts say: their description, their labels, their key, their notes. From disclosed figures only."""

from __future__ import annotations

from datetime import date

from metrics.catchments import Change
from metrics.disclosure import FEW, FEW_IN_ALL
from metrics.factors import Step
from metrics.publication.figures import Public
from metrics.publication.tongues import Tongue
from metrics.publication.units import period, value
from metrics.publication.verdict_wording import ROW_VERDICTS, aim_sentence


def chart_words(public: Public, tongue: Tongue) -> str:
    """The chart in words, for who cannot see it: where it starts and ends, its range, what is hidden."""
    drawn = [one for one in public.figures if one.drawn]
    first, last = drawn[0], drawn[-1]
    parts = [
        tongue.gettext(
            "A line from %(first)s in %(since)s to %(last)s in %(until)s.",
            first=value(first.value, public.indicator, tongue),
            since=period(public, first, tongue),
            last=value(last.value, public.indicator, tongue),
            until=period(public, last, tongue),
        ),
        _range_words(public, tongue),
    ]
    if public.before:
        parts.append(tongue.gettext("A faint line shows the same months a year before."))
    parts.append(aim_sentence(public, tongue))
    if public.hidden:
        many = tongue.number(public.hidden, "")
        parts.append(tongue.ngettext("%(n)s period is hidden.", "%(n)s periods are hidden.", public.hidden, n=many))
        parts.append(tongue.gettext("All numbers are in the table."))
    return " ".join(part for part in parts if part)


def _range_words(public: Public, tongue: Tongue) -> str:
    if not public.limits:
        return ""
    one = public.limits[-1]
    return tongue.gettext(
        "Most months fall between %(low)s and %(high)s; the average is %(mean)s.",
        low=value(one.lower, public.indicator, tongue),
        high=value(one.upper, public.indicator, tongue),
        mean=value(one.mean, public.indicator, tongue),
    )


def level_labels(public: Public, short: bool, tongue: Tongue) -> list[tuple[float, str, str]]:
    """(level, text, class) at the right of the chart; short where there is the room of a phone."""

    def number(level: float) -> str:
        return tongue.number(level, public.indicator.unit, public.indicator.decimals)

    told: list[tuple[float, str, str]] = []
    if public.limits:
        told += _range_labels(public, short, tongue)
    if public.before:
        level = public.before[-1][1]
        if short:
            text = tongue.gettext("%(value)s before", value=number(level))
        else:
            text = tongue.gettext("%(value)s a year before", value=number(level))
        told.append((level, text, "lb"))
    if public.target is not None:
        aim = number(public.target)
        if short:
            text = tongue.pgettext("little room", "Aim %(value)s", value=aim)
        else:
            text = tongue.gettext("Aim %(value)s", value=aim)
        told.append((public.target, text, "la"))
    return told


def _range_labels(public: Public, short: bool, tongue: Tongue) -> list[tuple[float, str, str]]:
    one = public.limits[-1]
    low, mean, high = (
        tongue.number(level, public.indicator.unit, public.indicator.decimals)
        for level in (one.lower, one.mean, one.upper)
    )
    if short:
        return [
            (one.upper, high, "lb"),
            (one.mean, tongue.pgettext("little room", "Mean %(value)s", value=mean), "lb"),
            (one.lower, low, "lb"),
        ]
    return [
        (one.upper, tongue.gettext("Usual high %(value)s", value=high), "lb"),
        (one.mean, tongue.gettext("Average %(value)s", value=mean), "lb"),
        (one.lower, tongue.gettext("Usual low %(value)s", value=low), "lb"),
    ]


def new_limits(month: date, tongue: Tongue) -> str:
    return tongue.gettext("New limits, %(month)s", month=tongue.month(month))


def key(public: Public, tongue: Tongue) -> list[tuple[str, str]]:
    """(mark, words) of what the chart shows, and of nothing that it does not."""
    verdicts = {one.verdict for one in public.figures if one.drawn}
    made = [("usual", _ring(public, "usual" in verdicts, tongue))] if verdicts & {"usual", ""} else []
    made += [(kind, tongue.gettext(ROW_VERDICTS[kind])) for kind in ("better", "worse", "shift") if kind in verdicts]
    made += [("band", tongue.gettext("Where most months fall"))] if public.limits else []
    made += [("aim", tongue.gettext("Our aim"))] if public.target is not None else []
    if public.hidden:
        few = all(one.reason in (FEW, FEW_IN_ALL) for one in public.figures if one.status == "hidden")
        words = tongue.gettext("Hidden: 1 to 7 people") if few else tongue.gettext("Hidden: too few people")
        made.append(("hidden", words))
    return made


def _ring(public: Public, usual: bool, tongue: Tongue) -> str:
    if public.grain == "year":
        return tongue.gettext("A year")
    return tongue.gettext("A usual month") if usual else tongue.gettext("A month")


def chart_notes(public: Public, tongue: Tongue) -> list[str]:
    """Lines under the chart: what the faint line is, from when limits begin anew."""
    told = [tongue.gettext("The dotted line is the same month a year before.")] if public.before else []
    drawn = [one.start for one in public.figures if one.drawn]
    told += [_step(step, tongue) for step in public.steps if drawn and drawn[0] < step.month <= drawn[-1]]
    told += [_local(one, tongue) for one in public.redefined if drawn and drawn[0] < one.month <= drawn[-1]]
    return told + [
        tongue.gettext("The usual range starts again from %(month)s.", month=tongue.month(month))
        for month in public.rebases
    ]


def _local(change: Change, tongue: Tongue) -> str:
    places = tongue.listed(list(change.names))
    return tongue.gettext("From %(month)s on local means %(places)s.", month=tongue.month(change.month), places=places)


def _step(step: Step, tongue: Tongue) -> str:
    return tongue.gettext(
        "From %(month)s on other emission factors hold (%(factors)s): there the line moves without our doing.",
        month=tongue.month(step.month),
        factors=tongue.own(step.changes),
    )
