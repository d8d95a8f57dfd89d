"""The sentences that say how a figure compares: with what is usual, with the year before, with our aim."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.publication.figures import Public
from metrics.publication.tongues import N_, Tongue
from metrics.publication.units import period, value

VERDICTS = {
    "better": N_("Getting better"),
    "worse": N_("Getting worse"),
    "usual": N_("About the same"),
    "shift": N_("Changed"),
    "few": N_("Too early to say"),
    "yearly": N_("Counted once a year"),
    "waiting": N_("No figures yet"),
    "hidden": N_("Not shown"),
}
ROW_VERDICTS = {
    "better": N_("Better than usual"),
    "worse": N_("Worse than usual"),
    "usual": N_("About the same"),
    "shift": N_("Changed"),
}
ASSURANCES = {
    "P": N_("As things are, every month meets our aim."),
    "F": N_("As things are, we will keep missing our aim."),
    "?": N_("Our usual range lies on both sides of our aim."),
}
USUAL = N_("That is within what is usual.")
RULES = {
    ("outside", "L"): N_("That is lower than usual, by more than chance would do."),
    ("outside", "H"): N_("That is higher than usual, by more than chance would do."),
    ("near", "L"): N_("Two of the last three months were unusually low."),
    ("near", "H"): N_("Two of the last three months were unusually high."),
}
SEASONAL_USUAL = N_("Compared with the same month last year, that is within what is usual.")
SEASONAL_RULES = {
    ("outside", "L"): N_(
        "Compared with the same month last year, that is lower than usual, by more than chance would do."
    ),
    ("outside", "H"): N_(
        "Compared with the same month last year, that is higher than usual, by more than chance would do."
    ),
    ("near", "L"): N_("Compared with the same month last year, two of the last three months were unusually low."),
    ("near", "H"): N_("Compared with the same month last year, two of the last three months were unusually high."),
}
GOOD = {
    "up": N_("Higher is better."),
    "down": N_("Lower is better."),
    "toward": N_("Nearer to the aim is better."),
}
NEITHER = N_("Neither higher nor lower is better in itself.")
NONE = {"better": N_("None got better"), "worse": N_("None got worse"), "usual": N_("None stayed about the same")}
EARLY = N_("Too early to say how it is going")


def verdict_words(kind: str, tongue: Tongue) -> str:
    """The verdict in a word or two."""
    said = VERDICTS[kind]
    return tongue.gettext(said)


def verdict_sentence(public: Public, tongue: Tongue) -> str:
    """How the newest drawn figure compares with what is usual, by which rule."""
    if public.verdict == "yearly":
        return _since_last_year(public, tongue)
    if public.indicator.seasonal:
        return _seasonal_sentence(public, tongue)
    if public.verdict == "few":
        return tongue.gettext("There are too few months yet to say what is usual.")
    if public.rule in ("run", "trend"):
        return _lasting(public, tongue)
    return tongue.gettext(RULES.get((public.rule, _side(public)), USUAL))


def _side(public: Public) -> str:
    return "L" if public.side == "L" else "H"


def _lasting(public: Public, tongue: Tongue) -> str:
    """What has gone on for too many months to be chance."""
    n, many = public.run, tongue.number(public.run, "")
    match public.rule, _side(public):
        case "run", "L":
            return tongue.ngettext(
                "It has been lower than the average for %(n)s month in a row, too long to be chance.",
                "It has been lower than the average for %(n)s months in a row, too long to be chance.",
                n,
                n=many,
            )
        case "run", _:
            return tongue.ngettext(
                "It has been higher than the average for %(n)s month in a row, too long to be chance.",
                "It has been higher than the average for %(n)s months in a row, too long to be chance.",
                n,
                n=many,
            )
        case _, "L":
            return tongue.ngettext(
                "It has gone down every month for %(n)s month, too long to be chance.",
                "It has gone down every month for %(n)s months, too long to be chance.",
                n,
                n=many,
            )
    return tongue.ngettext(
        "It has gone up every month for %(n)s month, too long to be chance.",
        "It has gone up every month for %(n)s months, too long to be chance.",
        n,
        n=many,
    )


def _seasonal_sentence(public: Public, tongue: Tongue) -> str:
    """The same for what has seasons: like is compared with like, a month with itself a year before."""
    if public.verdict == "few":
        return tongue.gettext(
            "It has seasons, so it is compared with the same month last year; "
            "there are too few points for that yet."
        )
    if public.rule in ("run", "trend"):
        return _seasonal_lasting(public, tongue)
    return tongue.gettext(SEASONAL_RULES.get((public.rule, _side(public)), SEASONAL_USUAL))


def _seasonal_lasting(public: Public, tongue: Tongue) -> str:
    n, many = public.run, tongue.number(public.run, "")
    match public.rule, _side(public):
        case "run", "L":
            return tongue.ngettext(
                "Compared with the same month last year, it has been lower than usual for %(n)s month in a row, "
                "too long to be chance.",
                "Compared with the same month last year, it has been lower than usual for %(n)s months in a row, "
                "too long to be chance.",
                n,
                n=many,
            )
        case "run", _:
            return tongue.ngettext(
                "Compared with the same month last year, it has been higher than usual for %(n)s month in a row, "
                "too long to be chance.",
                "Compared with the same month last year, it has been higher than usual for %(n)s months in a row, "
                "too long to be chance.",
                n,
                n=many,
            )
        case _, "L":
            return tongue.ngettext(
                "Compared with the same month last year, it has gone down every month for %(n)s month, "
                "too long to be chance.",
                "Compared with the same month last year, it has gone down every month for %(n)s months, "
                "too long to be chance.",
                n,
                n=many,
            )
    return tongue.ngettext(
        "Compared with the same month last year, it has gone up every month for %(n)s month, too long to be chance.",
        "Compared with the same month last year, it has gone up every month for %(n)s months, too long to be chance.",
        n,
        n=many,
    )


def _since_last_year(public: Public, tongue: Tongue) -> str:
    drawn = [one for one in public.figures if one.drawn]
    if len(drawn) < 2:
        return tongue.gettext("There is no earlier year to compare it with.")
    before = drawn[-2]
    return tongue.gettext(
        "It was %(value)s in %(period)s.",
        value=value(before.value, public.indicator, tongue),
        period=period(public, before, tongue),
    )


def aim_sentence(public: Public, tongue: Tongue) -> str:
    """What we aim at and whether things as they are will meet it; "" without an aim."""
    if public.target is None:
        return ""
    aim = value(public.target, public.indicator, tongue)
    at_an_end = public.indicator.unit == "percent" and public.target in (0, 1)
    match "" if at_an_end else public.indicator.better:
        case "up":
            words = tongue.gettext("Our aim is %(aim)s or more.", aim=aim)
        case "down":
            words = tongue.gettext("Our aim is %(aim)s or less.", aim=aim)
        case _:
            words = tongue.gettext("Our aim is %(aim)s.", aim=aim)
    later = ASSURANCES.get(public.assurance or "", "")
    return f"{words} {tongue.gettext(later)}" if later else words


def good(public: Public, tongue: Tongue) -> str:
    """Which way is good, in one sentence."""
    return tongue.gettext(GOOD.get(public.indicator.better, NEITHER))


def moved(kind: str, n: int, tongue: Tongue) -> str:
    """How many indicators did the same: "four got better"."""
    many = tongue.count(n)
    match kind:
        case "better":
            return tongue.ngettext("%(n)s got better", "%(n)s got better", n, n=many)
        case "worse":
            return tongue.ngettext("%(n)s got worse", "%(n)s got worse", n, n=many)
        case "shift":
            return tongue.ngettext("%(n)s changed", "%(n)s changed", n, n=many)
    return tongue.ngettext("%(n)s stayed about the same", "%(n)s stayed about the same", n, n=many)


def finding(publics: list[Public], tongue: Tongue) -> str:
    """The heading of an area: how many of its indicators moved by more than chance. Worse is never left out."""
    tally = {kind: sum(one.verdict == kind for one in publics) for kind in VERDICTS}
    parts = [moved(kind, tally[kind], tongue) for kind in ("better", "worse", "shift", "usual") if tally[kind]]
    if not parts:
        said = EARLY if tally["few"] or tally["yearly"] else VERDICTS["waiting"]
        return tongue.gettext(said)
    if tally["better"] and not tally["worse"]:
        parts.insert(1, tongue.gettext("none got worse"))
    return capital(tongue.listed(parts))


def short_heading(kind: str, many: int, tongue: Tongue) -> str:
    """Over a list of the home page: "Four got better"."""
    return capital(moved(kind, many, tongue)) if many else tongue.gettext(NONE[kind])


def unjudged(publics: Iterable[Public], tongue: Tongue) -> str:
    """How many have no verdict, and why: too few points, yearly figures, or none yet; "" where each has one."""
    waiting = sum(one.newest is None for one in publics)
    early = sum(one.newest is not None and one.verdict in ("few", "yearly", "none") for one in publics)
    parts = []
    if early:
        parts.append(
            tongue.ngettext(
                "%(n)s has too few figures to say, or only yearly ones.",
                "%(n)s have too few figures to say, or only yearly ones.",
                early,
                n=tongue.count(early),
            )
        )
    if waiting:
        parts.append(
            tongue.ngettext("%(n)s waits for figures.", "%(n)s wait for figures.", waiting, n=tongue.count(waiting))
        )
    return " ".join(map(capital, parts))


def areas_heading(many: int, tongue: Tongue) -> str:
    return capital(
        tongue.ngettext(
            "%(n)s question, and how we answer it today",
            "%(n)s questions, and how we answer them today",
            many,
            n=tongue.count(many),
        )
    )


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
