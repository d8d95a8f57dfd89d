"""Pieces of pages as HTML. They take an `href` function, so that the app and the public page both use them.

href(kind, id) gives an address: kind "indicator" or "area". All data are escaped here; markup comes from here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from metrics import wording
from metrics.charts import icons
from metrics.charts.sparkline import spark
from metrics.charts.svg import dot, text
from metrics.views.acting import OffTrack
from metrics.views.area import AreaView
from metrics.views.card import Card
from metrics.views.indicator import Said
from metrics.views.local import Switched, becomes
from metrics.views.overview import AreaGlance, Change

Href = Callable[[str, str], str]

TAILS = {"H": "higher than usual", "L": "lower than usual"}
COUNTS = (("worse", "worse"), ("better", "better"), ("shift", "changed"), ("usual", "usual"))
UNJUDGED = ("few", "none", "waiting")


def app_href(kind: str, id: str) -> str:
    """The app's addresses: /indicator?id=local-hires, /employment."""
    return f"/indicator?id={id}" if kind == "indicator" else f"/{id}"


def link(href: Href, kind: str, id: str, words: str, cls: str = "") -> str:
    """A link; `data-go` lets the app change the page without a new session."""
    address = text(href(kind, id))
    named = f' class="{cls}"' if cls else ""
    return f'<a{named} href="{address}" data-go="{address}">{text(words)}</a>'


def heading(kicker: str, finding: str, lead: str = "") -> str:
    """The top of a page: where one is, the finding as h1, one line on the rest."""
    told = f'<p class="lead">{text(lead)}</p>' if lead else ""
    return f'<header class="top"><p class="kick">{text(kicker)}</p><h1>{text(finding)}</h1>{told}</header>'


def section(title: str, body: str, caption: str = "") -> str:
    """A part of a page under its own h2."""
    told = f'<p class="sm">{text(caption)}</p>' if caption else ""
    return f'<section class="sec"><h2>{text(title)}</h2>{told}{body}</section>'


def banner(words: str) -> str:
    """A notice above everything: the figures are made up. "" where there is nothing to say."""
    return f'<p class="banner" role="note">{text(words)}</p>' if words else ""


def coast() -> str:
    """The ornament under the heading."""
    return icons.coast()


def badge(card: Card, size: int = 28) -> str:
    """The verdict: icon, word, and which way."""
    tail = TAILS.get(card.direction, "")
    if card.verdict == "waiting":
        tail = "no figures yet"
    elif card.verdict == "none":
        tail = {"rolling12": "12 months rolling", "ytd": "year to date"}.get(card.grain, f"by {card.grain}")
    told = f"<b>{text(card.verdict_words)}</b>" + (f"<i>{text(tail)}</i>" if tail else "")
    icon = icons.movement(card.verdict, card.direction, size)
    return f'<span class="bd k-{card.verdict}">{icon}<span>{told}</span></span>'


def aim_badge(card: Card, size: int = 28) -> str:
    """The target: icon, word, the target and how far on the way."""
    tail = f"<i>target {text(card.target)}</i>" if card.target else ""
    way = f"<i>{text(card.progress_words)}</i>" if card.progress_words else ""
    words = card.assurance_words or "No target"
    return (
        f'<span class="bd">{icons.assurance(card.assurance, size)}<span><b>{text(words)}</b>{tail}{way}</span></span>'
    )


def verdict(card: Card) -> str:
    """Both badges, large: beside the name of an indicator."""
    return f'<div class="verd">{badge(card, 48)}{aim_badge(card, 48)}</div>'


def _counts(glance: AreaGlance) -> str:
    """Two lines: what moved; what did not, and how many cannot be judged."""
    told = {
        kind: f"<span>{dot(kind, 11)}{glance.counts[kind]} {word}</span>"
        for kind, word in COUNTS
        if glance.counts.get(kind)
    }
    still = told.pop("usual", "")
    unjudged = sum(glance.counts.get(kind, 0) for kind in UNJUDGED)
    quiet = f"<span>{unjudged} not judged</span>" if unjudged else ""
    lines = ("".join(told.values()), still + quiet)
    return "".join(f'<span class="l">{line}</span>' for line in lines if line)


def strip(glances: Iterable[AreaGlance], href: Href = app_href, current: str = "") -> str:
    """The five areas in one line, with counts; on an area's page they are its tabs."""
    made = []
    for glance in glances:
        area, here = glance.area, ' aria-current="page"' if glance.area.id == current else ""
        address = text(href("area", area.id))
        start = f'<a href="{address}" data-go="{address}" style="--a:var(--a-{text(area.glyph)})"{here}>'
        told = f'<b>{text(area.title)}</b><span class="c">{_counts(glance)}</span>'
        made.append(f"{start}{icons.glyph(area.glyph, 28)}{told}</a>")
    return f'<nav class="strip" aria-label="Areas">{"".join(made)}</nav>'


def changes(found: Sequence[Change], href: Href = app_href) -> str:
    """What changed: the icon and the sentence, in which the indicator's name is the way to its chart."""
    if not found:
        return '<p class="quiet">Nothing moved more than it usually does.</p>'
    made = []
    for change in found:
        card = change.card
        icon = icons.movement(card.verdict, card.direction, 28)
        word = f'<span class="vh">{text(card.verdict_words)}: </span>'
        made.append(f"<li>{icon}<span>{word}{_linked(change, href)}</span></li>")
    return f'<ol class="chg">{"".join(made)}</ol>'


def _linked(change: Change, href: Href) -> str:
    """The sentence, with the name it begins with as a link; one that begins otherwise has the link after it."""
    card = change.card
    if change.text.startswith(card.title):
        rest = emphasised(change.text.removeprefix(card.title), card)
        return link(href, "indicator", card.id, card.title) + rest
    return f"{emphasised(change.text, card)} {link(href, 'indicator', card.id, card.short)}"


def emphasised(words: str, card: Card) -> str:
    """A sentence with the card's value in bold, escaped."""
    told = text(words)
    value = text(wording.with_unit(card.value, card.unit))
    return told.replace(value, f"<b>{value}</b>", 1) if value else told


def switched(said: str, moved: Sequence[Switched], href: Href = app_href, most: int = 6) -> str:
    """What a meaning of local does: the sentence, then each figure before and after."""
    lines = "".join(
        f"<li>{link(href, 'indicator', one.id, one.title)}: {text(becomes(one))}</li>" for one in moved[:most]
    )
    rest = f"<li>{wording.count_words(len(moved) - most, capital=True)} more below.</li>" if len(moved) > most else ""
    drawn = f'<ul class="sw">{lines}{rest}</ul>' if lines else ""
    return f'<div class="switched" role="status"><p>{text(said)}</p>{drawn}</div>'


def areas(glances: Iterable[AreaGlance], href: Href = app_href) -> str:
    """Five columns: headline number, its name, its line and its verdict."""
    made = []
    for glance in glances:
        area, card = glance.area, glance.headline
        name = f"{icons.glyph(area.glyph)}{link(href, 'area', area.id, area.title)}"
        body = _headline(card, href) if card else '<p class="lbl">No indicator yet.</p>'
        made.append(f'<section style="--a:var(--a-{text(area.glyph)})"><h3>{name}</h3>{body}</section>')
    return f'<div class="areas">{"".join(made)}</div>'


def _headline(card: Card, href: Href) -> str:
    label = f'<p class="lbl">{link(href, "indicator", card.id, card.title)}</p>'
    if card.verdict == "waiting":
        return f'<p class="big"><b>–</b></p>{label}<p class="sm">{text(card.waiting_for)}</p>'
    unit = f"<small>{text(card.unit)}</small>" if card.unit else ""
    return f'<p class="big"><b>{text(card.value)}</b>{unit}</p>{label}{spark(card.chart, 200, 44)}{badge(card, 24)}'


def rows(cards: Sequence[Card], href: Href = app_href) -> str:
    """A table of indicators: newest value, the one before, the line, movement, target."""
    heads = (
        ("", "Indicator"),
        ("r", "Newest"),
        ("r hm", "Before"),
        ("hm", "Last 24 months, each on its own scale"),
        ("", "Movement"),
        ("", "Target"),
    )
    head = "".join(f'<th scope="col" class="{cls}">{words}</th>' for cls, words in heads)
    body = "".join(_row(card, href) for card in cards)
    return f'<table class="ix"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(card: Card, href: Href) -> str:
    name = f'<th scope="row">{link(href, "indicator", card.id, card.title)}</th>'
    if card.verdict == "waiting":
        return (
            f'<tr>{name}<td colspan="3" class="wait">{text(card.waiting_for)}</td><td>{badge(card)}</td><td></td></tr>'
        )
    unit = f" <small>{text(card.unit)}</small>" if card.unit else ""
    when = f'<small class="when">{text(card.period_words)}</small>'
    return (
        f'<tr>{name}<td class="r v">{text(card.value)}{unit}{when}</td><td class="r p hm">{text(card.previous)}</td>'
        f'<td class="hm">{spark(card.chart)}</td><td>{badge(card)}</td><td>{aim_badge(card)}</td></tr>'
    )


def commitments(view: AreaView, href: Href = app_href) -> str:
    """The area's promises, each with its indicators; one without any says so."""
    made = []
    for commitment, cards in view.commitments:
        note = '<span class="tag">proposed wording</span>' if commitment.proposed else ""
        promise = f'<p class="sm">{text(commitment.promise)} {note}</p>'
        body = rows(cards, href) if cards else '<p class="quiet">No indicator yet.</p>'
        made.append(f'<section class="com"><h3>{text(commitment.title)}</h3>{promise}{body}</section>')
    return "".join(made)


def receipt(lines: Iterable[tuple[str, str]], title: str = "Where this number comes from") -> str:
    """The trail of a number: formula, counted, files, target, limits, version."""
    told = "Every figure can be traced to a file, a row count and a rule."
    return f'<section class="rcpt"><h2>{text(title)}</h2><p class="sm">{told}</p>{pairs(lines)}</section>'


def pairs(lines: Iterable[tuple[str, str]]) -> str:
    """Labels and what they stand for."""
    made = "".join(f"<dt>{text(label)}</dt><dd>{text(words)}</dd>" for label, words in lines)
    return f'<dl class="dl">{made}</dl>'


def notes(found: Iterable[Said]) -> str:
    """What people wrote, on sand: comments and actions."""
    return "".join(_note(said) for said in found)


def _note(said: Said) -> str:
    due = f", due {said.due}" if said.due else ""
    owner = f". Owner: {said.owner}" if said.owner else ". No owner" if said.is_open else ""
    closed = "" if said.is_open else " (closed)"
    head = f"Action{closed}{due}{owner}" if said.kind == "action" else f"{said.by}, {said.when}"
    lines = [
        ("What happened", said.happened or (said.text if said.why and said.kind == "comment" else "")),
        ("Why", said.why),
        ("What next", said.text if said.kind == "action" and (said.happened or said.why) else ""),
    ]
    told = "".join(f"<p><b>{label}:</b> {text(words)}</p>" for label, words in lines if words)
    told = told or f"<p>{text(said.text)}</p>"
    came = "".join(f"<p><b>What came of it:</b> {text(words)}</p>" for words in said.outcomes)
    after = f'<p class="sm">{text(said.since)}</p>' if said.since else ""
    return f'<div class="note"><p class="kick">{text(head)}</p>{told}{came}{after}</div>'


def off_track(found: Iterable[OffTrack], href: Href = app_href) -> str:
    """Off track and nobody at it: each with what is missing, and the way to write it."""
    made = []
    for one in found:
        way = text(f"{href('indicator', one.card.id)}&act=1")
        icon = icons.movement(one.card.verdict, one.card.direction, 28)
        title = link(href, "indicator", one.card.id, one.card.title)
        about = f'<span class="vh"> about {text(one.card.title)}</span>'
        act = f'<a href="{way}" data-go="{way}">{text(one.ask)}{about}</a>'
        made.append(f'<li>{icon}<span><b>{title}</b><span class="w">{text(one.words)} {act}</span></span></li>')
    return f'<ul class="off">{"".join(made)}</ul>' if made else ""
