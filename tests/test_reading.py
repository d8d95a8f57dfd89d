"""Spreadsheets are read as text, row for row and column for column as Excel shows them, whatever their name says."""

from __future__ import annotations

import csv
import datetime
import io
import subprocess
import sys
import threading
import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.spreadsheets import text_files
from metrics.spreadsheets.reading import PROJECT, Reader, Refused, Workbook, allowed, read
from metrics.spreadsheets.workbook_files import column_letters


def cells(workbook: Workbook, sheet: int = 0) -> list[list[str | None]]:
    return [list(row.values()) for row in workbook.sheets[sheet].rows.to_pylist()]


def text_file(folder: Path, content: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_every_kind_of_cell_becomes_the_text_a_person_would_type(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([123, 1.5, "00123", datetime.datetime(2026, 3, 1), True, "FY3  8NR", None, datetime.time(9, 30), 0.45])
    sheet["J1"], sheet["J1"].data_type = "#N/A", "e"
    book.save(tmp_path / "cells.xlsx")
    assert cells(read(tmp_path / "cells.xlsx")) == [
        ["123", "1.5", "00123", "2026-03-01 00:00:00", "true", "FY3  8NR", None, "09:30:00", "0.45", "#N/A"]
    ]


def test_the_first_row_and_column_are_excels_even_when_the_table_starts_further_in(tmp_path):
    book = openpyxl.Workbook()
    book.active["C4"] = "heading"
    book.active["C5"] = 7
    book.save(tmp_path / "inset.xlsx")
    assert cells(read(tmp_path / "inset.xlsx")) == [[None] * 3] * 3 + [[None, None, "heading"], [None, None, "7"]]


def test_hidden_sheets_merged_cells_and_formulas_without_results_are_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Front & back"
    book.active["A1"] = "Wide heading"
    book.active["A2"] = "=1+1"
    book.active.merge_cells("A1:C1")
    book.create_sheet("Secret")["A1"] = 1
    book["Secret"].sheet_state = "veryHidden"
    book.save(tmp_path / "told.xlsx")
    workbook = read(tmp_path / "told.xlsx")
    assert [(sheet.name, sheet.hidden, sheet.merged) for sheet in workbook.sheets] == [
        ("Front & back", False, ("A1:C1",)),
        ("Secret", True, ()),
    ]
    assert any("1 cell holds a formula" in note for note in workbook.notes)
    assert any('"Secret" is hidden' in note for note in workbook.notes)


def test_blank_rows_and_columns_that_trail_are_not_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"] = "a", "b"
    book.active["F5000"] = " "
    book.save(tmp_path / "tail.xlsx")
    assert cells(read(tmp_path / "tail.xlsx")) == [["a", None], [None, "b"]]


def test_the_content_decides_the_kind_and_not_the_name(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.save(tmp_path / "really.xlsx")
    lying = text_file(tmp_path, (tmp_path / "really.xlsx").read_bytes(), "named.csv")
    assert read(lying).kind == "xlsx"
    assert read(text_file(tmp_path, b"a\tb\n1\t2\n", "named.xls")).kind == "csv"


def test_tab_separated_text_named_xls_is_read(tmp_path):
    workbook = read(text_file(tmp_path, b"Start Date\tName\r\n01/03/2026\tA, B\r\n", "export.xls"))
    assert workbook.delimiter == "\t"
    assert cells(workbook) == [["Start Date", "Name"], ["01/03/2026", "A, B"]]


def test_a_web_page_named_xls_is_read_table_by_table(tmp_path):
    page = b"<html><body><table><tr><th colspan=2>Spend<th>&pound;</tr><tr><td>a<td>b<td>1,200</table></body></html>"
    workbook = read(text_file(tmp_path, page, "export.xls"))
    assert workbook.kind == "html"
    assert cells(workbook) == [["Spend", None, "£"], ["a", "b", "1,200"]]


def test_the_xml_of_excel_2003_is_read(tmp_path):
    page = b"""<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="March"><Table>
    <Row ss:Index="2"><Cell><Data ss:Type="String">a</Data></Cell>
    <Cell ss:Index="3"><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell></Row>
    </Table></Worksheet></Workbook>"""
    workbook = read(text_file(tmp_path, page, "export.xls"))
    assert workbook.sheets[0].name == "March"
    assert cells(workbook) == [[None, None, None], ["a", None, "2026-03-01 00:00:00"]]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Café,£\n1,2\n".encode(), "utf-8"),
        ("\ufeffCafé,£\n1,2\n".encode(), "utf-8-sig"),
        ("Café,£\n1,2\n".encode("cp1252"), "cp1252"),
        ("Café,£\n1,2\n".encode("utf-16"), "utf-16"),
        ("Café,£\n1,2\n".encode("utf-16-le"), "utf-16-le"),
        ("Café,£\n1,2\n".encode("utf-16-be"), "utf-16-be"),
        ("Café,£ \n1,£2\n".encode("cp850"), "cp850"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(tmp_path, content, encoding):
    workbook = read(text_file(tmp_path, content))
    assert workbook.encoding == encoding
    assert cells(workbook)[0] == ["Café", "£ " if encoding == "cp850" else "£"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_line_end_gives_the_same_table(tmp_path, delimiter, end):
    lines = [["Supplier", "Amount"], ["A & B", "1"], ["C", "2"]]
    workbook = read(text_file(tmp_path, end.join(delimiter.join(line) for line in lines).encode()))
    assert workbook.delimiter == delimiter
    assert cells(workbook) == lines


def test_mixed_line_ends_title_rows_and_quoted_line_breaks_keep_their_rows(tmp_path):
    content = b'Payments over 25k\r\n\r\nSupplier,Amount\n"A, the\nfirst","1,000.00"\rB,2\r\n,,,\r\n'
    assert cells(read(text_file(tmp_path, content))) == [
        ["Payments over 25k", None],
        [None, None],
        ["Supplier", "Amount"],
        ["A, the\nfirst", "1,000.00"],
        ["B", "2"],
    ]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file(tmp_path):
    rows = "\n".join(f"supplier {number},{number}" for number in range(40))
    workbook = read(text_file(tmp_path, f'name,amount\n"lost,1\n{rows}\n'.encode()))
    assert len(cells(workbook)) == 42
    assert "never closed" in workbook.notes[0]


def test_the_separator_line_that_excel_writes_is_obeyed_and_is_not_a_row(tmp_path):
    assert cells(read(text_file(tmp_path, b"sep=;\r\na,x;b\r\n1;2\r\n"))) == [["a,x", "b"], ["1", "2"]]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=6),
                 min_size=3, max_size=3),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_the_quick_way_through_a_large_file_gives_what_the_slow_way_gives(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    quick = text_files._quickly(stream.getvalue(), ",")
    slow = text_files.columns_of("a.csv", text_files._rows_or_none(stream.getvalue(), ","))
    assert quick is None or [column.to_pylist() for column in quick] == [column.to_pylist() for column in slow]


def test_a_large_text_file_is_read_in_full(tmp_path):
    content = "name,amount\r\n" + "".join(f"supplier {number},{number}\r\n" for number in range(120_000))
    workbook = read(text_file(tmp_path, content.encode()))
    assert workbook.sheets[0].rows.num_rows == 120_001
    assert cells(workbook)[-1] == ["supplier 119999", "119999"]


def test_three_hundred_small_files_take_a_few_milliseconds_each(tmp_path):
    path = text_file(tmp_path, b"a,b\n1,2\n")
    with Reader() as reader:
        reader.read(path)
        started = time.perf_counter()
        for _ in range(300):
            reader.read(path)
        assert time.perf_counter() - started < 6


def test_threads_can_share_a_reader(tmp_path):
    paths = [text_file(tmp_path, f"a,b\n{number},2\n".encode(), f"{number}.csv") for number in range(20)]
    found: dict[str, str | None] = {}
    with Reader() as reader:
        threads = [threading.Thread(target=lambda p: found.update({p.stem: cells(reader.read(p))[1][0]}), args=(path,))
                   for path in paths]  # fmt: skip
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {str(number): str(number) for number in range(20)}


def test_a_program_without_an_importable_main_can_read(tmp_path):
    path = text_file(tmp_path, b"a,b\n1,2\n")
    program = f"from metrics.spreadsheets.reading import read; print(read({str(path)!r}).kind)"
    done = subprocess.run([sys.executable, "-"], input=program, text=True, capture_output=True, cwd=PROJECT, check=True)
    assert done.stdout.strip() == "csv"


def test_a_reader_goes_on_after_a_file_that_took_too_long(tmp_path):
    path = text_file(tmp_path, b"a,b\n1,2\n")
    with Reader() as reader:
        reader.read(path)
        with pytest.raises(Refused, match="took longer than"):
            reader.read(text_file(tmp_path, b"a,b\n" * 1_000_000, "long.csv"), timeout=0.001)
        assert cells(reader.read(path)) == [["a", "b"], ["1", "2"]]


def test_a_reading_process_that_does_not_start_is_told_in_a_sentence(tmp_path, monkeypatch):
    path = text_file(tmp_path, b"a,b\n1,2\n")
    monkeypatch.setenv("PYTHONHOME", str(tmp_path))
    with Reader() as reader, pytest.raises(Refused, match="did not start"):
        reader.read(path)


def test_a_large_file_may_take_longer_but_never_more_than_a_minute(tmp_path):
    path = tmp_path / "size.bin"
    for size, seconds in ((0, 10), (5_000_000, 10), (12_000_000, 17), (200_000_000, 60)):
        with path.open("wb") as file:
            file.truncate(size)
        assert allowed(path, 10.0) == pytest.approx(seconds)
    assert allowed(path, 90.0) == 90.0


def test_columns_have_excels_letters():
    assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
