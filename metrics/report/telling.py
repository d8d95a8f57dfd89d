"""What the report says in more than one of its forms: headings, tables and lists as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from metrics import wording
from metrics.views.card import Card
from metrics.views.indicator import Said
from metrics.views.report import PERIODS, Page, Report

ROWS = (("better", "Better"), ("usual", "As usual"), ("shift", "Changed"), ("worse", "Worse"))
COLUMNS = (("P", "Keeps meeting the target"), ("?", "Hit or miss"), ("F", "Keeps missing it"), ("", "No target"))
HOW_TO_READ = "Rows: how the figures move. Columns: whether their usual range meets the target."
SIDES = {"H": "higher than usual", "L": "lower than usual"}
SOURCE_STATES = {
    "late": "Late", "missing": "A gap", "refused": "Refused", "due": "Still to come", "never": "Never came in",
    "in": "In",
}  # fmt: skip
NO_EXCEPTION = "Nothing is worse than usual, and nothing keeps missing its target."
NOTHING_SAID = "Nobody has written a comment or an action."


def in_cell(report: Report, row: str, column: str) -> list[Card]:
    """Every indicator of one cell of the matrix, not only those that fit on a screen."""
    return [card for card in report.overview.cards if card.verdict == row and (card.assurance or "") == column]


def outside(report: Report) -> list[tuple[str, list[tuple[Card, str]]]]:
    """The indicators that the matrix has no cell for, with what is said of each: too few points, yearly figures."""
    yearly = [card for card in report.overview.cards if card.verdict == "none"]
    found = [
        ("Too few points", [(card, card.verdict_words) for card in report.overview.few]),
        ("Yearly figures", [(card, f"{with_unit(card)} in {card.period_words}") for card in yearly]),
    ]
    return [(words, cards) for words, cards in found if cards]


def with_unit(card: Card) -> str:
    """The newest value as people write it, with its unit."""
    return f"{card.value} {card.unit}" if card.unit and card.value else card.value


def movement(card: Card) -> str:
    """The verdict in words, and which way: "Better, higher than usual"."""
    return ", ".join(filter(None, (card.verdict_words, SIDES.get(card.direction, ""))))


def aim(card: Card) -> str:
    """How the figure stands to its target: "Keeps missing, target 95%, far behind"."""
    target = f"target {card.target}" if card.target else ""
    way = card.progress_words[:1].lower() + card.progress_words[1:]
    return ", ".join(filter(None, (card.assurance_words or "No target", target, way)))


def headings(page: Page) -> list[str]:
    """The columns of a page's table; those without any figure are left out."""
    rows = page.card.rows[:PERIODS]
    whole = [page.headings[1]] if any(row.denominator for row in rows) else []
    unknown = ["Not known"] if any(row.unknown for row in rows) else []
    return ["Period", page.headings[0], *whole, "Value", *unknown, "Movement"]


def numbers(page: Page) -> list[list[str]]:
    """The newest periods, newest first, in the columns of `headings`."""
    rows = page.card.rows[:PERIODS]
    whole, unknown = any(row.denominator for row in rows), any(row.unknown for row in rows)
    return [
        [
            row.label,
            row.numerator,
            *([row.denominator] if whole else []),
            row.value,
            *([row.unknown] if unknown else []),
            " ".join(filter(None, (row.verdict_words, row.status))),
        ]
        for row in rows
    ]


def facts(page: Page) -> list[tuple[str, str]]:
    """What stands beside the table: target, what it would take, what is not known."""
    card = page.card
    lines = [
        ("What it would take", card.takes),
        ("Not known", f"{card.coverage} in {card.period_words}." if card.coverage else ""),
        ("What is good", page.indicator.good),
    ]
    return [(label, words) for label, words in lines if words]


def noted(said: Said) -> tuple[str, str]:
    """A comment or an action as (who or until when, what)."""
    about = f"On {said.about}. " if said.about else ""
    if said.kind == "action":
        due = f", due {said.due}" if said.due else ""
        owner = f". Owner: {said.owner}" if said.owner else ". No owner" if said.is_open else ""
        return f"Action{'' if said.is_open else ' (closed)'}{due}{owner}", in_full(said)
    return f"{about}{said.by}, {said.when}", in_full(said)


def in_full(said: Said) -> str:
    """What happened, why, what next and what came of it, as far as people said it."""
    happened = f"{said.happened} " if said.happened else ""
    why = f" Why: {said.why}" if said.why else ""
    came = "".join(f" What came of it: {words}" for words in said.outcomes)
    since = f" {said.since}" if said.since else ""
    return f"{happened}{said.text}{why}{came}{since}"


def listed(cards: Sequence[Card]) -> str:
    return wording.listed([f"{card.code} {card.short}" for card in cards])
