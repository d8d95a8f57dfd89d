"""The uploader's own workbook, handed back with every problem marked in its cell and listed on a sheet of its own.

Every cell that we write is text, so nothing that a file says can become a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from metrics.spreadsheets import reading
from metrics.spreadsheets.checking import Checked
from metrics.spreadsheets.problems import Problem

LIST_SHEET = "Issues"
FILLS = {
    "error": PatternFill("solid", fgColor="F8D7DA"),
    "warning": PatternFill("solid", fgColor="FFF3CD"),
    "question": PatternFill("solid", fgColor="D6E9F8"),
}
WORDS = {"error": "Put right", "warning": "Look at", "question": "Answer"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def mark(checked: Checked, out_dir: Path) -> Path:
    """Write the marked copy into `out_dir` and return its path. Raises reading.Refused where the file cannot be read.

    xlsx and xlsm keep what openpyxl keeps of them, their formulas included; other kinds become a new workbook.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    own = checked.kind in ("xlsx", "xlsm")
    keep_macros = checked.kind == "xlsm"
    book = load_workbook(checked.path, keep_vba=keep_macros) if own else _as_workbook(checked.path)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    problems = sorted(checked.problems, key=lambda p: (p.sheet or "", p.row or 0))
    names = _sheet_names(problems, sheets, book.worksheets)
    for problem in problems:
        if problem.cell and problem.sheet in names:
            _mark_cell(names[problem.sheet][problem.cell], problem)
    _list_problems(book, checked, problems, names)
    path = out_dir / f"{Path(checked.file).stem[:80]} - marked{'.xlsm' if keep_macros else '.xlsx'}"
    path = path.with_name(re.sub(r'[<>:"/\\|?*]', "_", path.name))
    book.save(path)
    return path


def _sheet_names(
    problems: Sequence[Problem], sheets: dict[str, Worksheet], order: Sequence[Worksheet]
) -> dict[str, Worksheet]:
    """The sheet that each problem's sheet name means: a text file's only sheet goes by the file's name."""
    wanted = {problem.sheet for problem in problems if problem.sheet}
    return {name: sheets[name] if name in sheets else order[0] for name in wanted if name in sheets or len(order) == 1}


def _as_workbook(path: Path) -> Workbook:
    """A new workbook with the cells of a file of another kind, each as text."""
    book = Workbook()
    book.remove(book.active)
    for i, sheet in enumerate(reading.read(path).sheets):
        title = re.sub(r"[\[\]:*?/\\]", "_", sheet.name)[:31] or f"Sheet{i + 1}"
        target = book.create_sheet(title)
        columns = [column.to_pylist() for column in sheet.rows.columns]
        for r, row in enumerate(zip(*columns, strict=True), start=1):
            for c, value in enumerate(row, start=1):
                if value is not None:
                    write_text(target.cell(r, c), value)
    return book


def write_text(cell: Cell, text: str) -> None:
    """Put text into a cell as text, whatever it begins with."""
    cell.value = _CONTROL.sub("", text)[:32_767]
    cell.data_type = "s"
    cell.number_format = "@"


def _mark_cell(cell: Cell, problem: Problem) -> None:
    if isinstance(cell, MergedCell):
        return
    cell.fill = FILLS[problem.severity]
    said = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment((said + problem.message)[:2000], "Check", width=320, height=120)


def _list_problems(book: Workbook, checked: Checked, problems: Sequence[Problem], names: dict[str, Worksheet]) -> None:
    """The sheet that lists every problem, with a link to its cell."""
    title = LIST_SHEET
    while title in book.sheetnames:
        title += " 2"
    sheet = book.create_sheet(title)
    lines = [f"{checked.file}: {len(problems):,} to look at.", *([checked.refused] if checked.refused else [])]
    for row, line in enumerate(lines, start=1):
        write_text(sheet.cell(row, 1), line)
        sheet.cell(row, 1).font = Font(bold=True)
    start = len(lines) + 2
    for column, heading in enumerate(("What to do", "Sheet", "Cell", "What is wrong"), start=1):
        write_text(sheet.cell(start, column), heading)
        sheet.cell(start, column).font = Font(bold=True)
    for row, problem in enumerate(problems, start=start + 1):
        _list_one(sheet, row, problem, names)
    for letter, width in zip("ABCD", (14, 28, 10, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = sheet.cell(start + 1, 1)
    book.active = book.index(sheet)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _list_one(sheet: Worksheet, row: int, problem: Problem, names: dict[str, Worksheet]) -> None:
    cells = (WORDS[problem.severity], problem.sheet or "", problem.cell or "", problem.message)
    for column, text in enumerate(cells, start=1):
        write_text(sheet.cell(row, column), text)
    sheet.cell(row, 1).fill = FILLS[problem.severity]
    sheet.cell(row, 4).alignment = Alignment(wrap_text=True, vertical="top")
    if problem.cell and problem.sheet in names:
        target = names[problem.sheet].title.replace("'", "''")
        link = sheet.cell(row, 3)
        link.hyperlink = f"#'{target}'!{problem.cell}"
        link.font = Font(color="0B4F8A", underline="single")
