"""The sentences about one figure: what it is, how it compares, and what to take care of.

A change is better or worse only when it is too big, or goes on too long, to be chance; nothing is said to be the cause
of anything; too few, unknown, provisional and missing are said.
"""

from __future__ import annotations

from dataclasses import dataclass

from metrics.wording import count_words, ordinal


@dataclass(frozen=True)
class Finding:
    """What is known of one figure before it is put into words; all numbers are already text.

    rule: outside|run|trend|near|"" ; side: H|L|"" ; run: how many periods it has lasted; moved: up|down|same|"".
    meets: does the newest value meet the target (None without one).
    """

    title: str
    value: str
    period: str
    better: str
    verdict: str
    rule: str = ""
    side: str = ""
    run: int = 0
    moved: str = ""
    average: str = ""
    lower: str = ""
    upper: str = ""
    target: str = ""
    meets: bool | None = None
    assurance: str | None = None
    points: int = 0
    needed: int = 12
    noun: str = "month"  # what a point is: a month, or where there are gaps a figure
    unknown: str = ""
    provisional: bool = False
    partial: bool = False
    missing: str = ""
    progress: str = ""  # how far on the way to the target: a key of PROGRESS
    lately: int = 0  # how many of the newest, each more than chance, lie on the same side of the target
    held: bool = False  # the usual range was worked out before those
    seasonal: bool = False  # judged is the difference from the same month last year; the range is one of differences
    step: str = "month"  # what follows in a row: a month, or a quarter
    unjudged: str = ""  # why its months are not judged
    compared: str = ""  # that difference: "45 less than", "the same as"; "" where last year's month is missing


def sentence(finding: Finding) -> str:
    """The lead of an indicator's page: value and period, verdict and its rule, target, coverage."""
    parts = [_opening(finding), _rule(finding), _good(finding), _target(finding), *cautions(finding)]
    return " ".join(part for part in parts if part)


def why(finding: Finding) -> str:
    """The rule by which it is more than chance, or that it is not, or what is wanting to say so."""
    return _rule(finding)


def change(finding: Finding) -> str:
    """One sentence of *What changed*: only for a figure with a special cause."""
    if finding.seasonal:
        return _seasonal_change(finding)
    verb = {"up": "rose to", "down": "fell to"}.get(finding.moved, "stays at")
    start = f"{finding.title} {verb} {finding.value}"
    low = finding.side == "L"
    side, end = ("under", "lower") if low else ("over", "upper")
    against = finding.moved == ("up" if low else "down")  # the newest step went the other way
    still, but = (", but is still", ", but it is") if against else (",", ",")
    tail = {
        "outside": f"{still} {'below' if low else 'above'} the usual range",
        "run": f"{but} the {ordinal(finding.run)} {finding.step} in a row {side} the average of {finding.average}",
        "trend": f", {'down' if low else 'up'} every {finding.step} for {count_words(finding.run)} {finding.step}s",
        "near": f"; two of the last three {finding.step}s were close to the {end} end of the usual range",
    }.get(finding.rule, "")
    bad = "; lower is better" if finding.verdict == "worse" and finding.better == "down" else ""
    return f"{start}{tail}{bad}{_change_target(finding)}."


def _seasonal_change(finding: Finding) -> str:
    low = finding.side == "L"
    tail = {
        "outside": f", {'below' if low else 'above'} the usual differences",
        "run": f"; the {ordinal(finding.run)} month in a row {'under' if low else 'over'} the average difference",
        "trend": f"; that difference has gone {'down' if low else 'up'} for {count_words(finding.run)} months",
        "near": f"; two of the last three were close to the {'lower' if low else 'upper'} end of the usual differences",
    }.get(finding.rule, "")
    bad = "; lower is better" if finding.verdict == "worse" and finding.better == "down" else ""
    start = f"{finding.title}: {finding.value}, {finding.compared} the same month last year"
    return f"{start}{tail}{bad}{_change_target(finding)}."


def _change_target(finding: Finding) -> str:
    if not finding.target or finding.meets is None:
        return ""
    if finding.assurance == "F" and finding.verdict == "better":
        return f". {_joined(finding, f'the target of {finding.target}')}"
    if finding.assurance == "F" and not finding.meets:
        return f". It will keep missing {finding.target} unless something changes"
    return f". It {'meets' if finding.meets else 'misses'} the target of {finding.target}"


def _opening(finding: Finding) -> str:
    joined = "in the" if finding.period.startswith("12 months") else "in"
    usual = {"H": "higher than usual", "L": "lower than usual"}.get(finding.side, "")
    told = {"better": usual, "worse": usual, "shift": usual, "usual": "as usual"}.get(finding.verdict, "")
    if finding.seasonal:
        told = f"{finding.compared} a year before" if finding.compared else ""
    return f"{finding.value} {joined} {finding.period}{', ' + told if told else ''}."


def _rule(finding: Finding) -> str:
    if finding.seasonal:
        return _seasonal_rule(finding)
    low, span = finding.side == "L", f"the usual range of {finding.lower} to {finding.upper}"
    if finding.verdict == "few":
        one = finding.points == 1
        so_far = f"{count_words(finding.points, capital=True)} {finding.noun if one else finding.noun + 's'}"
        return f"{so_far} so far: {count_words(finding.needed)} are needed to say what is usual."
    if finding.verdict == "usual":
        return f"It is within {span}." if finding.lower else ""
    return {
        "outside": f"It is {'below' if low else 'above'} {span}: a change this big is unlikely to be chance.",
        "run": f"It is the {ordinal(finding.run)} {finding.step} in a row {'under' if low else 'over'} the average of "
        f"{finding.average}: too long to be chance.",
        "trend": f"It has gone {'down' if low else 'up'} every {finding.step} for {count_words(finding.run)} "
        f"{finding.step}s: too long to be chance.",
        "near": f"Two of the last three {finding.step}s are close to the {'lower' if low else 'upper'} end of {span}: "
        "unlikely to be chance.",
    }.get(finding.rule, "")


def _seasonal_rule(finding: Finding) -> str:
    """Like with like: what is usual is the difference from the same month last year."""
    low, span = finding.side == "L", f"the usual differences, {finding.lower} to {finding.upper}"
    start = "Compared with the same month last year"
    if finding.verdict == "few" and finding.points >= finding.needed:
        return "Because of the seasons it can only be compared with the same month last year, which has no figure."
    if finding.verdict == "few":
        months = f"{count_words(finding.points, capital=True)} {finding.noun}{'' if finding.points == 1 else 's'}"
        return (
            f"{months} so far: few points, because it has seasons. It is compared with the same month last year, "
            f"and {count_words(finding.needed)} {finding.noun}s are needed to say what is usual."
        )
    return {
        "outside": f"{start}, it is {'below' if low else 'above'} {span}: a change this big is unlikely to be chance.",
        "run": f"{start}, it is the {ordinal(finding.run)} month in a row {'under' if low else 'over'} the average "
        f"difference, {finding.average}: too long to be chance.",
        "trend": f"{start}, the difference has gone {'down' if low else 'up'} every month for "
        f"{count_words(finding.run)} months: too long to be chance.",
        "near": f"{start}, two of the last three months are close to the {'lower' if low else 'upper'} end of {span}: "
        "unlikely to be chance.",
    }.get(finding.rule, f"{start}, it is within {span}.")


def _good(finding: Finding) -> str:
    """Which way is good, once."""
    return {
        "up": "Higher is better.",
        "down": "Lower is better.",
        "toward": "Nearer to the target is better.",
    }.get(finding.better, "Neither higher nor lower is better in itself.")


def _target(finding: Finding) -> str:
    if not finding.target or finding.meets is None:
        return ""
    now = f"It {'meets' if finding.meets else 'misses'} the target of {finding.target}"
    if finding.assurance == "F" and (finding.verdict == "better" or finding.progress == "on_track"):
        return f"{now}. {_joined(finding, 'the target')}."
    told = _since(finding)
    if told:
        return f"{now}{told}."
    later = {
        "P": ", and its usual range says it will keep meeting it unless something changes",
        "F": ", and its usual range says it will keep missing it unless something changes",
        "?": f"; its usual range reaches over the target, so some {finding.step}s will meet it and some miss",
    }.get(finding.assurance or "", "")
    return f"{now}{later}."


def _joined(finding: Finding, target: str) -> str:
    """How a figure can be better, on its way, and yet short of its target: one sentence for all three."""
    better, on_way = finding.verdict == "better", finding.progress in ("on_track", "acceleration_needed")
    way = f"on the way to {target}" + (", too slowly" if finding.progress == "acceleration_needed" else "")
    start = f"Better than before, and {way}" if better and on_way else "Better than before" if better else ""
    start = start or way[:1].upper() + way[1:]
    side = "above" if finding.better == "down" else "below"
    return f"{start}; but the usual range still lies {side} {'it' if on_way else target}"


def _since(finding: Finding) -> str:
    """What the usual range cannot say: the newest months lie on one side of the target, it does not."""
    astray = finding.assurance in (("?", "F") if finding.meets else ("?", "P"))
    if not finding.lately or not astray:
        return ""
    does = "meet" if finding.meets else "miss"
    if finding.lately == 1:
        return ", by a change that the usual range does not foresee"
    newest = f". The newest {count_words(finding.lately)} {finding.noun}s all {does} it"
    return newest + ("; the usual range is from before the change" if finding.held else "")


def cautions(finding: Finding) -> list[str]:
    """What a careful reader must know: unknown, provisional, partial, missing."""
    told = [finding.unjudged] if finding.unjudged else []
    if finding.unknown:
        told.append(f"Not known for {finding.unknown}: counted apart, never as a no.")
    if finding.provisional:
        told.append("Provisional: a rate it uses has no value for this period yet, so the last one stands in.")
    if finding.partial:
        told.append("Not all of this period is in yet.")
    if finding.missing:
        told.append(f"{finding.missing} is not in yet.")
    return told
