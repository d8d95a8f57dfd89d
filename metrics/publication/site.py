"""The pages of a publication: disclosed figures and the framework's words put into the templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from metrics import wording as house
from metrics.definitions import Area, Framework
from metrics.publication import chart_wording, wording
from metrics.publication.chart import chart, small
from metrics.publication.figures import THERE, Figure, Public

HERE = Path(__file__).parent
FIRST_ROWS = 12  # a year; the rest of the table opens with a click, as in the template


@dataclass(frozen=True)
class Site:
    """What every page says of itself. `day` and `newest` are words: "12 October 2026", "September 2026"."""

    number: int
    name: str
    place: str
    contact: str
    day: str
    newest: str
    made_up: bool

    @property
    def heading(self) -> str:
        return "Our promises to you, and how we keep them"


def pages(site: Site, framework: Framework, publics: tuple[Public, ...]) -> Iterator[tuple[str, str]]:
    """(path, text) of every page and of the style sheet."""
    areas = [_area(one, publics) for one in framework.areas]
    entries = {one.indicator.id: _entry(one) for one in publics}
    waiting = [entries[one.indicator.id] for one in publics if one.newest is None]
    yield "index.html", _page("index.html", site, "Home", **_home(areas, publics, entries))
    for area in areas:
        yield f"{area['id']}.html", _area_page(site, framework, area, areas, publics, entries)
    for one in publics:
        yield f"indicator/{one.indicator.id}.html", _indicator_page(site, one, entries[one.indicator.id])
    yield "about.html", _page("about.html", site, "About the data", waiting=waiting)
    yield "style.css", (HERE / "style.css").read_text("utf-8")


def promises(framework: Framework, publics: tuple[Public, ...], made_up: bool) -> list[dict]:
    """The five promises for the welcome page: archive.Promise, field by field."""
    return [
        {
            "area": area["id"],
            "title": area["title"],
            "finding": area["finding"],
            "href": f"{area['id']}.html",
            "question": area["question"],
            "verdict": area["verdict"],
            "fact": area["fact"],
            "fact_words": area["fact_words"],
            "made_up": made_up,
        }
        for area in (_area(one, publics) for one in framework.areas)
    ]


@lru_cache(maxsize=1)
def _templates() -> Environment:
    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _page(template: str, site: Site, title: str, up: str = "", description: str = "", **words) -> str:
    told = description or f"How {site.name} keeps its promises to {site.place}, in figures."
    return _templates().get_template(template).render(
        site=site, title=title, up=up, description=told, **{k: _safe(v) for k, v in words.items()}
    )


def _safe(words):
    """Our own drawings are markup and stay so; all other text is escaped by the templates."""
    from markupsafe import Markup

    if isinstance(words, dict):
        return {k: Markup(v) if k in ("chart", "small") else _safe(v) for k, v in words.items()}
    if isinstance(words, (list, tuple)):
        return [_safe(one) for one in words]
    return words


def _home(areas: list[dict], publics: tuple[Public, ...], entries: dict[str, dict]) -> dict:
    """In short, and the areas."""
    short = []
    for kind in ("better", "worse", "usual"):
        found = [entries[one.indicator.id] for one in publics if one.verdict == kind]
        short.append((kind, wording.short_heading(kind, len(found)), found))
    more = {"unjudged": wording.unjudged(publics), "areas_heading": wording.areas_heading(len(areas))}
    return {"areas": areas, "short": short} | more


def _area(area: Area, publics: tuple[Public, ...]) -> dict:
    """An area as the home page tells it: its question, its headline's figure, its finding."""
    own = [one for one in publics if one.area.id == area.id]
    there = [one for one in own if one.newest is not None]
    told = next((one for one in there if one.indicator.headline), there[0] if there else None)
    base = {"id": area.id, "title": area.title, "glyph": area.glyph, "summary": area.summary}
    base |= {"question": wording.question(area), "finding": wording.finding(own)}
    if told is None:
        nothing = {"fact": "No figures yet", "fact_words": "", "small": "", "verdict": "waiting", "side": ""}
        return base | nothing | {"verdict_words": wording.VERDICTS["waiting"], "compared": "", "aimed": False}
    one = _entry(told)
    same = ("fact", "small", "verdict", "side", "verdict_words", "compared")
    drawn = one["small"] if told.grain == "month" else ""
    more = {"small": drawn, "fact_words": wording.fact_words(told), "aimed": told.target is not None}
    return base | {key: one[key] for key in same} | more


def _entry(one: Public) -> dict:
    """An indicator as lists tell it."""
    newest = one.newest
    hidden = newest is not None and newest.status == "hidden"
    compared = newest.reason if hidden else (wording.verdict_sentence(one) if newest else wording.lead(one))
    return {
        "id": one.indicator.id,
        "title": one.indicator.title,
        "fact": wording.fact(one),
        "when": wording.period(one, newest) if newest else "",
        "small": small(one),
        "verdict": "few" if hidden else one.verdict,
        "side": "" if hidden else one.side,
        "verdict_words": "Not shown" if hidden else wording.VERDICTS[one.verdict],
        "compared": compared,
        "lead": wording.lead(one),
    }


def _area_page(
    site: Site,
    framework: Framework,
    area: dict,
    areas: list[dict],
    publics: tuple[Public, ...],
    entries: dict[str, dict],
) -> str:
    told = []
    for commitment in framework.commitments:
        own = [one for one in publics if one.commitment.id == commitment.id]
        if own and commitment.area == area["id"]:
            told.append(
                {
                    "slug": commitment.slug,
                    "title": commitment.title,
                    "promise": commitment.promise,
                    "proposed": commitment.proposed,
                    "entries": [entries[one.indicator.id] for one in own if one.newest is not None],
                    "waiting": [entries[one.indicator.id] for one in own if one.newest is None],
                }
            )
    others = [one for one in areas if one["id"] != area["id"]]
    words = area | {"commitments": told}
    return _page("area.html", site, area["question"], description=f"{area['finding']}.", area=words, others=others)


def _indicator_page(site: Site, one: Public, entry: dict) -> str:
    indicator = one.indicator
    words = entry | {
        "area": one.area.id,
        "question": wording.question(one.area),
        "code": indicator.code,
        "chart": chart(one),
        "key": chart_wording.key(one),
        "notes": chart_wording.chart_notes(one),
        "rows": _rows(one),
        "earlier": wording.earlier(one, len(_told(one)) - FIRST_ROWS),
        "left_out": wording.left_out(one, len(one.figures) - len(_told(one))),
        "headings": _headings(one),
        "words_heading": "Compared with usual" if one.grain == "month" else "Notes",
        "period_heading": "Month" if one.grain == "month" else "Year",
        "value_heading": wording.value_heading(indicator),
        "promise": one.commitment.promise,
        "proposed": one.commitment.proposed,
        "why": indicator.why,
        "how": indicator.how,
        "caveat": indicator.caveat,
        "owner": indicator.owner,
        "unknown": wording.unknown_sentence(one),
        "quality": wording.quality_sentence(one),
        "good": wording.good(one),
        "good_words": indicator.good,
        "aim": wording.aim_sentence(one),
        "people": indicator.counts == "people",
    }
    return _page("indicator.html", site, indicator.title, "../", words["lead"], one=words)


def _headings(one: Public) -> tuple[str, ...]:
    """Numerator and denominator where there are any to show beside the value."""
    return tuple(
        heading
        for heading, there in zip(wording.headings(one.indicator), _counted(one), strict=True)
        if there
    )


def _counted(one: Public) -> tuple[bool, bool]:
    """Whether any period shows a numerator that is not the value itself, and a denominator."""
    shares = one.indicator.kind not in ("total", "count")
    top = shares and any(f.numerator is not None for f in one.figures)
    return top, any(f.denominator is not None for f in one.figures)


def _rows(one: Public) -> list[dict]:
    """The table, newest first."""
    shown = _counted(one)
    return [
        {
            "period": wording.period_short(one, figure),
            "value": wording.figure_value(figure, one.indicator),
            "counts": [
                text for text, there in zip(wording.counts(figure, one.indicator), shown, strict=True) if there
            ],
            "words": wording.row_words(figure),
        }
        for figure in reversed(_told(one))
    ]


def _told(one: Public) -> list[Figure]:
    """The periods of the table: all, or where most have no figure (a survey now and then) those that have one."""
    there = [figure for figure in one.figures if figure.status in THERE]
    return there if len(there) * 2 < len(one.figures) else list(one.figures)


def newest_month(publics: tuple[Public, ...]) -> str:
    """The newest month of which anything is shown, in words; "" where nothing is."""
    months = [one.newest.start for one in publics if one.newest is not None and one.grain == "month"]
    return house.month(max(months)) if months else ""
