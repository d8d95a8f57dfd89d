"""Which reference tables a figure rests on (factors, pay rates, rules), and which year of each was in force."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from metrics import flat_file, spend_flags, warehouse, wording
from metrics.counting import Tables
from metrics.definitions import Indicator
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.periods import financial_year

# columns of payments that the flag table has a say in
FLAGGED = {"influenceable", "decided_by", "sme", "vcfse", "vcfse_known_by"}
_COMMENT = re.compile(r"--[^\n]*")
_TEXT = re.compile(r"'[^']*'")


@dataclass(frozen=True)
class Reference:
    """A reference table: its file, whether it is the trust's own, what was in force in the months, and its source.

    `editions` are years or days as text; "" among them: no figure was in force yet.
    """

    table: str
    file: str
    own: bool
    sha256: str
    editions: tuple[str, ...]
    source: str


def tables_behind(home: Home, indicator: Indicator) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the sources' tables, then of the reference tables, that the indicator's figures are made from.

    A table that another is made with (payments look suppliers up) counts too.
    """
    known = {path.stem: path for path in warehouse.TABLES.glob("*.sql")}
    reference = {path.stem for path in warehouse.reference_files(home)}
    words = _words(indicator.sql)
    sources = [*indicator.source, *sorted(words & set(known) - set(indicator.source))]
    for source in sources:  # grows as tables are found
        own = _words(known[source].read_text(encoding="utf-8")) if source in known else set()
        sources += [name for name in sorted(own & set(known)) if name not in sources]
        words |= own
    words |= {warehouse.RULES[word][0] for word in words & set(warehouse.RULES)}
    words |= {"councils"} if "council" in words else set()
    return tuple(sources), tuple(sorted(words & reference))


def _words(sql: str) -> set[str]:
    """The names in a statement; not those of its remarks and texts, nor what it makes or reads from the loads."""
    bare = _TEXT.sub("''", _COMMENT.sub("", sql))
    bare = re.sub(r"create (table|view) \w+|loaded\.\w+", "", bare)
    return set(re.findall(r"[a-z_]\w*", bare))


def references(home: Home, tables: Tables, names: Iterable[str], months: Iterable[date]) -> tuple[Reference, ...]:
    """The reference tables of those names, with what of them was in force in the months."""
    files = {path.stem: path for path in warehouse.reference_files(home)}
    found = []
    for name in names:
        editions = _editions(tables, name, tuple(months))
        found.append(_reference(name, files[name], editions))
        if name == "emission_factors":  # years that the trust added stand in files of their own
            found += [_reference(name, path, editions) for path in flat_file.added(home.reference)]
    return tuple(found)


def asks_flags(indicator: Indicator) -> bool:
    """Whether the flag table has a say in what the indicator counts."""
    return bool(_words(indicator.sql) & FLAGGED)


def flags_behind(ledger: Ledger, tables: Tables, indicator: Indicator) -> tuple[Reference, ...]:
    """The edition of the flag table that the warehouse was built with, where the indicator asks what it decides."""
    if not asks_flags(indicator) or "edition" not in tables.columns("spend_flags"):
        return ()
    (edition,) = tables.con.execute(f"select max(edition) from {tables.prefix}.spend_flags").fetchone()
    table = next((one for one in ledger.flag_tables() if one.number == edition), None)
    if table is None:
        return ()
    since = wording.day(date.fromisoformat(table.at[:10]))
    said = f"{wording.plural(len(table.flags), 'row')}, put in force on {since}"
    return (
        Reference(
            table="spend_flags", file="flag table of spend", own=True, sha256=spend_flags.fingerprint(table),
            editions=(f"edition {table.number}",), source=f"{said} by {table.by}: {table.why}",
        ),
    )


def _reference(name: str, path: Path, editions: tuple[str, ...]) -> Reference:
    return Reference(
        table=name, file=path.name, own=path.parent != warehouse.REFERENCE,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(), editions=editions, source=_source(path),
    )


def _editions(tables: Tables, name: str, months: tuple[date, ...]) -> tuple[str, ...]:
    columns = tables.columns(name)
    if "year" in columns:
        wanted = [(financial_year(month), "year") for month in months]
    elif "effective_from" in columns:
        wanted = [(month, "cast(effective_from as date)") for month in months]
    else:
        return ()
    found = []
    for limit, column in wanted:
        sql = f'select max({column}) from {tables.prefix}."{name}" where {column} <= ?'
        found.append(tables.con.execute(sql, [limit]).fetchone()[0])
    return tuple(dict.fromkeys("" if one is None else str(one) for one in found))


def _source(path: Path) -> str:
    """What the file's first lines say of where its figures come from."""
    lines = [line[1:].strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.startswith("#")]
    return next((line.removeprefix("Source:").strip() for line in lines if line.startswith("Source:")), "")
