"""What a file really is, and whether it is safe to open: looked at before any reader touches it.

The kind comes from the content, never from the name, because names lie: published "xlsx" files are old
binary workbooks, published "xls" files are text with tabs. Nothing here unpacks a whole archive.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile

LARGEST_FILE = 200 * 1024 * 1024
LARGEST_UNPACKED = 1024**3
LARGEST_RATIO = 100
MOST_PARTS = 2000
# A tiny archive of blank cells can pass 100:1 and do no harm; below this size the ratio is not asked about.
RATIO_FROM = 1024 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
NOT_SPREADSHEETS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed archive (gzip)"),
    (b"7z\xbc\xaf", "a compressed archive (7z)"),
    (b"Rar!", "a compressed archive (RAR)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"PAR1", "a data file (Parquet)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and bring that in."
ASK_AGAIN = "Ask the sender for it again, or save it again from Excel and bring that in."


class Refused(Exception):
    """A file that cannot be used. `reason` is one sentence or two: what is wrong and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kind_of(name: str, data: bytes) -> str:
    """The kind of a file from its bytes: xlsx, xlsm, xlsb, ods, xls, html, xml or text.

    Raises Refused for whatever is not a spreadsheet, and for one that is not safe or possible to open.
    """
    if not data.strip(b"\x00\t\r\n "):
        raise Refused(f"{name} is empty: there is nothing in the file. {ASK_AGAIN}")
    if len(data) > LARGEST_FILE:
        raise Refused(f"{name} is larger than 200 MB. Split it by month or by sheet and bring in the parts.")
    if data.startswith(b"PK"):
        return _kind_of_zip(name, data)
    if data.startswith(OLE):
        return _kind_of_ole(name, data)
    if data.startswith(BARE_BIFF):
        raise Refused(f"{name} is a workbook from before Excel 5, which cannot be read. {SAVE_AGAIN}")
    for start, what in NOT_SPREADSHEETS:
        if data.startswith(start) and _binary(data):
            raise Refused(
                f"{name} is {what}, not a spreadsheet, whatever its name says. "
                "Ask the sender for the spreadsheet that it was made from."
            )
    return _kind_of_text(name, data)


def _binary(data: bytes) -> bool:
    """Whether a text reading is hopeless. The marks of PDF and RTF are plain text, so those count as binary."""
    return data.startswith((b"%PDF", b"{\\rtf")) or bool(re.search(rb"[\x00-\x08\x0e-\x19]", data[:4096]))


def _kind_of_text(name: str, data: bytes) -> str:
    head = data[:4096]
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(head)
    if not utf16 and len(re.findall(rb"[\x00-\x08\x0e-\x19]", head)) > len(head) // 100:
        raise Refused(f"{name} is not a spreadsheet that can be recognised. {SAVE_AGAIN}")
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and start.startswith(b"<?xml"):
        return "xml"
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<style", b"<body")):
        return "html"
    if start.startswith(b"<?xml") and b"<html" in start:
        return "html"
    if start.startswith((b"<?xml", b"mime-version:")):
        raise Refused(f"{name} is a web or XML file, not a spreadsheet. {SAVE_AGAIN}")
    return "text"


def _looks_like_utf16(head: bytes) -> bool:
    """Two-byte text without its mark: every other byte is nought."""
    return head[1::2].count(0) > len(head) // 3 or head[0::2].count(0) > len(head) // 3


def _kind_of_ole(name: str, data: bytes) -> str:
    """An old compound file: an .xls, a password's wrapping round an .xlsx, or another program's document."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(password(name))
    streams = data.upper()
    if any(stream.encode("utf-16-le") in streams for stream in ("WORKBOOK\0", "BOOK\0")):
        if _has_file_pass(data):
            raise Refused(password(name))
        return "xls"
    if "WORDDOCUMENT".encode("utf-16-le") in streams:
        raise Refused(f"{name} is a Word document, not a spreadsheet. Ask the sender for the spreadsheet itself.")
    if len(data) < 1536:
        raise Refused(damaged(name))
    raise Refused(f"{name} is not a spreadsheet that can be recognised. {SAVE_AGAIN}")


def _has_file_pass(data: bytes) -> bool:
    """Whether an .xls says, in the first records of its workbook, that the rest is enciphered (record 2F)."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    for _ in range(8):
        if at < 0 or at + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def password(name: str) -> str:
    return (
        f"{name} is protected with a password, so it cannot be read. "
        "Open it in Excel, take the password off (File, Info, Protect Workbook), save it and bring it in again."
    )


def damaged(name: str) -> str:
    return f"{name} is damaged or cut short, so it cannot be read. {ASK_AGAIN}"


def too_wide(name: str, words: str) -> str:
    return f"{name} {words}, which no table has. Check that it was saved as a spreadsheet, and bring it in again."


def far_outside(name: str, cell: str) -> str:
    where = f" (cell {cell})" if cell else ""
    return (
        f"{name} is too large to read: something stands far outside the table{where}. "
        "Copy the table into a new workbook, save that and bring it in."
    )


def _kind_of_zip(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(name, archive, len(data))
            kind = _kind_of_parts(name, archive)
            _refuse_document_types(name, archive)
            return kind
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zipfile.zlib.error, OSError, ValueError):
        raise Refused(damaged(name)) from None


def _refuse_bombs(name: str, archive: zipfile.ZipFile, packed: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) >= MOST_PARTS:
        raise Refused(f"{name} is made of {len(parts):,} parts; a workbook has fewer than 2,000. {SAVE_AGAIN}")
    if unpacked > LARGEST_UNPACKED:
        raise Refused(f"{name} would unpack to more than 1 GB. Split it by month or by sheet and bring in the parts.")
    if unpacked > RATIO_FROM and unpacked > LARGEST_RATIO * packed:
        raise Refused(
            f"{name} would unpack to more than 100 times its size, which a workbook does not. "
            "Copy the table into a new workbook, save that and bring it in."
        )
    names = [part_name(part.filename) for part in parts]
    if len(set(names)) < len(names):
        raise Refused(
            f"{name} has two parts of the same name, so that one program would read other figures than the next. "
            f"{SAVE_AGAIN}"
        )
    for part in parts:
        path = part.filename.replace("\\", "/")
        if ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
            raise Refused(f"{name} has a part that points outside the file ({path[:60]}). {SAVE_AGAIN}")
        if part.flag_bits & 1:
            raise Refused(password(name))


def _kind_of_parts(name: str, archive: zipfile.ZipFile) -> str:
    names = {part_name(part.filename) for part in archive.infolist()}
    if "mimetype" in names and "content.xml" in names:
        return _kind_of_open_document(name, archive)
    types = _read_part(archive, "[content_types].xml")
    if "xl/workbook.bin" in names or b"sheet.binary" in types:
        return "xlsb"
    if "xl/workbook.xml" in names or b"spreadsheetml.sheet.main" in types or b"sheet.macroenabled" in types.lower():
        return "xlsm" if any(part.endswith("vbaproject.bin") for part in names) else "xlsx"
    for start, what in (("word/", "a Word document"), ("ppt/", "a PowerPoint file")):
        if any(part.startswith(start) for part in names):
            raise Refused(f"{name} is {what}, not a spreadsheet. Ask the sender for the spreadsheet itself.")
    if any(re.search(r"(nspl|onspd)[^/]*\.csv$", part) for part in names):
        raise Refused(f"{name}: this is a postcode directory. Add it as it is under Settings, Postcode directory.")
    raise Refused(f"{name} is a zip archive, not a spreadsheet. Unpack it and bring in the files that are in it.")


def _kind_of_open_document(name: str, archive: zipfile.ZipFile) -> str:
    if b"encryption-data" in _read_part(archive, "meta-inf/manifest.xml"):
        raise Refused(password(name))
    if b"spreadsheet" not in _read_part(archive, "mimetype"):
        raise Refused(f"{name} is a text document or slides, not a spreadsheet. Ask the sender for the spreadsheet.")
    return "ods"


def part_name(path: str) -> str:
    """A part's name as compared: lower case, forward slashes, no slash in front."""
    return path.replace("\\", "/").lstrip("/").lower()


def _read_part(archive: zipfile.ZipFile, wanted: str, limit: int = 1_000_000) -> bytes:
    for part in archive.infolist():
        if part_name(part.filename) == wanted:
            with archive.open(part) as stream:
                return stream.read(limit)
    return b""


def _refuse_document_types(name: str, archive: zipfile.ZipFile) -> None:
    """A document type (DTD) can blow a small file up or fetch others; Office never writes one."""
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(part) as stream:
            if _has_document_type(stream):
                raise Refused(f"{name} has a document type declaration in it, which Excel never writes. {SAVE_AGAIN}")


def _has_document_type(stream) -> bool:
    """Read on until the root element begins; a declaration can only stand before it. Two-byte text is seen too."""
    head = b""
    while chunk := stream.read(8192):
        head += chunk.replace(b"\x00", b"")
        plain = re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL)
        if re.search(rb"<!doctype|<!entity", plain, re.IGNORECASE):
            return True
        if re.search(rb"<[A-Za-z_]", plain) or len(head) > 1_000_000:
            return len(head) > 1_000_000
    return False


def notes_on(kind: str, data: bytes) -> list[str]:
    """What a workbook carries besides its cells. Nothing of it is ever run or followed."""
    if kind == "xls":
        return [MACROS] if "_VBA_PROJECT".encode("utf-16-le") in data else []
    if kind not in ("xlsx", "xlsm", "xlsb", "ods"):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {part_name(part.filename) for part in archive.infolist()}
    notes = []
    if any(part.endswith("vbaproject.bin") or part.startswith("basic/") for part in names):
        notes.append(MACROS)
    if any(part.startswith("xl/externallinks/") for part in names):
        notes.append(LINKS)
    if "xl/connections.xml" in names:
        notes.append("It draws data from elsewhere; that was not refreshed: the figures are those last saved.")
    return notes


MACROS = "It holds macros; they were not run."
LINKS = "It has links to other workbooks; they were not followed: figures from them are those last saved."
