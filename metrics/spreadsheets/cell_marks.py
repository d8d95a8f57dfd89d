"""Fills and comments put into the cells of one sheet of a workbook; every other byte of the sheet stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from metrics.spreadsheets.packages import (
    HEAD,
    MAIN,
    OFFICE,
    SPREADSHEET,
    Package,
    Unusual,
    attributes,
    inside,
    prefix_of,
    text,
    with_attribute,
)
from metrics.spreadsheets.problems import letters

AUTHOR = "Check"
AFTER_DRAWING = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts")
_SHAPE_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke '
    'joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
)


def position(cell: str) -> tuple[int, int]:
    """(row from 1, column from 0) of a cell as Excel names it."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell)
    if not found:
        raise Unusual(cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def fill(package: Package, part: str, marks: Mapping[str, str], look: Callable[[int, str], int]) -> None:
    """Fill cells: cell -> severity. `look(old, severity)` gives the number of the new look. Absent cells are added."""
    xml = package[part]
    p = prefix_of(xml, "worksheet")
    if not _all_named(xml, p, b"row"):
        raise Unusual("rows without numbers")
    columns = _column_looks(xml, p)
    rows: dict[int, dict[int, str]] = {}
    for cell, severity in marks.items():
        row, column = position(cell)
        rows.setdefault(row, {})[column] = severity
    wanted = b"|".join(str(row).encode() for row in sorted(rows))
    row_tag = rb"<" + p + rb'row\s(?=[^>]*?\br="(' + wanted + rb')")[^>]*?(?:/>|>.*?</' + p + rb"row>)"
    seen: set[int] = set()

    def marked(found: re.Match[bytes]) -> bytes:
        row = int(found[1])
        seen.add(row)
        return _row(found[0], p, row, rows[row], columns, look)

    new = re.sub(row_tag, marked, xml, flags=re.DOTALL)
    for row in sorted(set(rows) - seen):
        new = _with_row(new, p, row, rows[row], columns, look)
    package[part] = new


def _all_named(xml: bytes, p: bytes, element: bytes) -> bool:
    """Whether each row says its number, each cell its name: both may be left away."""
    every = re.findall(rb"<" + p + element + rb"(?:\s[^>]*)?>", xml)
    return all(b' r="' in tag for tag in every)


def _column_looks(xml: bytes, p: bytes) -> list[tuple[int, int, int]]:
    """(first, last, look) of the columns that have a look of their own; columns from 0."""
    tags = [attributes(tag) for tag in re.findall(rb"<" + p + rb"col\s[^>]*>", xml[: xml.find(b"sheetData")])]
    return [(int(t["min"]) - 1, int(t["max"]) - 1, int(t["style"])) for t in tags if t.get("style")]


def _row(row: bytes, p: bytes, number: int, marks: Mapping[int, str], columns: list, look: Callable) -> bytes:
    """One row with its cells filled; a cell that is not there is put in its place."""
    end = row.index(b">") + 1
    tag, body = row[:end], row[end:].removesuffix(b"</" + p + b"row>")
    if tag.endswith(b"/>"):
        tag, body = tag[:-2] + b">", b""
    if not _all_named(body, p, b"c"):
        raise Unusual("cells without names")
    said = attributes(tag)
    for column, severity in sorted(marks.items()):
        name = f"{letters(column)}{number}".encode()
        cell = re.search(rb"<" + p + rb'c\s(?=[^>]*?\br="' + name + rb'")[^>]*>', body)
        if cell:
            old = int(attributes(cell[0]).get("s") or 0)
            new = with_attribute(cell[0], "s", look(old, severity))
            body = body[: cell.start()] + new + body[cell.end() :]
            continue
        old = int(said["s"]) if said.get("s") else next((k for a, b, k in columns if a <= column <= b), 0)
        new = b"<" + p + b'c r="' + name + f'" s="{look(old, severity)}"/>'.encode()
        tag = re.sub(rb'\sspans="[^"]*"', b"", tag)  # it says from which column to which, and no longer fits
        at = _place_for(body, p, column)
        body = body[:at] + new + body[at:]
    return tag + body + b"</" + p + b"row>"


def _place_for(body: bytes, p: bytes, column: int) -> int:
    """Where in a row a cell of that column begins: before the first further right."""
    for found in re.finditer(rb"<" + p + rb'c\s[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>', body):
        if position((found[1] + found[2]).decode())[1] > column:
            return found.start()
    return len(body)


def _with_row(xml: bytes, p: bytes, number: int, marks: Mapping[int, str], columns: list, look: Callable) -> bytes:
    """The sheet with a row that it did not have."""
    new = _row(b"<" + p + f'row r="{number}"/>'.encode(), p, number, marks, columns, look)
    for found in re.finditer(rb"<" + p + rb'row\s[^>]*?\br="(\d+)"', xml):
        if int(found[1]) > number:
            return xml[: found.start()] + new + xml[found.start() :]
    return inside(xml, p + b"sheetData", new)


def comment(package: Package, part: str, said: Mapping[str, str]) -> None:
    """Comment on cells: cell -> words. A comment that is there stays, with ours under it."""
    found = package.related(part, "/comments")
    where = found[0] if found else package.free("xl/commentsM{}.xml")
    if not found:
        package[where] = HEAD + f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
        package.declare(where, f"{SPREADSHEET}.comments+xml")
        package.relate(part, "comments", where)
    xml, p = package[where], prefix_of(package[where], "comments")
    xml, ours = _author(xml, p)
    new = []
    for cell, words in sorted(said.items(), key=lambda item: position(item[0])):
        pattern = rb"<" + p + rb'comment\s(?=[^>]*?\bref="' + cell.encode() + rb'")[^>]*>.*?</' + p + rb"comment>"
        before = re.search(pattern, xml, re.DOTALL)
        if before:
            xml = xml[: before.start()] + _continued(before[0], p, ours, words) + xml[before.end() :]
            continue
        xml = inside(xml, p + b"commentList", _comment(p, cell, ours, words))
        new.append(cell)
    package[where] = xml
    _draw(package, part, new)


def _author(xml: bytes, p: bytes) -> tuple[bytes, int]:
    """The comments with us among their authors, and our number."""
    names = re.findall(rb"<" + p + rb"author(?:/>|>(.*?)</" + p + rb"author>)", xml, re.DOTALL)
    if AUTHOR.encode() in names:
        return xml, names.index(AUTHOR.encode())
    new = b"<" + p + b"author>" + AUTHOR.encode() + b"</" + p + b"author>"
    return inside(xml, p + b"authors", new), len(names)


def _comment(p: bytes, cell: str, author: int, words: str) -> bytes:
    q = p.decode()
    opening = f'<{q}comment ref="{cell}" authorId="{author}"><{q}text>'.encode()
    return opening + _run(p, words) + f"</{q}text></{q}comment>".encode()


def _run(p: bytes, words: str) -> bytes:
    q = p.decode()
    return f'<{q}r><{q}t xml:space="preserve">'.encode() + text(words[:2000]) + f"</{q}t></{q}r>".encode()


def _continued(before: bytes, p: bytes, ours: int, words: str) -> bytes:
    """A comment with our words under its own; one that was ours before says the new words alone."""
    tag = before[: before.index(b">") + 1]
    element = p + b"text"
    body = re.search(rb"<" + element + rb"(?:/>|>(.*?)</" + element + rb">)", before, re.DOTALL)
    if not body:
        raise Unusual("comment")
    kept = body[1] or b""
    if attributes(tag).get("authorId") == str(ours):
        kept = b""
    elif kept.startswith((b"<" + p + b"t>", b"<" + p + b"t ")):
        kept = b"<" + p + b"r>" + kept + b"</" + p + b"r>"
    mine = _run(p, f"\n\n{AUTHOR}: {words}" if kept else words)
    whole = b"<" + element + b">" + kept + mine + b"</" + element + b">"
    return before[: body.start()] + whole + before[body.end() :]


def _draw(package: Package, part: str, cells: list[str]) -> None:
    """The boxes of new comments, in the sheet's drawing of such boxes."""
    if not cells:
        return
    where = _drawing_used(package, part)
    if not where:
        where = package.free("xl/drawings/vmlDrawingM{}.vml")
        package[where] = _DRAWING.encode()
        package.declare(where, "application/vnd.openxmlformats-officedocument.vmlDrawing")
        _point_to(package, part, package.relate(part, "vmlDrawing", where))
    xml = package[where]
    shapes = "" if b'id="_x0000_t202"' in xml else _SHAPE_TYPE
    taken = [int(n) for n in re.findall(rb'"_x0000_s(\d+)"', xml)]
    first = max([*taken, 1024]) + 1
    shapes += "".join(_shape(cell, number) for number, cell in enumerate(cells, start=first))
    package[where] = inside(xml, b"xml", shapes.encode())


def _drawing_used(package: Package, part: str) -> str:
    """The drawing to which the sheet's legacyDrawing points; "" where there is none."""
    tag = re.search(rb"<(?:\w+:)?legacyDrawing\s[^>]*>", package[part])
    return package.relations(part)[attributes(tag[0])["id"]][1] if tag else ""


def _point_to(package: Package, part: str, id: str) -> None:
    """A legacyDrawing element in its place among what follows the rows."""
    xml = package[part]
    p = prefix_of(xml, "worksheet")
    start = max(xml.rfind(b"</" + p + b"sheetData>"), 0)
    at = xml.rindex(b"</" + p + b"worksheet>")
    if xml[:at].rstrip().endswith(b"</" + p + b"extLst>"):
        at = xml.rindex(b"<" + p + b"extLst", 0, at)
    for name in AFTER_DRAWING:
        found = re.compile(rb"<" + p + name.encode() + rb"[\s>/]").search(xml, start, at)
        at = found.start() if found else at
    new = b"<" + p + f'legacyDrawing xmlns:rel="{OFFICE}" rel:id="{id}"/>'.encode()
    package[part] = xml[:at] + new + xml[at:]


def _shape(cell: str, number: int) -> str:
    row, column = position(cell)
    anchor = f"{column + 1}, 15, {row - 1}, 4, {column + 5}, 15, {row + 5}, 4"
    return (
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
        f'style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:90pt;z-index:{number};'
        f'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        f'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        f'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
