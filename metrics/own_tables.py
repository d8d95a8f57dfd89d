"""Two tables about the dashboard itself: how complete its figures are, and whether the public page came in time.

Both are told by what the store holds and by nothing else, the day of the build included: a rebuild gives the same. What
"now" is, the store says itself: the day of its newest load or step of a publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import duckdb

from metrics.definitions import Framework
from metrics.ledger import Ledger
from metrics.periods import month_of, ordinal

WORKING_DAYS = 10  # after a month's end, by which the public page has to be there
LENGTHS = {"month": 1, "quarter": 3, "year": 12}


def write(con: duckdb.DuckDBPyConnection, framework: Framework, ledger: Ledger) -> None:
    """Makes `completeness` from the results that are there, and `publications` from the ledger."""
    _lengths(con, framework)
    con.execute(_COMPLETENESS)
    con.execute("create table publications (month date, due date, in_time boolean)")
    if rows := punctuality(ledger):
        con.executemany("insert into publications values (?, ?, ?)", rows)


def punctuality(ledger: Ledger) -> list[tuple[date, date, bool]]:
    """(month, the day by which the page was due, whether it came in time) of each month since the first publication."""
    facts = [one.facts for one in ledger.publications() if one.facts.get("approved_at")]
    stood = [(_day(one.get("release_at") or one["approved_at"]), _day(one.get("withdrawn_at"))) for one in facts]
    happened = [one[key] for one in facts for key in ("approved_at", "withdrawn_at") if one.get(key)]
    now = max((_day(at) for at in [*happened, *(load.at for load in ledger.current_loads())]), default=date.min)
    return due_months([(out, back) for out, back in stood if out <= now], now)


def due_months(stood: Iterable[tuple[date, date | None]], now: date) -> list[tuple[date, date, bool]]:
    """The same, from the days on which each publication came out and was taken back (None: it was not)."""
    stood = list(stood)
    if not stood:
        return []
    first = min(out for out, _ in stood)
    rows = []
    for number in range(ordinal(first) - 1, ordinal(now)):
        after = month_of(number + 1)
        due = working_day(after, WORKING_DAYS)
        in_time = any(after <= out <= due and (back is None or back > due) for out, back in stood)
        if due >= first and (in_time or now > due):
            rows.append((month_of(number), due, in_time))
    return rows


def working_day(first: date, number: int) -> date:
    """The day that is the `number`th from Monday to Friday, counted from `first` on. Bank holidays are not known."""
    day = first - timedelta(days=1)
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def _day(at: str | None) -> date | None:
    return date.fromisoformat(at[:10]) if at else None


def _lengths(con: duckdb.DuckDBPyConnection, framework: Framework) -> None:
    """How many months a period of each indicator has: a year for what answers by the year, else as its source comes."""
    cadence = {source.id: source.cadence for source in framework.sources}
    con.execute("create temp table lengths (indicator varchar, area varchar, yearly boolean, months integer)")
    rows = [
        (one.id, one.area, one.grain == "year", LENGTHS["year" if one.grain == "year" else cadence[one.source[0]]])
        for one in framework.indicators if not one.is_own
    ]  # fmt: skip
    con.executemany("insert into lengths values (?, ?, ?, ?)", rows)


_COMPLETENESS = """
-- one row for each indicator and month since its first figure; is_current: has one for one of the last two periods over
create table completeness as
with figures as (
    select
        results.indicator, area, months, yearly,
        -- a year's figure is there from the year's last month
        cast(case when yearly then start + interval 11 month else start end as date) as month
    from results
    join lengths on lengths.indicator = results.indicator and grain = case when yearly then 'year' else 'month' end
    where lens = 'catchment' and split is null and value is not null
),
newest as (select coalesce(max(month) filter (where months = 1), max(month)) as month from figures),
since as (
    select indicator, any_value(area) as area, any_value(months) as months, min(month) as month
    from figures
    group by all
),
asked as (
    select
        calendar.month, since.indicator, since.area, since.months,
        -- the last month of the last period that was over; quarters and years both end in March
        cast(calendar.month - to_months(
            cast((year(calendar.month) * 12 + month(calendar.month) - 3) % since.months as integer)
        ) as date) as period_end
    from since
    join calendar on calendar.month between since.month and (select month from newest)
)
select
    asked.month, asked.indicator, asked.area,
    exists (
        select 1 from figures
        where figures.indicator = asked.indicator and figures.month <= asked.month
            and figures.month > asked.period_end - to_months(2 * asked.months)
    ) as is_current
from asked
"""
