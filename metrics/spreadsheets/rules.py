"""What is wrong with the rows of a table, cell by cell and rule by rule, as a list of problems."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics import wording
from metrics.spreadsheets.asked import column_questions
from metrics.spreadsheets.problems import LISTED, Problem, cell_name, count_of_the_rest
from metrics.spreadsheets.rows import Rows
from metrics.spreadsheets.values import ERROR, HIDDEN, NOTHING, UNREADABLE

_UNREADABLE = {
    "money": ("amount_unreadable", "is not an amount. Correct it"),
    "number": ("number_unreadable", "is not a number. Correct it"),
    "integer": ("number_unreadable", "is not a whole number. Correct it"),
    "percent": ("number_unreadable", "is not a percentage. Correct it"),
    "date": ("date_unreadable", "is not a date that can be read. Write day, month and year, as in 05/09/2026"),
    "month": ("date_unreadable", "is not a month that can be read. Write it as March 2026"),
    "year": ("date_unreadable", "is not a financial year. Write it as 2025/26"),
    "yes_no": ("yes_no_unreadable", "is neither yes nor no. Write Yes or No"),
    "choice": ("choice_unknown", "is not one of the words that this column knows ({choices}). Use one of them"),
    "postcode": ("postcode_unknown", "is not a postcode we know. Correct it"),
}


def row_problems(rows: Rows, today: date, places: Any = None) -> Iterator[Problem]:
    """Every problem in the kept rows, column by column, then the source's rules, then duplicates."""
    for column in rows.table.match.source.columns:
        if column.name in rows.parsed:
            yield from _cells(rows, column)
            if column.type == "postcode" and places is not None:
                yield from _unknown_postcodes(rows, column, places)
    for rule in rows.table.match.source.rules:
        names = [name for name in rule.columns if name in rows.parsed]
        yield from _RULES[rule.kind](rows, rule, names, today)
    yield from _duplicates(rows)


def place(rows: Rows, name: str, i: int) -> dict[str, Any]:
    """Where a problem is: Excel's row, our column, Excel's cell, the sheet."""
    index = rows.table.match.columns.get(name)
    cell = None if index is None else cell_name(index, i + 1)
    return {"row": i + 1, "column": name, "cell": cell, "sheet": rows.table.sheet.name}


def each(rows: Rows, name: str, bad: np.ndarray, kind: str, severity: str, words: Callable[[int], str]) -> Iterator:
    """One problem for each bad row, at most LISTED of them, and one that counts the rest."""
    where = np.flatnonzero(bad & rows.keep)
    title = rows.table.match.source.column(name).title
    for i in map(int, where[:LISTED]):
        yield Problem(kind, severity, f"Row {i + 1}, {title}: {words(i)}", **place(rows, name, i))
    if len(where) > LISTED:
        yield count_of_the_rest(kind, name, rows.table.sheet.name, severity, len(where) - LISTED)


def said(rows: Rows, name: str, i: int) -> str:
    """What a cell holds, in quotation marks and not at length."""
    text = rows.texts[name][i].as_py() or ""
    return f"'{text[:60]}'"


def _cells(rows: Rows, column: Any) -> Iterator[Problem]:
    marks = rows.parsed[column.name].marks
    severity = "error" if column.required else "warning"
    if column.required and (marks == NOTHING).any():
        kind = "date_missing" if column.type in ("date", "month", "year") else "value_missing"
        what = "no date here, so the row belongs to no month." if kind == "date_missing" else "nothing here."
        yield from each(rows, column.name, marks == NOTHING, kind, "error", lambda i: f"{what} Fill it in.")
    if (marks == ERROR).any():
        ending = "" if column.required else ", or leave the cell empty if the value is not known"
        words = f"is an Excel error. Correct the formula{ending}"
        yield from _said(rows, column, marks == ERROR, "error_value", severity, words)
    if column.required and (marks == HIDDEN).any():
        words = "hides the value, and it is needed. Fill it in"
        yield from _said(rows, column, marks == HIDDEN, "value_missing", "error", words)
    if (marks == UNREADABLE).any():
        yield from _unreadable(rows, column, marks == UNREADABLE, severity)
    yield from column_questions(rows, column)
    if column.type == "date" and (bare := rows.parsed[column.name].notes.get("bare")):
        yield from _without_day(rows, column, bare)
    shortened = rows.parsed[column.name].notes.get("shortened")
    if shortened:
        bad = pc.is_in(rows.texts[column.name], value_set=pa.array(sorted(shortened))).to_numpy(zero_copy_only=False)
        words = "was shortened by Excel, its last digits are gone. Format the column as text in the file it came from"
        yield from _said(rows, column, bad, "digits_lost", "warning", words)


def _without_day(rows: Rows, column: Any, bare: Collection[str]) -> Iterator[Problem]:
    """A month among whole dates: it was read as one of its days, which nobody wrote."""
    bad = pc.is_in(rows.texts[column.name], value_set=pa.array(sorted(bare))).to_numpy(zero_copy_only=False)

    def words(i: int) -> str:
        taken = wording.day(rows.parsed[column.name].values[i].as_py())
        remedy = "Write the whole date, or accept it if no more is known"
        return f"{said(rows, column.name, i)} names no day; it was read as {taken}. {remedy}."

    yield from each(rows, column.name, bad, "date_without_day", "warning", words)


def _said(rows: Rows, column: Any, bad: np.ndarray, kind: str, severity: str, words: str) -> Iterator[Problem]:
    yield from each(rows, column.name, bad, kind, severity, lambda i: f"{said(rows, column.name, i)} {words}.")


def _unreadable(rows: Rows, column: Any, bad: np.ndarray, severity: str) -> Iterator[Problem]:
    kind, words = _UNREADABLE[column.type]
    if column.type == "postcode":
        severity = "warning"
    ending = "" if column.required else ", or leave it empty if it is not known"
    known = ", ".join(spellings[0] if spellings else key for key, spellings in column.choices.items())
    yield from _said(rows, column, bad, kind, severity, words.replace("{choices}", known) + ending)


def _unknown_postcodes(rows: Rows, column: Any, places: Any) -> Iterator[Problem]:
    values = rows.parsed[column.name].values
    different = [v for v in pc.unique(pc.filter(values, pa.array(rows.keep))).to_pylist() if v]
    found = places.look_up(different)
    unknown = [v for v in different if found.get(v) is None]
    if not unknown:
        return
    bad = pc.is_in(values, value_set=pa.array(unknown)).to_numpy(zero_copy_only=False)
    near: dict[str, list[str]] = {}

    def words(i: int) -> str:
        code = values[i].as_py()
        if code not in near:
            near[code] = list(places.nearest(code))[:3]
        hint = f" Near it: {', '.join(near[code])}." if near[code] else ""
        what = f"{said(rows, column.name, i)} is not a postcode we know.{hint}"
        return f"{what} Correct it, or leave it empty if it is not known."

    yield from each(rows, column.name, bad, "postcode_unknown", "warning", words)


def _breaks(rows: Rows, rule: Any, name: str, bad: np.ndarray, kind: str) -> Iterator[Problem]:
    words = rule.message
    yield from each(rows, name, bad, kind, rule.severity, lambda i: words.replace("{value}", said(rows, name, i)))


def _floats(rows: Rows, name: str) -> np.ndarray:
    return rows.parsed[name].values.cast(pa.float64()).to_numpy(zero_copy_only=False)


def _days(rows: Rows, name: str) -> np.ndarray:
    return rows.parsed[name].values.to_numpy(zero_copy_only=False).astype("datetime64[D]")


def _range(rows: Rows, rule: Any, names: Sequence[str], _: date) -> Iterator[Problem]:
    least, most = rule.more.get("least", 0 if rule.kind == "not_negative" else None), rule.more.get("most")
    for name in names:
        numbers = _floats(rows, name)
        bad = np.zeros(len(numbers), dtype=bool)
        with np.errstate(invalid="ignore"):
            if least is not None:
                bad |= numbers < least
            if most is not None:
                bad |= numbers > most + 1e-9
        yield from _breaks(rows, rule, name, bad, "out_of_range")


def _not_future(rows: Rows, rule: Any, names: Sequence[str], today: date) -> Iterator[Problem]:
    for name in names:
        yield from _breaks(rows, rule, name, _days(rows, name) > np.datetime64(today), "date_future")


def _order(rows: Rows, rule: Any, names: Sequence[str], _: date) -> Iterator[Problem]:
    if len(names) == 2:
        yield from _breaks(rows, rule, names[1], _days(rows, names[1]) < _days(rows, names[0]), "order")


def _order_number(rows: Rows, rule: Any, names: Sequence[str], _: date) -> Iterator[Problem]:
    if len(names) == 2:
        with np.errstate(invalid="ignore"):
            yield from _breaks(rows, rule, names[0], _floats(rows, names[0]) > _floats(rows, names[1]), "order")


_RULES: dict[str, Callable[..., Iterator[Problem]]] = {
    "at_most": _range, "between": _range, "not_negative": _range, "not_future": _not_future, "order": _order,
    "order_number": _order_number,
}  # fmt: skip


def _duplicates(rows: Rows) -> Iterator[Problem]:
    """Rows that are the same in all that tells rows apart; where the sheet lacks some of that, in everything."""
    source = rows.table.match.source
    names = list(source.identity)
    if not names or any(name not in rows.parsed for name in names):
        names = list(rows.parsed)
    kept = np.flatnonzero(rows.keep)
    bad, first = _repeats([_codes(rows, name, kept) for name in names])
    if not bad.any():
        return
    everywhere = np.zeros(len(rows.keep), dtype=bool)
    everywhere[kept[bad]] = True
    earlier = dict(zip(kept[bad].tolist(), kept[first[bad]].tolist(), strict=True))
    words = ", ".join(source.column(name).title.lower() for name in names[:5])
    name = next((n for n in (source.period, *names) if n in rows.parsed), names[0])
    yield from each(
        rows, name, everywhere, "duplicate", "warning",
        lambda i: f"the same {words} as row {earlier[i] + 1}. Both are kept; delete one if it was entered twice.",
    )  # fmt: skip


def _codes(rows: Rows, name: str, kept: np.ndarray) -> np.ndarray:
    """A number for each different value of a column, over the kept rows."""
    values = rows.parsed[name].values.take(pa.array(kept))
    coded = values.dictionary_encode()
    return coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)


def _repeats(codes: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """(which rows repeat an earlier one, the first row like each), from one code a column."""
    joint = np.zeros(len(codes[0]), dtype=np.int64)
    for code in codes:
        joint = joint * (int(code.max(initial=0)) + 1) + code
        joint = np.unique(joint, return_inverse=True)[1]
    _, firsts, inverse = np.unique(joint, return_index=True, return_inverse=True)
    first = firsts[inverse]
    return first != np.arange(len(joint)), first


