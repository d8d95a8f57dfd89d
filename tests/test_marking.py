"""A file handed back: the sender's own workbook with the cells marked, a list with links, and nothing else changed."""

import io
import os
import re
import zipfile
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from metrics.definitions import framework
from metrics.harmless import csv_cell
from metrics.spreadsheets import marking_worker, worker
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.issues_sheet import Issue, parted
from metrics.spreadsheets.marking import can_be_marked, mark, marked
from metrics.spreadsheets.reading import Refused

TODAY = date(2026, 10, 12)
HEADINGS = ["Supplier", "Payment Date", "Amount", "Invoice Number", "Double"]
NAME = "Ward's \"petty\" cash"


def checked(path, **more):
    return check(path, framework(), today=TODAY, **more)


@pytest.fixture
def senders(tmp_path):
    """A workbook with all that a sender might have in it, and four faults."""
    book = Workbook()
    sheet = book.active
    sheet.title = NAME
    sheet.append(HEADINGS)
    sheet.append(["Ann Ltd", "13/03/2026", "abc", "0012", "=C3*2"])
    sheet.append(["Bob Ltd", date(2026, 3, 14), 12.5, "0013", "=SUM(C2:C3)"])
    sheet.append(["Cy Ltd", None, 3, "0014", None])
    sheet["C2"].font = Font(bold=True, color="FF0000")
    sheet["C2"].number_format = "0.000"
    sheet["C2"].comment = Comment("Ask Jo about this", "Jo")
    sheet["A3"].comment = Comment("Known", "Jo")
    sheet.column_dimensions["A"].width = 33
    rule = DataValidation(type="list", formula1='"a,b"')
    rule.add("D2:D9")
    sheet.add_data_validation(rule)
    book.create_sheet("Issues")["A1"] = "our own issues"
    book.create_sheet("Notes")["B2"] = "=1+1"
    path = tmp_path / "payments.xlsx"
    book.save(path)
    return path


@pytest.fixture
def handed_back(senders):
    return load_workbook(io.BytesIO(marked(checked(senders)).content))


def test_only_the_marked_cells_change(senders, handed_back):
    before = load_workbook(senders)
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                now = handed_back[sheet.title][cell.coordinate]
                same = ("value", "number_format", "font", "border", "alignment", "protection")
                assert [repr(getattr(now, name)) for name in same] == [repr(getattr(cell, name)) for name in same]
    sheet = handed_back[NAME]
    filled = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"}
    assert filled == {"C2", "B4"}
    assert sheet.column_dimensions["A"].width == 33
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["D2:D9"]


def test_every_part_that_has_no_mark_is_the_same_to_the_byte(senders):
    before = zipfile.ZipFile(senders)
    after = zipfile.ZipFile(io.BytesIO(marked(checked(senders)).content))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert {Path(name).name for name in changed} == {
        "sheet1.xml", "styles.xml", "workbook.xml", "workbook.xml.rels", "[Content_Types].xml",
        "comment1.xml", "commentsDrawing1.vml",
    }  # fmt: skip


def test_a_comment_that_was_there_stays_and_ours_stands_under_it(handed_back):
    sheet = handed_back[NAME]
    assert sheet["C2"].comment.text == (
        "Ask Jo about this\n\nCheck: Row 2, Amount: 'abc' is not an amount. Correct it."
    )
    assert (sheet["C2"].comment.author, sheet["A3"].comment.text) == ("Jo", "Known")
    assert "no date here" in sheet["B4"].comment.text


def test_the_list_has_a_name_of_its_own_and_a_link_to_each_cell(handed_back):
    assert handed_back.sheetnames == [NAME, "Issues", "Notes", "Issues 2"]
    assert handed_back.active.title == "Issues 2"
    assert [sheet.title for sheet in handed_back.worksheets if sheet.sheet_view.tabSelected] == ["Issues 2"]
    links = {cell.value: cell.hyperlink.location for cell in handed_back["Issues 2"]["C"] if cell.hyperlink}
    assert links == {"C2": "'Ward''s \"petty\" cash'!C2", "B4": "'Ward''s \"petty\" cash'!B4"}
    rows = [[cell.value for cell in row] for row in handed_back["Issues 2"].iter_rows()]
    assert [
        "Put right", NAME, "C2", "2", "Amount", "'abc' is not an amount.", "Correct it.", "abc",
    ] in rows  # fmt: skip


def test_marking_a_marked_workbook_again_says_each_thing_once(senders, tmp_path):
    once = mark(checked(senders), tmp_path)
    twice = load_workbook(mark(checked(once), tmp_path / "again"))
    assert twice[NAME]["B4"].comment.text.count("no date here") == 1


def test_our_list_is_passed_over_and_a_senders_own_sheet_of_that_name_is_told(senders, tmp_path):
    notes = checked(mark(checked(senders), tmp_path / "out")).notes
    assert [note for note in notes if "Issues" in note] == [
        "The sheet 'Issues' holds no table that we know and was not read."
    ]


def test_what_has_no_cell_is_listed_first(tmp_path):
    path = tmp_path / "payments.csv"
    path.write_text("Supplier,Payment Date,Amount,VAT\nAnn,13/03/2026,abc,1\n", encoding="utf-8")
    rows = list(load_workbook(io.BytesIO(marked(checked(path)).content))["Issues"].iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == "Decision")
    assert [(row[0], row[2]) for row in rows[start + 1 :]] == [("Look at", None), ("Put right", "C2")]
    assert "There is no supplier postcode" in rows[start + 1][5]


def test_a_file_that_lacks_a_column_is_handed_back_with_the_reason(tmp_path):
    path = tmp_path / "starters.csv"
    text = "Employee Number,Recruitment Source,Pay Band,FTE,Home Postcode\n1,x,Band 2,1,FY1 4EE\n"
    path.write_text(text, encoding="utf-8")
    found = checked(path)
    rows = list(load_workbook(io.BytesIO(marked(found).content))["Issues"].iter_rows(values_only=True))
    assert found.refused and can_be_marked(found)
    assert any(f"{row[5]} {row[6]}".lower() == found.refused.lower() for row in rows)
    assert "There is no column Start date" in found.refused


def test_the_heading_row_of_a_file_that_lacks_a_column_is_marked_with_what_is_missing(tmp_path):
    path = tmp_path / "march.xlsx"
    book = Workbook()
    book.active.append(["Payments made in March"])
    book.active.append(["Supplier No", "Supplier", "Supplier Postcode", "Invoice Number", "Payment Date", "Sum paid"])
    book.active.append(["1", "Shop Ltd", "FY3 8NR", "A1", "16/03/2026", 5.25])
    book.save(path)
    back = load_workbook(io.BytesIO(marked(checked(path)).content))
    comments = {c.coordinate: c.comment.text for row in back["Sheet"].iter_rows() for c in row if c.comment}
    assert list(comments) == ["F2"]
    assert "Row 2: There is no column Amount" in comments["F2"] and "Is it 'Sum paid'?" in comments["F2"]
    listed = [row for row in back["Issues"].iter_rows(values_only=True) if row[1] == "Sheet" and row[2] == "F2"]
    assert [row[0] for row in listed] == ["Put right"]


def test_what_is_missing_and_has_nothing_like_it_stands_at_the_first_heading(tmp_path):
    path = tmp_path / "starters.csv"
    text = "Employee Number,Recruitment Source,Pay Band,FTE,Home Postcode\n1,x,Band 2,1,FY1 4EE\n"
    path.write_text(text, encoding="utf-8")
    (lacking,) = checked(path).lacking
    assert (lacking.column, lacking.row, lacking.cell) == ("start_date", 1, "A1")


def test_a_file_that_cannot_be_read_is_not_handed_back(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    assert not can_be_marked(checked(path))
    with pytest.raises(Refused, match="could not be read"):
        marked(checked(path))


def test_a_text_file_becomes_a_workbook_of_text_with_its_leading_noughts(tmp_path):
    path = tmp_path / "payments.csv"
    cells = ["=1+1", "+44", "-x", "@SUM(A1)", "\tA", "00123", "<b>&", "a_b"]
    text = "Supplier,Payment Date,Amount,Invoice Number\n" + "".join(f'{c},13/03/2026,abc,"{c}"\n' for c in cells)
    path.write_text(text, encoding="utf-8")
    sheet = load_workbook(io.BytesIO(marked(checked(path)).content)).worksheets[0]
    assert [sheet.cell(row, 4).value.strip() for row in range(2, 10)] == [cell.strip() for cell in cells]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert sheet["C2"].comment and sheet["D7"].number_format == "@"


def test_nothing_that_a_file_says_becomes_a_formula_in_the_list(tmp_path):
    path = tmp_path / "payments.csv"
    path.write_text('Supplier,Payment Date,Amount\nAnn,13/03/2026,"=cmd|\' /C calc\'!A0"\n', encoding="utf-8")
    made = marked(checked(path)).content
    book = load_workbook(io.BytesIO(made))
    assert "=cmd|' /C calc'!A0" in {cell.value for cell in book["Issues"]["H"]}
    assert {c.data_type for s in book for row in s.iter_rows() for c in row if c.value is not None} == {"s"}
    parts = zipfile.ZipFile(io.BytesIO(made))
    assert not any(re.search(rb"<f[ >]", parts.read(name)) for name in parts.namelist())


def test_macros_stay_in_the_workbook_that_is_handed_back(senders, tmp_path):
    path = tmp_path / "payments.xlsm"
    with zipfile.ZipFile(senders) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ).replace(b"<Override ", b'<Default Extension="bin" ContentType="x"/><Override ', 1)
            new.writestr(name, content)
        new.writestr("xl/vbaProject.bin", b"macro")
    made = marked(checked(path))
    assert made.name == "payments - marked.xlsm"
    assert zipfile.ZipFile(io.BytesIO(made.content)).read("xl/vbaProject.bin") == b"macro"


def test_a_workbook_whose_elements_bear_a_prefix_is_changed_in_place_too(senders, tmp_path):
    path = tmp_path / "prefixed.xlsx"
    with zipfile.ZipFile(senders) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if re.search(r"xl/(workbook|styles|worksheets/sheet1)\.xml$", name):
                content = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", content).replace(b" xmlns=", b" xmlns:x=")
            new.writestr(name, content)
    made = marked(checked(path))
    assert made.sentence.startswith("Your own workbook")
    book = load_workbook(io.BytesIO(made.content))
    assert book.sheetnames[-1] == "Issues 2"
    assert "'abc' is not an amount" in book[NAME]["C2"].comment.text
    assert book[NAME]["B4"].fill.fill_type == "solid"


def test_merged_cells_are_marked_where_they_are_seen(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (HEADINGS[:3], ["Ann", "13/03/2026", 1], ["Bob", None, 2], ["Cy", "14/03/2026", 3]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    path = tmp_path / "payments.xlsx"
    book.save(path)
    assert load_workbook(io.BytesIO(marked(checked(path)).content)).active is not None
    assert load_workbook(io.BytesIO(marked(checked(path)).content)).worksheets[0]["B2"].comment


def test_marking_leaves_no_file_behind(senders, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    before = sorted(tmp_path.rglob("*"))
    marked(checked(senders))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("message", "wrong", "remedy"),
    [
        ("Row 2, Amount: 'a. b' is not an amount. Correct it.", "'a. b' is not an amount.", "Correct it."),
        ("There is no column Start date. Add it.", "There is no column Start date.", "Add it."),
        (
            "Row 9, Kind: 'x' is not a postcode we know. Near it: FY3 8NR. Correct it, or leave it empty.",
            "'x' is not a postcode we know. Near it: FY3 8NR.",
            "Correct it, or leave it empty.",
        ),
    ],
)
def test_a_sentence_is_parted_into_what_is_wrong_and_what_to_do(message, wrong, remedy):
    assert parted(Issue("error", message)) == (wrong, remedy)


@pytest.mark.parametrize("text", ["=1+1", "+44 1253", "-x", "@SUM(A1)", "\tA", "\rA", " =1", "\uff1d1", "-2+3+cmd"])
def test_a_text_that_could_be_a_formula_is_quoted_in_a_csv(text):
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["-12.50", "-1,234", "+3", "0012", "Ann", "", -4.5, None, "5-7"])
def test_a_number_or_a_plain_word_stays_as_it_is_in_a_csv(value):
    assert csv_cell(value) == value


def test_a_nul_does_not_hide_a_formula():
    assert csv_cell("\x00=1+1") == "'=1+1"


AWKWARD = Path(os.environ.get("ANCHOR_REAL_FILES", "none")) / "awkward"


@pytest.mark.skipif(not AWKWARD.is_dir(), reason="ANCHOR_REAL_FILES names no folder of published files")
def test_awkward_workbooks_read_the_same_after_marking_but_for_the_marks(tmp_path):
    paths = [p for p in sorted(AWKWARD.rglob("*.xls[xm]")) if p.stat().st_size < 60_000]
    tried = 0
    for path in paths:
        try:
            facts, tables = worker.read(path, path.name)
        except Refused:
            continue
        if facts["kind"] not in ("xlsx", "xlsm"):
            continue
        sheets = [(one["name"], table) for one, table in zip(facts["sheets"], tables, strict=True) if table.num_rows]
        issues = [asdict(Issue("error", "Wrong. Correct it.", name, cell, 1)) for name, _ in sheets for cell in
                  ("A1", "C5", "AA2")]  # fmt: skip
        asked = {"path": str(path), "name": path.name, "kind": facts["kind"], "notes": [], "issues": issues}
        _, content = marking_worker.marked(asked)
        back = tmp_path / "back.xlsx"
        back.write_bytes(content)
        again = {one["name"]: table for one, table in zip(*_read(back), strict=True)}
        for name, table in sheets:
            assert again[name].slice(0, table.num_rows).select(table.column_names).equals(table), (path.name, name)
        tried += 1
    assert tried > 30


def _read(path):
    facts, tables = worker.read(path, path.name)
    return facts["sheets"], tables
