"""Every other sentence that the public pages make by rule: the newest figure, its cautions, the words of the table.

Only disclosed figures come in here (figures.py), so nothing hidden can be said. What the trust says itself comes from
its framework.
"""

from __future__ import annotations

from markupsafe import Markup

from metrics.definitions import Area, Indicator
from metrics.publication.figures import Figure, Public
from metrics.publication.parts import TOGETHER
from metrics.publication.tongues import N_, Tongue
from metrics.publication.units import count, count_with_unit, few_people, is_few, period, value
from metrics.publication.verdict_wording import ROW_VERDICTS, aim_sentence, verdict_sentence
from metrics.results import Waiting

QUESTIONS = {
    "employment": N_("Do local people get good jobs?"),
    "procurement": N_("Does our money stay local?"),
    "environment": N_("Are we polluting less?"),
    "buildings": N_("Can you use our rooms?"),
    "partnership": N_("Do we listen?"),
}
STATUSES = {
    "provisional": N_("Provisional"),
    "partial": N_("Not all in yet"),
    "missing": N_("No figure"),
    "waiting": N_("No figure"),
}
QUALITIES = {"reduced": N_("reduced"), "standard": N_("standard"), "optimal": N_("optimal")}
REASONS = (  # as disclosure.py gives them
    N_("Between 1 and 7 people, so that nobody can be recognised."),
    N_("All but 1 to 7 people, so that nobody among the others can be recognised."),
    N_("Between 1 and 7 people in all, so that nobody can be recognised."),
    N_("Between 1 and 7 people on one side or the other, so that nobody can be recognised."),
    N_("Hidden because another number could be worked out from it."),
    N_("Fewer than 20 people in all, too few for a percentage."),
    N_("An average of between 1 and 7 people, so that nobody can be recognised."),
    N_("Hidden because a few people could be found with it and another figure that counts them too."),
    N_("It rests on between 1 and 7 people, so that nobody can be recognised."),
    N_("One or two firms make up nearly all of it, so their own business would be told."),
)
MADE_UP = N_("These figures are made up.")
MADE_UP_MORE = N_("They show how the page works and say nothing about any real hospital.")


def question(area: Area, tongue: Tongue) -> str:
    """What a resident would ask of an area; its title where we know no question."""
    return tongue.gettext(QUESTIONS[area.id]) if area.id in QUESTIONS else tongue.own(area.title)


def row_words(one: Figure, tongue: Tongue) -> str:
    """The last column of the table: the verdict, or why there is no figure."""
    if one.status == "hidden":
        return tongue.gettext(one.reason)
    said = N_("Typed by hand") if one.typed and one.value is not None else ""
    parts = (ROW_VERDICTS.get(one.verdict, ""), STATUSES.get(one.status, ""), said)
    return ". ".join(tongue.gettext(part) for part in parts if part)


def parts_title(by: str, period: str, tongue: Tongue) -> Markup:
    """What a table of parts is called."""
    words = tongue.own(by.replace("_", " "))
    return tongue.gettext("%(year)s in parts: %(what)s", year=period, what=words)


def part(name: str | None, tongue: Tongue) -> str:
    """A part by its name, as a row begins; None is the whole."""
    known = {None: N_("All together"), TOGETHER: N_("Others together"), "unknown": N_("Not known")}
    if name in known:
        return tongue.gettext(known[name])
    return tongue.own(name.replace("_", " ").capitalize() if name == name.lower() else name)


def headings(indicator: Indicator, tongue: Tongue) -> tuple[str, str]:
    """What stands over numerator and denominator."""
    under = N_("Out of") if indicator.kind == "share" else N_("Divided by")
    return tongue.gettext("Counted"), tongue.gettext(under)


def fact(public: Public, tongue: Tongue) -> str:
    """The newest figure, large: 43%, 1,193 tonnes, "1 to 7 people", or that there is none."""
    newest = public.newest
    if newest is None:
        return fact_of_none(tongue)
    if newest.status == "hidden":
        return few_people(tongue) if is_few(newest, public.indicator) else tongue.gettext("Hidden")
    return value(newest.value, public.indicator, tongue)


def fact_of_none(tongue: Tongue) -> str:
    return tongue.gettext("No figures yet")


def lead(public: Public, tongue: Tongue) -> str:
    """What the newest figure is, in which period, and how that compares; the answer of an indicator's page."""
    newest = public.newest
    if newest is None:
        return waiting(public.waits, tongue)
    when = period(public, newest, tongue)
    if newest.status == "hidden":
        start = tongue.gettext("The newest figure, for %(period)s, is not shown.", period=when)
        return f"{start} {tongue.gettext(newest.reason)}"
    told = value(newest.value, public.indicator, tongue)
    typed = tongue.gettext("It was typed by hand and does not come from a file.") if newest.typed else ""
    parts = (
        tongue.gettext("%(value)s in %(period)s.", value=told, period=when),
        *(verdict_sentence(public, tongue), aim_sentence(public, tongue), _caution(newest, tongue), typed),
    )
    return " ".join(part for part in parts if part)


def waiting(waits: Waiting | None, tongue: Tongue) -> str:
    """What an indicator without figures waits for."""
    names = Markup(", ").join(map(tongue.own, waits.names)) if waits else ""
    match waits.kind if waits else "":
        case "files":
            return tongue.gettext("Waits for a first file of: %(files)s.", files=names)
        case "months":
            return tongue.gettext("Waits for months in which it can be worked out.")
        case "tables":
            return tongue.gettext("Waits for the trust's own reference table: %(tables)s.", tables=names)
        case "directory":
            return tongue.gettext(
                "Waits for the postcode directory of the Office for National Statistics, which gives deprivation."
            )
    return tongue.gettext("Waits for the first files.")


def _caution(newest: Figure, tongue: Tongue) -> str:
    if newest.status == "partial":
        return tongue.gettext("Not all of this period is in yet.")
    if newest.status == "provisional":
        return tongue.gettext(
            "It is provisional: a rate that it uses has no value for this period yet, so the last one stands in."
        )
    return ""


def fact_words(public: Public, tongue: Tongue) -> Markup:
    """What the large figure is: its title and its period."""
    title, code = tongue.trust(public.indicator.title)
    if title[1:2].islower():  # but never nHS
        title = title[:1].lower() + title[1:]
    told = tongue.marked(title, code)
    return Markup("{}, {}").format(told, period(public, public.newest, tongue)) if public.newest else told


def earlier(public: Public, left: int, tongue: Tongue) -> str:
    """What opens the rest of the table: "24 months before these"."""
    many = tongue.number(left, "")
    if public.grain == "month":
        return tongue.ngettext("%(n)s month before these", "%(n)s months before these", left, n=many)
    return tongue.ngettext("%(n)s year before these", "%(n)s years before these", left, n=many)


def left_out(public: Public, many: int, tongue: Tongue) -> str:
    """That the table leaves out the periods without a figure, where it does."""
    if not many:
        return ""
    n = tongue.number(many, "")
    if public.grain == "month":
        return tongue.ngettext(
            "%(n)s month without a figure is left out.", "%(n)s months without a figure are left out.", many, n=n
        )
    return tongue.ngettext(
        "%(n)s year without a figure is left out.", "%(n)s years without a figure are left out.", many, n=n
    )


def unknown_sentence(public: Public, tongue: Tongue) -> str:
    """How much the newest figure leaves out because something about it is not known; "" where nothing or untold."""
    newest = public.newest
    if newest is None or not newest.unknown:
        return ""
    if public.indicator.unknown_of:
        number = tongue.number(newest.unknown, "")
        size = Markup("{} {}").format(number, tongue.own(public.indicator.unknown_of))
        return _not_known(public, size, tongue)
    things = public.indicator.kind not in ("share", "average", "rate") and public.indicator.counts == "things"
    size = (count_with_unit if things else count)(newest.unknown, public.indicator, tongue)
    return _not_known(public, size, tongue)


def _not_known(public: Public, size: str, tongue: Tongue) -> str:
    return tongue.gettext(
        "In %(period)s it was not known for %(size)s. That is counted apart, in neither number.",
        period=period(public, public.newest, tongue),
        size=size,
    )


def quality_sentence(public: Public, tongue: Tongue) -> str:
    """How good the newest figure is and what would make it better; "" where its indicator does not tell."""
    newest = public.newest_drawn
    if newest is None or not newest.tier:
        return ""
    named = QUALITIES[newest.tier]
    tier = tongue.gettext(named)
    told = tongue.gettext("Quality of the newest figure: %(tier)s.", tier=tier)
    better = public.indicator.improve.get(newest.tier, "")
    if not better:
        return told
    words = tongue.own(better)
    return Markup("{} {}").format(told, tongue.gettext("What would improve it: %(words)s", words=words))
