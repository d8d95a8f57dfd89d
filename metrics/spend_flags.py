"""The table in which procurement says what spend can be chosen: read from a person's rows, and put into the warehouse.

A row is about a supplier (by number or name), a category or a route to market. The most specific row wins, supplier
over category over route; of two that are equally specific the newer. A row wins over the supplier register and over
the rules of `payment_rules.csv`, and never brings back what a rule leaves out (NHS bodies, tax, pensions, payroll).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from metrics import wording
from metrics.ledger import Ledger
from metrics.ledger_facts import FlagTable, SpendFlag

KINDS = ("supplier", "category", "route")  # the most specific first
HEADINGS = ("Kind", "Which", "Influenceable", "SME", "VCFSE", "Note")
ANSWERS = ("yes", "no", "unknown")
ABOUT_SUPPLIERS = ("SME", "VCFSE")
LONGEST = 300  # characters of a name or a note
_YES_NO = {
    "yes": "yes", "y": "yes", "true": "yes", "1": "yes", "no": "no", "n": "no", "false": "no", "0": "no",
    "unknown": "unknown", "not known": "unknown", "don't know": "unknown", "?": "unknown",
}
_KIND = {
    "supplier": "supplier", "supplier number": "supplier", "supplier name": "supplier", "vendor": "supplier",
    "category": "category", "route": "route", "route to market": "route",
}


@dataclass(frozen=True)
class Read:
    """What a person's rows say, or all that is wrong with them, a sentence each; then `flags` is not to be used."""

    flags: tuple[SpendFlag, ...] = ()
    faults: tuple[str, ...] = ()


def read(
    rows: Iterable[Mapping[str, str]], numbers: Iterable[int] | None = None, unanswered: bool = False
) -> Read:
    """The rows of a table under HEADINGS; empty ones are passed over, and with `unanswered` those that only name
    something. `numbers`: by which a person finds each row."""
    flags: list[SpendFlag] = []
    faults: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    rows = list(rows)
    for number, row in zip(numbers or range(1, len(rows) + 1), rows, strict=True):
        cells = {name: " ".join(str(row.get(name) or "").split()) for name in HEADINGS}
        if not any(cells.values()) or (unanswered and not any(list(cells.values())[2:])):
            continue
        flag, wrong = _flag(cells)
        wrong += _twice(flag, number, seen) if flag else []
        faults += [f"Row {number}, {said}" for said in wrong]
        flags += [flag] if flag else []
    return Read(tuple(flags), tuple(faults)) if not faults else Read(faults=tuple(faults))


def _flag(cells: Mapping[str, str]) -> tuple[SpendFlag | None, list[str]]:
    """What one row says, or None and what is wrong: "column Which: ..."."""
    wrong = []
    kind = _KIND.get(cells["Kind"].lower())
    if kind is None:
        said = f"'{cells['Kind']}' is not one of them" if cells["Kind"] else "it is empty"
        wrong.append(f"column Kind: {said}. Say supplier, category or route.")
    if not re.search(r"\w", cells["Which"]):
        wrong.append("column Which: it is empty. Give the supplier's number or name, the category, or the route.")
    for name in ("Which", "Note"):
        if len(cells[name]) > LONGEST:
            wrong.append(f"column {name}: it is longer than {LONGEST} characters. Shorten it.")
    answers = {}
    for name in ("Influenceable", *ABOUT_SUPPLIERS):
        said = cells[name].lower()
        answers[name] = _YES_NO.get(said) if said else None
        if said and answers[name] is None:
            wrong.append(f"column {name}: '{cells[name]}' is not an answer. Say yes, no or unknown, or leave it empty.")
        elif said and name in ABOUT_SUPPLIERS and kind in ("category", "route"):
            wrong.append(f"column {name}: only a supplier can be that. Leave it empty for a {kind}.")
    if not wrong and not any(answers.values()):
        wrong.append("column Influenceable: the row says nothing. Say yes, no or unknown, or take the row out.")
    if wrong:
        return None, wrong
    return SpendFlag(kind, cells["Which"], *answers.values(), cells["Note"]), []


def _twice(flag: SpendFlag, number: int, seen: dict[tuple[str, str], int]) -> list[str]:
    earlier = seen.setdefault(key(flag), number)
    if earlier == number:
        return []
    return [f"column Which: row {earlier} is about the {flag.kind} '{flag.which}' too. Keep one of the two."]


def key(flag: SpendFlag) -> tuple[str, str]:
    """What makes two rows one and the same: their kind, and what they are about however it is written."""
    return flag.kind, supplier_key(flag.which) if flag.kind == "supplier" else " ".join(flag.which.lower().split())


def supplier_key(name: str) -> str:
    """A supplier's name as the warehouse compares it: without the form of the firm, spaces and marks."""
    without = re.sub(r"\b(LIMITED|LTD|PLC|LLP)\b", "", name.upper().replace("&", " AND "))
    return re.sub(r"[^A-Z0-9]", "", without) or name.upper().strip()


def differences(before: Iterable[SpendFlag], after: Iterable[SpendFlag]) -> str:
    """What a new table changes, in words: "2 rows new, 1 changed, 3 gone"; "" for nothing."""
    old, new = ({key(one): one.says for one in flags} for flags in (before, after))
    changed = [one for one in old.keys() & new.keys() if old[one] != new[one]]
    counts = (("new", len(new.keys() - old.keys())), ("changed", len(changed)), ("gone", len(old.keys() - new.keys())))
    return ", ".join(f"{wording.plural(count, 'row')} {word}" for word, count in counts if count)


def write(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """The table `spend_flags` of the edition in force; empty where there is none. Needs the macro `supplier_key`."""
    con.execute(
        "create temp macro flag_words(said) as nullif(lower(trim(regexp_replace(said, '\\s+', ' ', 'g'))), '')"
    )
    con.execute(
        "create table spend_flags (edition integer, position integer, kind varchar, which varchar, "
        "influenceable varchar, sme varchar, vcfse varchar, note varchar, since integer)"
    )
    table = ledger.flag_table()
    if table and table.flags:
        con.executemany(
            "insert into spend_flags values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                [table.number, at, one.kind, one.which, one.influenceable, one.sme, one.vcfse, one.note, one.since]
                for at, one in enumerate(table.flags, 1)
            ],
        )


def fingerprint(table: FlagTable | None) -> str:
    """A hash of an edition's number and what it says; "" for none."""
    if table is None:
        return ""
    said = json.dumps([table.number, *([*one.says, one.since] for one in table.flags)], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
