"""Which councils are local from which month: the definitions' own, and what the trust changed since.

The councils of a month stand for it, so that a change does not rewrite the past; unless the trust asks for the newest
in all months. At the build every place gets the ring that its row's month gives it, and all else reads the rings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from metrics import wording
from metrics.counting import Tables
from metrics.definitions import Framework, Indicator
from metrics.geography import councils
from metrics.home import Home
from metrics.ledger import Ledger, now
from metrics.lenses import DEFAULT_LENS, RINGS

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


def write(con: duckdb.DuckDBPyConnection, home: Home, framework: Framework, ledger: Ledger) -> None:
    """The table `catchments`, one row for each council of each definition in force, and the rings of all places anew
    in the tables where they are not those that the loads found."""
    found = in_force(framework, ledger)
    con.execute("create table catchments (first_month date, council varchar, why varchar)")
    rows = [(one.first_month, council, one.why) for one in found for council in one.councils]
    con.executemany("insert into catchments values (?, ?, ?)", rows)
    ringed = councils(home).values()
    con.register("rings", pa.table({"code": [one.code for one in ringed], "ring": [one.ring for one in ringed]}))
    for table, (places, dated) in _with_places(con).items():
        rings = {place: _ring(place, found, dated) for place in places}
        told = " or ".join(f'"{place}".ring is distinct from {ring}' for place, ring in rings.items())
        if con.execute(f'select 1 from "{table}" where {told} limit 1').fetchone():
            again = ", ".join(f'struct_update("{place}", ring := {ring}) as "{place}"' for place, ring in rings.items())
            con.execute(f'create or replace table "{table}" as select * replace ({again}) from "{table}"')
    con.unregister("rings")


def _with_places(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[list[str], bool]]:
    """The tables that hold places: the columns of them, and whether each row has its month."""
    columns: dict[str, dict[str, str]] = {}
    for table, name, kind in con.execute(
        "select table_name, column_name, data_type from duckdb_columns() where database_name = current_database() "
        "and not internal and table_name in (select table_name from duckdb_tables()) order by all"
    ).fetchall():
        columns.setdefault(table, {})[name] = kind
    found = {
        table: ([name for name, kind in kinds.items() if kind.startswith("STRUCT") and '"ring"' in _quoted_ring(kind)],
                "month" in kinds)
        for table, kinds in columns.items()
    }  # fmt: skip
    return {table: told for table, told in found.items() if told[0]}


def _quoted_ring(kind: str) -> str:
    """A struct's type with its field `ring` in quotation marks, as some versions of DuckDB write it and some do not."""
    return kind.replace("(ring ", '("ring" ').replace(", ring ", ', "ring" ')


def _ring(place: str, found: Sequence[Catchment], dated: bool) -> str:
    """A place's ring by the councils of its row's month; who is no longer in the catchment is in the next ring."""
    council = f'"{place}".council'
    since = [f"month >= date '{one.first_month}'" for one in found] if dated else ["true"] * len(found)
    inside = " ".join(
        f"when {when} then {council} in ({', '.join(repr(code) for code in one.councils)})"
        for when, one in reversed(list(zip(since, found, strict=True)))
    )
    return (
        f"case when {council} is null then null when case {inside} end then 'catchment' else coalesce((select case "
        f"ring when 'catchment' then '{RINGS[1]}' else ring end from rings where code = {council}), 'elsewhere') end"
    )


def changes(warehouse: Any, indicator: Indicator, lens: str) -> tuple[Change, ...]:
    """The months from which a local figure goes by other councils, oldest first; none where the lens asks for none."""
    if warehouse is None or not indicator.local or lens not in DEPENDENT:
        return ()
    con = warehouse.cursor()
    try:
        return tuple(one for one in _as_built(Tables(con)) if one.month > ALWAYS)
    finally:
        con.close()


def in_words(tables: Tables, lens: str, months: Sequence[date]) -> str:
    """What the catchment was in these months: "Fylde to February 2026, Lancaster from March 2026 on". "" where it was
    never changed, and where the lens asks for none."""
    found = _as_built(tables)
    if lens not in DEPENDENT or not months or not any(one.why for one in found):
        return ""
    if len(found) == 1:
        return f"{wording.listed(found[0].names)}, as defined today, in all months"
    ends = [*(one.month for one in found[1:]), date.max]
    force = [(one, end) for one, end in zip(found, ends, strict=True) if one.month <= max(months) and end > min(months)]
    return ", ".join(
        f"{wording.listed(one.names)} "
        f"{f'from {wording.month(one.month)} on' if one.month > ALWAYS else f'to {wording.month(_month_before(end))}'}"
        for one, end in force
    )


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _as_built(tables: Tables) -> list[Change]:
    """The definitions that the warehouse goes by, oldest first; the first counts from ALWAYS."""
    if not tables.columns("catchments"):
        return []
    rows = tables.con.execute(_DEFINITIONS.format(prefix=tables.prefix)).fetchall()
    return [Change(month, tuple(names), why) for month, names, why in rows]


_DEFINITIONS = """
select first_month, list(coalesce(name, council) order by name), any_value(why)
from {prefix}.catchments
left join {prefix}.councils on councils.code = catchments.council
group by first_month
order by first_month
"""


def names(catchment: Catchment, councils: Mapping[str, Any]) -> list[str]:
    """The names of a definition's councils, in their order."""
    return sorted(councils[code].name if code in councils else code for code in catchment.councils)
