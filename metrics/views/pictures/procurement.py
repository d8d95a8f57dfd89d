"""Where the money went: what the trust can influence, by place and by category."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from metrics import spend_decided, wording
from metrics.counting import Tables
from metrics.lenses import DEFAULT_LENS
from metrics.spend_decided import BY
from metrics.views.context import Context
from metrics.views.pictures import Bar, Bars, HeatGrid, HeatRow, Picture, Piece, Table, TwoTier
from metrics.views.pictures.places import UNKNOWN, heat_step, of_ring, ring_title, rings
from metrics.views.pictures.reading import rows, span
from metrics.views.spending import DECIDES, decides

SHOWN = 10  # categories; the rest is one row


def pictures(context: Context, month: date) -> tuple[Picture, ...]:
    """The pictures of the procurement page, for twelve months up to `month`."""
    spend = rows(context, "spend_by_ring", month)
    councils = rows(context, "spend_by_council", month)
    categories = _categories(context, rows(context, "spend_by_category", month))
    return _tiers(context, spend, councils), categories, _deciding(context, month)


def _deciding(context: Context, month: date) -> Picture:
    """How much of the spend each who can say whether it can be chosen decides, by pounds and by payments."""
    title = "Who says what we can choose"
    cursor = context.warehouse.cursor()
    try:
        tables = Tables(cursor)
        months = spend_decided.months(tables, month)
        found = spend_decided.decided(tables, month) if months else []
    finally:
        cursor.close()
    counted = [one for one in found if one.by != spend_decided.LEFT_OUT]
    if not counted:
        return Bars(title, empty="No payments that anybody decides about have come in yet.")
    lines = decides(found)
    shares = {line[0]: line[4] for line in lines}
    nobody = next((one for one in counted if one.by == "nothing"), None)
    undecided = sum((one.unknown for one in counted), Decimal(0)) + (nobody.pounds if nobody else 0)
    whole = sum((one.pounds for one in counted), Decimal(0))
    return Bars(
        title=title,
        sentence=f"Of {wording.money(whole)} in {wording.span(*months)}, {_open(undecided, whole)}.",
        caption="A row of the flag table wins over the supplier register, and that over the rules. The table is kept "
        "under Settings.",
        bars=tuple(
            Bar(BY[one.by], max(float(one.pounds), 0.0), f"{wording.money(one.pounds)} ({shares[BY[one.by]]})",
                wording.plural(one.payments, "payment"), hatched=one.by == "nothing")
            for one in counted
        ),
        table=Table(DECIDES, lines),
    )  # fmt: skip


def _open(undecided: Decimal, whole: Decimal) -> str:
    if not undecided:
        return "it has been decided of every pound whether we can choose"
    share = wording.share(float(undecided), float(whole))
    return f"nobody has decided whether we can choose {wording.money(undecided)} ({share})"


def _tiers(context: Context, found: list[dict[str, Any]], councils: list[dict[str, Any]]) -> Picture:
    title = "Where the money went"
    if not found:
        return TwoTier(title, empty="No payments have come in yet.")
    counted = [row for row in found if row["excluded"] is None]
    ours = [row for row in counted if row["influenceable"]]
    open_ = _sum([row for row in counted if row["influenceable"] is None])  # of which procurement says: not known
    whole, free = _sum(counted), _sum(ours)
    left_out, fixed = _sum(found) - whole, whole - free - open_
    by_ring = of_ring(context, ours, "amount")
    local = by_ring.get("catchment", Decimal(0))
    place = context.framework.trust.get("place", "the catchment")
    return TwoTier(
        title=title,
        sentence=f"Of {wording.money(free)} that we can choose how to spend, {wording.money(local)} "
        f"({wording.share(float(local), float(free))}) went to suppliers in {place} in {span(found)}.",
        caption="The stronger the blue, the closer to home. The hatched part is set by national contracts, "
        f"energy and rates. Left out by rule: {wording.money(left_out)} (NHS bodies, tax, pensions, pay).",
        top=(
            Piece("we can influence", float(free), wording.money(free), wording.share(float(free), float(whole))),
            Piece("we cannot", float(fixed), wording.money(fixed), wording.share(float(fixed), float(whole)), step=-1),
            *_not_known(open_, whole),
        ),
        places=_places(context, by_ring, free, councils),
        table=_table(context, by_ring, fixed, open_, left_out, _sum(found)),
    )


def _sum(found: list[dict[str, Any]]) -> Decimal:
    return sum((row["amount"] for row in found), Decimal(0))


def _places(
    context: Context, by_ring: dict[str, Decimal], free: Decimal, councils: list[dict[str, Any]]
) -> tuple[Piece, ...]:
    made = []
    for step, ring in enumerate((*rings(context), UNKNOWN)):
        amount = by_ring.get(ring, Decimal(0))
        if not amount:
            continue
        told = [f"{row['council']} {wording.money(row['amount'])}" for row in councils] if ring == DEFAULT_LENS else []
        note = ", ".join(told)
        step = -1 if ring == UNKNOWN else step
        share = wording.share(float(amount), float(free))
        made.append(Piece(ring_title(context, ring), float(amount), wording.money(amount), share, note, step))
    return tuple(made)


def _not_known(amount: Decimal, whole: Decimal) -> tuple[Piece, ...]:
    if not amount:
        return ()
    share = wording.share(float(amount), float(whole))
    return (Piece("of which nobody knows", float(amount), wording.money(amount), share, step=-1),)


def _table(
    context: Context, by_ring: dict[str, Decimal], fixed: Decimal, open_: Decimal, left_out: Decimal, total: Decimal
) -> Table:
    """To the penny: the parts make the sum of the files."""
    lines = [(ring_title(context, ring), by_ring.get(ring, Decimal(0))) for ring in (*rings(context), UNKNOWN)]
    not_known = [("Not known whether we can", open_)] if open_ else []
    lines += [("We cannot influence", fixed), *not_known, ("Left out by rule", left_out), ("All payments", total)]
    return Table(("Part", "Pounds"), tuple((label, f"£{amount:,.2f}") for label, amount in lines))


def _categories(context: Context, found: list[dict[str, Any]]) -> Picture:
    title = "What we buy, and from where"
    if not found:
        return HeatGrid(title, empty="No payments that we can influence have come in yet.")
    columns = (*rings(context), UNKNOWN)
    held: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        held.setdefault(row["category"], []).append(row)
    largest = sorted(held, key=lambda name: -_sum(held[name]))
    rest = [row for name in largest[SHOWN:] for row in held[name]]
    shown = [(name, of_ring(context, held[name], "amount")) for name in largest[:SHOWN]]
    shown.sort(key=lambda pair: -_local(pair[1]))
    if rest:
        shown.append((f"{len(largest) - SHOWN} other categories", of_ring(context, rest, "amount")))
    made = []
    for name, by_ring in shown:
        whole = float(sum(by_ring.values()))
        amounts = [float(by_ring.get(ring, 0)) for ring in columns]
        local = wording.share(float(by_ring.get("catchment", 0)), _known(by_ring)) or "0%"
        cells = tuple((f"{amount / 1000:,.0f}", heat_step(amount, whole)) for amount in amounts)
        made.append(HeatRow(name, local, cells))
    return HeatGrid(
        title=title,
        sentence=f"Spend we can influence in {span(found)}, thousands of pounds. Shading shows each place’s share of "
        "its row; the local share leaves out what is not known.",
        row_heading="Category",
        lead_heading="Local share",
        columns=tuple(ring_title(context, ring) for ring in columns),
        rows=tuple(made),
    )


def _local(by_ring: dict[str, Any]) -> float:
    known = _known(by_ring)
    return float(by_ring.get("catchment", 0)) / known if known else 0.0


def _known(by_ring: dict[str, Any]) -> float:
    return float(sum(amount for ring, amount in by_ring.items() if ring != UNKNOWN))
