"""The flag table on the settings page: what is in force, and how much of the spend each row decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics import flag_files, spend_decided, wording
from metrics.counting import Tables
from metrics.ledger_facts import FlagTable, SpendFlag
from metrics.views.context import Context


@dataclass(frozen=True)
class Spending:
    """`decides` are lines (who decides, payments, pounds, share by number, share by value, what it says), `flags` the
    rows in force with what each decides, `unmet` sentences of rows that are about nothing that was paid."""

    in_force: str
    edition: int  # 0 where there is none
    flags: tuple[SpendFlag, ...]
    rows: tuple[tuple[str, ...], ...]
    span: str = ""
    decides: tuple[tuple[str, ...], ...] = ()
    unmet: tuple[str, ...] = ()
    editions: tuple[tuple[int, str], ...] = ()  # that can be put in force again: their number, and words


HEADINGS = ("Kind", "Which", "Influenceable", "SME", "VCFSE", "Note", "Payments decided", "Pounds decided")
DECIDES = (
    "Who decides", "Payments", "Pounds", "Share of payments", "Share of pounds", "We can choose", "We cannot",
    "Not known",
)


def spending(context: Context) -> Spending:
    """The edition in force with its part in the last twelve months of payments."""
    editions = context.ledger.flag_tables()
    now = editions[-1] if editions else None
    flags = now.flags if now else ()
    told = {"in_force": _in_force(now), "edition": now.number if now else 0, "flags": flags}
    told["editions"] = tuple((one.number, _edition(one)) for one in reversed(editions[:-1]))
    if context.warehouse is None:
        return Spending(**told, rows=_rows(flags, {}))
    cursor = context.warehouse.cursor()
    try:
        tables = Tables(cursor)
        span = spend_decided.months(tables)
        if span is None:
            return Spending(**told, rows=_rows(flags, {}))
        return Spending(
            **told, rows=_rows(flags, spend_decided.by_flag(tables)), span=wording.span(*span),
            decides=decides(spend_decided.decided(tables)),
            unmet=tuple(spend_decided.unmet(flags, spend_decided.there(tables))),
        )
    finally:
        cursor.close()


def list_to_fill(context: Context) -> str:
    """All suppliers, categories and routes that payments have, as a CSV to fill in; without payments the table."""
    now = context.ledger.flag_table()
    flags = now.flags if now else ()
    if context.warehouse is None:
        return flag_files.to_fill(flags, ())
    cursor = context.warehouse.cursor()
    try:
        tables = Tables(cursor)
        there = spend_decided.there(tables) if spend_decided.months(tables) else ()
        return flag_files.to_fill(flags, there)
    finally:
        cursor.close()


def decides(found: list[spend_decided.Decided]) -> tuple[tuple[str, ...], ...]:
    """A line for each who decides, with its share of all that somebody can decide about; then what is left out."""
    counted = [one for one in found if one.by != spend_decided.LEFT_OUT]
    payments, pounds = sum(one.payments for one in counted), sum((one.pounds for one in counted), Decimal(0))
    lines = []
    for one in found:
        name = spend_decided.BY.get(one.by, "Left out by rule (NHS bodies, tax, pensions, pay)")
        shares = (wording.share(one.payments, payments), wording.share(float(one.pounds), float(pounds)))
        parts = tuple(_pounds(part) for part in (one.can, one.cannot, one.unknown))
        more = (*shares, *parts) if one.by != spend_decided.LEFT_OUT else ("",) * 5
        lines.append((name, f"{one.payments:,}", _pounds(one.pounds), *more))
    return tuple(lines)


def _rows(flags: tuple[SpendFlag, ...], part: dict[int, tuple[int, Decimal]]) -> tuple[tuple[str, ...], ...]:
    lines = []
    for at, flag in enumerate(flags, 1):
        payments, pounds = part.get(at, (0, Decimal(0)))
        says = tuple(said or "" for said in flag.says)
        lines.append((*says, *((f"{payments:,}", _pounds(pounds)) if flag.influenceable else ("", ""))))
    return tuple(lines)


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}"


def _in_force(table: FlagTable | None) -> str:
    if table is None:
        return "No table is in force: the supplier register and the rules decide."
    return f"In force: edition {_edition(table)}"


def _edition(table: FlagTable) -> str:
    when = wording.day(date.fromisoformat(table.at[:10]))
    return f"{table.number} of {when} by {table.by}, {wording.plural(len(table.flags), 'row')}: {table.why}"
