"""What communities said and what became of it: the asks with a published answer, the groups reached, the last Delphi
round. Read from the warehouse once, after which only what everybody may see is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

import duckdb

from metrics import disclosure
from metrics.disclosure import Cell
from metrics.periods import financial_year, year_label
from metrics.publication import archive
from metrics.warehouse import Warehouse

# What may tell of a person in words that somebody typed: an address of e-mail, a postcode, a number, a title and name.
PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b|\d(?:[\s-]?\d){5}"
    r"|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sister|Nurse)\b\.?\s+[A-Z]"
)
ASKS = """
-- one row for each ask in the log
select
    month, trim(coalesce(ask, '')) as ask, trim(coalesce(reply, '')) as reply, status,
    coalesce(published, false) and trim(coalesce(reply, '')) <> '' and status in ('done', 'refused') as shown
from asks
order by coalesce(closed_date, asked_date) desc, asked_date desc, reference
"""
REACHED = """
-- one row for each group: people met at the events of a financial year, someone met twice counted twice
select "group", sum(people) as people
from engagement
where event_date >= ? and event_date < ? and "group" is not null
group by all
"""
LAST_MONTH = """
-- one row: the last month of the engagement log
select max(month) from engagement
"""
ROUND = """
-- one row for each statement of the last round, those that most agreed with first
with last as (select max(round) as round from delphi)
select
    round, round_date, trim(statement) as statement, respondents, threshold_percent,
    agree_percent >= threshold_percent as agreed
from delphi
where round = (select round from last)
order by agree_percent desc nulls last, statement
"""


@dataclass(frozen=True)
class Ask:
    """One ask with its published answer. `done` False: it was refused, and the answer says why."""

    month: date
    ask: str
    answer: str
    done: bool


@dataclass(frozen=True)
class Group:
    """How many people of a group were met in the year: to the nearest 5, None where 1 to 7 were or more is hidden."""

    title: str
    people: int | None
    reason: str = ""


@dataclass(frozen=True)
class Statement:
    """A proposal of the Delphi survey; `agreed` None where its threshold is not known."""

    text: str
    agreed: bool | None


@dataclass(frozen=True)
class Round:
    """The last round of the Delphi survey. `people`: who answered, to the nearest 5; None where untold."""

    number: int
    day: date
    people: int | None
    threshold: float | None  # as a fraction, where it was one and the same for all
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Community:
    """All that the pages about communities tell."""

    asks: tuple[Ask, ...] = ()  # newest answer first
    waiting: int = 0  # asked, not answered yet
    unpublished: int = 0  # answered, but not in public
    held_back: int = 0  # published by the trust, but with words that may tell of a person
    year: str = ""
    groups: tuple[Group, ...] = ()
    round: Round | None = None


def read(warehouse: Warehouse, groups: Mapping[str, str]) -> Community:
    """What may be told of asks, groups and rounds; `groups` are the titles of the framework's groups by their word."""
    with warehouse.cursor() as con:
        asks, counts = _asks(con)
        year, reached = _reached(con, groups)
        return Community(asks, *counts, year, reached, _round(con))


def settled(told: Community, before: Mapping) -> Community:
    """`told`, with the groups of a year as they were first published (`before`: the current publication's document).

    A small correction would tell of the few people in it, as in standing.py; a group's number changes only where the
    two rounded ones show that it is of eight people or more, and what was hidden stays hidden.
    """
    if before.get("year") != told.year:
        return told
    was = {one["title"]: one for one in before["groups"]}
    return replace(told, groups=tuple(_settled(one, was.get(one.title)) for one in told.groups))


def _settled(one: Group, before: Mapping | None) -> Group:
    if before is None:
        return one
    known = one.people is not None and before["people"] is not None
    far = known and abs(one.people - before["people"]) >= disclosure.LARGEST + disclosure.NEAREST
    return one if far else Group(**before)


def last(home: archive.Store) -> dict:
    """What was last seen of communities, as its document; {} where nothing was."""
    paths = (archive.folder(home, number) / "data" / "community.json" for number in reversed(archive.seen(home)))
    return next((json.loads(path.read_text("utf-8")) for path in paths if path.is_file()), {})


def seems_personal(text: str) -> bool:
    """True where the words may name a person, a home or a number that leads to one."""
    return PERSONAL.search(text) is not None


def document(told: Community) -> dict:
    """The same for machines."""
    made = asdict(told)
    for one in made["asks"]:
        one["month"] = f"{one['month']:%Y-%m}"
    if made["round"]:
        made["round"]["day"] = made["round"]["day"].isoformat()
    return made


def _asks(con: duckdb.DuckDBPyConnection) -> tuple[tuple[Ask, ...], tuple[int, int, int]]:
    """The asks that are shown; how many wait, were answered elsewhere, and are held back."""
    rows = con.execute(ASKS).fetchall()
    published = [Ask(month, ask, reply, status == "done") for month, ask, reply, status, shown in rows if shown]
    clear = tuple(one for one in published if one.ask and not seems_personal(f"{one.ask}\n{one.answer}"))
    waiting = sum(status == "open" for _, _, _, status, _ in rows)
    return clear, (waiting, len(rows) - waiting - len(published), len(published) - len(clear))


def _reached(con: duckdb.DuckDBPyConnection, groups: Mapping[str, str]) -> tuple[str, tuple[Group, ...]]:
    """The last whole financial year and the people met of each group. Years never overlap, so that no two publications
    tell a month by difference."""
    last = con.execute(LAST_MONTH).fetchall()[0][0]
    if last is None or not groups:
        return "", ()
    first = financial_year(last) if last.month == 3 else financial_year(last) - 1
    met = dict(con.execute(REACHED, [date(first, 4, 1), date(first + 1, 4, 1)]).fetchall())
    if not met:
        return "", ()
    cells = [Cell("", None, float(sum(met.values()))), *(Cell("", word, float(met.get(word, 0))) for word in groups)]
    others = sum(people for word, people in met.items() if word not in groups)
    shown = disclosure.disclose([*cells, Cell("", "others", float(others))], "people")[1 : len(groups) + 1]
    return year_label(first), tuple(
        Group(title, one.numerator if one.numerator is None else int(one.numerator), one.reason)
        for title, one in zip(groups.values(), shown, strict=True)
    )


def _round(con: duckdb.DuckDBPyConnection) -> Round | None:
    rows = con.execute(ROUND).fetchall()
    if not rows:
        return None
    number, day = rows[0][:2]
    answered = [people for _, _, _, people, _, _ in rows if people is not None]
    (shown,) = disclosure.disclose([Cell("", None, float(max(answered, default=0)))], "people")
    marks = {mark for _, _, _, _, mark, _ in rows}
    threshold = float(marks.pop()) / 100 if len(marks) == 1 and None not in marks else None
    people = int(shown.numerator) if shown.numerator else None
    return Round(int(number), day, people, threshold, tuple(Statement(row[2], row[5]) for row in rows))
