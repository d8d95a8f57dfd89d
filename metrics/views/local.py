"""What "local" means for the moment, in words: what can be chosen, and what a choice does to the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metrics import results, wording
from metrics.catchments import catchments, names
from metrics.geography import councils, edition_in_use, known_places
from metrics.lenses import DEFAULT_LENS, UnknownLens, lenses, measured_from
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.figures import value_text

MOST_NAMED = 4  # wards


@dataclass(frozen=True)
class Switched:
    """What a meaning of local does to one figure; before and after are texts, "" where there is no figure."""

    id: str
    title: str
    before: str
    after: str


def offered(context: Context) -> tuple[tuple[str, str], ...]:
    """The meanings to choose from as (lens, words); the edition of the index of deprivation is named where known."""
    found = re.search(r"index of deprivation (\d{4})", edition_in_use(context.home))
    edition = f", index of {found.group(1)}" if found else ""
    own, *changed = catchments(context.framework, context.ledger)
    now = [one for one in (own, *changed) if one.first_month <= context.today][-1]
    said = {"priority": f"Priority areas (most deprived 20%{edition})"}
    known = councils(context.home)
    if changed:
        said[DEFAULT_LENS] = wording.listed(names(now, known))
    told = {lens: said.get(lens, words) for lens, words in lenses(context.framework)}
    newer = {f"council:{code}": known[code].name for one in changed for code in one.councils if code in known}
    priority = told.pop("priority")
    return tuple({**told, **newer, "priority": priority}.items())


def why_not(context: Context, lens: str) -> str:
    """Why a meaning of local, as an address gives it, cannot be told, in a sentence; "" for one that can."""
    try:
        known_places(context.home, lens)
    except UnknownLens as problem:
        return str(problem)
    site = measured_from(lens)
    if site is None or site in dict(sites(context)):
        return ""
    return f"There is no site '{site}' with a known postcode to measure from."


def words_of(context: Context, lens: str) -> str:
    """Any meaning of local in words; council and site by their names."""
    kind, _, rest = lens.partition(":")
    if kind == "council":
        known = councils(context.home).get(rest)
        return known.name if known else rest
    if kind == "miles":
        miles, site = rest.partition("@")[0], measured_from(lens) or ""
        return f"Within {miles} {'mile' if miles == '1' else 'miles'} of {dict(sites(context)).get(site, site)}"
    if kind == "wards":
        codes = rest.split(",")
        if len(codes) == 1:
            return f"Ward {rest}"
        return f"{len(codes)} wards" + (f" ({', '.join(codes)})" if len(codes) <= MOST_NAMED else "")
    return dict(offered(context)).get(lens, lens)


def sites(context: Context) -> tuple[tuple[str, str], ...]:
    """The sites that a distance can be measured from, as (code, name), by name."""
    if context.warehouse is None:
        return ()
    cursor = context.warehouse.cursor()
    try:
        rows = cursor.execute(
            "select upper(site_code), arg_max(coalesce(site_name, site_code), month) as name from sites "
            "where place.east is not null and site_code is not null group by 1 order by name"
        ).fetchall()
    finally:
        cursor.close()
    return tuple(rows)


def switched(context: Context, cards: Iterable[Card], lens: str) -> tuple[Switched, ...]:
    """The figures that are not the same under a lens, in the cards' order; none under the trust's own meaning."""
    if lens == DEFAULT_LENS or context.warehouse is None:
        return ()
    found = (_switched(context, made, lens) for made in cards if context.framework.indicator(made.id).local)
    return tuple(one for one in found if one.before != one.after)


def _switched(context: Context, made: Card, lens: str) -> Switched:
    """A card's figure beside that of the same period under the trust's own meaning of local."""
    indicator = context.framework.indicator(made.id)
    own = results.series(context.warehouse, context.framework, made.id, made.grain, DEFAULT_LENS)
    points = [point for one in own for point in one.points if point.value is not None]
    before = next((point for point in points if point.period == made.period), None)
    if before is None and not made.period and points:
        before = points[-1]
    told = [made.value, value_text(indicator, before.value) if before else ""]
    after, earlier = (wording.with_unit(text, indicator.unit) if text else "" for text in told)
    return Switched(made.id, made.title, earlier, after)


def instead_of(context: Context, lens: str) -> str:
    """The beginning of every sentence on a switch: "Under North West instead of Blackpool, Fylde and Wyre"."""
    said = words_of(context, lens)
    under = said if measured_from(lens) else f"Under {said}"
    return f"{under} instead of {words_of(context, DEFAULT_LENS)}"


def becomes(one: Switched) -> str:
    """What happens to a figure: "43% becomes 61%"."""
    if one.before == one.after:
        return f"{one.after} stays as it is"
    if not one.after:
        return f"{one.before} becomes not known"
    return f"{one.before} becomes {one.after}" if one.before else f"what was not known becomes {one.after}"


def switch_sentence(context: Context, made: Card, lens: str) -> str:
    """What the lens does to one indicator's figure; "" under the trust's own meaning, or where it asks no place."""
    if lens == DEFAULT_LENS or context.warehouse is None or not context.framework.indicator(made.id).local:
        return ""
    one = _switched(context, made, lens)
    if not one.before and not one.after:
        return ""
    return f"{instead_of(context, lens)}: {becomes(one)}{f' in {made.period_words}' if made.period else ''}."


def switch_lead(context: Context, found: Sequence[Switched], lens: str) -> str:
    """The line above the figures that a lens moves; "" under the trust's own meaning."""
    if lens == DEFAULT_LENS:
        return ""
    if not found:
        return f"{instead_of(context, lens)}, no figure here changes."
    many = "one figure changes" if len(found) == 1 else f"{len(found)} figures change"
    return f"{instead_of(context, lens)}, {many}."
