"""Text that stands in for a spreadsheet: csv and its relations, tab-separated ".xls".

Everything comes out as columns of text, row 1 first, as Excel would number the rows.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
import statistics

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from metrics.spreadsheets.safety import Refused, damaged, far_outside, too_wide

DELIMITERS = (",", "\t", ";", "|", "¬", "$")
# Longer than any cell that Excel can hold (32,767 characters); more is a quotation mark that was never closed.
LONGEST_CELL = 40_000
LARGE = 2_000_000
LONGEST_LINE = 1_000_000
WIDEST = 16_384  # Excel's last column is XFD
MOST_CELLS = 50_000_000
MOST_LINES = 40  # lines of one cell; more is a quotation mark that was never closed


def decode(data: bytes) -> tuple[str, str]:
    """Text and its encoding: a byte order mark, else UTF-16 by its noughts, else UTF-8, else cp850 or cp1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    head = data[:4096]
    if head[1::2].count(0) > len(head) // 3:
        return data.decode("utf-16-le", "replace"), "utf-16-le"
    if head[0::2].count(0) > len(head) // 3:
        return data.decode("utf-16-be", "replace"), "utf-16-be"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            return data.decode("utf-8", "windows"), "utf-8"
        encoding = "cp850" if _is_dos(data) else "cp1252"
        return data.decode(encoding, "replace"), encoding


def _as_windows(fault: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 in a file that otherwise is: rows pasted in from a Windows file."""
    return fault.object[fault.start : fault.end].decode("cp1252", "replace"), fault.end


codecs.register_error("windows", _as_windows)


def _mostly_utf8(data: bytes) -> bool:
    """Whether more letters stand in UTF-8 than outside it; what comes out as two letters in Windows text is UTF-8."""
    good = len(re.findall(rb"\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]", data))
    return good > 0 and good * 2 >= len(re.findall(rb"[\x80-\xff]", data)) - good


def _is_dos(data: bytes) -> bool:
    """Old finance systems write DOS text: byte 9C is the pound sign (in Windows text the letter œ), AA the sign ¬.

    Without either, letters with accents inside words tell: in Windows text those bytes are quotation marks and signs.
    """
    if b"\xa3" in data:
        return False
    if re.search(rb"\x9c[\d,.)\s\"]", data) or data.count(b"\xaa") > data.count(b"\xac") + 2:
        return True
    return re.search(rb"[A-Za-z](?:[\x81\x82\x84\x88-\x8b\x8d][a-z\s,;\"]|\x87[a-z])", data) is not None


def delimiter_of(text: str) -> str:
    """The separator that cuts the first lines into the most even rows; a comma when none does."""
    sample = "".join(text[:65536].splitlines(keepends=True)[:60])
    best, chosen = 0.0, ","
    for delimiter in DELIMITERS:
        rows = [row for row in _rows_or_none(sample, delimiter) or () if any(row)]
        widths = [len(row) for row in rows]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width))
        score = widths.count(usual) / len(widths) * (usual > 1) * min(usual, 30) ** 0.5
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _rows_or_none(text: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> list[list[str]] | None:
    """Rows, or None when a quotation mark swallows the rest of the file."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    try:
        return list(reader)
    except csv.Error:
        return None


def table(name: str, data: bytes) -> tuple[list[pa.Array], str, str, list[str], list[tuple[int, int]]]:
    """Columns, encoding, delimiter, notes and widths of a delimited text file.

    The widths are (row from 0, cells) wherever a row is longer or shorter than the one before it; none where all are
    equal. Raises Refused when the file cannot be cut up.
    """
    if _longest_line(data) > LONGEST_LINE:
        raise Refused(too_wide(name, "has a line of more than a million characters"))
    text, encoding = decode(data)
    text = text.replace("\x00", "")
    hint = re.match(r'"?sep=(.)"?[\t,;| ]*(\r\n|\r|\n)', text, re.IGNORECASE)
    delimiter = hint.group(1) if hint else delimiter_of(text)
    text = text[hint.end() :] if hint else text
    quick = _quickly(text, delimiter) if len(text) > LARGE else None
    if quick is not None:
        return quick, encoding, delimiter, [], []
    rows = _rows_or_none(text, delimiter)
    notes = []
    if rows is None or ('"' in text and _swallowed(rows, delimiter)):
        rows, notes = _line_by_line(text, delimiter)
    if rows is None:
        raise Refused(damaged(name))
    return columns_of(name, rows), encoding, delimiter, notes, widths_of(rows)


def _longest_line(data: bytes) -> int:
    """The length of the longest line in bytes, whatever ends the lines."""
    letters = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero((letters == 10) | (letters == 13))
    return int(np.diff(ends, prepend=-1, append=len(data)).max())


def widths_of(rows: list[list[str]]) -> list[tuple[int, int]]:
    """Where the number of cells changes from row to row; empty when it never does."""
    filled = [(i, len(row)) for i, row in enumerate(rows) if any(row)]
    changes = [pair for before, pair in zip([(0, 0), *filled], filled, strict=False) if before[1] != pair[1]]
    return changes if len(changes) > 1 else []


def _swallowed(rows: list[list[str]], delimiter: str) -> bool:
    """Whether a cell of several lines may hold rows: its quotation mark was opened and not closed there."""
    usual = statistics.mode(map(len, rows)) if rows else 0
    return any(_holds_rows(row, delimiter, usual) for row in rows) or (bool(rows) and _unclosed(rows))


def _holds_rows(row: list[str], delimiter: str, usual: int) -> bool:
    least = max(usual - 2, 2)
    return any(
        line.count(delimiter) >= least
        for cell in row
        if "\n" in cell or "\r" in cell
        for line in re.split(r"[\r\n]+", cell)
    )


def _line_by_line(text: str, delimiter: str) -> tuple[list[list[str]] | None, list[str]]:
    """Rows where a quotation mark went wrong: the lines that it swallowed are cut up one by one."""
    lines = list(io.StringIO(text, newline=""))
    usual = statistics.mode(line.count(delimiter) + 1 for line in lines)
    rows: list[list[str]] = []
    wrong: list[int] = []
    at = 0
    while at < len(lines):
        row, taken = _next_row(lines, at, delimiter)
        if taken > 1 and (row is None or _holds_rows(row, delimiter, usual)):
            alone = [_one_line(line, delimiter) for line in lines[at : at + taken]]
            if row is None or sum(len(one) == usual for one in alone) * 2 >= taken:
                wrong.append(len(rows) + 1)
                row, taken = alone[0], 1
        if row is None:
            return None, []
        rows.append(row)
        at += taken
    note = "a quotation mark is opened and never closed; it was read as a plain character."
    return rows, [f"Row {wrong[0]}: {note}"] if wrong else []


def _next_row(lines: list[str], at: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The row that begins with a line, and how many lines it takes; None when a cell in it has no end."""
    part = lines[at : at + MOST_LINES]
    reader = csv.reader(part, delimiter=delimiter)
    try:
        row = next(reader)
    except csv.Error:
        return None, max(reader.line_num, 2)
    return (None if reader.line_num == MOST_LINES else row), reader.line_num


def _one_line(line: str, delimiter: str) -> list[str]:
    """The cells of one line, its quotation marks as plain characters when they do not pair."""
    quoting = csv.QUOTE_NONE if line.count('"') % 2 else csv.QUOTE_MINIMAL
    found = _rows_or_none(line, delimiter, quoting) or [line.rstrip("\r\n").split(delimiter)]
    return found[0] if found else []


def _quickly(text: str, delimiter: str) -> list[pa.Array] | None:
    """A large even table, ten times as fast; None when its rows are of several widths or its quoting is odd."""
    first = _rows_or_none(text[:65536], delimiter)
    if not first or len(first[0]) > WIDEST:
        return None
    names = [f"c{index}" for index in range(len(first[0]))]
    try:
        table = pa.csv.read_csv(
            io.BytesIO(text.encode()),
            pa.csv.ReadOptions(column_names=names, block_size=1 << 24),
            pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values='"' in text, ignore_empty_lines=False),
            pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
            ),
        )
    except pa.ArrowInvalid:
        return None
    # only where lines end inside of cells can a cell hold rows
    inside = _lines(text) > table.num_rows
    if inside and any(_may_hold_rows(column, delimiter, len(names)) for column in table.columns):
        return None
    return [_without_blanks(column.combine_chunks()) for column in table.columns]


def _lines(text: str) -> int:
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends + (not text.endswith(("\n", "\r")))


def _may_hold_rows(column: pa.ChunkedArray, delimiter: str, width: int) -> bool:
    """Whether some cell of several lines has nearly as many separators in it as a row has."""
    lines = pc.greater(pc.add(pc.count_substring(column, "\n"), pc.count_substring(column, "\r")), 0)
    several = pc.filter(column, lines.fill_null(False))
    return pc.any(pc.greater_equal(pc.count_substring(several, delimiter), max(width - 2, 2))).as_py() or False


def _without_blanks(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.utf8_is_space(column), pa.scalar(None, pa.string()), column)


def _unclosed(rows: list[list[str]]) -> bool:
    """The last cell of the file holds many lines: its quotation mark was opened somewhere and never closed."""
    return bool(rows and rows[-1]) and rows[-1][-1].count("\n") + rows[-1][-1].count("\r") > 20


def columns_of(name: str, rows: list[list[str]]) -> list[pa.Array]:
    """Rows of any length to columns of equal length; a cell of nothing but spaces is empty. Raises Refused."""
    width = max(map(len, rows), default=0)
    if width > WIDEST:
        raise Refused(too_wide(name, f"has {width:,} columns"))
    if width * len(rows) > MOST_CELLS:
        raise Refused(far_outside(name, ""))
    return [
        pa.array([cell if cell and not cell.isspace() else None for cell in column], pa.string())
        for column in itertools.zip_longest(*rows)
    ]
