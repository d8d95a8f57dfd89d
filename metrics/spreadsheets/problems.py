"""What is wrong in a file, as values: where, what, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

# The kinds of problem and what each means. An error stops a load, a warning can be accepted, a question is answered.
KINDS: dict[str, str] = {
    "amount_chosen": "Several columns may be the amount; one was taken by the rule, and which is said.",
    "amount_in_thousands": "Money is written in thousands or millions of pounds; it was multiplied.",
    "amount_repeated": "One amount stands on every row of an invoice: it may be the invoice's total again and again.",
    "amount_unclear": "Several columns may be the amount of a payment, and no rule says which.",
    "amount_unreadable": "A cell that should hold money holds something that is no amount.",
    "cells_beyond": "A row of a text file has more cells than there are headings, so its values may have moved.",
    "cells_shifted": "A row of a text file has too many cells, because an amount was cut in two at its comma.",
    "choice_unknown": "A cell holds a word that is not one of those the column knows.",
    "column_likely": "A heading is not one we know but is very like one, and was taken for it.",
    "column_missing": "A column that the source needs is not there.",
    "date_future": "A date lies after today.",
    "date_missing": "A row has no date, so it belongs to no month.",
    "date_order": "Nothing in the file shows whether day or month comes first in its dates.",
    "date_out_of_period": "A date lies outside the month that the file's name, sheet or month column gives.",
    "date_unreadable": "A cell that should hold a date holds something that is no date.",
    "date_without_day": "A cell names a month and no day in a column of whole dates.",
    "dates_exchanged": "Excel may have exchanged day and month in some dates of a column and left the others as text.",
    "dates_turned": "Day and month had been exchanged in some dates of a column, and were exchanged back.",
    "decimal_comma": "The comma parts decimals in a column (1.234,50), and it was read so.",
    "decimal_mark": "Nothing in a column shows whether 1.234 is a thousand or one and a part.",
    "digits_lost": "A number or reference was shortened by Excel (1.23E+11), so its last digits are gone.",
    "duplicate": "Two rows are the same in everything that tells rows apart; both are kept.",
    "error_value": "A cell holds an Excel error such as #N/A.",
    "heading_missing": "There is no heading row; the columns were recognised by what they hold.",
    "heading_twice": "The same heading stands over two columns that differ; the first of them was read.",
    "hidden_sheet": "A hidden sheet holds a table that could have been read, and was not.",
    "many": "There are more problems of one kind than are listed one by one.",
    "month_missing": "A month between the newest that is in and the first of this file has not come.",
    "month_unlike": "A month is many times larger or smaller than the months that are in.",
    "no_place": "There is no postcode to work with, so no place can be worked out from this file.",
    "number_unreadable": "A cell that should hold a number holds something that is no number.",
    "order": "Two values of a row contradict each other, such as an end before its beginning.",
    "out_of_range": "A number is smaller or larger than it can be.",
    "percent_as_fraction": "Percentages are written as parts of one (0.12 for 12%) and were read so.",
    "percent_unit": "Nothing in a column shows whether 0.43 stands for 43% or for 0.43%.",
    "period_missing": "Nothing in the file says which month or year it is for.",
    "postcode_elsewhere": "Postcodes were taken from the address; their own column is missing or holds something else.",
    "postcode_unknown": "A cell holds something that is no postcode we know.",
    "rows_above": "Rows stand above the heading row; they are part of the table and were read with it.",
    "sheets_repeat": "A sheet holds the rows of the other sheets over again, so they would be counted twice.",
    "source_unclear": "The headings fit more than one kind of spreadsheet.",
    "sub_pennies": "Amounts hold parts of a penny; each was rounded, and the sum differs from the file's.",
    "table_beside": "A second table stands beside the first; only the first was read.",
    "total_differs": "The file's own total row does not match the sum of its rows.",
    "total_in_rows": "A total stands among the rows; it was left out.",
    "total_likely": "A row whose name says that it is a total was counted, because it has a date and fits no sum.",
    "typed_unlikely": "A figure typed by hand cannot be: more than it is out of, twice for a month, or out of nothing.",
    "value_missing": "A cell that the source needs is empty.",
    "yes_no_unreadable": "A cell that should say yes or no says something else.",
}
OF_HEADINGS = ("column_likely", "column_missing", "heading_twice")  # what these quote is a heading
LISTED = 100  # problems of one kind and column that are told one by one; the rest are counted


@dataclass(frozen=True)
class Problem:
    """One thing to put right, accept or answer. `row` as Excel counts, `column` our name, `cell` as Excel names it."""

    kind: str
    severity: str  # error | warning | question
    message: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    sheet: str | None = None
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name by which a question is answered: kind and column, as in "date_order:payment_date"."""
        return f"{self.kind}:{self.column}" if self.column else self.kind


def answer(answers: Mapping[str, str] | None, kind: str, column: str | None, sheet: str | None = None) -> str | None:
    """What a person answered to a question: for one sheet ("kind:column:sheet"), for the whole file ("kind:column"), or
    for every column of which it is asked ("kind")."""
    key = f"{kind}:{column}" if column else kind
    given = answers or {}
    return given.get(f"{key}:{sheet}", given.get(key, given.get(kind)))


def limited(problems: Iterable[Problem], most: int = LISTED) -> tuple[Problem, ...]:
    """The problems, at most `most` of each kind and column one by one, and for the others one that counts them."""
    kept: list[Problem] = []
    seen: dict[tuple, list[Problem]] = {}
    for problem in problems:
        alike = seen.setdefault((problem.kind, problem.column, problem.sheet, problem.severity), [])
        alike.append(problem)
        if len(alike) <= most:
            kept.append(problem)
    for (kind, column, sheet, severity), alike in seen.items():
        if len(alike) > most:
            kept.append(count_of_the_rest(kind, column, sheet, severity, len(alike) - most))
    return tuple(kept)


def count_of_the_rest(kind: str, column: str | None, sheet: str | None, severity: str, more: int) -> Problem:
    """One problem that stands for the `more` of a kind that are not listed."""
    where = f" in {column.replace('_', ' ')}" if column else ""
    said = f"{more:,} more rows have the same problem{where}: {KINDS[kind]} Put the column right in the file itself."
    return Problem("many", severity, said, None, column, None, sheet)


def without_personal(problem: Problem, source: Any) -> Problem:
    """The problem as it may be stored: what a personal cell held is taken out of the sentence.

    `source` is the definition whose columns say which are personal.
    """
    personal = {column.name for column in source.columns if column.personal != "no" and not column.keep_text}
    # in a file about people a name may have slipped into any column
    slipped = bool(personal) and problem.row is not None and problem.kind not in OF_HEADINGS
    if problem.column not in personal and not slipped:
        return problem
    said = re.sub(r"(?<!\w)'.*'(?!\w)", "what the cell holds", problem.message, flags=re.DOTALL)
    return replace(problem, message=re.sub(r" Near it: [^.]*\.", "", said), options=())


def refusal_without_personal(sentence: str) -> str:
    """The reason of a refusal as it may be stored: what was taken for headings may be the first of a list of people."""
    return re.sub(r"Its headings are '.*?'(?: and [\d,]+ more)?\. We take", "We take", sentence, flags=re.DOTALL)


def letters(index: int) -> str:
    """Excel's name for a column counted from 0: 0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(index: int, row: int) -> str:
    """Excel's name for a cell: column from 0, row as Excel counts."""
    return f"{letters(index)}{row}"
