"""Text that stands in for a spreadsheet: csv and its relations, tab-separated ".xls", HTML and XML tables.

Everything comes out as columns of text, row 1 first, as Excel would number the rows.
"""

from __future__ import annotations

import csv
import html.parser
import io
import itertools
import re

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from metrics.spreadsheets.safety import Refused, damaged

DELIMITERS = (",", "\t", ";", "|")
# Longer than any cell that Excel can hold (32,767 characters); more is a quotation mark that was never closed.
LONGEST_CELL = 40_000
LARGE = 2_000_000


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
        encoding = "cp850" if _dos_pounds(data) else "cp1252"
        return data.decode(encoding, "replace"), encoding


def _dos_pounds(data: bytes) -> bool:
    """Old finance systems write DOS text, where byte 9C is the pound sign; in Windows text it is the letter œ."""
    return b"\xa3" not in data and re.search(rb"\x9c[\d,.)\s\"]", data) is not None


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


def table(name: str, data: bytes) -> tuple[list[pa.Array], str, str, list[str]]:
    """Columns, encoding, delimiter and notes of a delimited text file. Raises Refused when it cannot be cut up."""
    text, encoding = decode(data)
    text = text.replace("\x00", "")
    hint = re.match(r'"?sep=(.)"?[\t,;| ]*(\r\n|\r|\n)', text, re.IGNORECASE)
    delimiter = hint.group(1) if hint else delimiter_of(text)
    text = text[hint.end() :] if hint else text
    quick = _quickly(text, delimiter) if len(text) > LARGE else None
    if quick is not None:
        return quick, encoding, delimiter, []
    notes = []
    rows = _rows_or_none(text, delimiter)
    if rows is None or _unclosed(rows):
        rows = _rows_or_none(text, delimiter, csv.QUOTE_NONE)
        notes.append("A quotation mark is opened and never closed; quotation marks were read as plain characters.")
    if rows is None:
        raise Refused(damaged(name))
    return columns_of(rows), encoding, delimiter, notes


def _quickly(text: str, delimiter: str) -> list[pa.Array] | None:
    """A large even table, ten times as fast; None when its rows are of several widths or its quoting is odd."""
    first = _rows_or_none(text[:65536], delimiter)
    if not first:
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
    if pc.any(pc.greater(pc.count_substring(table.column(len(names) - 1), "\n"), 20)).as_py():
        return None
    return [_without_blanks(column.combine_chunks()) for column in table.columns]


def _without_blanks(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.utf8_is_space(column), pa.scalar(None, pa.string()), column)


def _unclosed(rows: list[list[str]]) -> bool:
    """The last cell of the file holds many lines: its quotation mark was opened somewhere and never closed."""
    return bool(rows and rows[-1]) and rows[-1][-1].count("\n") + rows[-1][-1].count("\r") > 20


def columns_of(rows: list[list[str]]) -> list[pa.Array]:
    """Rows of any length to columns of equal length; a cell of nothing but spaces is empty."""
    return [
        pa.array([cell if cell and not cell.isspace() else None for cell in column], pa.string())
        for column in itertools.zip_longest(*rows)
    ]


class _Tables(html.parser.HTMLParser):
    """Every table of a web page, cell by cell; a table inside a cell is read as a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close_cell()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self._close_cell()
            self.cell = []
            span = dict(attrs).get("colspan") or "1"
            self.span = min(int(span), 100) if span.isdigit() else 1
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        lines = [" ".join(line.split()) for line in "".join(self.cell).split("\n")]
        self.tables[-1][-1] += ["\n".join(lines).strip()] + [""] * (self.span - 1)
        self.cell = None


def html_tables(name: str, data: bytes) -> tuple[list[tuple[str, list[pa.Array]]], str]:
    """The tables of a web page that calls itself a workbook: (title, columns) each, and the encoding."""
    text, encoding = decode(data)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    found = [(f"Table {number}", columns_of(rows)) for number, rows in enumerate(parser.tables, 1) if any(rows)]
    if not found:
        raise Refused(f"{name} is a web page without a table in it. Ask the sender for the spreadsheet itself.")
    return found, encoding
