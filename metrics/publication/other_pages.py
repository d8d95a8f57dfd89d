"""What the pages beside the figures say: you said, we did; how we chose these; open data and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.definitions import Framework
from metrics.disclosure import FEW
from metrics.publication.community import Community, Group, Round, Statement
from metrics.publication.figures import Public
from metrics.publication.tongues import Tongue
from metrics.publication.units import few_people

SHOWN = 60  # answers on the page; all of them are in the data
EARLIER = 12  # publications in the list of changes


NOBODY = Community()


@dataclass(frozen=True)
class Told:
    """What a publication tells beside its figures. `log`: its changes and those before, as changes.log gives them."""

    community: Community = NOBODY
    log: tuple[dict, ...] = ()
    zip: str = ""  # the name of the file that holds everything


def said(told: Community, tongue: Tongue) -> dict:
    """You said, we did."""
    asks = [
        {"ask": tongue.own(one.ask), "answer": tongue.own(one.answer)}
        | {"done": one.done, "month": tongue.month(one.month)}
        for one in told.asks[:SHOWN]
    ]
    return {"asks": asks, "published": len(told.asks), "counts": _counts(told, tongue)}


def _counts(told: Community, tongue: Tongue) -> str:
    """How many asks wait, were answered elsewhere, or are held back; what is none is not said."""
    parts = []
    if n := told.waiting:
        parts.append(
            tongue.ngettext("%(n)s ask waits for an answer.", "%(n)s asks wait for an answer.", n, n=_n(n, tongue))
        )
    if n := told.unpublished:
        parts.append(
            tongue.ngettext(
                "%(n)s answer was given, but not in public.",
                "%(n)s answers were given, but not in public.",
                n,
                n=_n(n, tongue),
            )
        )
    if n := told.held_back:
        parts.append(
            tongue.ngettext(
                "%(n)s answer is held back, because its words may tell of a person.",
                "%(n)s answers are held back, because their words may tell of a person.",
                n,
                n=_n(n, tongue),
            )
        )
    return " ".join(parts)


def _n(number: int, tongue: Tongue) -> str:
    return tongue.number(number, "")


def chosen(framework: Framework, told: Community, tongue: Tongue) -> dict:
    """How we chose these."""
    groups = told.groups or tuple(Group(title, None) for title in framework.trust.get("groups", {}).values())
    return {
        "chosen": [tongue.own(words) for words in framework.trust.get("chosen", ())],
        "groups": [{"title": tongue.own(one.title), "people": _people(one, tongue)} for one in groups],
        "year": told.year,
        "reached": _reached(told, tongue),
        "asked": _asked(told.round, tongue) if told.round else "",
        "statements": [_statement(one, tongue) for one in told.round.statements] if told.round else [],
        "proposed": any(one.proposed for one in framework.commitments),
    }


def _people(one: Group, tongue: Tongue) -> str:
    """How many were met, in a word where that is not told."""
    if one.people is not None:
        return tongue.number(one.people, "")
    return few_people(tongue) if one.reason == FEW else tongue.gettext("Hidden")


def _reached(told: Community, tongue: Tongue) -> str:
    """How many of the groups were reached; a group of whom few were met was reached too."""
    met = sum(one.people is None or one.people > 0 for one in told.groups)
    return tongue.ngettext(
        "In %(year)s, %(met)s of %(all)s groups was met.",
        "In %(year)s, %(met)s of %(all)s groups were met.",
        met,
        year=told.year,
        met=_n(met, tongue),
        all=_n(len(told.groups), tongue),
    )


def _asked(last: Round, tongue: Tongue) -> str:
    """When the last round was, how many answered, and what made a proposal agreed."""
    when = tongue.month(last.day)
    number = _n(last.number, tongue)
    parts = [
        tongue.gettext(
            "The last round of the Delphi survey, round %(round)s, was in %(month)s.", round=number, month=when
        )
    ]
    if last.people:
        parts.append(tongue.gettext("About %(people)s people answered.", people=_n(last.people, tongue)))
    if last.threshold is not None:
        parts.append(
            tongue.gettext(
                "A proposal is agreed when at least %(share)s give it 7, 8 or 9 of 9 points; this was fixed before.",
                share=tongue.number(last.threshold, "percent"),
            )
        )
    return " ".join(parts)


def _statement(one: Statement, tongue: Tongue) -> dict:
    words = "" if one.agreed is None else tongue.gettext("Agreed") if one.agreed else tongue.gettext("Not agreed")
    return {"text": tongue.own(one.text), "words": words}


def unknown(publics: tuple[Public, ...], tongue: Tongue) -> dict:
    """How many figures of this publication are hidden, in a sentence."""
    tables = (row for one in publics for table in one.splits for row in table.rows)
    n = sum(one.hidden for one in publics) + sum(row.status == "hidden" for row in tables)
    words = tongue.ngettext(
        "%(n)s figure of this publication is hidden, and says why.",
        "%(n)s figures of this publication are hidden, and each says why.",
        n,
        n=_n(n, tongue),
    )
    return {"hidden": words if n else tongue.gettext("No figure of this publication is hidden.")}


def data(told: Told, publics: tuple[Public, ...], tongue: Tongue) -> dict:
    """Open data, and what changed from publication to publication."""
    titles = {one.indicator.id: one.indicator.title for one in publics}
    log = [_publication(one, titles if place == 0 else {}, tongue) for place, one in enumerate(told.log[:EARLIER])]
    return {"zip": told.zip, "log": log}


def _publication(one: dict, titles: dict[str, str], tongue: Tongue) -> dict:
    """One publication's line, and for the newest the indicators of which an older figure changed or is hidden now."""
    day = tongue.day(date.fromisoformat(one["made"]))
    title = tongue.gettext("Publication %(number)s, made %(day)s.", number=one["publication"], day=day)
    named = []
    for id, own in titles.items():
        own_lists = [(kind, [each for each in one[kind] if each["indicator"] == id]) for kind in ("restated", "hidden")]
        words = [_many(kind, len(listed), tongue) for kind, listed in own_lists]
        if any(words):
            named.append((id, tongue.own(own), ", ".join(filter(None, words))))
    return {"title": title, "words": _summary(one, tongue), "named": named}


def _summary(one: dict, tongue: Tongue) -> str:
    if one.get("withdrawn"):
        return tongue.gettext("It was taken back.")
    if one["compared_with"] is None:
        return tongue.gettext("Nothing came before it.")
    parts = [_many(kind, len(one[kind]), tongue) for kind in ("new", "restated", "hidden")]
    words = "; ".join(part for part in parts if part) or tongue.gettext("no figure changed")
    number = one["compared_with"]
    return tongue.gettext("Compared with publication %(number)s: %(changes)s.", number=number, changes=words)


def _many(kind: str, n: int, tongue: Tongue) -> str:
    """How many figures are new, restated or hidden; "" for none."""
    if not n:
        return ""
    many = _n(n, tongue)
    if kind == "new":
        return tongue.ngettext("%(n)s new figure", "%(n)s new figures", n, n=many)
    if kind == "restated":
        return tongue.ngettext("%(n)s figure corrected", "%(n)s figures corrected", n, n=many)
    return tongue.ngettext("%(n)s figure hidden since", "%(n)s figures hidden since", n, n=many)
