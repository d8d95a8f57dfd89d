"""How much of the spend each row of the flag table decides, how much the register and the rules, and how much nobody.

Of the twelve months up to the newest that has payments (or the newest up to a month that is asked for). What a rule
leaves out (NHS bodies, tax, pensions, payroll) is no spend that anybody decides about, and stands apart.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.counting import Tables
from metrics.ledger_facts import SpendFlag
from metrics.spend_flags import KINDS, key

BY = {  # in the order in which they are asked
    "flag on the supplier": "Flags on suppliers",
    "flag on the category": "Flags on categories",
    "flag on the route": "Flags on routes",
    "supplier register": "The supplier register",
    "rule": "Rules (national contracts, medicines, utilities, PFI, rates)",
    "nothing": "Nobody: it counts as ours to choose",
}
LEFT_OUT = "left out"
_YEAR = """
with newest as (select max(month) as month from {prefix}.payments where month <= $until),
year as (
    select payments.* from {prefix}.payments as payments, newest
    where payments.month > newest.month - interval 12 month and payments.month <= newest.month
)
"""
EVER = date(9999, 1, 1)


@dataclass(frozen=True)
class Decided:
    """What one of BY decides, or LEFT_OUT: payment lines and pounds; of them those that can be chosen, cannot, and of
    which it is said that nobody knows."""

    by: str
    payments: int
    pounds: Decimal
    can: Decimal
    cannot: Decimal
    unknown: Decimal


@dataclass(frozen=True)
class There:
    """A supplier, category or route that payments have, and who decides about most of its pounds."""

    kind: str
    which: str
    name: str  # of a supplier that is known by its number
    payments: int
    pounds: Decimal
    decided_by: str


def _rows(tables: Tables, sql: str, until: date = EVER) -> list[tuple]:
    return tables.con.execute(_YEAR.format(prefix=tables.prefix) + sql, {"until": until}).fetchall()


def months(tables: Tables, until: date = EVER) -> tuple[date, date] | None:
    """The first and the last of the months that are told of; None where no payment has come in."""
    if not tables.columns("payments"):
        return None
    (span,) = _rows(tables, "select min(month), max(month) from year", until)
    return span if span[0] else None


def decided(tables: Tables, until: date = EVER) -> list[Decided]:
    """Each of BY that decides about any payment, in its order, then what is left out by rule."""
    sql = """
        select
            case when excluded is null then decided_by else 'left out' end as by, count(*), sum(amount),
            coalesce(sum(amount) filter (where excluded is null and influenceable), 0),
            coalesce(sum(amount) filter (where excluded is null and influenceable is false), 0),
            coalesce(sum(amount) filter (where excluded is null and influenceable is null), 0)
        from year group by 1
    """
    found = {row[0]: Decided(*row) for row in _rows(tables, sql, until)}
    return [found[by] for by in (*BY, LEFT_OUT) if by in found]


def by_flag(tables: Tables) -> dict[int, tuple[int, Decimal]]:
    """The payment lines and pounds that each row of the flag table decides about, by its place in the table."""
    sql = "select flag, count(*), sum(amount) from year where flag is not null and excluded is null group by flag"
    return {flag: (count, pounds) for flag, count, pounds in _rows(tables, sql)}


def there(tables: Tables) -> list[There]:
    """All that a row could be about, suppliers first, each kind by its pounds; nothing that a rule leaves out."""
    sql = """,
        named as (
            select 'supplier' as kind, coalesce(nullif(trim(supplier_number), ''), supplier_name) as which,
                any_value(supplier_name) as name, count(*) as payments, sum(amount) as pounds, decided_by
            from year where excluded is null group by which, decided_by
            union all
            select 'category', trim(category), '', count(*), sum(amount), decided_by
            from year where excluded is null group by trim(category), decided_by
            union all
            select 'route', trim(route), '', count(*), sum(amount), decided_by
            from year where excluded is null group by trim(route), decided_by
        )
        select kind, which, any_value(name), sum(payments)::bigint, sum(pounds), arg_max(decided_by, pounds)
        from named where which <> '' group by kind, which
    """
    found = [There(*row) for row in _rows(tables, sql)]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -one.pounds, one.which))


def unmet(flags: Iterable[SpendFlag], found: Iterable[There]) -> list[str]:
    """Of each row that is about nothing in the payments of the year, a sentence, with what may be meant."""
    names: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for one in found:
        for said in filter(None, (one.which, one.name)):
            names[one.kind].setdefault(key(SpendFlag(one.kind, said))[1], said)
    told = []
    for number, flag in enumerate(flags, 1):
        wanted = key(flag)[1]
        if wanted in names[flag.kind]:
            continue
        meant = _meant(wanted, names[flag.kind])
        hint = f" Do you mean '{meant}'?" if meant else ""
        told.append(f"Row {number}: no payment of the last 12 months has the {flag.kind} '{flag.which}'.{hint}")
    return told


def _meant(wanted: str, there: dict[str, str]) -> str:
    """What is there and very like; a number that lost its leading zeros to Excel is."""
    bare = {known.lstrip("0"): said for known, said in there.items() if wanted.isdigit()}
    close = difflib.get_close_matches(wanted, there, n=1, cutoff=0.8)
    return bare.get(wanted.lstrip("0")) or (there[close[0]] if close else "")
