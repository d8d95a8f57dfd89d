"""New looks beside those that a workbook has: a marked cell looks as before, but for its fill."""

from __future__ import annotations

import re

from metrics.spreadsheets.packages import HEAD, MAIN, SPREADSHEET, Package, Unusual, prefix_of, with_attribute

COLOURS = {"error": "F8D7DA", "warning": "FFF3CD", "question": "D6E9F8"}
MINIMAL = f"""<styleSheet xmlns="{MAIN}">
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>""".encode()
AS_TEXT = 1  # the look of a cell of a workbook that we made


class Styles:
    """The looks of a workbook's cells, each known by its number."""

    def __init__(self, package: Package) -> None:
        self._package = package
        found = package.related(package.workbook, "/styles")
        self._part = found[0] if found else _added(package)
        self._xml = package[self._part]
        self._p = prefix_of(self._xml, "styleSheet")
        self._looks = self._children("cellXfs", "xf")
        self._made: dict[tuple, int] = {}
        self._fills = {severity: self._add("fills", _fill(self._p, colour)) for severity, colour in COLOURS.items()}

    def filled(self, look: int, severity: str) -> int:
        """The look of that number with the fill of a severity."""
        key = (look, severity)
        if key not in self._made:
            old = self._looks[look] if look < len(self._looks) else self._looks[0]
            end = old.index(b">") + 1
            tag = with_attribute(with_attribute(old[:end], "fillId", self._fills[severity]), "applyFill", 1)
            self._made[key] = self._add("cellXfs", tag + old[end:])
        return self._made[key]

    def of_text(self, bold: bool = False, link: bool = False, wrap: bool = False, severity: str = "") -> int:
        """The look of a cell of ours: text, at the top, perhaps bold, a link, wrapped or filled."""
        key = (bold, link, wrap, severity)
        if key not in self._made:
            font = self._font(bold, link)
            fill = self._fills.get(severity, 0)
            p = self._p.decode()
            made = (
                f'<{p}xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" quotePrefix="1" '
                f'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
                f'<{p}alignment vertical="top"{" wrapText=" + chr(34) + "1" + chr(34) if wrap else ""}/></{p}xf>'
            )
            self._made[key] = self._add("cellXfs", made.encode())
        return self._made[key]

    def save(self) -> None:
        """Put the looks into the workbook."""
        self._package[self._part] = self._xml

    def _font(self, bold: bool, link: bool) -> int:
        key = ("font", bold, link)
        if key not in self._made:
            p = self._p.decode()
            heavy = f"<{p}b/>" if bold else ""
            under, colour = (f"<{p}u/>", "FF0B4F8A") if link else ("", "FF000000")
            face = f'<{p}sz val="11"/><{p}color rgb="{colour}"/><{p}name val="Calibri"/>'
            made = f"<{p}font>{heavy}{under}{face}</{p}font>"
            self._made[key] = self._add("fonts", made.encode())
        return self._made[key]

    def _block(self, name: str) -> re.Match[bytes]:
        element = self._p + name.encode()
        found = re.search(rb"(<" + element + rb"(?:\s[^>]*)?>)(.*?)(</" + element + rb">)", self._xml, re.DOTALL)
        if not found:
            raise Unusual(name)
        return found

    def _children(self, name: str, child: str) -> list[bytes]:
        element = self._p + child.encode()
        pattern = rb"<" + element + rb"(?:\s[^>]*?)?(?:/>|>.*?</" + element + rb">)"
        return re.findall(pattern, self._block(name)[2], re.DOTALL)

    def _add(self, name: str, child: bytes) -> int:
        """Add one to a list of the styles and give its number."""
        number = len(self._children(name, {"fills": "fill", "fonts": "font", "cellXfs": "xf"}[name]))
        block = self._block(name)
        opening = with_attribute(block[1], "count", number + 1)
        self._xml = self._xml[: block.start()] + opening + block[2] + child + block[3] + self._xml[block.end() :]
        return number


def _fill(p: bytes, colour: str) -> bytes:
    q = p.decode()
    colours = f'<{q}fgColor rgb="FF{colour}"/><{q}bgColor indexed="64"/>'
    return f'<{q}fill><{q}patternFill patternType="solid">{colours}</{q}patternFill></{q}fill>'.encode()


def _added(package: Package) -> str:
    part = "xl/styles.xml"
    package[part] = HEAD + MINIMAL
    package.declare(part, f"{SPREADSHEET}.styles+xml")
    package.relate(package.workbook, "styles", part)
    return part

