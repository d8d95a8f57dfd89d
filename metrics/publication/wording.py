"""Every sentence that the public pages make by rule. What the trust says itself comes from its framework.

Only disclosed figures come in here (figures.py), so nothing hidden can be said.
"""

from __future__ import annotations

from collections.abc import Iterable

from metrics import wording
from metrics.definitions import Area, Indicator
from metrics.disclosure import FEW, FEW_IN_ALL
from metrics.publication.figures import Figure, Public

QUESTIONS = {
    "employment": "Do local people get good jobs?",
    "procurement": "Does our money stay local?",
    "environment": "Are we polluting less?",
    "buildings": "Can you use our rooms?",
    "partnership": "Do we listen?",
}
VERDICTS = {
    "better": "Getting better",
    "worse": "Getting worse",
    "usual": "About the same",
    "shift": "Changed",
    "few": "Too early to say",
    "yearly": "Counted once a year",
    "waiting": "No figures yet",
}
ROW_VERDICTS = {
    "better": "Better than usual",
    "worse": "Worse than usual",
    "usual": "About the same",
    "shift": "Changed",
}
STATUSES = {"provisional": "Provisional", "partial": "Not all in yet", "missing": "No figure", "waiting": "No figure"}
ASSURANCES = {
    "P": "As things are, every month meets our aim.",
    "F": "As things are, we will keep missing our aim.",
    "?": "Our usual range lies on both sides of our aim.",
}
FEW_WORDS, HIDDEN_WORDS = "1 to 7", "hidden"
MADE_UP = "These figures are made up. They show how the page works and say nothing about any real hospital."


def question(area: Area) -> str:
    """What a resident would ask of an area."""
    return QUESTIONS.get(area.id, area.title)


def value(number: float | None, indicator: Indicator) -> str:
    """A value as people write it, with its unit: 43%; 1,193 tonnes."""
    text = wording.number(number, indicator.unit, indicator.decimals)
    if indicator.unit == "tCO2e":
        return f"{text} tonnes of CO₂e"
    return wording.with_unit(text, indicator.unit)


def figure_value(one: Figure, indicator: Indicator) -> str:
    """The value of a period, or the mark of one that is hidden; "" where there is none."""
    if one.status != "hidden":
        return wording.number(one.value, indicator.unit, indicator.decimals)
    return FEW_WORDS if one.reason == FEW and indicator.kind in ("total", "count") else HIDDEN_WORDS


def counts(one: Figure, indicator: Indicator) -> tuple[str, str]:
    """Numerator and denominator of a period as text; hidden ones with their mark, "" where there is none."""
    top, bottom = _count(one.numerator, indicator), _count(one.denominator, indicator)
    if one.status == "hidden":
        top = top or (FEW_WORDS if one.reason == FEW else HIDDEN_WORDS)
        bottom = bottom or (FEW_WORDS if one.reason == FEW_IN_ALL else HIDDEN_WORDS)
    return top, bottom


def _count(number: float | None, indicator: Indicator) -> str:
    if number is None:
        return ""
    if indicator.counts == "money":
        return wording.money(number)
    whole = float(number).is_integer() or abs(number) >= 100
    return wording.number(number, "", 0 if whole else 1)


def row_words(one: Figure) -> str:
    """The last column of the table: the verdict, or why there is no figure."""
    if one.status == "hidden":
        return one.reason
    said = "Typed by hand" if one.typed and one.value is not None else ""
    return ". ".join(part for part in (ROW_VERDICTS.get(one.verdict, ""), STATUSES.get(one.status, ""), said) if part)


def headings(indicator: Indicator) -> tuple[str, str]:
    """What stands over numerator and denominator."""
    return "Counted", "Out of" if indicator.kind == "share" else "Divided by"


def period(public: Public, one: Figure) -> str:
    return wording.period(one.period, public.grain)


def period_short(public: Public, one: Figure) -> str:
    return wording.period_short(one.period, public.grain)


def fact(public: Public) -> str:
    """The newest figure, large: 43%, 1,193 tonnes, "1 to 7 people", or that there is none."""
    newest = public.newest
    if newest is None:
        return "No figures yet"
    if newest.status == "hidden":
        return f"{FEW_WORDS} people" if figure_value(newest, public.indicator) == FEW_WORDS else "Hidden"
    return value(newest.value, public.indicator)


def lead(public: Public) -> str:
    """What the newest figure is, in which period, and how that compares; the answer of an indicator's page."""
    newest = public.newest
    if newest is None:
        return public.waiting_for or "This waits for its first figures."
    if newest.status == "hidden":
        return f"The newest figure, for {period(public, newest)}, is not shown. {newest.reason}"
    parts = [f"{value(newest.value, public.indicator)} in {period(public, newest)}.", verdict_sentence(public)]
    typed = "It was typed by hand and does not come from a file." if newest.typed else ""
    return " ".join(part for part in (*parts, aim_sentence(public), _caution(newest), typed) if part)


def _caution(newest: Figure) -> str:
    if newest.status == "partial":
        return "Not all of this period is in yet."
    if newest.status == "provisional":
        return "It is provisional: a rate that it uses has no value for this period yet, so the last one stands in."
    return ""


def verdict_sentence(public: Public) -> str:
    """How the newest drawn figure compares with what is usual, by which rule."""
    if public.indicator.seasonal and public.verdict != "yearly":
        return _seasonal_sentence(public)
    if public.verdict == "few":
        return "There are too few months yet to say what is usual."
    if public.verdict == "yearly":
        return _since_last_year(public)
    low = public.side == "L"
    month = "month" if public.grain == "month" else "period"
    return {
        "outside": f"That is {'lower' if low else 'higher'} than usual, by more than chance would do.",
        "run": f"It has been {'lower' if low else 'higher'} than the average for {public.run} {month}s in a row, "
        "too long to be chance.",
        "trend": f"It has gone {'down' if low else 'up'} every {month} for {public.run} {month}s, "
        "too long to be chance.",
        "near": f"Two of the last three {month}s were unusually {'low' if low else 'high'}.",
    }.get(public.rule, "That is within what is usual.")


def _seasonal_sentence(public: Public) -> str:
    """The same for what has seasons: like is compared with like, a month with itself a year before."""
    if public.verdict == "few":
        return "It has seasons, so it is compared with the same month last year; there are too few points for that yet."
    low, start = public.side == "L", "Compared with the same month last year,"
    return {
        "outside": f"{start} that is {'lower' if low else 'higher'} than usual, by more than chance would do.",
        "run": f"{start} it has been {'lower' if low else 'higher'} than usual for {public.run} months in a row, "
        "too long to be chance.",
        "trend": f"{start} it has gone {'down' if low else 'up'} every month for {public.run} months, "
        "too long to be chance.",
        "near": f"{start} two of the last three months were unusually {'low' if low else 'high'}.",
    }.get(public.rule, f"{start} that is within what is usual.")


def _since_last_year(public: Public) -> str:
    drawn = [one for one in public.figures if one.drawn]
    if len(drawn) < 2:
        return "There is no earlier year to compare it with."
    before = drawn[-2]
    return f"It was {value(before.value, public.indicator)} in {period(public, before)}."


def aim_sentence(public: Public) -> str:
    if public.target is None:
        return ""
    words = f"Our aim is {value(public.target, public.indicator)}"
    if not (public.indicator.unit == "percent" and public.target in (0, 1)):
        words += {"up": " or more", "down": " or less"}.get(public.indicator.better, "")
    return f"{words}. {ASSURANCES.get(public.assurance or '', '')}".strip()


def good(public: Public) -> str:
    """Which way is good, in one sentence."""
    return {
        "up": "Higher is better.",
        "down": "Lower is better.",
        "toward": "Nearer to the aim is better.",
    }.get(public.indicator.better, "Neither higher nor lower is better in itself.")


def finding(publics: list[Public]) -> str:
    """The heading of an area: how many of its indicators moved by more than chance. Worse is never left out."""
    tally = {kind: sum(one.verdict == kind for one in publics) for kind in VERDICTS}
    better, worse, shift, same = (tally[kind] for kind in ("better", "worse", "shift", "usual"))
    parts = [f"{wording.count_words(n)} {words}" for n, words in
             ((better, "got better"), (worse, "got worse"), (shift, "changed"), (same, "stayed about the same")) if n]
    if not parts:
        return "Too early to say how it is going" if tally["few"] or tally["yearly"] else "No figures yet"
    if better and not worse:
        parts.insert(1, "none got worse")
    text = wording.listed(parts)
    return text[:1].upper() + text[1:]


def short_heading(kind: str, many: int) -> str:
    """Over a list of the home page: "Four got better"."""
    words = {"better": "got better", "worse": "got worse", "usual": "stayed about the same"}[kind]
    return f"{wording.count_words(many, capital=True) if many else 'None'} {words}"


def unjudged(publics: Iterable[Public]) -> str:
    """How many have no verdict, and why: too few points, yearly figures, or none yet; "" where each has one."""
    waiting = sum(one.newest is None for one in publics)
    early = sum(one.newest is not None and one.verdict in ("few", "yearly", "none") for one in publics)
    parts = []
    if early:
        count = wording.count_words(early, capital=True)
        parts.append(f"{count} {'has' if early == 1 else 'have'} too few figures to say, or only yearly ones.")
    if waiting:
        parts.append(f"{wording.count_words(waiting, capital=True)} {'waits' if waiting == 1 else 'wait'} for figures.")
    return " ".join(parts)


def areas_heading(many: int) -> str:
    return f"{wording.count_words(many, capital=True)} questions, and how we answer them today"


def fact_words(public: Public) -> str:
    """What the large figure is: its title and its period."""
    title = public.indicator.title
    if title[1:2].islower():  # but never nHS
        title = title[:1].lower() + title[1:]
    return f"{title}, {period(public, public.newest)}" if public.newest else title


def value_heading(indicator: Indicator) -> str:
    """Over the value's column: its unit."""
    if indicator.kind in ("total", "count"):
        return {"people": "People", "money": "Money"}.get(indicator.counts, _unit(indicator.unit))
    return _unit(indicator.unit)


def _unit(unit: str) -> str:
    named = {"percent": "Share", "money": "Money", "tCO2e": "Tonnes of CO₂e"}
    text = named.get(unit, wording.unit_word(unit)) or "Number"
    return text if text[:3] == "kWh" else text[:1].upper() + text[1:]


def earlier(public: Public, left: int) -> str:
    """What opens the rest of the table: "24 months before these"."""
    return f"{wording.plural(left, 'month' if public.grain == 'month' else 'year')} before these"


def left_out(public: Public, many: int) -> str:
    """That the table leaves out the periods without a figure, where it does."""
    unit = "month" if public.grain == "month" else "year"
    return f"{wording.plural(many, unit)} without a figure {'is' if many == 1 else 'are'} left out." if many else ""


def unknown_sentence(public: Public) -> str:
    """How much the newest figure leaves out because something about it is not known; "" where nothing or untold."""
    newest = public.newest
    if newest is None or not newest.unknown:
        return ""
    if public.indicator.unknown_of:
        size = f"{wording.number(newest.unknown, '', 0)} {public.indicator.unknown_of}"
        return f"In {period(public, newest)} it was not known for {size}. That is counted apart, in neither number."
    size = _count(newest.unknown, public.indicator)
    if public.indicator.kind not in ("share", "average", "rate") and public.indicator.counts == "things":
        size = wording.with_unit(size, public.indicator.unit)
    return f"In {period(public, newest)} it was not known for {size}. That is counted apart, in neither number."


def quality_sentence(public: Public) -> str:
    """How good the newest figure is and what would make it better; "" where its indicator does not tell."""
    newest = public.newest_drawn
    if newest is None or not newest.tier:
        return ""
    better = public.indicator.improve.get(newest.tier, "")
    return f"Quality of the newest figure: {newest.tier}." + (f" What would improve it: {better}" if better else "")
