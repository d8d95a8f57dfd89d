"""A receipt for a figure: what was counted and left out, from which files, by which definition and reference tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from metrics import catchments, definitions, results
from metrics.carrying import PREFIX
from metrics.counting import Counted, Tables, count_by
from metrics.definitions import Framework, Indicator
from metrics.home import Home
from metrics.ledger import Ledger, LoadFact
from metrics.lenses import DEFAULT_LENS
from metrics.periods import financial_year, month_label, year_label
from metrics.references import Reference, flags_behind, references, tables_behind
from metrics.rollup import needs_met
from metrics.trail import Asked, answered_by_return, counted_as, is_part, row_by_row, standing_months, typed_rows

RULES = {
    "flow": "The counts of the months are added up, and divided once.",
    "stock": "The last month that came stands for the period.",
    "flow-over-stock": "What happened in the months is added up, and divided by the mean of what there was.",
    "distinct": "Counted again from the rows of the whole period, so that the same is counted once.",
}


@dataclass(frozen=True)
class FromLoad:
    """One load behind a figure. `rows_of_months` of its `rows` are dated in the months that the figure is made from;
    `counts`: some of its rows count in it; None where that cannot be told."""

    load: str
    source: str
    file: str
    sheets: tuple[str, ...]
    rows: int
    rows_of_months: int
    counts: bool | None
    sha256: str
    by: str
    at: str
    periods: tuple[str, ...]
    accepted: str | None
    directory: str  # the postcode directory by which its places were told; "" where it has none


@dataclass(frozen=True)
class Definition:
    """The definition's file, its version (the beginning of the sha256 of its text) and when it was reviewed."""

    file: str
    own: bool
    version: str
    sha256: str
    reviewed: date
    next_review: date


@dataclass(frozen=True)
class Typed:
    """A figure that somebody said for a month, and where that is written."""

    month: str
    said_by: str
    written_in: str
    load: str
    row: int


@dataclass(frozen=True)
class Receipt:
    """All that a figure rests on but its rows; those are `trail.trail`'s, for the same `Asked`."""

    code: str
    id: str
    title: str
    how: str
    lens: str
    lens_words: str
    rule: str
    months: tuple[str, ...]
    definition: Definition
    loads: tuple[FromLoad, ...]
    typed: tuple[Typed, ...]
    reference: tuple[Reference, ...]


def receipts(
    home: Home, ledger: Ledger, tables: Tables, framework: Framework, asked: Iterable[Asked],
    facts: list[LoadFact] | None = None,
) -> list[Receipt]:
    """A receipt for each figure asked for, all of one indicator, grain, lens and split.

    `facts` are the ledger's current loads, for whoever asks for many indicators and has read them already.
    """
    asked = list(asked)
    if not asked:
        return []
    one = asked[0]
    facts = ledger.current_loads() if facts is None else facts
    sources, names = tables_behind(home, one.indicator)
    met = _met(tables, framework, asked)
    lens = one.lens if one.indicator.local else ""
    flags = flags_behind(ledger, tables, one.indicator)
    return [
        Receipt(
            code=one.indicator.code, id=one.indicator.id, title=one.indicator.title, how=one.indicator.how,
            lens=lens, lens_words=_lens_words(tables, framework, lens, months),
            rule=_rule(figure), months=tuple(month_label(month) for month in months),
            definition=definition(one.indicator),
            loads=_loads(home, facts, sources, figure, months, met, by_hand),
            typed=by_hand,
            reference=(*references(home, tables, names, months), *flags),
        )
        for figure in asked
        for months in (standing_months(tables, framework, figure),)
        for by_hand in (_typed(tables, framework, figure, months),)
    ]


def _lens_words(tables: Tables, framework: Framework, lens: str, months: tuple[date, ...]) -> str:
    """A meaning of local in words; the councils of the figure's own months, where the trust changed them since."""
    said, councils = dict(results.lenses(framework)).get(lens, lens), catchments.in_words(tables, lens, months)
    if not councils:
        return said
    return councils if lens == DEFAULT_LENS else f"{said}: {councils}"


def definition(indicator: Indicator) -> Definition:
    """The file that says what is counted, with its version. One definition's text changes, and so does its version."""
    path = indicator.path
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    own = not path.is_relative_to(definitions.SHIPPED)
    return Definition(
        file="/".join(path.parts[-3:]), own=own, version=digest[:12], sha256=digest,
        reviewed=indicator.reviewed, next_review=indicator.next_review,
    )


def _rule(asked: Asked) -> str:
    rule = RULES[asked.indicator.basis] if asked.grain != "month" or asked.indicator.basis == "distinct" else ""
    partly = "Not all months of the period are in." if asked.point.status == "partial" else ""
    return " ".join(filter(None, (rule or "One month, as its rows say.", partly)))


@dataclass(frozen=True)
class _Met:
    """What the rows of each load count for, month by month, and the tables whose rows can be told apart."""

    tables: tuple[str, ...] = ()
    counted: tuple[tuple[str, Counted], ...] = ()

    def loads(self, asked: Asked, months: Iterable[date]) -> set[str]:
        """The loads that have a part in the figure."""
        wanted = set(counted_as(asked, tuple(months)))
        here = [(load, one) for load, one in self.counted if one.month in wanted and is_part(asked, one)]
        from_return = answered_by_return(asked, [one for _, one in here])
        return {
            load for load, one in here
            if one.yearly == from_return and any((one.numerator, one.denominator, one.unknown, one.left_out))
        }


def _met(tables: Tables, framework: Framework, asked: list[Asked]) -> _Met:
    """A row may count in another month than its own (an answer ninety days after the question), so it is asked of the
    rows and not of the files' periods."""
    one = asked[0]
    written = row_by_row(tables, one.indicator)
    if written is None:
        return _Met()
    if not needs_met(tables, one.indicator):
        return _Met(written.tables)
    windows = [figure.period for figure in asked] if one.indicator.basis == "distinct" else None
    months = {month for figure in asked for month in counted_as(figure, figure.period.months)}
    keys = (f"{PREFIX}load",)
    try:
        rows = count_by(
            tables, one.indicator, written.sql, keys, one.lens, one.split, windows, sorted(months)
        )
    except duckdb.Error:
        return _Met()
    return _Met(written.tables, tuple((load, counted) for (load,), counted in rows))


def _loads(
    home: Home, facts: list[LoadFact], sources: tuple[str, ...], asked: Asked, months: tuple[date, ...], met: _Met,
    by_hand: tuple[Typed, ...],
) -> tuple[FromLoad, ...]:
    """The loads that stand for the months, and those whose rows count in them."""
    labels = {month_label(month) for month in months} | {""}
    counting = met.loads(asked, months) | {one.load for one in by_hand}
    wanted = {*sources, "typed"} if asked.point.typed else {*sources}
    years = {source: _years(facts, source, asked, months, met) for source in wanted}
    found = []
    for fact in facts:
        standing = set(fact.standing) & (labels | years.get(fact.source, set()))
        if fact.source in wanted and (standing or fact.load in counting):
            counts = fact.load in counting if fact.source in (*met.tables, "typed") else None
            found.append(_from_load(home, fact, standing, counts))
    return tuple(found)


def _years(
    facts: list[LoadFact], source: str, asked: Asked, months: tuple[date, ...], met: _Met
) -> set[str]:
    """The years of a yearly return that stand for the months: their own, or the newest before where it is looked up.

    What is counted from a return has no part in a figure of less than a year.
    """
    own = {year_label(financial_year(month)) for month in months}
    there = sorted({year for fact in facts if fact.source == source for year in fact.standing if "/" in year})
    if asked.grain == "year" or not there:
        return own
    if source in met.tables:
        return set()
    return {max((year for year in there if year <= one), default=there[0]) for one in own}


def _from_load(home: Home, fact: LoadFact, standing: set[str], counts: bool | None) -> FromLoad:
    noted = load_notes(home, fact.source, fact.load)
    return FromLoad(
        load=fact.load, source=fact.source, file=fact.file, sheets=tuple(noted.get("sheets", ())), rows=fact.rows,
        rows_of_months=sum(fact.period_rows.get(period, 0) for period in standing), counts=counts, sha256=fact.sha256,
        by=fact.by, at=fact.at, periods=tuple(filter(None, fact.standing)), accepted=fact.accepted,
        directory=str(noted.get("places") or ""),
    )


def load_notes(home: Home, source: str, load: str) -> dict[str, Any]:
    """What was noted beside a load's rows; {} where the note is gone."""
    path = Path(home.loads / source / load / "load.json")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _typed(tables: Tables, framework: Framework, asked: Asked, months: tuple[date, ...]) -> tuple[Typed, ...]:
    """Who said the figures of the months that no file holds."""
    standing = {(load, row): counted for (load, _, row), counted in typed_rows(tables, framework, asked, months)}
    if not standing:
        return ()
    rows = tables.con.execute(
        f"select month, said_by, written_in, load, row from {tables.prefix}.typed where indicator = ? order by month",
        [asked.indicator.id],
    ).fetchall()
    return tuple(Typed(month_label(month), *rest) for month, *rest in rows if tuple(rest[2:]) in standing)
