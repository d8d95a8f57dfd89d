"""A file -> the tables in it, typed, with everything that is wrong with them. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.personal import Fate, fates
from metrics.spreadsheets import periods, reading
from metrics.spreadsheets.amounts import amount_problems, in_pounds, settled
from metrics.spreadsheets.choosing import choose, stem
from metrics.spreadsheets.earlier import Earlier
from metrics.spreadsheets.headings import normal
from metrics.spreadsheets.layout import sum_problems, table_problems
from metrics.spreadsheets.learned import KIND, corrected, taught, told
from metrics.spreadsheets.postcodes import with_postcodes_from_addresses
from metrics.spreadsheets.problems import Problem, answer, refusal_without_personal, without_personal
from metrics.spreadsheets.rows import MEASURES, Rows, column_sum, read_rows
from metrics.spreadsheets.rules import row_problems
from metrics.spreadsheets.suppliers import part_names_from_ids
from metrics.spreadsheets.tables import Table
from metrics.spreadsheets.unlike import unlike_problems

EXAMPLE_NAME = "Example Coast NHS Trust"


@dataclass(frozen=True)
class CheckedTable:
    """One table as understood. `data` holds the declared columns that were found, typed, and `row` as Excel counts.

    `columns`: our name -> (heading, index from 0). `rows` + `left_out` = the filled rows under the heading;
    `left_out_rows` says which and why. `total` holds each summable column's sum as text, money to the penny.
    `periods` are the months (or financial years) of the rows; `stands_for` those that the file is meant for, which is
    what a later file replaces: the file for June may hold a payment of May. `dropped` are personal headings that are
    left behind, `ignored` the others that are not used. `orders`: whether day or month came first in a date column.
    `personal`: what becomes of each personal column, in the file's own headings, before anything is stored.
    `taught`: our name -> the heading that a person chose for it; `headings`: all that the table has.
    """

    source: str
    sheet: str
    header_row: int | None
    columns: Mapping[str, tuple[str | None, int]]
    rows: int
    left_out: int
    total: Mapping[str, str]
    first_date: date | None
    last_date: date | None
    periods: tuple[str, ...]
    problems: tuple[Problem, ...]
    data: pa.Table
    stands_for: tuple[str, ...] = ()
    left_out_rows: tuple[tuple[int, str], ...] = ()
    dropped: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    orders: Mapping[str, str] = field(default_factory=dict)
    personal: tuple[Fate, ...] = ()
    taught: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()

    @property
    def as_earlier(self) -> Earlier:
        """What this table tells about the next file of its source."""
        return Earlier(self.columns, self.orders)


@dataclass(frozen=True)
class Checked:
    """A file as checked: refused with a sentence, or its tables. `notes` say what was not read and why.

    `near`: of a refused file the source that its table is like, and the table's headings, so that a person can match;
    `lacking`: the columns that it lacks, each at a cell of its heading row.
    """

    path: Path
    file: str
    sha256: str
    kind: str
    refused: str | None
    tables: tuple[CheckedTable, ...]
    is_example: bool
    notes: tuple[str, ...] = ()
    near: tuple[str, tuple[str, ...]] | None = None
    lacking: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all tables."""
        return tuple(problem for table in self.tables for problem in table.problems)

    def count(self, severity: str) -> int:
        """How many problems are an "error", a "warning" or a "question"."""
        return sum(problem.severity == severity for problem in self.problems)


def check(
    path: Path,
    framework: Any,
    *,
    source: str | None = None,
    places: Any = None,
    today: date | None = None,
    reader: Any = None,
    answers: Mapping[str, str] | None = None,
    name: str | None = None,
    earlier: Mapping[str, Earlier] | None = None,
    progress: Callable[[float, str], None] = lambda share, words: None,
) -> Checked:
    """Read a file and check it against the source it is, or is said to be. Raises KeyError for an unknown `source`.

    `places` looks postcodes up, `reader` is a Reader to use again, `answers` are a person's to earlier questions
    ("date_order:payment_date" -> "day first"), `name` the file's own name where the path bears another. `earlier` is
    what the last file of each source was like: it helps where headings are missing or dates can be read in two ways.
    `progress` is told a share from 0 to 1 and what is being done.
    """
    from metrics import by_hand  # it knows what a checked table is

    path, today = Path(path), today or date.today()
    chosen = source or answer(answers, "source_unclear", None)
    known = earlier or {}
    sources = [framework.source(chosen)] if chosen else list(framework.sources)
    sources = [taught(one, answers, known.get(one.id)) for one in sources]
    progress(0.0, "Reading the file")
    try:
        workbook = (reader or reading).read(path)
    except reading.Refused as refused:
        return Checked(path, name or path.name, _digest(path), "", refused.reason, (), False)
    workbook = replace(workbook, name=name or path.name)
    progress(0.6, "Finding the table and its headings")
    choice = choose(workbook, sources, chosen is not None, earlier)
    several = len(workbook.sheets) > 1
    found = [_as_told(table, answers, known) for table in choice.tables]
    progress(0.65, f"Reading {_rows(found)} rows as dates, amounts and words")
    read = [_read(table, workbook.name, several, today, answers, known) for table in found]
    progress(0.85, f"Checking {_rows(found)} rows")
    tables = tuple(_checked(rows, about, today, places, choice.unclear, answers, known) for rows, about in read)
    tables = tuple(by_hand.with_problems(table, framework) for table in _told_of_repeats(tables))
    tables = tuple(
        replace(table, problems=(*choice.hidden, *table.problems)) if table is tables[0] else table for table in tables
    )
    notes = (*(note for note in workbook.notes if "is hidden" not in note), *choice.notes)
    notes += tuple(said for rows, _ in read if (said := periods.without_days(rows)))
    example = _is_example(workbook)
    facts = (path, workbook.name, workbook.sha256, workbook.kind, choice.refused)
    return Checked(*facts, tables, example, notes, choice.near, choice.lacking)


def _rows(tables: Sequence[Table]) -> str:
    return f"{sum(table.end - table.start for table in tables):,}"


def _as_told(table: Table, answers: Mapping[str, str] | None, known: Mapping[str, Earlier]) -> Table:
    source = table.match.source
    return corrected(table, told(source, answers, known.get(source.id), table.headings))


def _told_of_repeats(tables: tuple[CheckedTable, ...]) -> tuple[CheckedTable, ...]:
    """A sheet that holds what the others of its source hold together would be counted twice: that stops a load."""
    told = []
    for table in tables:
        others = [other for other in tables if other.source == table.source and other is not table]
        if others and table.rows > 1 and _same_as(table, others):
            words = f"The sheet '{table.sheet}' holds the same rows as the other sheets together. Delete it or them."
            problem = Problem("sheets_repeat", "error", words, sheet=table.sheet)
            table = replace(table, problems=(problem, *table.problems))
        told.append(table)
    return tuple(told)


def _same_as(table: CheckedTable, others: list[CheckedTable]) -> bool:
    """As many rows as the others together, and the same sums (there are sums) over the same time."""
    sums = [sum(Decimal(other.total.get(name, "0")) for other in others) for name in table.total]
    periods = {period for other in others for period in other.periods}
    same = [Decimal(total) for total in table.total.values()] == sums and any(sums)
    if any(problem.kind == "period_missing" for problem in table.problems):
        return False  # the same staff in April and in May: which month each is for is asked first
    return same and table.rows == sum(other.rows for other in others) and set(table.periods) == periods


def _digest(path: Path) -> str:
    """The sha256 of a file that could not be read as a spreadsheet; empty where there is no such file."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_example(workbook: reading.Workbook) -> bool:
    """Whether any cell says that the file belongs to the example trust."""
    for sheet in workbook.sheets:
        for column in sheet.rows.columns:
            if pc.any(pc.match_substring(column, EXAMPLE_NAME)).as_py():
                return True
    return False


def _read(
    table: Table, name: str, several: bool, today: date, answers: Mapping | None, earlier: Mapping[str, Earlier]
) -> tuple[Rows, periods.About]:
    table = settled(table, answers)
    about = periods.about(table, stem(name), several, today, answers, earlier.get(table.match.source.id))
    rows = read_rows(table, about.evidence)
    again = periods.shared_order(rows, about)
    if again is not None:
        rows = read_rows(table, again)
    rows = with_postcodes_from_addresses(part_names_from_ids(rows))
    return in_pounds(rows, answers), about


def _checked(
    rows: Rows,
    about: periods.About,
    today: date,
    places: Any,
    unclear: tuple[str, ...],
    answers: Mapping | None,
    earlier: Mapping[str, Earlier],
) -> CheckedTable:
    table, source = rows.table, rows.table.match.source
    times = periods.periods(rows, about, answers)
    data = _data(rows, times.constants)
    problems = [
        *table_problems(rows, unclear, answers),
        *amount_problems(rows, answers),
        *times.problems,
        *row_problems(rows, today, places),
        *sum_problems(rows),
        *unlike_problems(data, source, times.periods, earlier.get(source.id), table.sheet.name),
    ]
    used = {i: name for name, i in table.match.columns.items()}
    spare = [h.strip() for i, h in enumerate(table.headings) if h and h.strip() and i not in used]
    personal = {normal(h) for h in source.drop}
    dropped = tuple(h for h in spare if normal(h) in personal)
    headings = {name: _heading(table, i) for name, i in table.match.columns.items()}
    return CheckedTable(
        source.id,
        table.sheet.name,
        None if table.header is None else table.header + 1,
        {name: (headings[name], i) for name, i in table.match.columns.items()},
        int(rows.keep.sum()),
        len(rows.left_out),
        {c.name: _total(rows, c) for c in source.columns if c.name in rows.parsed and c.type in MEASURES},
        times.first,
        times.last,
        times.periods,
        tuple(problems),
        data,
        times.stands_for,
        tuple(rows.left_out),
        dropped,
        tuple(h for h in spare if normal(h) not in personal),
        {name: order for name, parsed in rows.parsed.items() if (order := parsed.notes.get("order"))},
        fates(source, headings, dropped),
        {c.name: given for c in source.columns if (given := answer(answers, KIND, c.name)) is not None},
        tuple(h.strip() for h in table.headings if h and h.strip()),
    )


def _heading(table: Table, index: int) -> str | None:
    heading = table.headings[index] if index < len(table.headings) else None
    return heading.strip() if heading else None


def _total(rows: Rows, column: Any) -> str:
    """A column's sum as text: money with two decimals, other numbers as short as they are."""
    total = column_sum(rows, column.name)
    if column.type == "money":
        return f"{total.quantize(Decimal('0.01')):f}"
    text = f"{total.quantize(Decimal('0.000001')):f}".rstrip("0").rstrip(".")
    return text or "0"


def _data(rows: Rows, constants: Mapping[str, pa.Scalar]) -> pa.Table:
    keep = pa.array(rows.keep)
    data = {name: pc.filter(parsed.values, keep) for name, parsed in rows.parsed.items()}
    count = int(rows.keep.sum())
    for name, value in constants.items():
        data[name] = pa.nulls(count, value.type) if not value.is_valid else pa.repeat(value, count)
    order = [c.name for c in rows.table.match.source.columns if c.name in data]
    numbers = pa.array(rows.numbers.astype(np.int32))
    return pa.table({**{name: data[name] for name in order}, "row": numbers})


def without_personal_cells(checked: Checked, framework: Any) -> Checked:
    """The file as it may be told in a log: no sentence repeats what a personal cell held; the cell's name stays."""
    tables = tuple(
        replace(table, problems=tuple(without_personal(one, framework.source(table.source)) for one in table.problems))
        for table in checked.tables
    )
    refused = checked.refused and refusal_without_personal(checked.refused)
    return replace(checked, tables=tables, refused=refused)


def to_json(checked: Checked) -> dict[str, Any]:
    """A checked file in the shape that the command line promises: money as text, dates 2026-03-31, unknown null."""
    return {
        "file": checked.file,
        "refused": checked.refused,
        "notes": list(checked.notes),
        "tables": [_table_json(table) for table in checked.tables],
    }


def _table_json(table: CheckedTable) -> dict[str, Any]:
    columns = {name: {"heading": heading, "index": index} for name, (heading, index) in table.columns.items()}
    return {
        "source": table.source,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": columns,
        "rows": table.rows,
        "left_out": table.left_out,
        "total": dict(table.total),
        "first_date": table.first_date and table.first_date.isoformat(),
        "last_date": table.last_date and table.last_date.isoformat(),
        "periods": list(table.periods),
        "problems": [problem_to_json(problem) for problem in table.problems],
        "personal": [{"heading": one.heading, "fate": one.fate, "said": one.sentence} for one in table.personal],
        "ignored": list(table.ignored),
    }


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """A problem in the shape that the command line promises; a question has its options and its name too."""
    shape = {key: getattr(problem, key) for key in ("row", "column", "cell", "kind", "severity", "message")}
    if problem.severity == "question":
        shape |= {"options": list(problem.options), "answer_to": problem.key}
    return shape
