"""The claim checker's answers as HTML: the verdict by icon and word, the reason, and the chart it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from metrics.charts.blocks import Href, app_href, link
from metrics.charts.svg import text
from metrics.charts.xmr import both
from metrics.views.claims import Checked

MARKS = {
    "supported": '<circle cx="20" cy="20" r="15" fill="var(--better)"/>'
    '<path d="M12 20.5l5.5 5.5 11-12" fill="none" stroke="var(--paper)" stroke-width="3.4"/>',
    "not": '<rect x="8" y="8" width="24" height="24" rx="3" transform="rotate(45 20 20)" fill="var(--worse)"/>'
    '<path d="M14.5 14.5l11 11m0-11l-11 11" stroke="var(--paper)" stroke-width="3.2"/>',
}
ASKED = (
    '<circle cx="20" cy="20" r="14" fill="none" stroke="var(--ink3)" stroke-width="2" stroke-dasharray="4 3"/>'
    '<text x="20" y="26" text-anchor="middle" fill="var(--ink2)" font-weight="700" font-size="17">?</text>'
)


def icon(verdict: str, size: int = 40) -> str:
    """Tick in a circle, cross in a diamond, question mark in a dashed ring: told apart by form, not colour alone."""
    drawn = MARKS.get(verdict, ASKED)
    return f'<svg class="ic" viewBox="0 0 40 40" width="{size}" height="{size}" aria-hidden="true">{drawn}</svg>'


def answers(found: Iterable[Checked], address: str = "/claims", href: Href = app_href) -> str:
    """Every sentence with its answer."""
    return f'<ol class="claims">{"".join(_answer(one, address, href) for one in found)}</ol>'


def _answer(one: Checked, address: str, href: Href) -> str:
    said = f"<blockquote>{text(one.text)}</blockquote>"
    head = f'<div class="cl">{icon(one.verdict)}<div>{said}<h2>{text(one.verdict_words)}</h2>'
    body = f'<p class="why">{text(one.reason)}</p>'
    if one.instead:
        body += f'<p class="sm">What the figures do support: {text(one.instead)}</p>'
    if one.left:
        body += f'<p class="sm">Not looked at: {text(one.left)}.</p>'
    if one.understood:
        body += f'<p class="sm">Taken to say: {text(one.understood)}.</p>'
    body += _candidates(one, address)
    return f"<li>{head}{body}</div></div>{_chart(one, href)}</li>"


def _candidates(one: Checked, address: str) -> str:
    if not one.candidates:
        return ""
    made = []
    for id, title in one.candidates:
        way = text(f"{address}?{urlencode({'claim': one.text, 'indicator': id})}")
        made.append(f'<li><a href="{way}" data-go="{way}">{text(title)}</a></li>')
    lead = "Choose the indicator" if one.verdict == "which" else "Another indicator was meant?"
    listed = f'<ul class="cand">{"".join(made)}</ul>'
    return f"<p>{lead}</p>{listed}" if one.verdict == "which" else (
        f'<details><summary class="sm">{lead}</summary>{listed}</details>'
    )


def _chart(one: Checked, href: Href) -> str:
    if one.card is None or one.card.chart is None:
        return ""
    way = link(href, "indicator", one.card.id, one.card.title)
    return f'<p class="sm cap">{way}</p>{both(one.card.chart)}'
