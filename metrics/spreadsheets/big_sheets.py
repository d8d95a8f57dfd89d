"""A big sheet of an xlsx read part by part: read whole, its cells alone would take a gigabyte.

The sheet is cut between rows, and each part is read as the same workbook with that part for a sheet. A part that does
not begin with the first row gets one cell in column A of the row before it, so that it begins where it should; that
row is thrown away. Rows without a number, or not in order, cannot be cut like this: the sheet is then read whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

PART = 24_000_000  # bytes of a sheet that are read at once
TEXTS = 2  # the list of texts is read again with each part, so a part is at least so many times as large
PIECE = 4_000_000
OPENING = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*>")
NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
LONGEST_OPENING = 200_000  # what stands before the rows: views, columns' widths


class NotInOrder(Exception):
    """The rows cannot be told apart from outside; the sheet has to be read whole."""


@dataclass(frozen=True)
class _Part:
    """A stretch of rows: the number of its first row as Excel counts, and the sheet made of it."""

    first: int
    xml: tuple[bytes, ...]


def parts_of(data: bytes, sheet: zipfile.ZipInfo, read: Callable[[bytes], list[pa.Array]]) -> list[list[pa.Array]]:
    """The columns of each stretch of rows, the first from row 1 on. `read`: a workbook's bytes -> its columns.

    Raises NotInOrder.
    """
    found: list[list[pa.Array]] = []
    firsts: list[int] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in _cut(archive, sheet, _size_of_parts(archive)):
            columns = read(_workbook(archive, sheet, part.xml))
            if firsts:
                columns = [column.slice(1) for column in columns]  # the row that only says where this part begins
                found[-1] = _as_long_as(found[-1], part.first - firsts[-1])
            firsts.append(part.first if firsts else 1)
            found.append(columns)
    return found


def _as_long_as(columns: list[pa.Array], rows: int) -> list[pa.Array]:
    """The columns with empty rows at their end, up to where the next part begins."""
    more = rows - (len(columns[0]) if columns else 0)
    if more < 0:
        raise NotInOrder
    return [pa.concat_arrays([column, pa.nulls(more, column.type)]) if more else column for column in columns]


def _size_of_parts(archive: zipfile.ZipFile) -> int:
    texts = (part.file_size for part in archive.infolist() if part.filename.lower().endswith("sharedstrings.xml"))
    return max(PART, TEXTS * sum(texts))


def _cut(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo, size: int) -> Iterator[_Part]:
    """The sheet as stretches of rows of about so many bytes."""
    with archive.open(sheet) as stream:
        head = stream.read(LONGEST_OPENING)
        opening = OPENING.search(head)
        if opening is None or b"<!" in head:
            raise NotInOrder
        prefix, before = opening[1], head[: opening.end()]
        row, closing = b"<" + prefix + b"row", b"</" + prefix + b"sheetData>"
        held, is_first = bytearray(head[opening.end() :]), True
        while piece := stream.read(PIECE):
            held += piece
            if b"<!" in memoryview(held)[-len(piece) - 1 :].tobytes():  # a comment could hold what looks like a row
                raise NotInOrder
            if len(held) >= size and (at := _last(held, row)) > 0:
                yield _part(before, prefix, bytes(memoryview(held)[:at]), is_first)
                held, is_first = held[at:], False
    stop = held.find(closing)
    rest = bytes(held if stop < 0 else memoryview(held)[:stop])
    if row in rest:
        yield _part(before, prefix, rest, is_first)


def _last(held: bytearray, mark: bytes) -> int:
    """Where the last row begins; `<rowBreaks` is none."""
    at = held.rfind(mark)
    while at >= 0 and held[at + len(mark) : at + len(mark) + 1] not in (b" ", b">", b"\t", b"\n", b"\r", b"/"):
        at = held.rfind(mark, 0, at)
    return at


def _part(before: bytes, prefix: bytes, rows: bytes, is_first: bool) -> _Part:
    number = NUMBER.search(rows, 0, 2000)
    if number is None or rows.find(b"<" + prefix + b"row") != number.start():
        raise NotInOrder
    first = int(number[1])
    end = b"</%(p)ssheetData></%(p)sworksheet>" % {b"p": prefix}
    return _Part(first, (before, b"" if is_first else _mark(prefix, first - 1), rows, end))


def _mark(prefix: bytes, row: int) -> bytes:
    """A row with a 0 in column A."""
    tags = {b"p": prefix, b"n": row}
    return b'<%(p)srow r="%(n)d"><%(p)sc r="A%(n)d"><%(p)sv>0</%(p)sv></%(p)sc></%(p)srow>' % tags


def _workbook(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo, xml: tuple[bytes, ...]) -> bytes:
    """The same workbook, stored unpacked, with one sheet's rows replaced and without the other sheets."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        for part in archive.infolist():
            if part.filename == sheet.filename:
                with made.open(part.filename, "w") as rows:
                    rows.writelines(xml)
            elif "worksheets/" not in part.filename and not part.is_dir() and part.filename.endswith((".xml", ".rels")):
                made.writestr(part.filename, archive.read(part))
    return whole.getvalue()
