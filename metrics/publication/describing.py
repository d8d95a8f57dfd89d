"""The data files described for machines: a data package, CSVW beside each CSV, and what every indicator means."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from metrics.definitions import Framework
from metrics.publication.figures import Public
from metrics.publication.site import Site

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
FIELDS = (  # name, type, what it is
    ("publication", "integer", "The number of the publication; its files stay under that number and never change."),
    ("area", "string", "The area of the framework."),
    ("commitment", "string", "The promise that the indicator is counted for."),
    ("code", "string", "The indicator's place in the catalogue."),
    ("indicator", "string", "The indicator's id, which names its files."),
    ("title", "string", "What is counted."),
    ("unit", "string", "The unit of the value; a percent is given as a fraction from 0 to 1."),
    ("period", "string", "A month (2026-03) or a financial year from April (2025/26)."),
    ("numerator", "number", "What was counted; people to the nearest 5."),
    ("denominator", "number", "Out of how many, or divided by what; empty where nothing is divided."),
    ("value", "number", "The figure."),
    ("unknown", "number", "What was left out because something about it is not known; never told of people."),
    ("status", "string", "complete, provisional, partial, missing, waiting or hidden."),
    ("reason", "string", "Why a number is hidden."),
    ("note", "string", "What else has to be known."),
    ("split", "string", "What a financial year is split by, such as council; empty for the whole."),
    ("part", "string", "The part of the split; empty for the whole."),
)
STATUSES = ("complete", "provisional", "partial", "missing", "waiting", "hidden")


def files(site: Site, publics: tuple[Public, ...], data: dict[str, str]) -> Iterator[tuple[str, dict]]:
    """(path, document) of every description; `data` are the data files by path."""
    titles = {one.indicator.id: one.indicator.title for one in publics} | {"all": "All indicators"}
    for id, title in titles.items():
        yield f"data/{id}.csv-metadata.json", _csvw(site, id, title)
    yield "data/schema.json", _schema() | {"made_up": site.made_up}
    yield "datapackage.json", _package(site, titles, data)


def _schema() -> dict:
    """The columns as a Frictionless table schema."""
    fields = [{"name": name, "type": kind, "description": words} for name, kind, words in FIELDS]
    for field in fields:
        if field["name"] == "status":
            field["constraints"] = {"required": True, "enum": list(STATUSES)}
        elif field["name"] in ("publication", "indicator", "title"):
            field["constraints"] = {"required": True}
    return {"fields": fields, "missingValues": [""]}


def _package(site: Site, titles: dict[str, str], data: dict[str, str]) -> dict:
    """datapackage.json: every CSV as a resource, the indicator's own and all together."""
    resources = [
        {
            "name": id,
            "title": title,
            "path": f"data/{id}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(body := data[f"data/{id}.csv"].encode("utf-8")),
            "hash": f"sha256:{sha256(body).hexdigest()}",
            "schema": "data/schema.json",
        }
        for id, title in titles.items()
    ]
    home = {"homepage": site.at("index.html")} if site.address else {}
    return {
        "profile": "data-package",
        "name": f"promises-in-figures-{site.number}",
        "title": f"{site.name}: promises in figures, publication {site.number}",
        "description": _about(site),
        "version": f"{site.number}.0.0",
        "created": f"{site.day.isoformat()}T00:00:00Z",
        "made_up": site.made_up,
        **home,
        "licenses": [{"name": "OGL-UK-3.0", "title": "Open Government Licence v3.0", "path": OGL}],
        "contributors": [{"title": site.name, "role": "publisher"}],
        "resources": resources,
    }


def _about(site: Site) -> str:
    words = f"How {site.name} keeps its promises to {site.place}, in figures that everybody may see."
    return f"These figures are made up. {words}" if site.made_up else words


def _csvw(site: Site, id: str, title: str) -> dict:
    """The W3C's description of one CSV, found by its name beside the file."""
    columns = [
        {
            "name": name,
            "titles": name,
            "datatype": {"string": "string", "integer": "integer", "number": "double"}[kind],
            "dc:description": words,
        }
        for name, kind, words in FIELDS
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{id}.csv",
        "dc:title": title,
        "dc:description": _about(site),
        "dc:publisher": site.name,
        "dc:license": {"@id": OGL},
        "dc:issued": {"@value": site.day.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {"columns": columns},
    }


def definitions(framework: Framework, publics: tuple[Public, ...]) -> dict:
    """What is promised and how each indicator is counted, for machines."""
    areas = [{"id": one.id, "title": one.title, "summary": one.summary} for one in framework.areas]
    told = {one.commitment.id: one.commitment for one in publics}
    promises = [
        {"id": one.id, "area": one.area, "title": one.title, "promise": one.promise, "proposed": one.proposed}
        for one in told.values()
    ]
    return {"areas": areas, "commitments": promises, "indicators": [_definition(one) for one in publics]}


def _definition(one: Public) -> dict:
    same = (
        *("id", "code", "title", "kind", "basis", "unit", "better", "counts", "decimals", "seasonal"),
        *("why", "how", "good", "benchmark", "caveat", "owner"),
    )
    told = {name: getattr(one.indicator, name) for name in same}
    told |= {"area": one.area.id, "commitment": one.commitment.id, "grain": one.grain, "aim": one.target}
    reviewed = {"reviewed": one.indicator.reviewed.isoformat(), "next_review": one.indicator.next_review.isoformat()}
    return told | reviewed | {"sources": list(one.indicator.source)}
