"""Disclosure control: what of a number may be shown to everybody.

The policy, in words. It is applied once, on true numbers, before anything public is worked out from them.

1. Counts of people from 1 to 7 are hidden. 0 is shown. Others are rounded to the nearest 5, each by itself, a total
   too, so that parts need not add up to it.
2. The people who are *not* counted (denominator minus numerator) are a cell as well: where they are 1 to 7, the
   numerator is hidden. Where the denominator itself is 1 to 7 the whole row is hidden. Where it is 8 to 14, which of
   the two sides is small is not told: "at least 8 of these 10" would leave at most 2 others.
3. Percentages and rates of people come from the rounded counts, percentages whole, and there are none where the true
   denominator is under 20.
4. An average over people is shown from 8 people on, and the sum that it was made from never is.
5. Where a published total or a sibling would narrow a hidden cell, more is hidden, until every hidden cell can still
   be each of 1 to 7, or, where all parts of a period go, at least seven different numbers.
6. Money split by supplier or category is hidden where the two largest payees are over 90 % of the cell (dominance,
   n = 2, k = 90 %) or where the second largest could tell the largest to within 10 % (the p % rule, p = 10 %).
7. Counts of things (tonnes, hours, contracts, square metres) and unsplit money are exempt.
8. A rolling sum over twelve months, published every month, tells a month by difference. It may be published in place
   of the months, each sum rounded by itself, never beside them.
9. A correction is a count of people too: a month that was published stands until it is corrected by 8 people or more,
   and one whose count was hidden stays hidden. This is `publication/standing.py`, for it looks at what was published.
10. A split is of one column, of a whole financial year, never of a ward, an LSOA or a supplier, and small parts of a
   share are told together. It is looked at with the months beside it. Of two indicators that count nearly the same
   things, only one is split by a column. This is `publication/splits.py` and `publication/parts.py`.
11. An indicator that counts some of the people whom another one counts (`within` in its heading) is told only where
   that one is, and where the people between the two are nobody or 8 and more: those counted there and not here, and
   likewise those in all, by every difference of the four numbers. Else its whole row is hidden, for one reason.
12. A figure that rests on people without counting them (hours given, days waited) says in its SELECT on how many, as
   `people`; it is told from 8 on.

A hidden cell is None with the status "hidden" and a sentence that says why. Pure functions: no clock, no store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

SMALLEST, LARGEST = 1, 7  # a count from 1 to 7 might be somebody one knows
NEAREST = 5
LEAST_DENOMINATOR = 20
WIDTH = LARGEST - SMALLEST + 1
TOP, SHARE_OF_TOP, CLOSENESS = 2, Decimal("0.90"), Decimal("0.10")

FEW = "Between 1 and 7 people, so that nobody can be recognised."
FEW_OTHERS = "All but 1 to 7 people, so that nobody among the others can be recognised."
FEW_IN_ALL = "Between 1 and 7 people in all, so that nobody can be recognised."
FEW_EITHER = "Between 1 and 7 people on one side or the other, so that nobody can be recognised."
GIVEN_AWAY = "Hidden because another number could be worked out from it."
TOO_FEW_FOR_PERCENT = "Fewer than 20 people in all, too few for a percentage."
FEW_FOR_AVERAGE = "An average of between 1 and 7 people, so that nobody can be recognised."
BESIDE = "Hidden because a few people could be found with it and another figure that counts them too."
FEW_BEHIND = "It rests on between 1 and 7 people, so that nobody can be recognised."
DOMINATED = "One or two firms make up nearly all of it, so their own business would be told."


@dataclass(frozen=True)
class Cell:
    """One row as it truly is. `part` None is the whole (the total, where there are parts). No denominator: None."""

    period: str
    part: str | None
    numerator: float | None
    denominator: float | None = None
    value: float | None = None  # as the result gives it, for what needs no new division
    payees: tuple[Decimal, ...] = ()  # what each payee got of a cell of money, in any order
    people: float | None = None  # on how many people it rests, where it does not count them itself


@dataclass(frozen=True)
class Shown:
    """One row as everybody may see it. `reason` says why something is not there, "" where all is."""

    period: str
    part: str | None
    numerator: float | None
    denominator: float | None
    value: float | None  # share as a fraction 0 to 1
    status: str  # shown | hidden | missing
    reason: str = ""


def disclose(cells: Iterable[Cell], counts: str, kind: str = "total", decimals: int = 1) -> list[Shown]:
    """What may be shown of `cells`, in the order given within each period; cells of a period stand together.

    counts: people | things | money. kind: share | rate | total | count | average.
    """
    shown: list[Shown] = []
    for _, group in groupby(cells, key=lambda cell: cell.period):
        group = list(group)
        if counts == "people":
            shown += _period_of_people(group, kind, decimals)
        else:
            shown += [_of_things(cell, counts, kind, decimals) for cell in group]
    return shown


def small(number: float | None) -> bool:
    """True for a count that is hidden: more than 0 and less than 8 (a mean headcount need not be whole)."""
    return number is not None and 0 < number < LARGEST + 1


def rounded(number: float | None) -> int | None:
    """To the nearest 5; halves (12.5) go up."""
    return None if number is None else int((number + NEAREST / 2) // NEAREST) * NEAREST


def money_reason(payees: Sequence[Decimal]) -> str:
    """Why this cell of money is hidden, or "" where it may be shown. Credits count by their size."""
    sizes = sorted((abs(amount) for amount in payees), reverse=True)
    total = sum(sizes, Decimal(0))
    if not total:
        return ""
    dominated = sum(sizes[:TOP]) > SHARE_OF_TOP * total
    close = sum(sizes[2:], Decimal(0)) < CLOSENESS * sizes[0]
    return DOMINATED if dominated or close else ""


def _of_things(cell: Cell, counts: str, kind: str, decimals: int) -> Shown:
    """A cell of things or money: exempt, but for money that one or two payees dominate."""
    reason = money_reason(cell.payees) if counts == "money" else ""
    if reason:
        return Shown(cell.period, cell.part, None, None, None, "hidden", reason)
    value = cell.value
    if value is None:
        value = _divided(cell.numerator, cell.denominator, kind, decimals)
    status = "missing" if value is None else "shown"
    return Shown(cell.period, cell.part, cell.numerator, cell.denominator, value, status)


def _divided(numerator: float | None, denominator: float | None, kind: str, decimals: int) -> float | None:
    """numerator / denominator, or the numerator where nothing is divided; None where it cannot be."""
    if numerator is None:
        return None
    if kind in ("total", "count") or (denominator is None and kind != "share"):
        return round(float(numerator), decimals)
    if not denominator:
        return None
    return round(float(numerator) / float(denominator), decimals + 2 if kind == "share" else decimals)


def _period_of_people(group: list[Cell], kind: str, decimals: int) -> list[Shown]:
    """The cells of people of one period: each by itself, then together."""
    shown = [_of_people(cell, kind, decimals) for cell in group]
    parts = [place for place, cell in enumerate(group) if cell.part is not None]
    if not parts or all(one.status != "hidden" for one in shown):
        return shown
    if any(one.reason == FEW_BEHIND for one in shown):  # what the others leave of the whole would be theirs
        return _hide_parts(shown, parts, keep_denominators=False)
    if kind in ("total", "count"):
        return _counts_together(group, shown, parts)
    return _hide_parts(shown, parts, keep_denominators=all(not small(cell.denominator) for cell in group))


def _of_people(cell: Cell, kind: str, decimals: int) -> Shown:
    """One cell of people by itself: rules 1 to 4."""
    if cell.numerator is None:
        return Shown(cell.period, cell.part, None, rounded_or_none(cell.denominator), None, "missing")
    if small(cell.people):
        return Shown(cell.period, cell.part, None, None, None, "hidden", FEW_BEHIND)
    if kind == "average":
        return _average(cell, decimals)
    if small(cell.denominator):
        return Shown(cell.period, cell.part, None, None, None, "hidden", FEW_IN_ALL)
    reason = _few(cell, kind)
    if reason:
        return Shown(cell.period, cell.part, None, rounded(cell.denominator), None, "hidden", reason)
    top, bottom = rounded(cell.numerator), rounded(cell.denominator)
    if kind in ("share", "rate") and cell.denominator is not None and cell.denominator < LEAST_DENOMINATOR:
        return Shown(cell.period, cell.part, top, bottom, None, "hidden", TOO_FEW_FOR_PERCENT)
    value = _divided(top, bottom, kind, 0 if kind == "share" else decimals)
    return Shown(cell.period, cell.part, top, bottom, value, "shown")


def _few(cell: Cell, kind: str) -> str:
    """Why a count is hidden of which the denominator may be told; "" where it may be shown."""
    counted = small(cell.numerator)
    if kind != "share" or cell.denominator is None:
        return FEW if counted else ""
    others = small(cell.denominator - cell.numerator)
    if (counted or others) and cell.denominator <= 2 * LARGEST:
        return FEW_EITHER
    return FEW if counted else FEW_OTHERS if others else ""


def rounded_or_none(number: float | None) -> int | None:
    """`rounded`, and None for a count that is hidden."""
    return None if small(number) else rounded(number)


def _average(cell: Cell, decimals: int) -> Shown:
    """An average over people (the denominator counts them); the sum would tell it to the last digit and stays away."""
    over = cell.denominator if cell.people is None else cell.people
    if over is None or small(over):
        return Shown(cell.period, cell.part, None, None, None, "hidden", FEW_FOR_AVERAGE)
    value = _divided(cell.numerator, cell.denominator, "average", decimals)
    status = "missing" if value is None else "shown"
    return Shown(cell.period, cell.part, None, rounded(over), value, status)


def beside(inner: Shown, own: Cell, around: Cell, told: float | None) -> Shown:
    """Rule 11: `inner`, or hidden where it would tell of the few between it and the cell `around` that counts them all.

    told: what is published of that one's count, None where it is hidden.
    """
    if own.numerator is None or around.numerator is None:
        return inner
    counted, around_counted = own.numerator, around.numerator
    whole = counted if own.denominator is None else own.denominator
    around_whole = around_counted if around.denominator is None else around.denominator
    others, around_others = whole - counted, around_whole - around_counted
    between = (
        around_counted - counted, around_whole - whole, abs(around_counted - whole), abs(around_others - others)
    )
    if inner.numerator is None or told is None or any(map(small, (others, around_others, *between))):
        return Shown(own.period, own.part, None, None, None, "hidden", BESIDE)
    return inner


def _hide_parts(shown: list[Shown], parts: list[int], keep_denominators: bool) -> list[Shown]:
    """Every part hidden for the same reason: none can be told from its siblings, not even which of them is small."""
    made = list(shown)
    for place in parts:
        bottom = made[place].denominator if keep_denominators else None
        made[place] = replace(
            made[place], numerator=None, denominator=bottom, value=None, status="hidden", reason=GIVEN_AWAY
        )
    return made


def _counts_together(group: list[Cell], shown: list[Shown], parts: list[int]) -> list[Shown]:
    """Rule 5 for counts: hide the smallest sibling, then the next, until no hidden cell is narrowed; else all parts."""
    wholes = [one for one in shown if one.part is None]
    made = list(shown)
    siblings = sorted((p for p in parts if made[p].numerator), key=lambda p: (made[p].numerator, p))
    while wholes and _narrowed(wholes[0], [made[p] for p in parts]):
        if not siblings or wholes[0].status == "hidden":
            return _hide_parts(shown, parts, keep_denominators=False)
        place = siblings.pop(0)
        made[place] = replace(made[place], numerator=None, value=None, status="hidden", reason=GIVEN_AWAY)
    return made


def bounds(one: Shown, ceiling: float = float("inf")) -> tuple[float, float]:
    """The numbers that a reader who knows the policy must think possible for a published count, both ends included."""
    if one.reason == FEW:
        return SMALLEST, LARGEST
    if one.numerator is None:
        return 0, ceiling
    if one.numerator == 0:
        return 0, 0
    # 5 is never published: 3 to 7 are hidden, so 10 may be 8 to 12.
    return one.numerator - NEAREST // 2, one.numerator + NEAREST // 2


def spans(parts: Sequence[Shown], highest: float) -> list[tuple[float, float]]:
    """`bounds` of parts side by side. Where small ones say that they are, the others hidden are known to be none, and
    no larger than the smallest that is still shown, for that is how they are chosen."""
    told = any(part.reason == FEW for part in parts)
    shown = [bounds(part)[1] for part in parts if part.numerator]
    most = min([highest, *shown])
    return [
        (LARGEST + 1, most) if told and part.reason == GIVEN_AWAY else bounds(part, ceiling=highest) for part in parts
    ]


def _narrowed(whole: Shown, parts: Sequence[Shown]) -> bool:
    """True where whole = sum of parts leaves a hidden cell less than its due. Exact: one equation, whole numbers."""
    low, high = bounds(whole)
    each = spans(parts, high)
    lowest, highest = sum(a for a, _ in each), sum(b for _, b in each)
    for part, (a, b) in zip(parts, each, strict=True):
        if part.status != "hidden":
            continue
        first, last = max(a, low - (highest - b)), min(b, high - (lowest - a))
        if last - first + 1 < WIDTH:
            return True
    if whole.status != "hidden":
        return False
    return min(high, highest) - max(low, lowest) + 1 < WIDTH
