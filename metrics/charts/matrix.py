"""The matrix of the overview: every indicator by how it moves and whether it meets its target."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts import icons
from metrics.charts.blocks import Href, app_href, link
from metrics.charts.svg import dot, text
from metrics.views.card import Card
from metrics.views.overview import Cell, Overview

COLUMNS = (("P", "Keeps meeting target"), ("?", "Hit or miss"), ("F", "Keeps missing target"), ("", "No target"))
ROWS = (("better", "Better"), ("usual", "As usual"), ("shift", "Changed"), ("worse", "Worse"))
HEADED = 10  # percent of the width, for the rows' names
EMPTY = 2.5  # how wide a column without a name is, where one of four names is EMPTY + 4


def matrix(view: Overview, href: Href = app_href) -> str:
    """Every indicator by movement (rows) and target (columns); those that cannot be judged are counted below."""
    cells = {(cell.row, cell.column): cell for cell in view.matrix}
    head = "".join(_heading(column, words) for column, words in COLUMNS)
    body = []
    for row, words in ROWS:
        own = [cells.get((row, column)) for column, _ in COLUMNS]
        if row == "shift" and not any(cell and cell.cards for cell in own):
            continue
        made = "".join(_cell(cell, row, words, href) for cell, (_, words) in zip(own, COLUMNS, strict=True))
        body.append(
            f'<tr class="r-{row}"><th scope="row">{icons.movement(row, "", 22)}<span>{words}</span></th>{made}</tr>'
        )
    told = "Every indicator by how it is moving (rows) and whether it meets its target (columns)"
    return (
        f'<table class="mx"><caption class="vh">{told}</caption>{_widths(cells)}'
        f"<thead><tr><td>Target</td>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{_unjudged(view, href)}"
    )


def _heading(column: str, words: str) -> str:
    """The icon and its words; "target" stands in the corner for all, and with each for those who hear them."""
    short = text(words).removesuffix(" target")
    rest = '<span class="vh"> target</span>' if words.endswith("ing target") else ""
    told = f"<span>{short}{rest}</span>" if rest else f"<span>{text(words)}</span>"
    return f'<th scope="col"><span class="h">{icons.assurance(column or None, 28)}{told}</span></th>'


def _widths(cells: dict[tuple[str, str], Cell]) -> str:
    """Columns as wide as they need: one without a name takes little."""
    need = []
    for column, _ in COLUMNS:
        own = [cell for (_, where), cell in cells.items() if where == column]
        need.append(EMPTY + max((len(cell.cards) + bool(cell.rest) for cell in own), default=0))
    shares = [(100 - HEADED) * one / sum(need) for one in need]
    return "<colgroup>" + "".join(f'<col style="width:{share:.1f}%"/>' for share in (HEADED, *shares)) + "</colgroup>"


def _cell(cell: Cell | None, row: str, words: str, href: Href) -> str:
    cards = cell.cards if cell else ()
    if not cards:
        return f'<td class="mt" data-l="{text(words)}"><span>none</span></td>'
    sign = dot(row, 10) if row in ("better", "worse", "shift") else ""
    names = "".join(f"<div>{sign}{link(href, 'indicator', card.id, card.short)}</div>" for card in cards)
    count = f'<b class="ct">{len(cards) + len(cell.rest)}</b>'
    rest = [f"<div>{sign}{link(href, 'indicator', card.id, card.short)}</div>" for card in cell.rest]
    return f'<td data-l="{text(words)}"><div class="cl">{count}<div class="nm">{names}{_more(rest)}</div></div></td>'


def _unjudged(view: Overview, href: Href) -> str:
    """How many cannot be judged, and why; their names one click away, each with what it has or waits for."""
    yearly = tuple(card for card in view.cards if card.verdict == "none")
    parts = (
        ("few", "too few points", view.few, lambda card: card.verdict_words),
        ("waiting", "waiting for data", view.waiting, lambda card: card.waiting_for),
        ("none", "yearly or too rare", yearly, lambda card: f"{card.value} in {card.period_words}"),
    )
    made = [_folded(kind, words, cards, told, href) for kind, words, cards, told in parts if cards]
    return f'<div class="unj"><p><b>Not judged</b></p>{"".join(made)}</div>' if made else ""


def _folded(kind: str, words: str, cards: Sequence[Card], told, href: Href) -> str:
    lines = "".join(
        f'<li>{link(href, "indicator", card.id, card.short)} <span class="sm">{text(told(card))}</span></li>'
        for card in cards
    )
    head = f"<summary>{icons.movement(kind, '', 20)}<span><b>{len(cards)}</b> {words}</span></summary>"
    return f'<details class="uj">{head}<ul>{lines}</ul></details>'


def _more(names: Sequence[str]) -> str:
    """The rest of a cell, one click away and without a script."""
    if not names:
        return ""
    return f'<details class="sm"><summary>and {len(names)} more</summary>{"".join(names)}</details>'
