"""What is known of each source before a file comes: how the last one was laid out, what people taught us about its
headings, and how large its months are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from metrics.definitions import Framework, Source
from metrics.home import Home
from metrics.ledger import Ledger, LoadFact
from metrics.personal import kept_columns
from metrics.spreadsheets.checking import Checked
from metrics.spreadsheets.earlier import Earlier
from metrics.spreadsheets.learned import NOT_HERE, layout
from metrics.spreadsheets.unlike import sums_of

LEARNED = "headings_learned"  # the ledger's setting: {source: {our column: the heading that stands for it}}
BY_LAYOUT = "headings_learned_by_layout"  # the same for each sender: {source: {layout: {our column: heading}}}
MEASURES = ("money", "number", "integer")


def earlier(home: Home, framework: Framework) -> dict[str, Earlier]:
    """Source -> what is known of it, for every source of which a load counts or a heading was taught."""
    if not home.has_loads:
        return {}
    ledger = Ledger(home)
    loads: dict[str, list[LoadFact]] = {}
    for fact in ledger.current_loads():
        loads.setdefault(fact.source, []).append(fact)
    learned, layouts = ledger.setting(LEARNED, {}), ledger.setting(BY_LAYOUT, {})
    known = [source for source in framework.sources if source.id in loads or source.id in learned]
    found = {one.id: _earlier(home, one, loads.get(one.id, [])) for one in known}
    return {
        name: replace(one, learned=learned.get(name, {}), layouts=layouts.get(name, {})) for name, one in found.items()
    }


def after(known: Mapping[str, Earlier], checked: Checked, framework: Framework) -> dict[str, Earlier]:
    """What is known once a checked file is reckoned with as well: for the next of several files brought together."""
    found = dict(known)
    for table in checked.tables:
        before = found.get(table.source, Earlier())
        months = dict(before.months) | dict(sums_of(table.data, framework.source(table.source)))
        seen = {"columns": table.columns, "orders": table.orders, "months": months, "file": checked.file}
        found[table.source] = replace(before, **seen)
    return found


def _earlier(home: Home, source: Source, facts: list[LoadFact]) -> Earlier:
    columns, orders = _layout(home, facts[-1]) if facts else ({}, {})
    months = _months(home, source, facts) if source.cadence == "month" and source.period else {}
    return Earlier(columns, orders, months=months, file=facts[-1].file if facts else "")


def _layout(home: Home, fact: LoadFact) -> tuple[dict[str, tuple[str | None, int]], dict[str, str]]:
    """Where each column of a load stood, and how its dates were written; loads of long ago do not say."""
    try:
        said = json.loads((home.loads / fact.source / fact.load / "load.json").read_text("utf-8"))
    except (OSError, ValueError):  # `verify` tells of a damaged load
        return {}, {}
    indices = said.get("indices", {})
    columns = {name: (heading, indices[name]) for name, heading in said["columns"].items() if name in indices}
    return columns, said.get("orders", {})


def _months(home: Home, source: Source, facts: list[LoadFact]) -> dict[str, dict[str, float]]:
    """Month -> "rows" and the sum of each column that can be summed, over the rows that count."""
    kept = kept_columns(source)
    measures = [column.name for column in source.columns if column.type in MEASURES and column.name in kept]
    found: dict[str, dict[str, float]] = {}
    with duckdb.connect() as con:
        for fact in facts:
            path = home.loads / source.id / fact.load / "rows.parquet"
            if not path.is_file():
                continue
            for period, values in _sums(con, path, measures).items():
                if period in fact.standing:
                    month = found.setdefault(period, {})
                    for name, value in values.items():
                        month[name] = month.get(name, 0.0) + value
    return found


def _sums(con: duckdb.DuckDBPyConnection, path: Path, measures: list[str]) -> dict[str, dict[str, float]]:
    read = "read_parquet(?)"
    there = {row[0] for row in con.execute(f"describe select * from {read}", [str(path)]).fetchall()}
    names = [name for name in measures if name in there]
    sums = "".join(f', sum("{name}")::double' for name in names)
    rows = con.execute(f"select period, count(*){sums} from {read} group by period", [str(path)]).fetchall()
    return {
        period: {"rows": float(count)} | {name: v for name, v in zip(names, values, strict=True) if v is not None}
        for period, count, *values in rows
        if period
    }


def remember(home: Home, checked: Checked, by: str) -> None:
    """Keeps what a person said of the headings of a file that was taken in, for the next of its sender and source."""
    ledger = Ledger(home)
    learned, layouts = ledger.setting(LEARNED, {}), ledger.setting(BY_LAYOUT, {})
    before = json.dumps([learned, layouts], sort_keys=True)
    for table in checked.tables:
        # a column that one file lacks may be in the next
        said = {name: heading for name, heading in table.taught.items() if heading != NOT_HERE}
        if said:
            learned.setdefault(table.source, {}).update(said)
            layouts.setdefault(table.source, {}).setdefault(layout(table.headings), {}).update(said)
    if json.dumps([learned, layouts], sort_keys=True) != before:
        ledger.set_setting(LEARNED, learned, by)
        ledger.set_setting(BY_LAYOUT, layouts, by)
