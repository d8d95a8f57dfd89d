"""Which councils are local from which month: the definitions' own, and what the trust changed since.

The councils of a month stand for it, so that a change does not rewrite the past; unless the trust asks for the newest
in all months. At the build every place gets the ring that its row's month gives it, and all else reads the rings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from metrics import wording
from metrics.counting import Tables
from metrics.definitions import Framework, Indicator
from metrics.ledger import Ledger, now
from metrics.lenses import DEFAULT_LENS

CHANGES = "catchments"  # the setting: a list of {month, councils, why, by, at}
AS_TODAY = "catchment_as_today"  # the setting: whether the newest councils count for all months
ALWAYS = date(1900, 1, 1)
DEPENDENT = (DEFAULT_LENS, "priority")  # the lenses that ask for the catchment


@dataclass(frozen=True)
class Catchment:
    """The councils that are local from a month on, and who said so and why; the definitions' own have neither."""

    first_month: date
    councils: tuple[str, ...]
    why: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Change:
    """A month from which local means other councils, as a chart tells it."""

    month: date
    names: tuple[str, ...]
    why: str
    short: str = "Local redefined"

    @property
    def words(self) -> str:
        return f"From {wording.month(self.month)} local means {wording.listed(self.names)}: {self.why}"


def catchments(framework: Framework, ledger: Ledger) -> tuple[Catchment, ...]:
    """All definitions in their order; the first is that of the framework."""
    own = Catchment(ALWAYS, tuple(framework.trust["catchment"]))
    said = sorted(ledger.setting(CHANGES, []), key=lambda one: one["month"])
    changed = (
        Catchment(date.fromisoformat(f"{one['month']}-01"), tuple(one["councils"]), one["why"], one["by"], one["at"])
        for one in said
    )
    return (own, *changed)


def in_force(framework: Framework, ledger: Ledger) -> tuple[Catchment, ...]:
    """The definitions as figures go by them: the newest alone, where it counts for all months."""
    found = catchments(framework, ledger)
    if not ledger.setting(AS_TODAY, False):
        return found
    newest = found[-1]
    return (Catchment(ALWAYS, newest.councils, newest.why, newest.by, newest.at),)


def change(ledger: Ledger, month: date, councils: Sequence[str], why: str, by: str) -> None:
    """From this month on these councils are local; an earlier change for the same month is replaced.

    ValueError with a sentence where nothing is local, or nobody says why.
    """
    if not councils:
        raise ValueError("Choose the councils that are local from this month on.")
    if not why.strip():
        raise ValueError("Say why the area changes. It is drawn on the chart of every local figure.")
    others = [one for one in ledger.setting(CHANGES, []) if one["month"] != f"{month:%Y-%m}"]
    new = {"month": f"{month:%Y-%m}", "councils": sorted(councils), "why": why.strip(), "by": by, "at": now()}
    ledger.set_setting(CHANGES, sorted([*others, new], key=lambda one: one["month"]), by)


def take_back(ledger: Ledger, month: date, by: str) -> None:
    """The change of this month is gone; the log keeps it."""
    kept = [one for one in ledger.setting(CHANGES, []) if one["month"] != f"{month:%Y-%m}"]
    ledger.set_setting(CHANGES, kept, by)


def write(con: duckdb.DuckDBPyConnection, framework: Framework, ledger: Ledger) -> None:
    """The table `catchments`, one row for each council of each definition in force, and the rings of all places anew
    where they are not those that the loads found."""
    found = in_force(framework, ledger)
    con.execute("create table catchments (first_month date, council varchar, why varchar)")
    rows = [(one.first_month, council, one.why) for one in found for council in one.councils]
    con.executemany("insert into catchments values (?, ?, ?)", rows)
    told = con.execute("select code from councils where ring = 'catchment'").fetchall()
    if len(found) > 1 or set(found[0].councils) != {code for (code,) in told}:
        _rings(con, found)


def _rings(con: duckdb.DuckDBPyConnection, found: Sequence[Catchment]) -> None:
    """Each place's ring by the councils of its row's month; who is no longer in the catchment is in the next ring."""
    columns: dict[str, dict[str, str]] = {}
    for table, name, kind in con.execute(
        "select table_name, column_name, data_type from duckdb_columns() where database_name = current_database() "
        "and not internal and table_name in (select table_name from duckdb_tables()) order by all"
    ).fetchall():
        columns.setdefault(table, {})[name] = kind
    for table, kinds in columns.items():
        places = [name for name, kind in kinds.items() if kind.startswith("STRUCT") and '"ring"' in _quoted_ring(kind)]
        if places:
            again = ", ".join(_ring_again(name, found, "month" in kinds) for name in places)
            con.execute(f'create or replace table "{table}" as select * replace ({again}) from "{table}"')


def _quoted_ring(kind: str) -> str:
    """A struct's type with its field `ring` in quotation marks, as some versions of DuckDB write it and some do not."""
    return kind.replace("(ring ", '("ring" ').replace(", ring ", ', "ring" ')


def _ring_again(place: str, found: Sequence[Catchment], dated: bool) -> str:
    newest_first = list(reversed(found)) if dated else [found[-1]]
    inside = " ".join(
        f"when {f'''month >= date '{one.first_month}' ''' if dated else 'true '}then {place}.council in "
        f"({', '.join(repr(code) for code in one.councils)})"
        for one in newest_first
    )
    ring = (
        f"case when case {inside} end then 'catchment' "
        f"when {place}.ring = 'catchment' then 'lancashire-south-cumbria' else {place}.ring end"
    )
    return f'struct_update("{place}", ring := {ring}) as "{place}"'


def changes(warehouse: Any, indicator: Indicator, lens: str) -> tuple[Change, ...]:
    """The months from which a local figure goes by other councils, oldest first; none where the lens asks for none."""
    if warehouse is None or not indicator.local or lens not in DEPENDENT:
        return ()
    con = warehouse.cursor()
    try:
        tables = Tables(con)
        if not tables.columns("catchments"):
            return ()
        rows = con.execute(_CHANGES.format(prefix=tables.prefix), [ALWAYS]).fetchall()
    finally:
        con.close()
    return tuple(Change(month, tuple(names), why) for month, names, why in rows)


_CHANGES = """
select first_month, list(coalesce(name, council) order by name), any_value(why)
from {prefix}.catchments
left join {prefix}.councils on councils.code = catchments.council
where first_month > ?
group by first_month
order by first_month
"""


def names(catchment: Catchment, councils: Mapping[str, Any]) -> list[str]:
    """The names of a definition's councils, in their order."""
    return sorted(councils[code].name if code in councils else code for code in catchment.councils)
