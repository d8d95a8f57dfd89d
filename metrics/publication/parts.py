"""Which parts of a financial year may be shown of people and of money: pure functions over true cells.

People: small parts are told together, from the smallest up, until nothing in the table is small; then the table and
the months beside it are looked at together. Money: a part that one or two payees dominate is hidden, and so is the
next smallest until what is hidden cannot be worked out either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics import disclosure
from metrics.disclosure import (
    DOMINATED,
    FEW,
    FEW_EITHER,
    FEW_IN_ALL,
    FEW_OTHERS,
    GIVEN_AWAY,
    LARGEST,
    LEAST_DENOMINATOR,
    SMALLEST,
    Cell,
    Shown,
    money_reason,
    small,
)

TOGETHER = "Others together"
AROUND = disclosure.NEAREST // 2
SMALL_SIDES = {FEW: (0,), FEW_OTHERS: (1,), FEW_EITHER: (0, 1), FEW_IN_ALL: (0, 1)}


@dataclass(frozen=True)
class Paid:
    """What each payee got of a part: of the numerator and of the denominator."""

    numerator: tuple[Decimal, ...]
    denominator: tuple[Decimal, ...]


def of_people(cells: Sequence[Cell], kind: str, decimals: int) -> list[Shown]:
    """The whole and its parts, the small ones of a share told together. `cells[0]` is the whole."""
    whole, *parts = cells
    told = [whole, *(together(parts) if kind == "share" else parts)]
    return disclosure.disclose(told, "people", kind, decimals)


def together(parts: Sequence[Cell]) -> list[Cell]:
    """The parts of a share, those of small counts made one, and further ones with them until nothing can be told."""
    order = sorted(parts, key=lambda cell: (not _has_small(cell), cell.denominator or 0, cell.part))
    few = sum(map(_has_small, parts))
    if not few:
        return list(parts)
    for many in range(max(few, 2), len(order)):
        pooled = _pool(order[:many])
        if not _has_small(pooled) and not _pool_tells(order[:many], pooled, order[many]):
            kept = {cell.part for cell in order[many:]}
            return [*(cell for cell in parts if cell.part in kept), pooled]
    return [_pool(order)]


def _has_small(cell: Cell) -> bool:
    return (cell.denominator or 0) < LEAST_DENOMINATOR or any(map(small, _sides(cell)))


def _pool(cells: Sequence[Cell]) -> Cell:
    top = sum(cell.numerator or 0 for cell in cells)
    bottom = sum(cell.denominator or 0 for cell in cells)
    return Cell(cells[0].period, TOGETHER, top, bottom)


def _pool_tells(cells: Sequence[Cell], pooled: Cell, shown: Cell) -> bool:
    """Whether somebody who knows that none in the pool is larger than the smallest that is shown learns that a small
    one is not the least."""
    room = (len(cells) - 1) * (disclosure.rounded(shown.denominator) + AROUND)
    small_ones = [any(map(small, each)) for each in zip(*map(_sides, cells), strict=True)]
    return any(
        few and side - AROUND - room > SMALLEST for few, side in zip(small_ones, _sides(pooled), strict=True)
    )


def _sides(cell: Cell) -> tuple[float, float, float]:
    """Those counted, the others, and all."""
    top, bottom = cell.numerator or 0, cell.denominator or 0
    return top, bottom - top, bottom


def tells_a_month(year: Sequence[Shown], months: Sequence[Shown]) -> bool:
    """Whether a year's whole or parts, published beside its months, narrow a hidden month to less than 1 to 7."""
    for side in (0, 1):
        low, high = _span(year[0], side)
        if len(year) > 1:
            parts = [_span(part, side) for part in year[1:]]
            low, high = max(low, sum(a for a, _ in parts)), min(high, sum(b for _, b in parts))
        spans = [_span(month, side) for month in months]
        least, most = sum(a for a, _ in spans), sum(b for _, b in spans)
        for month, (a, b) in zip(months, spans, strict=True):
            narrowed = low - (most - b) > SMALLEST or high - (least - a) < LARGEST
            if narrowed and side in SMALL_SIDES.get(month.reason, ()):
                return True
    return False


def _span(one: Shown, side: int) -> tuple[float, float]:
    """What a reader must think possible of those counted (0) or of the others (1)."""
    if side in SMALL_SIDES.get(one.reason, ()):
        least = 0 if one.reason in (FEW_EITHER, FEW_IN_ALL) else SMALLEST
        return least, 2 * LARGEST if one.reason == FEW_EITHER else LARGEST
    counted = _around(one.numerator)
    if side == 0:
        return counted
    whole = _around(one.denominator)
    return max(0, whole[0] - counted[1]), max(0, whole[1] - counted[0])


def _around(number: float | None) -> tuple[float, float]:
    if number is None:
        return 0, float("inf")
    return (0, 0) if not number else (number - AROUND, number + AROUND)


def of_money(cells: Sequence[Cell], paid: dict[str | None, Paid], kind: str, decimals: int) -> list[Shown]:
    """The whole, which is told anyway, and its parts after dominance. `cells[0]` is the whole."""
    shown = disclosure.disclose(cells, "money", kind, decimals)
    hidden = {cell.part: DOMINATED for cell in cells[1:] if _dominated(paid, [cell.part])}
    order = sorted((c for c in cells[1:] if c.part not in hidden and (c.numerator or c.denominator)), key=_size)
    while hidden and _dominated(paid, list(hidden), alone=len(hidden) == 1):
        if not order:
            hidden = {cell.part: GIVEN_AWAY for cell in cells[1:]} | hidden
            break
        hidden[order.pop(0).part] = GIVEN_AWAY
    return [
        one if one.part not in hidden or one.part is None
        else replace(one, numerator=None, denominator=None, value=None, status="hidden", reason=hidden[one.part])
        for one in shown
    ]  # fmt: skip


def _size(cell: Cell) -> tuple[float, str]:
    return abs(float(cell.denominator if cell.denominator is not None else cell.numerator or 0)), cell.part or ""


def _dominated(paid: dict[str | None, Paid], names: Sequence[str | None], alone: bool = False) -> bool:
    """Whether what these parts come to would tell one payee's business; one hidden part alone is always worked out."""
    tops = [amount for name in names for amount in paid[name].numerator]
    bottoms = [amount for name in names for amount in paid[name].denominator]
    return alone or bool(money_reason(tops) or money_reason(bottoms))
