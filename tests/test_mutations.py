"""A thousand damaged files: whatever was done to one, no row is lost unseen and nothing ends in a traceback.

Published files are damaged where ANCHOR_REAL_FILES names their folder, and ours are where it does not.
"""

import csv
import io
import os
import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import written_files as written

from metrics.definitions import framework
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader

REAL = os.environ.get("ANCHOR_REAL_FILES")
FRAMEWORK = framework()
LARGEST = 9_000  # bytes
HEAD = ["Supplier", "Supplier postcode", "Invoice Number", "Payment Date", "Amount"]
ROWS = [[f"Supplier {n}", "FY3 8NR", f"{n:05d}", date(2026, 3, 1 + n % 28), n * 37.5 - 100] for n in range(30)]
ENDINGS = {"xlsx": written.xlsx, "ods": written.ods, "xls": written.xls, "xlsb": written.xlsb}
DAMAGES = 20  # groups of fifty


def texts():
    """(name, bytes) of small text files."""
    ours = written.text([("", [["Payments over £250"], HEAD, *ROWS, ["Total", None, None, None, 13312.5]])])
    real = sorted(Path(REAL, "spend").rglob("*.csv")) if REAL else []
    small = [path for path in real if path.stat().st_size < LARGEST][::2]
    return [(path.name, path.read_bytes()) for path in small[:16]] + [("payments March 2026.csv", ours)]


def books():
    """(name, bytes) of small workbooks, one of each kind."""
    march = [["Payments"], [], HEAD, *ROWS[:8], ["Total", None, None, None, 450.0]]
    sheets = [("Mar", march), ("Apr", [HEAD, *ROWS[8:12]])]
    return [(f"payments 2026.{kind}", write(sheets)) for kind, write in ENDINGS.items()]


def flipped(data, dice):
    data = bytearray(data)
    for _ in range(dice.choice((1, 3, 30))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def cut(data, dice):
    return data[: dice.randrange(len(data) // 2, len(data))]


def with_noise(data, dice):
    at = dice.randrange(len(data))
    noise = bytes(dice.choice(b'",;\n\r\t\x00\xff\x9c|$ 0-') for _ in range(dice.randrange(1, 6)))
    return data[:at] + noise + data[at:]


def by_lines(change):
    def damage(data, dice):
        lines = data.splitlines(keepends=True)
        change(lines, dice) if len(lines) > 2 else None
        return b"".join(lines)

    return damage


def cells(change):
    def on_lines(lines, dice):
        at = dice.randrange(len(lines))
        parts = lines[at].rstrip(b"\r\n").split(b",")
        change(parts, dice)
        lines[at] = b",".join(parts) + b"\n"

    return by_lines(on_lines)


ODD = (b"#REF!", b"Total", b'"', b"x")
TEXT_DAMAGE = [
    flipped, cut, with_noise,
    by_lines(lambda lines, dice: lines.pop(dice.randrange(len(lines)))),
    by_lines(lambda lines, dice: lines.insert(dice.randrange(len(lines)), dice.choice(lines))),
    by_lines(lambda lines, dice: lines.insert(dice.randrange(len(lines)), dice.choice((b"\n", b",,,\n", b" \r\n")))),
    by_lines(lambda lines, dice: lines.__setitem__(slice(None), [b"," + line for line in lines])),
    by_lines(lambda lines, dice: dice.shuffle(lines)),
    cells(lambda parts, dice: dice.shuffle(parts)),
    cells(lambda parts, dice: parts.insert(dice.randrange(len(parts) + 1), b"")),
    cells(lambda parts, dice: parts.insert(dice.randrange(len(parts) + 1), b'1,234.50"')),
    cells(lambda parts, dice: parts.pop(dice.randrange(len(parts)))),
    cells(lambda parts, dice: parts.__setitem__(dice.randrange(len(parts)), dice.choice(ODD))),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    with Reader() as held:
        yield held


class Keeping:
    """A reader that keeps what it read last."""

    def __init__(self, reader):
        self.reader, self.book = reader, None

    def read(self, path):
        self.book = self.reader.read(path)
        return self.book


def all_rows_are_accounted_for(book, checked):
    """Every filled row from the first heading on is a row of a table, is told as left out, or is a heading."""
    for sheet in book.sheets:
        tables = [table for table in checked.tables if table.sheet == sheet.name]
        if not tables:
            continue
        columns = [column.to_pylist() for column in sheet.rows.columns]
        filled = {i for i, row in enumerate(zip(*columns, strict=True), 1) if any(c and c.strip() for c in row)}
        first = min(table.header_row or 1 for table in tables)
        kept = [row for table in tables for row in table.data["row"].to_pylist()]
        told = [row for table in tables for row, _ in table.left_out_rows]
        heads = [table.header_row for table in tables if table.header_row]
        assert len(kept) == sum(table.rows for table in tables)
        assert len({*kept, *told, *heads}) == len(kept) + len(told) + len(heads), "no row counts twice"
        assert {row for row in filled if row >= first} <= {*kept, *told, *heads}


def filled_lines(data, delimiter):
    """How many lines have anything in them, counted in the bytes alone."""
    nothing = delimiter.encode() + b" \t\x00\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0"
    return sum(bool(line.strip(nothing)) for line in re.split(rb"\r\n|\r|\n", data))


@pytest.mark.parametrize("group", range(DAMAGES))
def test_a_damaged_file_is_read_in_full_or_refused_in_a_sentence(group, reader, tmp_path):
    dice = random.Random(group)
    keeping = Keeping(reader)
    sources = (texts() * 2 + books()) if group % 4 else books()
    for number in range(50):
        name, whole = dice.choice(sources)
        kind = TEXT_DAMAGE if name.endswith(".csv") else [flipped, cut, with_noise]
        data = whole
        for _ in range(dice.choice((1, 1, 2, 4))):
            data = dice.choice(kind)(data, dice) or whole
        path = tmp_path / f"{number}.csv"
        path.write_bytes(data)
        checked = check(path, FRAMEWORK, reader=keeping, today=date(2026, 11, 1), name=name)
        if checked.refused:
            assert re.fullmatch(r"[^\x00]+\.", checked.refused)
            assert "Traceback" not in checked.refused
            continue
        all_rows_are_accounted_for(keeping.book, checked)
        if checked.kind == "csv" and b'"' not in data and not keeping.book.encoding.startswith("utf-16"):
            columns = [column.to_pylist() for column in keeping.book.sheets[0].rows.columns]
            assert filled_lines(data, keeping.book.delimiter) == sum(any(row) for row in zip(*columns, strict=True))


def as_csv(grid):
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(grid)
    return stream.getvalue().encode()


def moved(grid, order):
    return [[row[i] if i < len(row) else "" for i in order] for row in grid]


@pytest.mark.parametrize("group", range(4))
def test_rows_and_columns_that_come_go_and_move_change_what_they_should_and_nothing_else(group, reader, tmp_path):
    dice = random.Random(group)
    for name, data in texts():
        path = tmp_path / "a.csv"
        path.write_bytes(data)
        keeping = Keeping(reader)
        more = {"reader": keeping, "today": date(2026, 11, 1), "name": name}
        whole = check(path, FRAMEWORK, **more)
        if len(whole.tables) != 1 or whole.tables[0].header_row is None or not whole.tables[0].rows:
            continue
        (table,) = whole.tables
        columns = [column.to_pylist() for column in keeping.book.sheets[0].rows.columns]
        grid = [[cell or "" for cell in row] for row in zip(*columns, strict=True)]
        rows, total = table.rows, Decimal(table.total["amount"])
        at = dice.choice(table.data["row"].to_pylist())
        amount = Decimal(str(table.data["amount"].to_pylist()[table.data["row"].to_pylist().index(at)] or 0))
        order = list(range(len(grid[0])))
        if "heading_twice" not in {p.kind for p in table.problems} and len({*grid[table.header_row - 1]}) == len(order):
            dice.shuffle(order)
        shown = {
            "a blank row": ([*grid[:at], [], *grid[at:]], rows, total),
            "a blank column": ([["", *row] for row in grid], rows, total),
            "other places": (moved(grid, order), rows, total),
            "a row gone": ([*grid[: at - 1], *grid[at:]], rows - 1, total - amount),
            "a row twice": ([*grid[:at], grid[at - 1], *grid[at:]], rows + 1, total + amount),
        }
        for what, (changed, wanted, due) in shown.items():
            path.write_bytes(as_csv(changed))
            (found,) = check(path, FRAMEWORK, **more).tables
            assert (what, found.rows, Decimal(found.total["amount"])) == (what, wanted, due)
