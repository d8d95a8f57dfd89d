"""The sheet that lists every problem of a file, with a link to its cell: "Issues"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from metrics.spreadsheets.cell_styles import Styles
from metrics.spreadsheets.packages import text
from metrics.spreadsheets.text_sheets import sheet

LIST_SHEET = "Issues"
HEADINGS = ("Decision", "Sheet", "Cell", "Row", "Column heading", "What is wrong", "What to do", "What stood there")
WIDTHS = (12, 22, 9, 8, 24, 60, 50, 30)
WORDS = {"error": "Put right", "warning": "Look at", "question": "Answer"}
_REMEDY = (
    "Accept|Add|Answer|Ask|Both are kept|Check|Choose|Copy|Correct|Delete|Fill|Format|If|Is it|Is that|It was left out|"
    "Look|Mend|Open|Put|Rename|Save|Say|Split|Take|Two posts|Unhide|Use|Write"
)
_PARTED = re.compile(rf"^(?:Row \d+(?:, [^:]+)?: )?(.*?[.?!'…])\s+((?:{_REMEDY})\b.*)$", re.DOTALL)


@dataclass(frozen=True)
class Issue:
    """One line of the list: a problem, the sender's own heading of its column, what the cell held."""

    severity: str
    message: str
    sheet: str = ""
    cell: str = ""
    row: int | None = None
    heading: str = ""
    options: tuple[str, ...] = ()


def parted(issue: Issue) -> tuple[str, str]:
    """(what is wrong, what to do): the sentence up to the first that begins with a remedy, and the rest."""
    found = _PARTED.match(issue.message)
    wrong, remedy = found.groups() if found else (issue.message, "")
    if issue.options:
        remedy = f"{remedy} Answer when you bring the file in: {' or '.join(issue.options)}.".strip()
    return wrong[:1].upper() + wrong[1:], remedy or "Look at it, and accept it with a reason if it is right."


def free_name(taken: Iterable[str]) -> str:
    """A name for the list that no sheet has (Excel does not tell capitals apart)."""
    used = {name.lower() for name in taken}
    name, number = LIST_SHEET, 1
    while name.lower() in used:
        number += 1
        name = f"{LIST_SHEET} {number}"
    return name


def listed(
    issues: Sequence[Issue],
    lines: Sequence[str],
    targets: Mapping[str, str],
    held: Mapping[tuple[str, str], str],
    styles: Styles,
) -> bytes:
    """The list as a sheet's part. `lines` stand above it; `targets` says which sheet of the workbook a problem's
    sheet is; `held` what stood in (a problem's sheet, its cell)."""
    start = len(lines) + 2
    bold, plain = styles.of_text(bold=True), styles.of_text()
    rows = [(n, [(0, line, bold if n == 1 else plain)]) for n, line in enumerate(lines, start=1)]
    rows.append((start, [(i, heading, bold) for i, heading in enumerate(HEADINGS)]))
    links = []
    for row, issue in enumerate(sorted(issues, key=_order), start=start + 1):
        linked = bool(issue.cell and issue.sheet in targets)
        rows.append((row, _cells(issue, held, styles, linked)))
        if linked:
            place = "'" + targets[issue.sheet].replace("'", "''") + "'!" + issue.cell
            links.append(f'<hyperlink ref="C{row}" location="{text(place).decode()}" display="{issue.cell}"/>')
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, start=1)
    )
    view = (
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{start}" topLeftCell="A{start + 1}" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    )
    after = f'<autoFilter ref="A{start}:H{start + len(issues)}"/>'
    after += f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return sheet(rows, f"{view}<cols>{widths}</cols>", after)


def _order(issue: Issue) -> tuple:
    """What has no cell first, then from sheet to sheet and row to row."""
    return bool(issue.cell), issue.sheet, issue.row or 0, issue.cell


def _cells(issue: Issue, held: Mapping[tuple[str, str], str], styles: Styles, linked: bool) -> list:
    wrong, remedy = parted(issue)
    row = "" if issue.row is None else str(issue.row)
    stood = held.get((issue.sheet, issue.cell), "")
    said = (WORDS[issue.severity], issue.sheet, issue.cell, row, issue.heading, wrong, remedy, stood)
    looks = [styles.of_text(wrap=column > 3) for column in range(len(said))]
    looks[0] = styles.of_text(severity=issue.severity)
    looks[2] = styles.of_text(link=True) if linked else looks[2]
    return [(i, words, look) for i, (words, look) in enumerate(zip(said, looks, strict=True)) if words]
