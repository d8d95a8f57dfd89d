"""Which of several columns of money is the amount of a payment, and in which unit money is written.

The rule: the amount of a line before that of an invoice, net of VAT before gross. Where that does not decide it is
asked, and a total that stands again on each line of its invoice is never summed without asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.headings import names_of, normal
from metrics.spreadsheets.problems import Problem, answer, cell_name, letters
from metrics.spreadsheets.rows import Rows
from metrics.spreadsheets.tables import Table
from metrics.spreadsheets.values import read_amount

AMOUNT = "amount"
BEGINNING = 20_000  # rows that mostly show already that lines have amounts of their own
LARGEST = 10**9  # no payment is a million times more; such a number is no count of thousands
OWN, REPEATED = "each line's own amount", "the invoice's total on each line"
THOUSANDS = (1_000, "thousands of pounds")
MILLIONS = (1_000_000, "millions of pounds")
UNITS = (
    (re.compile(r"(£|\bGBP)\s*['’]?000s?\b|£\s*ks?\b|\bin (£ ?)?thousands\b", re.I), THOUSANDS),
    (re.compile(r"£\s*m\b|£\s*millions?\b|\bin (£ ?)?millions\b", re.I), MILLIONS),
)
BARE = re.compile(r"(?<![\d,.])(?<!\d\s)['’]?\b000s?\b")  # in a heading "(000s)" needs no pound sign


def settled(table: Table, answers: Mapping[str, str] | None) -> Table:
    """The table with the column of its amount as the rule or a person's answer has it."""
    found = _candidates(table)
    if len(found) < 2:
        return table
    given = answer(answers, "amount_unclear", AMOUNT, table.sheet.name)
    chosen = {_label(table, i, found): i for i in found}.get(given or "", _by_rule(table, found))
    if chosen is None:
        return table
    return replace(table, match=replace(table.match, columns={**table.match.columns, AMOUNT: chosen}))


def in_pounds(rows: Rows, answers: Mapping[str, str] | None) -> Rows:
    """Money in pounds, whatever unit its heading names; an invoice's repeated total once, where a person said so."""
    parsed = dict(rows.parsed)
    for name, (times, _) in _units(rows).items():
        old = parsed[name]
        numbers = [v if v is None or abs(v) > LARGEST else v * times for v in old.notes["exact"].to_pylist()]
        exact = pa.array(numbers, old.notes["exact"].type)
        values = pc.round(exact, 2, "half_towards_infinity").cast(old.values.type)
        parsed[name] = replace(old, values=values, notes={**old.notes, "exact": exact})
    rows = replace(rows, parsed=parsed)
    if answer(answers, "amount_repeated", AMOUNT, rows.table.sheet.name) == REPEATED:
        _once(rows)
    return rows


def amount_problems(rows: Rows, answers: Mapping[str, str] | None) -> Iterator[Problem]:
    """Which amount was chosen, in which unit, and whether a total repeats."""
    table = rows.table
    found = _candidates(table)
    if len(found) > 1:
        yield from _chosen(table, found, answers)
    for name, (_, unit) in _units(rows).items():
        title = table.match.source.column(name).title
        words = f"{title}: the heading or the title says {unit}, so each number was multiplied. Check the total."
        yield _at_heading(table, "amount_in_thousands", "warning", words, name)
    if not answer(answers, "amount_repeated", AMOUNT, table.sheet.name) and (many := _repeating(rows)):
        heading = _heading(table, table.match.columns[AMOUNT]) or "the amount"
        words = (
            f"{many:,} invoices have several rows, and '{heading}' is the same on all rows of each. Is it {OWN}, or "
            f"{REPEATED}, to be counted once?"
        )
        yield _at_heading(table, "amount_repeated", "question", words, AMOUNT, (OWN, REPEATED))


def _at_heading(table: Table, kind: str, severity: str, words: str, name: str, options: tuple = ()) -> Problem:
    header = None if table.header is None else table.header + 1
    cell = cell_name(table.match.columns[name], header) if header else None
    return Problem(kind, severity, words, header, name, cell, table.sheet.name, options)


def _heading(table: Table, index: int) -> str:
    return re.sub(r"\s+", " ", str((table.headings[index] if index < len(table.headings) else "") or "")).strip()


def _candidates(table: Table) -> list[int]:
    """The columns whose headings are names of an amount, where there is one at all."""
    if table.match.source.id != "payments" or AMOUNT not in table.match.columns:
        return []
    names = names_of(table.match.source)
    used = {i for name, i in table.match.columns.items() if name != AMOUNT}
    forms = ((i, names.get(normal(h))) for i, h in enumerate(table.headings) if h and i not in used)
    found = [i for i, known in forms if known and known[1] == AMOUNT and _filled(table, i)]
    return found if len(found) > 1 else []


def _filled(table: Table, index: int) -> bool:
    return (
        pc.any(table.sheet.rows.column(index).slice(table.start, table.end - table.start).is_valid()).as_py() or False
    )


def _label(table: Table, index: int, among: list[int]) -> str:
    """A heading as an option to choose, with its column where another bears the same."""
    heading = _heading(table, index)
    alike = sum(normal(_heading(table, i)) == normal(heading) for i in among)
    return heading if alike == 1 else f"{heading} (column {letters(index)})"


def _sort(heading: str) -> str:
    """What a heading says of an amount: of a line, net, gross, of an invoice, or nothing more."""
    form = normal(heading)
    words = (
        ("line", r"line|distribution"), ("net", r"net|ex(c|cl|cluding)?vat"), ("gross", r"gross|inc(l|luding)?vat"),
        ("invoice", r"invoice|total|document|cheque|sum"),
    )  # fmt: skip
    return next((sort for sort, pattern in words if re.search(pattern, form)), "plain")


def _by_rule(table: Table, found: list[int]) -> int | None:
    """The column that the rule chooses; where all hold the same, the first; None where it must be asked."""
    sorts = {i: _sort(_heading(table, i)) for i in found}
    for wanted in ("line", "net"):
        ours = [i for i in found if sorts[i] == wanted]
        if ours:
            return ours[0] if len(ours) == 1 or _same(table, ours) else None
    plain = [i for i in found if sorts[i] == "plain"]
    if len(plain) == 1 and all(sorts[i] == "gross" for i in found if i not in plain):
        return plain[0]
    return table.match.columns[AMOUNT] if _same(table, found) else _without_vat(table, found)


def _without_vat(table: Table, found: list[int]) -> int | None:
    """Of two columns that differ by the VAT beside them in every row, the smaller: it is the net one."""
    if len(found) != 2 or "vat" not in table.match.columns:
        return None
    one, other, vat = (_numbers(table, i) for i in (*found, table.match.columns["vat"]))
    rows = [row for row in zip(one, other, vat, strict=True) if None not in row]
    for net, gross in ((0, 1), (1, 0)):
        if rows and all(row[net] + row[2] == row[gross] for row in rows) and any(row[2] for row in rows):
            return found[net]
    return None


def _numbers(table: Table, index: int) -> list:
    texts = table.sheet.rows.column(index).slice(table.start, table.end - table.start).to_pylist()
    return [read_amount(text) if text else None for text in texts]


def _same(table: Table, found: list[int]) -> bool:
    first, *others = (table.sheet.rows.column(i).slice(table.start, table.end - table.start) for i in found)
    return all(first.equals(other) for other in others)


def _chosen(table: Table, found: list[int], answers: Mapping[str, str] | None) -> Iterator[Problem]:
    chosen = table.match.columns[AMOUNT]
    labels = {_label(table, i, found): i for i in found}
    said = next(label for label, i in labels.items() if i == chosen)
    others = " and ".join(f"'{label}'" for label, i in labels.items() if i != chosen)
    if answer(answers, "amount_unclear", AMOUNT, table.sheet.name) in labels or _same(table, found):
        return
    if _by_rule(table, found) is None:
        words = f"Several columns may be the amount of a payment: '{said}', {others}. Say which is to be counted."
        yield _at_heading(table, "amount_unclear", "question", words, AMOUNT, tuple(labels))
        return
    words = (
        f"'{said}' was taken as the amount, and {others} left: a line comes before an invoice, net of VAT before "
        "gross. If another is meant, take this heading away."
    )
    yield _at_heading(table, "amount_chosen", "warning", words, AMOUNT)


def _units(rows: Rows) -> dict[str, tuple[int, str]]:
    """The money columns that are not in pounds, by what the heading says, else by what stands above the table."""
    units = {}
    for column in rows.table.match.source.columns:
        if column.type != "money" or column.name not in rows.parsed:
            continue
        heading = _heading(rows.table, rows.table.match.columns[column.name])
        said = _unit(heading) or (THOUSANDS if BARE.search(heading) else None)
        if said is None and "£" not in heading:
            said = _unit(rows.table.titles)
        if said:
            units[column.name] = said
    return units


def _unit(text: str) -> tuple[int, str] | None:
    return next((unit for form, unit in UNITS if form.search(text)), None)


def _keys(rows: Rows) -> list[str]:
    wanted = ("supplier_number", "supplier_name", "invoice_number", "payment_date")
    return [name for name in wanted if name in rows.parsed]


def _repeating(rows: Rows) -> int:
    """How many invoices bear one amount on several different rows, where no invoice bears different ones."""
    keys = _keys(rows)
    if rows.table.match.source.id != "payments" or "invoice_number" not in keys or AMOUNT not in rows.parsed:
        return 0
    if _sort(_heading(rows.table, rows.table.match.columns[AMOUNT])) == "line":
        return 0
    kept = pa.array(rows.keep & rows.parsed["invoice_number"].values.is_valid().to_numpy(zero_copy_only=False))
    columns = {name: pc.filter(parsed.values, kept) for name, parsed in rows.parsed.items()}
    wanted = pa.table(columns).select([*keys, AMOUNT])
    if _differ(wanted.slice(0, BEGINNING), keys) or _differ(wanted, keys) is not False:
        return 0
    different = pa.table(columns).group_by(list(columns)).aggregate([]).group_by(keys).aggregate([(AMOUNT, "count")])
    many = pc.sum(pc.greater(different[f"{AMOUNT}_count"], 1)).as_py() or 0
    totals = _sort(_heading(rows.table, rows.table.match.columns[AMOUNT])) == "invoice"
    return many if totals or many > 2 else 0


def _differ(payments: pa.Table, keys: list[str]) -> bool | None:
    """Whether any invoice has rows with different amounts; None where none has several rows."""
    grouped = payments.group_by(keys).aggregate([(AMOUNT, "min"), (AMOUNT, "max")])
    if grouped.num_rows == payments.num_rows:
        return None
    return bool(pc.any(pc.not_equal(grouped[f"{AMOUNT}_min"], grouped[f"{AMOUNT}_max"])).as_py())


def _once(rows: Rows) -> None:
    """Leave out all rows of an invoice but the first."""
    columns = [rows.parsed[name].values.to_pylist() for name in (*_keys(rows), AMOUNT)]
    number = rows.parsed["invoice_number"].values if "invoice_number" in rows.parsed else None
    seen: set[tuple] = set()
    for i in map(int, np.flatnonzero(rows.keep)):
        key = tuple(column[i] for column in columns)
        if number is not None and number[i].is_valid and key in seen:
            rows.keep[i] = False
            rows.left_out.append((i + 1, "the invoice's total again"))
        seen.add(key)
    rows.left_out.sort()
