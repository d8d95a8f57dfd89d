"""A sheet that is too big to read whole is read part by part, and nobody can tell."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from metrics.spreadsheets import big_sheets, workbook_files


def book(path: Path, rows: int = 400) -> bytes:
    """Headings on row 4 from column B, a gap of ten rows, an error, a time, a second sheet and a hidden third."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Payments & more"
    sheet["B2"] = "Payments over £25,000"
    for column, heading in enumerate(("Supplier", "Amount", "At", "Note"), 2):
        sheet.cell(4, column, heading)
    for row in range(5, 5 + rows):
        if 100 <= row < 110:
            continue
        sheet.cell(row, 2, f"Supplier {row % 7} <& Sons>")
        sheet.cell(row, 3, row * 1.25)
        sheet.cell(row, 4, f"2026-03-{row % 28 + 1:02d}")
        if row % 50 == 0:
            sheet.cell(row, 5, "#N/A")
            sheet.cell(row, 5).data_type = "e"
    sheet.cell(300, 9, "far right, in one row only")
    workbook.create_sheet("Second")["A1"] = "small"
    workbook.create_sheet("Third").sheet_state = "hidden"
    workbook["Third"]["A1"] = "hidden"
    workbook.save(path)
    return path.read_bytes()


def read(data: bytes) -> list[tuple]:
    found, _ = workbook_files.sheets("payments.xlsx", "xlsx", data)
    return [(one["name"], one["hidden"], one["table"].to_pydict()) for one in found]


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch):
    """Every sheet counts as too big, and a part is about thirty rows; says how many workbooks were read for them."""
    monkeypatch.setattr(workbook_files, "LARGEST_READ_WHOLE", 1_000)
    monkeypatch.setattr(big_sheets, "PART", 4_000)
    monkeypatch.setattr(big_sheets, "PIECE", 1_000)
    monkeypatch.setattr(big_sheets, "LONGEST_OPENING", 2_000)
    monkeypatch.setattr(big_sheets, "TEXTS", 0)
    made = []
    plain = big_sheets._workbook
    monkeypatch.setattr(big_sheets, "_workbook", lambda *given: made.append(1) or plain(*given))
    return made


def test_a_sheet_read_in_parts_is_the_sheet_read_whole(tmp_path: Path, monkeypatch, request) -> None:
    data = book(tmp_path / "a.xlsx")
    whole = read(data)
    made = request.getfixturevalue("in_parts")
    assert read(data) == whole
    assert len(made) > 5
    first = whole[0][2]
    assert first["c1"][1] == "Payments over £25,000" and first["c2"][4] == "6.25" and first["c8"][299].startswith("far")
    assert first["c4"][49] == "#N/A" and first["c1"][99:109] == [None] * 10 and len(first["c1"]) == 404


def test_rows_without_a_number_are_read_whole(tmp_path: Path, monkeypatch, request) -> None:
    data = changed(book(tmp_path / "a.xlsx"), lambda xml: re.sub(rb'<row r="\d+"', b"<row", xml))
    whole = read(data)
    request.getfixturevalue("in_parts")
    assert read(data) == whole


def test_rows_that_come_in_another_order_are_read_whole(tmp_path: Path, monkeypatch, request) -> None:
    def swapped(xml: bytes) -> bytes:
        rows = re.findall(rb"<row .*?</row>", xml)
        return xml.replace(rows[10], b"@").replace(rows[200], rows[10]).replace(b"@", rows[200])

    data = changed(book(tmp_path / "a.xlsx"), swapped)
    whole = read(data)
    request.getfixturevalue("in_parts")
    assert read(data) == whole


def test_a_comment_that_looks_like_a_row_is_none(tmp_path: Path, monkeypatch, request) -> None:
    data = changed(book(tmp_path / "a.xlsx"), hidden_row)
    whole = read(data)
    request.getfixturevalue("in_parts")
    assert read(data) == whole


def changed(data: bytes, change) -> bytes:
    """The workbook with its first sheet's part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename.endswith("sheet1.xml") else content)
    return made.getvalue()


def hidden_row(xml: bytes) -> bytes:
    """A sheet with a row inside a comment."""
    return xml.replace(b'<row r="200"', b'<!--<row r="7">--><row r="200"')
