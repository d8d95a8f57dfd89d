"""The pages of a publication in each language: disclosed figures and the framework's words put into the templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from metrics.definitions import Area, Framework
from metrics.publication import indicator_page, other_pages, units, verdict_wording, wording
from metrics.publication.chart import small
from metrics.publication.figures import Public
from metrics.publication.other_pages import Told
from metrics.publication.tongues import ENGLISH, Tongue, tongue, tongues

HERE = Path(__file__).parent
NOTHING = Told()


@dataclass(frozen=True)
class Site:
    """What every page says of itself. `newest` is the newest month of which anything is shown."""

    number: int
    name: str
    place: str
    contact: str
    day: date
    newest: date | None
    made_up: bool
    address: str = ""  # where /public/ is reached from outside, "" where the trust has not said
    coast: bool = True  # whether the coast stands on its pages as an ornament
    logo: str = ""  # the trust's own, as SVG text
    look: str = ""  # CSS of the trust's own colours

    def at(self, path: str) -> str:
        """The lasting address of a file of this publication, "" where the trust has not said where it is served."""
        return f"{self.address}{self.number}/{path}" if self.address else ""


def pages(
    site: Site, framework: Framework, publics: tuple[Public, ...], told: Told = NOTHING
) -> Iterator[tuple[str, str]]:
    """(path, text) of every page in every language and of the style sheet."""
    for one in tongues():
        yield from pages_in(one, site, framework, publics, told)
    yield "style.css", (HERE / "style.css").read_text("utf-8") + site.look
    if site.logo:
        yield "logo.svg", site.logo


def pages_in(
    tongue: Tongue, site: Site, framework: Framework, publics: tuple[Public, ...], told: Told = NOTHING
) -> Iterator[tuple[str, str]]:
    """(path, text) of every page in one language."""
    areas = [_area(one, publics, tongue) for one in framework.areas]
    entries = {one.indicator.id: _entry(one, tongue) for one in publics}
    waiting = [entries[one.indicator.id] for one in publics if one.newest is None]
    made = _Pages(tongue, site)
    home = tongue.gettext("Home")
    yield made.page("index.html", "index.html", home, **_home(areas, publics, entries, tongue))
    for area in areas:
        yield _area_page(made, framework, area, areas, publics, entries)
    for one in publics:
        title, code = tongue.trust(one.indicator.title)
        words = entries[one.indicator.id] | indicator_page.words(one, tongue)
        path = f"indicator/{one.indicator.id}.html"
        yield made.page("indicator.html", path, title, description=words["lead"], code=code, one=words)
        small_page = f"embed/{one.indicator.id}.html"
        yield made.page("embed.html", small_page, title, description=words["lead"], code=code, one=words)
    yield made.page("about.html", "about.html", tongue.gettext("About the data"))
    unknown = other_pages.unknown(publics, tongue)
    yield made.page("unknown.html", "unknown.html", tongue.gettext("What we do not know"), waiting=waiting, **unknown)
    yield from _other_pages(made, framework, publics, told)


def _other_pages(
    made: _Pages, framework: Framework, publics: tuple[Public, ...], told: Told
) -> Iterator[tuple[str, str]]:
    """The pages beside the figures."""
    tongue = made.tongue
    yield made.page(
        "said.html",
        "said.html",
        tongue.gettext("You said, we did"),
        description=tongue.gettext("What communities asked for, and what became of it."),
        **other_pages.said(told.community, tongue),
    )
    yield made.page(
        "chosen.html",
        "chosen.html",
        tongue.gettext("How we chose these"),
        description=tongue.gettext("How the promises and the figures came about, and with whom."),
        **other_pages.chosen(framework, told.community, tongue),
    )
    yield data_page(made, publics, told)
    yield made.page("accessibility.html", "accessibility.html", tongue.gettext("Accessibility statement"))
    yield made.page("privacy.html", "privacy.html", tongue.gettext("Privacy"))
    yield made.page("licence.html", "licence.html", tongue.gettext("Licence"), english_day=_in_english(made.site.day))
    yield made.page("contact.html", "contact.html", tongue.gettext("Contact"))


def _in_english(day: date) -> str:
    return tongue(ENGLISH).day(day)


def unpacked(site: Site, publics: tuple[Public, ...], told: Told) -> Iterator[tuple[str, str]]:
    """(path, text) of the pages that are others in the zip: there is no zip in it to lead to."""
    for one in tongues():
        yield data_page(_Pages(one, site), publics, replace(told, zip=""))


def data_page(made: _Pages, publics: tuple[Public, ...], told: Told) -> tuple[str, str]:
    """(path, text) of the page of the data in one language."""
    tongue = made.tongue
    words = tongue.gettext("Every published figure as a file that you may use.")
    own = other_pages.data(told, publics, tongue)
    return made.page("data.html", "data.html", tongue.gettext("Open data"), description=words, **own)


def promises(framework: Framework, publics: tuple[Public, ...], made_up: bool) -> list[dict]:
    """The five promises for the welcome page: archive.Promise, field by field, in English."""
    return [
        {
            "area": area["id"],
            "title": str(area["title"]),
            "finding": area["finding"],
            "href": f"{area['id']}.html",
            "question": area["question"],
            "verdict": area["verdict"],
            "fact": area["fact"],
            "fact_words": Markup(area["fact_words"]).unescape(),
            "made_up": made_up,
        }
        for area in (_area(one, publics, tongue(ENGLISH)) for one in framework.areas)
    ]


class _Pages:
    """The templates in one language, with what every page of a site says."""

    def __init__(self, tongue: Tongue, site: Site) -> None:
        self.tongue, self.site = tongue, site
        self._templates = _templates(tongue)

    def page(
        self, template: str, path: str, title: str, description: str = "", code: str = "", **words
    ) -> tuple[str, str]:
        """(path below the publication, text). `code`: the language of the title, where it is another."""
        tongue, site = self.tongue, self.site
        told = description or tongue.gettext(
            "How %(name)s keeps its promises to %(place)s, in figures.", name=site.name, place=site.place
        )
        up = "../" * path.count("/")
        root = up + "../" * tongue.folder.count("/")
        others = [(one.code, one.name, f"{root}{one.folder}{path}") for one in tongues()]
        text = self._templates.get_template(template).render(
            site=site,
            title=_plain(title),
            title_code=code or tongue.code,
            description=_plain(told),
            up=up,
            root=root,
            tongues=others,
            page_path=f"{tongue.folder}{path}",
            **{key: _safe(value) for key, value in words.items()},
        )
        return f"{tongue.folder}{path}", text


class _Compiled(BytecodeCache):
    """The templates' code, which is the same in every language, compiled once."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


@lru_cache
def _templates(tongue: Tongue) -> Environment:
    loader = FileSystemLoader(HERE / "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=COMPILED,
    )
    made.install_gettext_callables(tongue.gettext, tongue.ngettext, newstyle=True, pgettext=tongue.pgettext)
    made.globals["tongue"] = tongue
    return made


def _plain(text: str) -> str:
    """Text without markup, for where none can be."""
    return text.striptags() if isinstance(text, Markup) else text


def _safe(words):
    """Our own drawings are markup and stay so; all other text is escaped by the templates."""
    if isinstance(words, dict):
        return {k: Markup(v) if k in ("chart", "small") else _safe(v) for k, v in words.items()}
    if isinstance(words, (list, tuple)):
        return [_safe(one) for one in words]
    return words


def _home(areas: list[dict], publics: tuple[Public, ...], entries: dict[str, dict], tongue: Tongue) -> dict:
    """In short, and the areas."""
    short = []
    for kind in ("better", "worse", "usual"):
        found = [entries[one.indicator.id] for one in publics if one.verdict == kind]
        short.append((kind, verdict_wording.short_heading(kind, len(found), tongue), found))
    heading = verdict_wording.areas_heading(len(areas), tongue)
    return {
        "areas": areas,
        "short": short,
        "unjudged": verdict_wording.unjudged(publics, tongue),
        "areas_heading": heading,
    }


def _area(area: Area, publics: tuple[Public, ...], tongue: Tongue) -> dict:
    """An area as the home page tells it: its question, its headline's figure, its finding."""
    own = [one for one in publics if one.area.id == area.id]
    there = [one for one in own if one.newest is not None]
    told = next((one for one in there if one.indicator.headline), there[0] if there else None)
    base = {"id": area.id, "title": tongue.own(area.title), "glyph": area.glyph, "summary": tongue.own(area.summary)}
    base |= {"question": wording.question(area, tongue), "finding": verdict_wording.finding(own, tongue)}
    if told is None:
        words = wording.fact_of_none(tongue)
        nothing = {"fact": words, "fact_words": "", "small": "", "verdict": "waiting", "side": "", "compared": ""}
        return base | nothing | {"verdict_words": words, "aimed": False}
    one = _entry(told, tongue)
    same = ("fact", "small", "verdict", "side", "verdict_words", "compared")
    drawn = one["small"] if told.grain == "month" else ""
    more = {"small": drawn, "fact_words": wording.fact_words(told, tongue), "aimed": told.target is not None}
    return base | {key: one[key] for key in same} | more


def _entry(one: Public, tongue: Tongue) -> dict:
    """An indicator as lists tell it."""
    newest = one.newest
    hidden = newest is not None and newest.status == "hidden"
    lead = wording.lead(one, tongue)
    if hidden:
        compared = tongue.gettext(newest.reason)
    else:
        compared = verdict_wording.verdict_sentence(one, tongue) if newest else lead
    return {
        "id": one.indicator.id,
        "title": tongue.own(one.indicator.title),
        "fact": wording.fact(one, tongue),
        "when": units.period(one, newest, tongue) if newest else "",
        "small": small(one),
        "verdict": "few" if hidden else one.verdict,
        "side": "" if hidden else one.side,
        "verdict_words": verdict_wording.verdict_words("hidden" if hidden else one.verdict, tongue),
        "compared": compared,
        "lead": lead,
    }


def _area_page(
    made: _Pages,
    framework: Framework,
    area: dict,
    areas: list[dict],
    publics: tuple[Public, ...],
    entries: dict[str, dict],
) -> tuple[str, str]:
    told = []
    for commitment in framework.commitments:
        own = [one for one in publics if one.commitment.id == commitment.id]
        if own and commitment.area == area["id"]:
            told.append(
                {
                    "slug": commitment.slug,
                    "title": made.tongue.own(commitment.title),
                    "promise": made.tongue.own(commitment.promise),
                    "proposed": commitment.proposed,
                    "entries": [entries[one.indicator.id] for one in own if one.newest is not None],
                    "waiting": [entries[one.indicator.id] for one in own if one.newest is None],
                }
            )
    others = [one for one in areas if one["id"] != area["id"]]
    words = area | {"commitments": told}
    finding = f"{area['finding']}."
    return made.page(
        "area.html", f"{area['id']}.html", area["question"], description=finding, area=words, others=others
    )


def newest_month(publics: tuple[Public, ...]) -> date | None:
    """The newest month of which anything is shown; None where nothing is."""
    months = [one.newest.start for one in publics if one.newest is not None and one.grain == "month"]
    return max(months, default=None)
