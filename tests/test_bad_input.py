"""Whatever is brought in, it is read or refused in a sentence that says what is wrong and what to do."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from metrics.spreadsheets.reading import Reader, Refused
from metrics.spreadsheets.safety import far_outside

REAL = os.environ.get("ANCHOR_REAL_FILES")


@pytest.fixture(scope="module")
def reader():
    with Reader() as held:
        yield held


def workbook_bytes() -> bytes:
    book = openpyxl.Workbook()
    for row in range(50):
        book.active.append([row, f"supplier {row}"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(name: str, content: bytes, times: int = 1) -> bytes:
    stream = io.BytesIO(workbook_bytes())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(times):
            archive.writestr(name.format(number), content)
    return stream.getvalue()


def replaced(name: str, change) -> bytes:
    """The workbook with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return stream.getvalue()


def compound(stream_name: str) -> bytes:
    """As much of an old compound file as says which program wrote it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 504 + stream_name.encode("utf-16-le") + b"\x00" * 2048


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
SHEET = "xl/worksheets/sheet1.xml"
CASES = {
    "nothing": (b"", "is empty"),
    "only spaces": (b" \r\n\t\r\n", "is empty"),
    "no cells": (b",,,\n,,,\n", "no filled cells"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "a picture"),
    "a pdf": (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00", "a program"),
    "a zip": (None, "zip archive"),
    "cut short": (workbook_bytes()[:3000], "cut short"),
    "a broken part": (replaced(SHEET, lambda xml: xml[: len(xml) // 2]), "damaged"),
    "not xml": (replaced("xl/workbook.xml", lambda _: b"\x00\x01\x02"), "damaged"),
    "a password": (compound("EncryptedPackage"), "password"),
    "a word document": (compound("WordDocument"), "Word document"),
    "an xls of nothing": (compound("Workbook"), "damaged"),
    "a short xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60, "damaged"),
    "a very old xls": (b"\x09\x00\x04\x00\x07\x00\x10\x00" + b"\x00" * 60, "before Excel 5"),
    "a bomb": (with_part("xl/media/a.bin", b"\x00" * 30_000_000), "100 times its size"),
    "two thousand parts": (with_part("xl/media/{}.bin", b"x", 2000), "parts"),
    "a way out": (with_part("../../evil.xml", b"<a/>"), "outside the file"),
    "a document type": (with_part("xl/extra.xml", DTD + b"<x>&a;</x>"), "document type"),
    "a document type in two-byte text": (with_part("xl/e.xml", (DTD + b"<x/>").decode().encode("utf-16")), "document"),
    "a far cell": (replaced(SHEET, lambda xml: xml.replace(b"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')), "outside the table"),
    "a web page": (b"<html><body><p>Log in</p></body></html>", "web page without a table"),
    "xml of another kind": (b'<?xml version="1.0"?><invoice/>', "XML file"),
    "noise": (bytes(range(1, 9)) * 200, "cannot be recognised|can be recognised"),
    "an entity in Excel's xml": (DTD + b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "damaged"),
}  # fmt: skip


def zip_of_text() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("march.csv", "a,b\n1,2\n")
    return stream.getvalue()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_that_cannot_be_used_ends_in_a_sentence(case, ending, reader, tmp_path):
    content, words = CASES[case]
    path = tmp_path / f"march.{ending}"
    path.write_bytes(zip_of_text() if content is None else content)
    with pytest.raises(Refused) as refused:
        reader.read(path)
    assert re.search(words, refused.value.reason)
    assert_is_a_sentence(refused.value.reason, path.name)


def assert_is_a_sentence(reason: str, name: str) -> None:
    assert reason.startswith(name)
    assert reason.endswith(".")
    assert reason.count(". ") >= 1, "it says what is wrong, and then what to do"
    assert not re.search(r"invalid|please|sorry|Traceback|Error", reason)


def test_a_file_that_is_not_there_is_refused(reader, tmp_path):
    with pytest.raises(Refused, match="could not be opened"):
        reader.read(tmp_path / "gone.xlsx")


def test_a_folder_is_refused(reader, tmp_path):
    with pytest.raises(Refused, match="could not be opened"):
        reader.read(tmp_path)


def test_macros_and_links_are_mentioned_and_the_cells_are_read(reader, tmp_path):
    path = tmp_path / "macros.xlsm"
    path.write_bytes(with_part("xl/vbaProject.bin", b"code"))
    workbook = reader.read(path)
    assert workbook.kind == "xlsm"
    assert workbook.notes == ("It holds macros; they were not run.",)
    path.write_bytes(with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"))
    assert "not followed" in reader.read(path).notes[0]


def test_every_cut_of_a_workbook_is_read_or_refused(reader, tmp_path):
    whole = workbook_bytes()
    for at in range(4, len(whole), 97):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[:at])
        with pytest.raises(Refused):
            reader.read(path)


def test_a_workbook_with_bytes_gone_wrong_is_read_or_refused(reader, tmp_path):
    dice = random.Random(1)
    whole = workbook_bytes()
    path = tmp_path / "wrong.xlsx"
    for _ in range(100):
        wrong = bytearray(whole)
        for _ in range(dice.choice((1, 5, 50))):
            wrong[dice.randrange(len(wrong))] = dice.randrange(256)
        path.write_bytes(wrong)
        try:
            assert reader.read(path).sheets
        except Refused as refused:
            assert_is_a_sentence(refused.reason, path.name)


def awkward() -> list[Path]:
    return sorted(path for path in Path(REAL, "awkward").rglob("*") if path.is_file()) if REAL else []


@pytest.mark.skipif(not REAL, reason="ANCHOR_REAL_FILES is not set")
@pytest.mark.parametrize("path", awkward(), ids=lambda path: path.name)
def test_awkward_files_of_other_libraries_are_read_or_refused_in_a_sentence(path, reader):
    try:
        assert any(sheet.rows.num_rows for sheet in reader.read(path).sheets)
    except Refused as refused:
        assert_is_a_sentence(refused.reason, path.name)


def test_a_workbook_that_reaches_too_far_is_told_with_its_cell_or_without_one():
    assert "(cell XFD1048576)" in far_outside("a.xlsx", "XFD1048576")
    assert "something stands far outside the table. Copy" in far_outside("a.ods", "")
