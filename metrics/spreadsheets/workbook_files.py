"""A workbook's bytes (xlsx, xlsm, xlsb, xls, ods) to sheets of text. Runs only in the reading process."""

from __future__ import annotations

import io
import re
import zipfile

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine

from metrics.spreadsheets.big_sheets import NotInOrder, parts_of
from metrics.spreadsheets.safety import Refused, damaged, far_outside, part_name, password

ERRORS = {"NA": "#N/A", "Div0": "#DIV/0!", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
          "Value": "#VALUE!", "GettingData": "#GETTING_DATA"}  # fmt: skip
# Beyond this the parts are not read a second time for merged cells and formulas: a big table has neither that matter.
LARGEST_LOOKED_THROUGH = 30_000_000
LARGEST_READ_WHOLE = 60_000_000  # bytes of a sheet; a larger one is read part by part
# More cells than any table that is ours; a single cell at XFD1048576 makes a sheet of 17 thousand million.
MOST_CELLS = 50_000_000
MOST_SHEETS = 400  # one for each day of a year, and some to spare
CALAMINE_FAULTS = (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError)


def sheets(name: str, kind: str, data: bytes) -> tuple[list[dict], list[str]]:
    """Every sheet as {name, hidden, merged, table}, and notes. Raises Refused when none can be read."""
    big = _big_sheets(kind, data)
    try:
        reader = fastexcel.read_excel(data)
    except fastexcel.FastExcelError as fault:
        far = kind == "ods" and _repeats_without_end(data)
        raise Refused(far_outside(name, "") if far else _why(name, str(fault))) from None
    if len(reader.sheet_names) > MOST_SHEETS:
        raise Refused(
            f"{name} has {len(reader.sheet_names):,} sheets; at most {MOST_SHEETS} are read. "
            "Copy the sheets with the table into a new workbook, save that and bring it in."
        )
    marks = _marks(kind, data)
    found, notes, faults = [], [], []
    for index, title in enumerate(reader.sheet_names):
        try:
            table, visible = _big_sheet(reader, data, index, big.get(title)) or _sheet(reader, data, index)
        except (fastexcel.FastExcelError, *CALAMINE_FAULTS) as fault:
            faults.append(_why(name, str(fault)))
            notes.append(f'The sheet "{title}" could not be read and was left out.')
            continue
        merged, uncounted = marks.get(title, ((), 0))
        buried = visible == "veryhidden"
        found.append(
            {"name": title, "hidden": visible != "visible", "buried": buried, "merged": merged, "table": table}
        )
        if visible != "visible":
            notes.append(f'The sheet "{title}" is hidden; it was read all the same.')
        if uncounted:
            notes.append(_uncounted(title, uncounted))
    if faults and not any(sheet["table"].num_rows for sheet in found):
        raise Refused(faults[0])
    return found, notes


def _uncounted(title: str, cells: int) -> str:
    many = f"{cells:,} cells hold formulas" if cells > 1 else "1 cell holds a formula"
    return (
        f'In the sheet "{title}" {many} without a result, read as empty: '
        "open the workbook in Excel and save it, so that the results are in it."
    )


def _why(name: str, fault: str) -> str:
    if fault.startswith("far:"):
        return far_outside(name, fault.removeprefix("far:"))
    return password(name) if "password" in fault.lower() else damaged(name)


def _big_sheets(kind: str, data: bytes) -> dict[str, zipfile.ZipInfo]:
    """The sheets of an xlsx that are too large to read whole, by their titles."""
    if kind not in ("xlsx", "xlsm"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part_name(part.filename): part for part in archive.infolist()}
        if max((part.file_size for part in parts.values()), default=0) <= LARGEST_READ_WHOLE:
            return {}
        titles = _sheet_parts(archive, parts)
    found = {title: parts[path] for title, path in titles.items() if path in parts}
    return {title: part for title, part in found.items() if part.file_size > LARGEST_READ_WHOLE}


def _big_sheet(
    reader: fastexcel.ExcelReader, data: bytes, index: int, part: zipfile.ZipInfo | None
) -> tuple[pa.Table, str] | None:
    """A sheet read part by part; None where it is small enough, or cannot be cut."""
    if part is None:
        return None
    read = [0]

    def columns_of(workbook: bytes) -> list[pa.Array]:
        columns, visible = _columns(fastexcel.read_excel(workbook), index, whole=not read[0])
        read[0] += len(columns) * (len(columns[0]) if columns else 0)
        if read[0] > MOST_CELLS:
            raise ValueError(f"far:{column_letters(len(columns) - 1)}")
        shown.append(visible)
        return columns

    shown: list[str] = []
    try:
        parts = parts_of(data, part, columns_of)
    except (NotInOrder, fastexcel.FastExcelError):
        return None
    width = max(map(len, parts))
    wide = [_table([*part, *[pa.nulls(len(part[0]), pa.string())] * (width - len(part))]) for part in parts if part]
    return tidy(pa.concat_tables(wide).columns), shown[0]


def _sheet(reader: fastexcel.ExcelReader, data: bytes, index: int) -> tuple[pa.Table, str]:
    """One sheet as text with column A first and row 1 first, whatever its used range."""
    try:
        columns, visible = _columns(reader, index, whole=True)
    except fastexcel.FastExcelError:
        return _sheet_the_slow_way(data, index)
    return tidy(columns), visible


def _columns(reader: fastexcel.ExcelReader, index: int, whole: bool) -> tuple[list[pa.Array], str]:
    """A sheet's columns from A on, and whether it is visible; `whole`: from row 1 on, not from its first filled one."""
    skip = 0 if whole else None
    sheet = reader.load_sheet(index, header_row=None, skip_rows=skip, dtypes="string", whitespace_as_null=True)
    batch, errors = sheet.to_arrow_with_errors()
    columns = list(batch.columns)
    before = sheet.available_columns()[0].absolute_index if columns else 0
    if (before + len(columns)) * batch.num_rows > MOST_CELLS:
        raise ValueError(f"far:{column_letters(before + len(columns) - 1)}{batch.num_rows}")
    for column, cells in _by_column(errors).items():
        columns[column] = _with_errors(columns[column], cells)
    blank = pa.nulls(batch.num_rows, pa.string())
    return [blank] * before + [_times(column) for column in columns], sheet.visible


def _repeats_without_end(data: bytes) -> bool:
    """An OpenDocument cell that says it is repeated a million times; asked only when the reader has given up."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
        return re.search(rb'number-(?:rows|columns)-repeated="\d{7,}"', stream.read(LARGEST_LOOKED_THROUGH)) is not None


def column_letters(index: int) -> str:
    """Excel's name of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _by_column(errors: fastexcel.CellErrors | None) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for error in errors.errors if errors else ():
        kind = re.search(r"Error\((\w+)\)", error.detail)
        row, column = error.offset_position
        found.setdefault(column, []).append((row, ERRORS.get(kind.group(1), "#N/A") if kind else "#N/A"))
    return found


def _with_errors(column: pa.Array, cells: list[tuple[int, str]]) -> pa.Array:
    values = column.to_pylist()
    for row, text in cells:
        values[row] = text
    return pa.array(values, pa.string())


def _times(column: pa.Array) -> pa.Array:
    """A time of day is a fraction of day nought in Excel: '1899-12-31 09:30:00' is 09:30:00."""
    if not pc.any(pc.starts_with(column, "1899-12-3")).as_py():
        return column
    return pc.replace_substring_regex(column, r"^1899-12-3[01] (\d\d:\d\d:\d\d)$", r"\1")


def tidy(columns: list[pa.Array] | list[pa.ChunkedArray]) -> pa.Table:
    """Columns c0..cn without the blank rows and columns that trail after the last filled cell."""
    while columns and columns[-1].null_count == len(columns[-1]):
        columns.pop()
    table = _table(columns)
    return table.slice(0, _last_filled(table))


def _table(columns: list[pa.Array] | list[pa.ChunkedArray]) -> pa.Table:
    return pa.table({f"c{index}": column for index, column in enumerate(columns)})


def _last_filled(table: pa.Table) -> int:
    """How many rows there are up to the last one with anything in it."""
    rows = table.num_rows
    while rows:
        first = max(0, rows - 1024)
        block = [column.slice(first, rows - first).is_valid().to_pylist() for column in table.columns]
        filled = [index for index, row in enumerate(zip(*block, strict=True)) if any(row)]
        if filled:
            return first + filled[-1] + 1
        rows = first
    return 0


def _sheet_the_slow_way(data: bytes, index: int) -> tuple[pa.Table, str]:
    """The same by python-calamine, for sheets that fastexcel gives up on."""
    book = python_calamine.load_workbook(io.BytesIO(data))
    rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    columns = [pa.array([_text(value) for value in column], pa.string()) for column in zip(*rows, strict=True)]
    return tidy(columns), str(book.sheets_metadata[index].visible).rpartition(".")[2].lower()


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return f"{text} 00:00:00"
    return text if text.strip() else None


def _marks(kind: str, data: bytes) -> dict[str, tuple[tuple[str, ...], int]]:
    """For each sheet of a small xlsx: its merged ranges, and how many formulas have no saved result."""
    if kind not in ("xlsx", "xlsm"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part_name(part.filename): part for part in archive.infolist()}
        targets = _sheet_parts(archive, parts)
        return {title: _marks_of(archive, parts[path]) for title, path in targets.items() if path in parts}


def _sheet_parts(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Sheet title -> its part, by the workbook's own relations; empty when it is laid out in another way."""
    if "xl/workbook.xml" not in parts or "xl/_rels/workbook.xml.rels" not in parts:
        return {}
    relations = archive.read(parts["xl/_rels/workbook.xml.rels"]).decode("utf-8", "replace")
    target = {}
    for element in re.findall(r"<Relationship\b[^>]*>", relations):
        pair = dict(re.findall(r'(Id|Target)="([^"]*)"', element))
        if len(pair) == 2:
            path = pair["Target"]
            target[pair["Id"]] = part_name(path if path.startswith("/") else f"xl/{path}")
    book = archive.read(parts["xl/workbook.xml"]).decode("utf-8", "replace")
    found = {}
    for element in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        pair = dict(re.findall(r'(name|r:id)="([^"]*)"', element))
        if len(pair) == 2 and pair["r:id"] in target:
            found[_unescaped(pair["name"])] = target[pair["r:id"]]
    return found


def _unescaped(text: str) -> str:
    for mark, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(mark, character)
    return text


def _marks_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[tuple[str, ...], int]:
    if part.file_size > LARGEST_LOOKED_THROUGH:
        return (), 0
    xml = archive.read(part)
    merged = tuple(ref.decode() for ref in re.findall(rb'<(?:\w+:)?mergeCell ref="([A-Z0-9:]+)"', xml))
    return merged, len(re.findall(rb"(?:</f>|<f\b[^>]*/>)(?:<v\s*/>|<v></v>)?</c>", xml))
