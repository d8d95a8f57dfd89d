"""What a file says anew about months that are in already: rows added, gone and changed, and examples of the changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from metrics.definitions import Source
from metrics.loaded_rows import column, text
from metrics.personal import FACTS, hashed_name, kept_columns

MEASURES = ("money", "number", "percent", "integer")
EXAMPLES = 3


@dataclass(frozen=True)
class Restatement:
    """`source` over `periods`, which `files` said before: rows before and after, and which rows differ.

    A row is known again by what identifies it in its source, its amounts left aside. `examples` are (row in words,
    before, after) for changed amounts; nothing in them is personal.
    """

    source: str
    files: tuple[str, ...]
    periods: tuple[str, ...]
    before: int
    after: int
    added: int
    gone: int
    changed: int
    same: int
    examples: tuple[tuple[str, str, str], ...] = ()


def restated(
    source: Source, files: Sequence[str], periods: Sequence[str], old: Sequence[Path], new: Path
) -> Restatement:
    """Compares the rows of `old` loads and of a `new` one (Parquet files of the same source) over some periods."""
    with duckdb.connect() as con:
        for name, paths in (("old", list(old)), ("new", [new])):
            read = f"read_parquet([{', '.join(text(path) for path in paths)}], union_by_name = true)"
            there = {row[0] for row in con.execute(f"describe select * from {read}").fetchall()}
            con.execute(f"create table {name} as {_rows(source, read, there)}", [list(periods)])
        counts = con.execute(_COUNTS).fetchone()
        examples = con.execute(_EXAMPLES, [EXAMPLES]).fetchall()
    said = tuple((words, _amount(before), _amount(after)) for words, before, after in examples)
    return Restatement(source.id, tuple(files), tuple(periods), *counts, examples=said)


def _amount(value: float | Decimal | None) -> str:
    return "nothing" if value is None else f"{value:,}"


def _rows(source: Source, read: str, there: set[str]) -> str:
    """One row for each thing that the source's rows are about: how often, what it says in all, its first amount."""
    kept = {name: kind for name, kind in kept_columns(source).items() if name not in FACTS}
    columns = {hashed_name(one): one for one in source.columns if hashed_name(one) in kept}
    keys = [name for name, one in columns.items() if one.name in source.identity and one.type not in MEASURES]
    # what is the same for all but people, or a hash, is no words for anybody
    words = [f'"{name}"::varchar' for name in keys if columns[name].personal == "no"]
    amount = next((f'"{name}"' for name, one in columns.items() if one.type in ("money", "number")), "null::double")
    chosen = ", ".join(f'{column(name, kind, there)} as "{name}"' for name, kind in kept.items())
    return f"""
        with present as (
            select {chosen}
            from {read} as rows
            where list_contains(?, coalesce(period, ''))
        )
        select
            {_row(keys)} as key, any_value(concat_ws(', ', {", ".join(words) or "''"})) as words,
            count(*) as n, sum(hash({_row(kept)})::hugeint) as says, sum({amount}) as amount
        from present
        group by 1
    """


def _row(names: Iterable[str]) -> str:
    """The columns as one text, in which nothing is not the same as empty."""
    return "to_json([" + ", ".join(f"coalesce(\"{name}\"::varchar, chr(0))" for name in names) + "])::varchar"


_COUNTS = """
    -- one row: how many rows before and after, added, gone, changed, and the same
    with paired as (
        select coalesce(old.n, 0) as before, coalesce(new.n, 0) as after, old.says is distinct from new.says as differs
        from old full join new using (key)
    )
    select
        sum(before)::int, sum(after)::int, sum(greatest(after - before, 0))::int, sum(greatest(before - after, 0))::int,
        coalesce(sum(before) filter (where differs and before = after), 0)::int,
        coalesce(sum(least(before, after)) filter (where not differs or before <> after), 0)::int
    from paired
"""
_EXAMPLES = """
    -- one row for each changed amount, the largest change first
    select new.words, old.amount, new.amount
    from old join new using (key)
    where old.n = new.n and old.amount is distinct from new.amount and new.words <> ''
    order by abs(coalesce(new.amount, 0) - coalesce(old.amount, 0)) desc, new.words
    limit ?
"""
