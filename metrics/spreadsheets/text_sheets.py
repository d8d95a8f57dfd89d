"""A new workbook, or one sheet of it, in which every cell is text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from metrics.spreadsheets.cell_styles import AS_TEXT, MINIMAL
from metrics.spreadsheets.packages import HEAD, KINDS, MAIN, OFFICE, RELATIONS, SPREADSHEET, text
from metrics.spreadsheets.problems import letters

Row = tuple[int, Iterable[tuple[int, str, int]]]  # its number, and (column from 0, words, look) of its filled cells


def sheet(rows: Iterable[Row], before: str = "", after: str = "") -> bytes:
    """A sheet's part: what stands `before` the rows (views, widths), the rows, what stands `after` them."""
    body = b"".join(_rows(rows))
    head = f'<worksheet xmlns="{MAIN}">{before}<sheetData>'.encode()
    return HEAD + head + body + f"</sheetData>{after}</worksheet>".encode()


def _rows(rows: Iterable[Row]) -> Iterator[bytes]:
    for number, cells in rows:
        yield f'<row r="{number}">'.encode()
        for column, words, look in cells:
            yield b'<c r="%b%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>' % (
                _letters(column), number, look, text(words)
            )  # fmt: skip
        yield b"</row>"


@lru_cache(maxsize=20_000)
def _letters(column: int) -> bytes:
    return letters(column).encode()


def workbook(sheets: Sequence[tuple[str, bytes, bool]]) -> tuple[bytes, list[str]]:
    """A workbook of (name, part, hidden), and the names that its sheets got: a name may be too long or twice there."""
    names: list[str] = []
    for name, _, _ in sheets:
        names.append(_free(name, names))
    numbers = range(1, len(sheets) + 1)
    tags = b"".join(
        b'<sheet name="%b" sheetId="%d"%b r:id="rId%d"/>' % (text(name), n, b' state="hidden"' if hidden else b"", n)
        for n, name, (_, _, hidden) in zip(numbers, names, sheets, strict=True)
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews><sheets>'.encode()
    links = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers] + [("styles", "styles.xml")]
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": HEAD + book + tags + b"</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(links),
        "xl/styles.xml": HEAD + MINIMAL,
    } | {f"xl/worksheets/sheet{n}.xml": part for n, (_, part, _) in zip(numbers, sheets, strict=True)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue(), names


def text_rows(columns: Sequence[Sequence[str | None]], wanted: set[int] | None = None) -> Iterator[Row]:
    """The rows of a table of text; `wanted` are those to give where not all are to be (rows from 1)."""
    for number, values in enumerate(zip(*columns, strict=True), start=1):
        if wanted is None or number in wanted:
            yield number, ((i, value, AS_TEXT) for i, value in enumerate(values) if value is not None)


def _free(name: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have: no signs that Excel forbids, 31 characters, none twice."""
    start = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("'")[:31] or "Sheet"
    start = f"{start} 1" if start.lower() == "history" else start
    used = {other.lower() for other in taken}
    found, number = start, 1
    while found.lower() in used:
        number += 1
        found = f"{start[:27]} {number}"
    return found


def _relations(links: Iterable[tuple[str, str]]) -> bytes:
    tags = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, start=1)
    )
    return HEAD + f'<Relationships xmlns="{RELATIONS}">{tags}</Relationships>'.encode()


def _content_types(numbers: Iterable[int]) -> bytes:
    parts = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    parts |= {f"xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    tags = "".join(f'<Override PartName="/{part}" ContentType="{SPREADSHEET}.{k}+xml"/>' for part, k in parts.items())
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    usual += '<Default Extension="xml" ContentType="application/xml"/>'
    return HEAD + f'<Types xmlns="{KINDS}">{usual}{tags}</Types>'.encode()
