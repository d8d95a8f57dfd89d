# ruff: noqa: E501 (the parts of files stand here as they stand in files)
"""Spreadsheets written by hand, byte by byte where no library writes the kind: one grid of cells in every format.

A sheet is (name, rows) or (name, rows, state) with state "visible", "hidden" or "veryHidden". A cell is text, a
number, a date or None. Nothing here is shared with the reader, so that a fault cannot stand on both sides.
"""

import io
import struct
import zipfile
from datetime import date
from html import escape

import openpyxl

SERIAL_NOUGHT = date(1899, 12, 30)
STATES = ("visible", "hidden", "veryHidden")


def sheets_of(sheets):
    return [(*sheet, "visible")[:3] for sheet in sheets]


def as_text(cell):
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def text(sheets, delimiter=",", end="\r\n", encoding="utf-8"):
    """The first sheet as delimited text; only what must be quoted is."""
    ((_, rows, _),) = sheets_of(sheets)[:1]

    def cell(value):
        said = as_text(value)
        risky = delimiter in said or '"' in said or "\n" in said or "\r" in said
        return '"' + said.replace('"', '""') + '"' if risky else said

    ends = end if isinstance(end, (list, tuple)) else [end]
    lines = [delimiter.join(map(cell, row)) + ends[i % len(ends)] for i, row in enumerate(rows)]
    return "".join(lines).encode(encoding)


def xlsx(sheets, merged=(), epoch=None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    if epoch:
        book.epoch = epoch
    for name, rows, state in sheets_of(sheets):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value is not None:
                    cell = sheet.cell(r, c, value)
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type  # "=Sum Ltd" is a name
        for area in merged:
            sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def strict(sheets):
    """The same as ISO's strict kind of xlsx: other namespaces, dates as ISO text with a type of their own."""
    swaps = (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )  # fmt: skip
    return rezipped(xlsx(sheets), lambda name, data: _swapped(data, swaps))


def _swapped(data, swaps):
    for old, new in swaps:
        data = data.replace(old, new)
    return data


def rezipped(data, change, **more):
    """A zip with every part put through `change(name, bytes)`; None leaves the part out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if (changed := change(part, old.read(part))) is not None:
                new.writestr(part, changed)
        for name, content in more.items():
            new.writestr(name, content)
    return stream.getvalue()


ODS_HEAD = """<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/>
</style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>"""


def ods(sheets, body=None):
    stream = io.BytesIO()
    content = body or "".join(_ods_table(*sheet) for sheet in sheets_of(sheets))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", f"{ODS_HEAD}{content}</office:spreadsheet></office:body></office:document-content>")
    return stream.getvalue()


def _ods_table(name, rows, state):
    style = "ta1" if state == "visible" else "ta2"
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(name)}" table:style-name="{style}">{lines}</table:table>'


def _ods_cell(value):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _wide(said):
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


def _record(kind, data=b""):
    """One record of an xlsb part: its number in one or two bytes, its length in groups of seven bits."""
    number = bytes([kind]) if kind < 128 else struct.pack("<BB", kind & 0x7F | 0x80, kind >> 7)
    length, rest = b"", len(data)
    while True:
        length += bytes([rest & 0x7F | (0x80 if rest > 127 else 0)])
        rest >>= 7
        if not rest:
            return number + length + data


def _as_number(value):
    return float((value - SERIAL_NOUGHT).days if isinstance(value, date) else value)


def xlsb(sheets):
    sheets = sheets_of(sheets)
    kinds = 'application/vnd.openxmlformats-package.relationships+xml" Extension="rels'
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.bin"/>'
        for i in range(1, len(sheets) + 1)
    ) + f'<Relationship Id="rId99" Type="{office}/styles" Target="styles.bin"/>'
    bundle = b"".join(
        _record(156, struct.pack("<II", STATES.index(state), i) + _wide(f"rId{i}") + _wide(name))
        for i, (name, _, state) in enumerate(sheets, 1)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types '
            'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default ContentType="{kinds}"/><Default ContentType="{binary}" Extension="bin"/></Types>')  # fmt: skip
        archive.writestr("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.bin"/></Relationships>')  # fmt: skip
        archive.writestr("xl/_rels/workbook.bin.rels",
                         f'<?xml version="1.0"?><Relationships xmlns="{package}">{relations}</Relationships>')  # fmt: skip
        archive.writestr("xl/workbook.bin", _record(131) + _record(143) + bundle + _record(144) + _record(132))
        # two formats of a cell: 0 General, 1 a date (number format 14)
        formats = [struct.pack("<HHHHHBBHBB", 0, number, 0, 0, 0, 0, 0, 0, 0, 0) for number in (0, 14)]
        archive.writestr("xl/styles.bin", _record(278) + _record(617, struct.pack("<I", 2))
                         + b"".join(_record(47, one) for one in formats) + _record(618) + _record(279))  # fmt: skip
        for i, (_, rows, _) in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{i}.bin", _xlsb_sheet(rows))
    return stream.getvalue()


def _xlsb_sheet(rows):
    width = max((len(row) for row in rows), default=1)
    out = [_record(129), _record(148, struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, width - 1)), _record(145)]
    for r, row in enumerate(rows):
        out.append(_record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0, 0, 0)))
        for c, value in enumerate(row):
            style = struct.pack("<II", c, 1 if isinstance(value, date) else 0)
            if isinstance(value, str):
                out.append(_record(6, style + _wide(value)))
            elif value is not None:
                out.append(_record(5, style + struct.pack("<d", _as_number(value))))
    return b"".join([*out, _record(146), _record(130)])


def xls(sheets, merged=()):
    """An old binary workbook (BIFF8) in its compound file."""
    def record(kind, data=b""):
        return struct.pack("<HH", kind, len(data)) + data

    sheets = sheets_of(sheets)
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 6)) + record(0x42, struct.pack("<H", 1200))
    for number in (0, 14):  # two formats of a cell: General, and a date
        start += record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 1, 32, 0, 0, 0, 0, 0, 0x20C0))
    names = [name.encode("utf-16-le") for name, _, _ in sheets]
    place = len(start) + sum(4 + 8 + len(name) for name in names) + 4
    bounds, streams = b"", b""
    for (name, rows, state), coded in zip(sheets, names, strict=True):
        bounds += record(0x85, struct.pack("<IBBBB", place + len(streams), STATES.index(state), 0, len(name), 1) + coded)
        streams += _xls_sheet(rows, merged, record)
    return _compound(start + bounds + record(0x0A) + streams)


def _xls_sheet(rows, merged, record):
    width = max((len(row) for row in rows), default=1)
    out = [record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 6)),
           record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))]  # fmt: skip
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                out.append(record(0x204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + value.encode("utf-16-le")))
            elif value is not None:
                where = struct.pack("<HHH", r, c, 1 if isinstance(value, date) else 0)
                out.append(record(0x203, where + struct.pack("<d", _as_number(value))))
    if merged:
        out.append(record(0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *m) for m in merged)))
    return b"".join([*out, record(0x0A)])


def _compound(stream, name="Workbook"):
    """An OLE compound file that holds one stream, in sectors of 512 bytes."""
    stream += b"\x00" * max(0, 4096 - len(stream))
    stream += b"\x00" * (-len(stream) % 512)
    sectors = len(stream) // 512
    tables = 1
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    assert tables <= 109
    chain = [i + 1 for i in range(sectors - 1)] + [0xFFFFFFFE, 0xFFFFFFFE] + [0xFFFFFFFD] * tables
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))

    def entry(title, kind, child, first, size):
        coded = (title + "\0").encode("utf-16-le")
        return (coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
                + b"\0" * 36 + struct.pack("<IQ", first, size))  # fmt: skip

    empty = b"\0" * 68 + struct.pack("<III", *[0xFFFFFFFF] * 3) + b"\0" * 48
    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 0, len(stream)) + empty * 2
    table = [sectors + 1 + i for i in range(tables)] + [0xFFFFFFFF] * (109 - tables)
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
              + struct.pack("<IIIIIIIII", 0, tables, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
              + struct.pack("<109I", *table))  # fmt: skip
    return header + stream + folder + struct.pack(f"<{len(chain)}I", *chain)


def html(sheets):
    ((_, rows, _),) = sheets_of(sheets)[:1]
    lines = "".join("<tr>" + "".join(f"<td>{escape(as_text(c))}</td>" for c in row) + "</tr>" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body><table>{lines}</table></body></html>".encode()


def xml2003(sheets):
    def cell(value):
        if value is None:
            return "<Cell/>"
        kind = "Number" if isinstance(value, (int, float)) else "DateTime" if isinstance(value, date) else "String"
        said = f"{value:%Y-%m-%d}T00:00:00.000" if kind == "DateTime" else escape(str(value))
        return f'<Cell><Data ss:Type="{kind}">{said}</Data></Cell>'

    def sheet(name, rows, state):
        hidden = {"visible": "Visible", "hidden": "SheetHidden", "veryHidden": "SheetVeryHidden"}[state]
        lines = "".join("<Row>" + "".join(map(cell, row)) + "</Row>" for row in rows)
        options = f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>{hidden}</Visible></WorksheetOptions>'
        return f'<Worksheet ss:Name="{escape(name)}"><Table>{lines}</Table>{options}</Worksheet>'

    space = "urn:schemas-microsoft-com:office:spreadsheet"
    body = "".join(sheet(*one) for one in sheets_of(sheets))
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{body}</Workbook>'.encode()


BOOKS = {"xlsx": xlsx, "strict": strict, "ods": ods, "xlsb": xlsb, "xls": xls, "xml2003": xml2003}
