"""Tables -> the bytes of a CSV, a tab-separated text named .xls, an .xlsx or an .ods file.

The archives are written by hand rather than with a library because the same table must give the same bytes: every
member has the same date, nothing names the machine or the hour, and 7,500 staff are written in a fraction of a second.
(The bytes also depend on the zlib that Python came with.)
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | int | float | date | None

_ZIP_DATE = (2026, 10, 1, 9, 0, 0)
_DAY_ZERO = date(1899, 12, 30).toordinal()  # Excel's day 0, its leap year mistake included


@dataclass(frozen=True)
class Sheet:
    """One table as people send it: rows above the heading, the heading, the rows, and rows at the foot."""

    headings: list[str]
    columns: list[list[Cell]]  # one list a heading, all of one length
    above: list[list[Cell]] = field(default_factory=list)
    foot: list[list[Cell]] = field(default_factory=list)
    name: str = "Sheet1"

    def rows(self) -> list[tuple[Cell, ...] | list[Cell]]:
        return [*self.above, self.headings, *zip(*self.columns, strict=True), *self.foot]


@dataclass(frozen=True)
class Made:
    """A file to write: its name and its sheets; the name's ending decides the kind."""

    name: str
    sheets: list[Sheet]
    encoding: str = "utf-8"
    hidden: tuple[str, ...] = ()  # names of hidden sheets (.xlsx only)


def save(made: Made, folder: Path) -> Path:
    """Write one file; the folder must be there. Gives its path."""
    path = folder / made.name
    kinds = {".csv": _text, ".xls": _text, ".xlsx": _xlsx, ".ods": _ods}
    path.write_bytes(kinds[path.suffix](made))
    return path


def _text(made: Made) -> bytes:
    """The csv module's format, made a column at a time: three times as fast for the big files."""
    sheet = made.sheets[0]
    delimiter = "\t" if made.name.endswith(".xls") else ","
    body = map(delimiter.join, zip(*(_ready(column, delimiter) for column in sheet.columns), strict=True))
    lines = [*_lines([*sheet.above, sheet.headings], delimiter), *body, *_lines(sheet.foot, delimiter), ""]
    return "\r\n".join(lines).encode(made.encoding)


def _lines(rows: list[list[Cell]], delimiter: str) -> list[str]:
    return [delimiter.join(_ready(row, delimiter)) for row in rows]


def _ready(cells: list[Cell], delimiter: str) -> list[str]:
    """Each cell as text, in quotation marks where it holds the delimiter, a quotation mark or the end of a line."""
    if set(map(type, cells)) != {str}:
        cells = ["" if cell is None else str(cell) for cell in cells]
    every = "".join(cells)
    if not any(mark in every for mark in (delimiter, '"', "\n", "\r")):
        return cells
    return [f'"{c.replace(chr(34), chr(34) * 2)}"' if delimiter in c or '"' in c or "\n" in c else c for c in cells]


def _archive(members: list[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.create_system = 3  # the same on Windows and Linux
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode("utf-8"), compresslevel=3)
    return out.getvalue()


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Written(dict):
    """A cell's XML after its place; kept, because most values come many times."""

    def __missing__(self, cell: Cell) -> str:
        if isinstance(cell, str):
            made = f' t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        elif isinstance(cell, date):
            made = f' s="1"><v>{cell.toordinal() - _DAY_ZERO}</v></c>'
        else:
            made = f"><v>{cell}</v></c>"
        self[cell] = made
        return made


def _xlsx_sheet(sheet: Sheet) -> str:
    letters = [_letters(i) for i in range(max(1, len(sheet.headings)))]
    written = _Written()
    lines = []
    for number, row in enumerate(sheet.rows(), start=1):
        cells = [
            f'<c r="{letter}{number}"{written[cell]}'
            for letter, cell in zip(letters, row, strict=False)
            if cell is not None and cell != ""
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(lines)}</sheetData></worksheet>"
    )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _xlsx(made: Made) -> bytes:
    numbers = range(1, len(made.sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        for n in numbers
    )
    kinds = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>{parts}</Types>'
    )
    root = (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    sheets = "".join(
        f'<sheet name="{escape(s.name)}" sheetId="{n}"{_state(made, s)} r:id="rId{n}"/>'
        for n, s in zip(numbers, made.sheets, strict=True)
    )
    workbook = (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr/><sheets>{sheets}</sheets></workbook>'
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    style = f'<Relationship Id="rId{len(numbers) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    relations = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}{style}</Relationships>'
    return _archive(
        [
            ("[Content_Types].xml", kinds),
            ("_rels/.rels", root),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/styles.xml", _STYLES),
            *((f"xl/worksheets/sheet{n}.xml", _xlsx_sheet(s)) for n, s in zip(numbers, made.sheets, strict=True)),
        ]
    )


def _state(made: Made, sheet: Sheet) -> str:
    return ' state="hidden"' if sheet.name in made.hidden else ""


_ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        shown = f"{cell:%d/%m/%Y}"
    else:
        kind, shown = f'office:value-type="float" office:value="{cell}"', f"{cell}"
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def _ods_table(sheet: Sheet) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>" for row in sheet.rows()
    )
    return f'<table:table table:name="{escape(sheet.name)}">{rows}</table:table>'


def _ods(made: Made) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{''.join(map(_ods_table, made.sheets))}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{office}:manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_KIND}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return _archive([("mimetype", _ODS_KIND), ("META-INF/manifest.xml", manifest), ("content.xml", content)])
