"""The feed of publications (Atom), for whoever wants to be told of the next one."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Tree

from metrics.publication.site import Site

ATOM = "http://www.w3.org/2005/Atom"
ROOT = "/public/"  # where the pages are served from, when the trust has not given its address


def feed(site: Site, log: list[dict]) -> str:
    """feed.xml: one entry a publication, newest first. `log` as changes.log gives it."""
    base = site.address or ROOT
    top = Tree.Element("feed", {"xmlns": ATOM, "xml:lang": "en", "xml:base": base})
    _add(top, "id", _id(site, "feed"))
    made_up = " (made-up figures)" if site.made_up else ""
    _add(top, "title", f"{site.name}: our promises in figures{made_up}")
    _add(top, "updated", _moment(log[0]["made"]))
    _add(_add(top, "author"), "name", site.name)
    _add(top, "link", rel="self", href="feed.xml", type="application/atom+xml")
    _add(top, "link", rel="alternate", href="index.html", type="text/html")
    _add(top, "rights", "Open Government Licence v3.0")
    for one in log:
        _entry(_add(top, "entry"), site, one, made_up)
    return Tree.tostring(top, encoding="unicode", xml_declaration=False).join(('<?xml version="1.0"?>\n', "\n"))


def _entry(entry: Tree.Element, site: Site, one: dict, made_up: str) -> None:
    number = one["publication"]
    taken_back = ", withdrawn" if one.get("withdrawn") else ""
    _add(entry, "id", _id(site, str(number)))
    _add(entry, "title", f"Publication {number}{taken_back}{made_up}")
    _add(entry, "updated", _moment(one["made"]))
    _add(entry, "link", rel="alternate", href=f"{number}/index.html", type="text/html")
    _add(entry, "summary", summary(one))


def summary(one: dict) -> str:
    """What a publication changed, in a sentence."""
    if one.get("withdrawn"):
        return "This publication was taken back."
    if one["compared_with"] is None:
        return "The first publication."
    kinds = (("new", "new"), ("restated", "restated"), ("hidden", "hidden since"))
    parts = [f"{len(one[key])} {words}" for key, words in kinds]
    return f"Figures compared with publication {one['compared_with']}: {', '.join(parts)}."


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _id(site: Site, what: str) -> str:
    """The same for the same publisher and publication, wherever the files lie."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{site.name} {what}')}"


def _add(parent: Tree.Element, tag: str, text: str | None = None, **attributes: str) -> Tree.Element:
    made = Tree.SubElement(parent, tag, attributes)
    made.text = text
    return made
