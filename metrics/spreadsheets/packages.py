"""A workbook (xlsx, xlsm) as the archive of parts that it is, changed part by part: what is not touched stays as it is.

Only what marking needs is understood. What is written in an unusual way raises Unusual, and then nothing is changed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.sax.saxutils import escape

from metrics.harmless import plain

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SIMPLE = re.compile(r"[ !#-%'-;=?-^`-~\u00a3]{0,1000}")  # no & < > " _ and no control characters
_ENTITIES = {b"&amp;": b"&", b"&lt;": b"<", b"&gt;": b">", b"&quot;": b'"', b"&apos;": b"'"}


class Unusual(Exception):
    """The workbook is written in a way that cannot be changed piece by piece."""


def text(said: str) -> bytes:
    """Text as it may stand in a part; what only looks like Excel's escape of a character is kept as it is."""
    if _SIMPLE.fullmatch(said):  # nearly every cell of a long table
        return said.encode()
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", plain(said)), {'"': "&quot;"}).encode()


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of an opening tag; a prefix of a name is left away."""
    found = {}
    for name, double, single in _ATTRIBUTE.findall(tag):
        value = re.sub(rb"&(?:amp|lt|gt|quot|apos);", lambda m: _ENTITIES[m[0]], double or single)
        value = re.sub(rb"&#(x?)([0-9a-fA-F]+);", lambda m: chr(int(m[2], 16 if m[1] else 10)).encode(), value)
        found[name.decode().rpartition(":")[2]] = value.decode()
    return found


def with_attribute(tag: bytes, name: str, value: object) -> bytes:
    """An opening tag with an attribute set."""
    new = f' {name}="{value}"'.encode()
    pattern = re.compile(rb"\s" + name.encode() + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
    if pattern.search(tag):
        return pattern.sub(new, tag, count=1)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end] + new + tag[end:]


def prefix_of(part: bytes, root: str) -> bytes:
    """The prefix (with its colon) that the elements of a part bear. Raises Unusual where its root is another."""
    found = re.search(rb"<(\w+:)?" + root.encode() + rb"[\s>]", part[:4000])
    if not found or part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"purl.oclc.org/ooxml" in part[:4000]:
        raise Unusual(root)
    return found[1] or b""


class Package:
    """The parts of a workbook. `sheets` is (name, part) in the order of the tabs."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._infos = {info.filename.lower().lstrip("/"): info for info in self._archive.infolist()}
        self._changed: dict[str, bytes] = {}
        (self.workbook,) = self.related("", "/officeDocument") or ("",)
        if not self.workbook:
            raise Unusual("workbook")
        self._p = prefix_of(self[self.workbook], "workbook")
        parts = self.relations(self.workbook)
        tags = re.findall(rb"<" + self._p + rb"sheet\s[^>]*>", self[self.workbook])
        found = [attributes(tag) for tag in tags]
        self.sheets = [(sheet["name"], parts[sheet["id"]][1]) for sheet in found if sheet.get("id") in parts]
        self._ids = [int(sheet["sheetId"]) for sheet in found]

    def __getitem__(self, part: str) -> bytes:
        """A part's bytes; part names do not tell capitals apart."""
        if part.lower() in self._changed:
            return self._changed[part.lower()]
        if part.lower() not in self._infos:
            raise Unusual(part)
        return self._archive.read(self._infos[part.lower()])

    def __setitem__(self, part: str, content: bytes) -> None:
        self._changed[part.lower()] = content
        if part.lower() not in self._infos:
            self._infos[part.lower()] = zipfile.ZipInfo(part)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._infos

    def parts(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._infos)

    def free(self, pattern: str) -> str:
        """A part name that is free, the pattern's {} a number."""
        return next(name for n in range(1, 10_000) if (name := pattern.format(n)) not in self)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part is related to: id -> (type, part)."""
        if _relations_of(part) not in self:
            return {}
        found = {}
        for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", self[_relations_of(part)]):
            said = attributes(tag)
            if said.get("TargetMode") != "External":
                target = said["Target"]
                whole = target[1:] if target[:1] == "/" else posixpath.join(posixpath.dirname(part), target)
                found[said["Id"]] = (said["Type"], posixpath.normpath(whole))
        return found

    def related(self, part: str, ending: str) -> tuple[str, ...]:
        """The parts to which a part has a relation whose type ends so."""
        return tuple(target for kind, target in self.relations(part).values() if kind.endswith(ending))

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation and give its id."""
        where = _relations_of(part)
        if where not in self:
            self[where] = HEAD + f'<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()
        before = self[where]
        id = next(f"rIdM{n}" for n in range(1, 10_000) if f'"rIdM{n}"'.encode() not in before)
        p = prefix_of(before, "Relationships")
        new = f'Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="/{target}"/>'.encode()
        self[where] = inside(before, p + b"Relationships", b"<" + p + new)
        return id

    def declare(self, part: str, content_type: str) -> None:
        """Say in [Content_Types].xml what a new part is."""
        before = self["[Content_Types].xml"]
        p = prefix_of(before, "Types")
        new = f'Override PartName="/{part}" ContentType="{content_type}"/>'.encode()
        self["[Content_Types].xml"] = inside(before, p + b"Types", b"<" + p + new)

    def add_sheet(self, name: str, content: bytes) -> str:
        """Add a sheet after the others and show it first; give its part."""
        part = self.free("xl/worksheets/sheetM{}.xml")
        self[part] = content
        self.declare(part, f"{SPREADSHEET}.worksheet+xml")
        id = self.relate(self.workbook, "worksheet", part)
        facts = f'sheet xmlns:rel="{OFFICE}" name="'.encode() + text(name)
        facts += f'" sheetId="{max(self._ids, default=0) + 1}" rel:id="{id}"/>'.encode()
        book = inside(self[self.workbook], self._p + b"sheets", b"<" + self._p + facts)
        view = re.search(rb"<" + self._p + rb"workbookView\b[^>]*>", book)
        if view:
            shown = with_attribute(view[0], "activeTab", len(self._ids))
            book = book[: view.start()] + shown + book[view.end() :]
            for _, other in self.sheets:
                # two selected sheets would be a group, in which each change is made twice
                self[other] = self[other].replace(b' tabSelected="1"', b"", 1)
        self[self.workbook] = book
        return part

    def saved(self) -> bytes:
        """The archive, its parts in their old order, new ones after them."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            for name, info in self._infos.items():
                content = self._changed[name] if name in self._changed else self._archive.read(info)
                archive.writestr(info.filename, content)
        return out.getvalue()


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/") if part else "_rels/.rels"


def inside(part: bytes, element: bytes, new: bytes) -> bytes:
    """The part with something added as the last thing inside an element."""
    end = part.rfind(b"</" + element + b">")
    if end < 0:
        empty = re.search(rb"<" + element + rb"(?:\s[^>]*)?/>", part)
        if not empty:
            raise Unusual(element.decode())
        opened = part[empty.start() : empty.end() - 2] + b">"
        return part[: empty.start()] + opened + new + b"</" + element + b">" + part[empty.end() :]
    return part[:end] + new + part[end:]



