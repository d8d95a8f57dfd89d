"""Runs an indicator's SELECT over the warehouse, under one meaning of "local". Nothing is divided here.

The tables that an indicator reads are shadowed by common table expressions of the same names, which add

* `is_local` (true, false, or NULL where the place is unknown), by the lens; for a table that knows where a branch or a
  registered office is, `is_branch_local` and `is_registered_local` as well;
* `council` (its name, 'unknown' where there is none) and `ring` ('catchment', 'lancashire-south-cumbria', 'north-west',
  'elsewhere', 'unknown');
* for the basis `distinct`, the period in place of the month, so that one SELECT recounts every grain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import duckdb

from .definition_faults import DefinitionFaults, Faults
from .definition_selects import first_line
from .definitions import Indicator
from .lenses import UnknownLens, lens_condition, measured_from
from .periods import Period

PLACES = ("home", "place")
OTHER_PLACES = ("branch", "registered")


@dataclass(frozen=True)
class Counted:
    """One row: a part of the split ('' where there is none), a month (or the start of a period), and the counts."""

    part: str | None
    month: date
    numerator: Any
    denominator: Any
    unknown: Any
    left_out: Any
    provisional: bool
    yearly: bool  # from a yearly return: answers only the grain year
    reasons: tuple[Any, ...] = ()  # what is left out, in the order of the indicator's `reasons`
    typed: bool = False  # a figure by hand, where no file says it
    lacks: str | None = None  # what a figure that is not there waits for: "a factor for coal in 2023; ..."
    tier: int | None = None  # how good the weakest part is: 1 reduced, 2 standard, 3 optimal


@dataclass
class Tables:
    """The warehouse as a connection sees it."""

    con: duckdb.DuckDBPyConnection
    wholes: dict[str, list[Counted]] = field(default_factory=dict)  # by SELECT: what no meaning of local moves
    _columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _months: dict[str, list[date]] = field(default_factory=dict)

    @cached_property
    def prefix(self) -> str:
        names = self.con.execute("select current_database(), current_schema()").fetchone()
        return ".".join(f'"{name}"' for name in names)

    def columns(self, table: str) -> tuple[str, ...]:
        """A table's columns; none where there is no such table."""
        if table not in self._columns:
            try:
                described = self.con.execute(f'select * from {self.prefix}."{table}" limit 0').description
            except duckdb.CatalogException:
                described = []
            self._columns[table] = tuple(column[0] for column in described)
        return self._columns[table]

    def place(self, table: str) -> str | None:
        """The name of the table's place struct, None where it has none."""
        return next((name for name in PLACES if name in self.columns(table)), None)

    def months(self, table: str) -> list[date]:
        """The months in which a table has any row, in order."""
        if "month" not in self.columns(table):
            return []
        if table not in self._months:
            sql = f'select distinct month from {self.prefix}."{table}" where month is not null order by month'
            self._months[table] = [month for (month,) in self.con.execute(sql).fetchall()]
        return self._months[table]

    def has_rows(self, table: str) -> bool:
        """Whether the table is there and has any row."""
        if not self.columns(table):
            return False
        return bool(self.con.execute(f'select 1 from {self.prefix}."{table}" limit 1').fetchall())


def count(
    tables: Tables, indicator: Indicator, lens: str, split: str | None,
    windows: Iterable[Period] | None = None,
) -> list[Counted]:
    """The indicator's rows by month and part; by period where `windows` are given (basis distinct)."""
    return count_splits(tables, indicator, lens, (split,), windows)[split]


def count_splits(
    tables: Tables, indicator: Indicator, lens: str, splits: Iterable[str | None],
    windows: Iterable[Period] | None = None,
) -> dict[str | None, list[Counted]]:
    """The same for several splits (None: the whole): what the SELECT gives is put together by each of them, and the
    SELECT runs once for all that read the same rows."""
    found: dict[str | None, list[Counted]] = {}
    windows = None if windows is None else list(windows)
    for shadows, alike in _alike(tables, indicator, lens, splits, windows):
        sql = _statement(indicator, indicator.sql, shadows, alike)
        try:
            rows = tables.con.execute(sql).fetchall()
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            raise DefinitionFaults([_fault(indicator, sql, str(error))]) from error
        found |= {split: [] for split in alike}
        for row in rows:
            found[alike[row[-1]]].append(_counted(row[:-1]))
    return found


def _alike(
    tables: Tables, indicator: Indicator, lens: str, splits: Iterable[str | None], windows: list[Period] | None
) -> list[tuple[str, tuple[str | None, ...]]]:
    """The splits for which the SELECT reads the same rows, with how it reads them."""
    found: dict[str, tuple[str | None, ...]] = {}
    for split in splits:
        shadows = _shadows(tables, indicator, lens, split, windows)
        found[shadows] = (*found.get(shadows, ()), split)
    return list(found.items())


def count_by(
    tables: Tables, indicator: Indicator, sql: str, keys: tuple[str, ...], lens: str,
    split: str | None, windows: Iterable[Period] | None, months: Iterable[date],
) -> list[tuple[tuple[Any, ...], Counted]]:
    """The same by `keys` besides, columns of another wording of the indicator's SELECT: what each of them counts for.

    Of the given months only; with `windows`, a period's first day stands for it.
    """
    wanted = ", ".join(f"date '{month}'" for month in months)
    statement = _statement(indicator, sql, _shadows(tables, indicator, lens, split, windows), (split,), keys)
    rows = tables.con.execute(f"select * from ({statement}) where month in ({wanted})").fetchall()
    after = -1 - len(keys)  # the last column is the split's number
    return [(row[after:-1], _counted(row[:after])) for row in rows]


def count_people(
    tables: Tables, indicator: Indicator, lens: str, split: str | None, windows: Iterable[Period]
) -> dict[tuple[str, date], Any]:
    """On how many people its figure rests, by part and first day of a period, as its SELECT gives them in `people`.

    Counted again for each period, for somebody who comes in two months is one person.
    """
    sql = f"select *, people as resting from ({indicator.sql})"
    shadows = _shadows(tables, indicator, lens, split, list(windows))
    statement = _statement(indicator, sql, shadows, (split,), ("resting",))
    found: dict[tuple[str, date], Any] = {}
    for row in tables.con.execute(statement).fetchall():
        part = "unknown" if row[0] is None else row[0]
        found[part, row[1]] = found.get((part, row[1]), 0) + (row[-2] or 0)
    return found


def _counted(row: tuple[Any, ...]) -> Counted:
    return Counted(*row[:8], row[10:], lacks=row[8], tier=row[9])


def _shadows(
    tables: Tables, indicator: Indicator, lens: str, split: str | None, windows: Iterable[Period] | None
) -> str:
    """The tables as the SELECT reads them."""
    there = [table for table in indicator.source if tables.columns(table)]
    return ", ".join(_shadow(tables, indicator, table, lens, split, windows) for table in there)


def _statement(
    indicator: Indicator, sql: str, shadows: str, splits: tuple[str | None, ...], keys: tuple[str, ...] = ()
) -> str:
    """The SELECT put together by month for each of the splits; the last column is the number of the split."""
    by = "".join(f", {key}" for key in keys)
    sets = [", ".join(["month", "from_year", *([f'"{split}"'] if split else [])]) for split in splits]
    return f"""
        with {shadows},
        counted as ({sql}
        ),
        told as (select *, {_optional(indicator, "yearly", "yearly")} is true as from_year from counted)
        select {_of_split(splits, "cast({} as varchar)", "''")} as part, month,
            {_whole("numerator")}, {_whole("denominator")},
            {_optional(indicator, "unknown", "sum(unknown)")}, {_left_out(indicator)},
            {_optional(indicator, "provisional", "bool_or(provisional)")} is true, from_year,
            {_optional(indicator, "lacks", "string_agg(distinct lacks, '; ' order by lacks)")},
            {_optional(indicator, "tier", "min(tier)")}
            {"".join(f', sum("{name}")' for name in indicator.reasons)}{by}, {_of_split(splits, "{number}", "{number}")}
        from told where month is not null group by grouping sets ({", ".join(f"({one}{by})" for one in sets)})
    """.strip()


def _of_split(splits: tuple[str | None, ...], of_part: str, of_whole: str) -> str:
    """SQL for what each split says in its own rows; the columns of the others are empty there."""
    said = [(of_part if split else of_whole).format(f'"{split}"', number=number) for number, split in enumerate(splits)]
    if len(splits) == 1:
        return said[0]
    cases = [f'when grouping("{split}") = 0 then {words}' for split, words in zip(splits, said, strict=True) if split]
    whole = next((words for split, words in zip(splits, said, strict=True) if not split), "null")
    return f"case {' '.join(cases)} else {whole} end"


def typed(tables: Tables, indicator: Indicator) -> list[Counted]:
    """The figures by hand of an indicator, by month. Nobody says what of them is not known or left out."""
    if not tables.columns("typed"):
        return []
    rows = tables.con.execute(
        f"select month, numerator, denominator from {tables.prefix}.typed where indicator = ? order by month",
        [indicator.id],
    ).fetchall()
    none = tuple(0 for _ in indicator.reasons)
    return [Counted("", month, top, whole, None, None, False, False, none, True) for month, top, whole in rows]


def _fault(indicator: Indicator, sql: str, message: str) -> str:
    """What DuckDB says of the whole statement, with the line of the indicator's own file."""
    faults, before = Faults(), sql[: sql.find(indicator.sql)].count("\n")
    found = re.search(r"LINE (\d+):", message)
    line = int(found.group(1)) - 1 - before if found else 0
    faults.add(
        indicator.path, first_line(indicator) + max(line, 0),
        f"the SELECT cannot be run ({message.splitlines()[0]}): mend it here.",
    )
    return faults.told()[0]


def _whole(column: str) -> str:
    """A sum that is unknown as soon as one of its terms is: half a figure is none."""
    return f"case when count({column}) = count(*) then sum({column}) end"


def _optional(indicator: Indicator, column: str, sql: str) -> str:
    return sql if column in indicator.gives else "null"


def _left_out(indicator: Indicator) -> str:
    """Given as one number, or the sum of its reasons."""
    if "left_out" not in indicator.gives and indicator.reasons:
        return " + ".join(f'sum("{name}")' for name in indicator.reasons)
    return _optional(indicator, "left_out", "sum(left_out)")


def _need_site(tables: Tables, site: str) -> None:
    """A distance from a site whose place we do not know would make every home unknown: UnknownLens instead."""
    query = f"select distinct upper(site_code) from {tables.prefix}.sites where place.east is not null order by all"
    known = [code for (code,) in tables.con.execute(query).fetchall()]
    if site not in known:
        there = f"Sites: {', '.join(known)}." if known else "Bring in the yearly site return (ERIC) first."
        raise UnknownLens(f"There is no site '{site}' with a known postcode to measure from. {there}")


def _shadow(
    tables: Tables, indicator: Indicator, table: str, lens: str, split: str | None,
    windows: Iterable[Period] | None,
) -> str:
    columns, place = tables.columns(table), tables.place(table)
    if place and (site := measured_from(lens)):
        _need_site(tables, site)
    added, joins, replaced = [], "", []
    if place:
        condition = lens_condition(lens, f"t.{place}", f"{tables.prefix}.sites")
        known = {
            "is_local": condition,
            "council": f"coalesce(c.name, t.{place}.council, 'unknown')",
            "ring": f"coalesce(t.{place}.ring, 'unknown')",
        }
        for other in OTHER_PLACES:
            if other in columns:
                known[f"is_{other}_local"] = lens_condition(lens, f"t.{other}", f"{tables.prefix}.sites")
        if windows is not None:
            known = {name: _unless_asked(name, sql, indicator, split) for name, sql in known.items()}
        added = [f"{sql} as {name}" for name, sql in known.items()]
        joins = f" left join {tables.prefix}.councils c on c.code = t.{place}.council"
    if windows is not None:
        joins += f" join {_windows(windows)} on w.month = t.month"
        replaced = ["w.period as month"]
        replaced += [f'null::varchar as "{by}"' for by in indicator.by if by in columns and by != split]
    star = "t.*" + (f" replace ({', '.join(replaced)})" if replaced else "")
    return f'"{table}" as (select {", ".join([star, *added])} from {tables.prefix}."{table}" t{joins})'


def _unless_asked(name: str, sql: str, indicator: Indicator, split: str | None) -> str:
    """What is counted once must not be counted once for each part of a split that nobody asked for."""
    return "null::varchar" if name in indicator.by and name != split else sql


def _windows(windows: Iterable[Period]) -> str:
    """Every month beside each period it belongs to: rolling periods share their months."""
    both = [(period.start, month) for period in windows for month in period.months]
    # two texts, for thousands of dates written one by one take longer to read than the rows to count
    starts, months = (f"'[{', '.join(str(days[place]) for days in both)}]'::date[]" for place in (0, 1))
    return f"(select unnest({starts}) as period, unnest({months}) as month) w"
