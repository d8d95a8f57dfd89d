"""Whatever is brought in, it is read or refused in a sentence that says what is wrong and what to do."""

from __future__ import annotations

import io
import os
import random
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import written_files as written

from metrics.definitions import framework
from metrics.spreadsheets import reading
from metrics.spreadsheets.checking import check
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


ROWS = [
    ["Supplier", "Payment Date", "Amount", "Invoice Number"],
    ["Ann", "13/03/2026", 100.0, "A1"],
    ["Bob", "14/03/2026", 7.5, "A2"],
]
RIGHT, WITHOUT = "right", "not read"


def changed(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    """The small table of payments as a workbook, with some bytes of one part changed."""
    data = written.xlsx([("Sheet1", ROWS)])
    result = written.rezipped(data, lambda name, content: content.replace(old, new) if name == part else content)
    assert result != data
    return result


def with_another(name: str, content: bytes = b"x") -> bytes:
    stream = io.BytesIO(written.xlsx([("Sheet1", ROWS)]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def directory(change) -> bytes:
    """The workbook with every entry of its zip directory changed by `change(bytes, place of the entry)`."""
    data, at = bytearray(written.xlsx([("Sheet1", ROWS)])), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        change(data, at)
        at += 4
    return bytes(data)


def set_size(size: int):
    return lambda data, at: data.__setitem__(slice(at + 24, at + 28), size.to_bytes(4, "little"))


def wrong_sum(data: bytearray, at: int) -> None:
    data[at + 16] ^= 0xFF


def repeated(rows: int, columns: int) -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return written.ods([], f'<table:table table:name="S">{row}</table:table>')


def unpacks_to(size: int) -> bytes:
    """A sheet of blank rows that unpacks to `size` while the directory says that it is small."""
    blank = b"<worksheet><sheetData>" + b"<row/>" * (size // 6)
    data = written.rezipped(written.xlsx([("S", ROWS)]), lambda name, old: blank if name == SHEET else old)
    data, at = bytearray(data), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        set_size(1000)(data, at)
        at += 4
    return bytes(data)


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"
MERGES = b"".join(b'<mergeCell ref="E%d:F%d"/>' % (n, n) for n in range(1, 50_001))
END = b"</sheetData>"
HOSTILE = {
    "50,000 merged cells": (lambda: changed(END, END + b"<mergeCells>" + MERGES + b"</mergeCells>"), RIGHT),
    "all cells merged": (
        lambda: changed(END, END + b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), RIGHT),
    "a range of all cells": (lambda: changed(b'ref="A1:D3"', b'ref="A1:XFD1048576"'), RIGHT),
    "a range that is none": (lambda: changed(b'ref="A1:D3"', b'ref="ZZZZ9999999:A1"'), RIGHT),
    "a cell at the last place": (
        lambda: changed(END, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END), "far outside"),
    "a row beyond the last": (
        lambda: changed(END, b'<row r="9999999999"><c r="A9999999999"><v>1</v></c></row>' + END), "could not be read"),
    "a row nought": (lambda: changed(END, b'<row r="0"><c r="A0"><v>1</v></c></row>' + END), "damaged"),
    "a cell in the last row": (
        lambda: changed(END, b'<row r="1048576"><c r="E1048576"><v>1</v></c></row>' + END), RIGHT),
    "rows repeated without end": (lambda: repeated(4_000_000_000, 1), WITHOUT),
    "columns repeated without end": (lambda: repeated(1, 1_000_000_000), WITHOUT),
    "rows and columns repeated": (lambda: repeated(1_000_000, 16_384), "too large"),
    "a thousand million laughs": (
        lambda: written.rezipped(written.ods([("S", ROWS)]), lambda name, old: old.replace(b"?>", b"?>" + LAUGHS, 1)),
        "document type"),
    "a hundred thousand tables in each other": (lambda: b"<html>" + b"<table><tr><td>" * 30_000 + b"x", WITHOUT),
    "elements in each other": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        + b"<a>" * 90_000,
        "damaged"),
    "cells over a hundred columns each": (
        lambda: b"<html><table><tr>" + b"<td colspan=100>x" * 2000, "199,900 columns"),
    "a thousand sheets": (lambda: written.ods([(f"S{n}", [["x"]]) for n in range(1000)]), "1,000 sheets"),
    "a sheet twice": (lambda: with_another(SHEET, b"<worksheet/>"), "two parts of the same name"),
    "a sheet twice in other letters": (
        lambda: with_another(SHEET.upper(), b"<worksheet/>"), "two parts of the same name"),
    "wrong checksums": (lambda: directory(wrong_sum), "damaged"),
    "sizes of nought": (lambda: directory(set_size(0)), "damaged"),
    "sizes too small": (lambda: directory(set_size(10)), "damaged"),
    "sizes too large": (lambda: directory(set_size(0x7FFFFFFF)), "more than 1 GB"),
    "far larger than it says": (lambda: unpacks_to(60_000_000), "damaged"),
    "a folder above": (lambda: with_another("../../etc/passwd"), "outside the file"),
    "a folder above, in Windows": (lambda: with_another("..\\..\\x"), "outside the file"),
    "a drive": (lambda: with_another("C:/x"), "outside the file"),
    "a link to another workbook": (
        lambda: with_another("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), RIGHT),
    "macros": (lambda: with_another("xl/vbaProject.bin"), RIGHT),
    "one line of many megabytes": (lambda: b"a," * 10_000_000, "more than a million characters"),
    "one cell of many megabytes": (lambda: b"a" * 20_000_000, "more than a million characters"),
    "300,000 columns": (lambda: b"x," * 300_000 + b"\n1\n", "300,001 columns"),
    "one long row among many": (lambda: b"x\n" * 60_000 + b"x," * 900, "too large"),
    "nothing but quotation marks": (lambda: b'"\n' * 200_000, WITHOUT),
    "noughts before the text": (lambda: b"\x00" * 2_000_000 + written.text([("", ROWS)]), WITHOUT),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_within_ten_seconds_in_a_sentence_or_in_the_right_numbers(case, reader, tmp_path):
    make, words = HOSTILE[case]
    path = tmp_path / "march.xlsx"
    path.write_bytes(make())
    started = time.monotonic()
    result = check(path, framework(), reader=reader)
    assert time.monotonic() - started < 10
    if words == RIGHT:
        assert [(table.rows, table.total["amount"]) for table in result.tables] == [(2, "107.50")]
        return
    assert result.tables == ()
    assert result.refused.startswith("march.xlsx")
    if words != WITHOUT:
        assert re.search(words, result.refused)
        assert_is_a_sentence(result.refused, path.name)


def test_a_reader_that_panics_or_is_ended_by_the_system_costs_one_file_and_no_more(reader, tmp_path, monkeypatch):
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(written.xlsx([("Sheet1", ROWS)]))
    bad.write_bytes(changed(END, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END))
    for _ in range(2):
        with pytest.raises(Refused, match=r"bad\.xlsx"):
            reader.read(bad)
        assert reader.read(good).sheets
    monkeypatch.setattr(reading, "_conversation", lambda process, *_: (process.kill(), reading._frame(process)))
    with pytest.raises(Refused, match="could not be read"):
        reader.read(good)
    monkeypatch.undo()
    assert reader.read(good).sheets


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells how much memory a process has")
def test_a_file_that_needs_too_much_memory_is_stopped(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_MEMORY", 1_000_000)
    path = tmp_path / "large.csv"
    path.write_bytes(b"a,b,c\n" * 1_000_000)
    with pytest.raises(Refused, match="could not be read"):
        reader.read(path)
