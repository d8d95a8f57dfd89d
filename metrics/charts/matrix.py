"""The matrix of the overview: every indicator by how it moves and whether it meets its target."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts import icons
from metrics.charts.blocks import Href, app_href, link
from metrics.charts.svg import dot, text
from metrics.views.card import Card
from metrics.views.overview import Cell, Overview

COLUMNS = (("P", "Keeps meeting target"), ("?", "Hit or miss"), ("F", "Keeps missing target"), ("", "No target"))


MOST_NAMED = 4
ROWS = (("better", "Better"), ("usual", "As usual"), ("shift", "Changed"), ("worse", "Worse"))


def matrix(view: Overview, href: Href = app_href) -> str:
    """Every indicator by movement (rows) and target (columns); those that cannot be judged below."""
    cells = {(cell.row, cell.column): cell for cell in view.matrix}
    head = "".join(f'<th scope="col">{icons.assurance(c or None, 36)}<span>{words}</span></th>' for c, words in COLUMNS)
    body = []
    for row, words in ROWS:
        own = [cells.get((row, column)) for column, _ in COLUMNS]
        if row == "shift" and not any(cell and cell.cards for cell in own):
            continue
        made = "".join(_cell(cell, row, words, href) for cell, (_, words) in zip(own, COLUMNS, strict=True))
        body.append(
            f'<tr class="r-{row}"><th scope="row">{icons.movement(row, "", 22)}<span>{words}</span></th>{made}</tr>'
        )
    body += [
        _wide_row("few", "Too few points", view.few, href),
        _wide_row("waiting", "Waiting for data", view.waiting, href),
    ]
    yearly = tuple(card for card in view.cards if card.verdict == "none")
    body.append(_wide_row("none", "Yearly or too rare", yearly, href))
    told = "Every indicator by how it is moving (rows) and whether it meets its target (columns)"
    return (
        f'<table class="mx"><caption class="vh">{told}</caption><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )


def _cell(cell: Cell | None, row: str, words: str, href: Href) -> str:
    cards = cell.cards if cell else ()
    if not cards:
        return f'<td class="mt" data-l="{text(words)}"><span>none</span></td>'
    sign = dot(row, 10) if row in ("better", "worse", "shift") else ""
    names = "".join(f"<div>{sign}{link(href, 'indicator', card.id, card.short)}</div>" for card in cards)
    count = f'<div class="ct">{len(cards) + len(cell.rest)}</div>'
    more = _more([f"<div>{sign}{link(href, 'indicator', card.id, card.short)}</div>" for card in cell.rest])
    return f'<td data-l="{text(words)}">{count}{names}{more}</td>'


def _wide_row(kind: str, words: str, cards: Sequence[Card], href: Href) -> str:
    if not cards:
        return ""
    tails = {"few": lambda card: card.verdict_words, "none": lambda card: f"{card.value} in {card.period_words}"}
    told = tails.get(kind, lambda card: "")
    each = [
        f'<div>{link(href, "indicator", card.id, card.short)}<span class="sm">{text(told(card))}</span></div>'
        for card in cards
    ]
    names = f'<div class="ct">{len(cards)}</div>{"".join(each[:MOST_NAMED])}{_more(each[MOST_NAMED:])}'
    head = f'<th scope="row">{icons.movement(kind, "", 22)}<span>{words}</span></th>'
    return f'<tr class="r-{kind}">{head}<td colspan="4" class="fw">{names}</td></tr>'


def _more(names: Sequence[str]) -> str:
    """The rest of a cell, one click away and without a script."""
    if not names:
        return ""
    return f'<details class="sm"><summary>and {len(names)} more</summary>{"".join(names)}</details>'
