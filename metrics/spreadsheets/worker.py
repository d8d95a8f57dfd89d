"""The reading process: `python -m metrics.spreadsheets.worker`, asked through a pipe, one file after the other.

Files come from outside, and the readers are written in a language where a hostile file can end the process or ask
for all the memory there is. So they are read here, where that costs one file and not the server. A request is a frame
(8 bytes of length, then JSON); an answer is a frame of JSON and one frame of Arrow for each sheet.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from metrics.spreadsheets import html_files, text_files, workbook_files, xml_files
from metrics.spreadsheets.safety import LARGEST_FILE, Refused, kind_of, notes_on

MEMORY = 4 * 1024**3


SAID_OF_SHEETS = ("name", "hidden", "buried", "merged", "widths")


def main() -> None:
    """Answer until the pipe closes. Whatever is not foreseen ends the process; the other side says so in words."""
    limit_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that nothing a library prints can fall among the answers
    send(answers, b"ready")
    while (request := receive(sys.stdin.buffer)) is not None:
        asked = json.loads(request)
        try:
            header, tables = read(Path(asked["path"]), asked["name"])
        except Refused as refused:
            header, tables = {"refused": refused.reason}, []
        send(answers, json.dumps(header).encode())
        while tables:  # each is let go once it is sent: the next file may be long in coming
            send(answers, _as_stream(tables.pop(0)))


def limit_memory() -> None:
    """Where the system has such a limit (not on Windows, where a wild request for memory fails by itself)."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def send(stream: BinaryIO, payload: bytes | memoryview) -> None:
    """One frame: the length, then the bytes."""
    stream.write(struct.pack("<Q", len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """One frame, or None when the other side has gone."""
    length = stream.read(8)
    if len(length) < 8:
        return None
    wanted = struct.unpack("<Q", length)[0]
    payload = stream.read(wanted)
    return payload if len(payload) == wanted else None


def _as_stream(table: pa.Table) -> memoryview:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return memoryview(sink.getvalue())


def read(path: Path, name: str) -> tuple[dict, list[pa.Table]]:
    """A file's facts and its sheets as tables of text. Raises Refused."""
    data = _bytes(path, name)
    kind = kind_of(name, data)
    facts = {"kind": kind, "sha256": hashlib.sha256(data).hexdigest(), "encoding": None, "delimiter": None}
    if kind == "text":
        columns, facts["encoding"], facts["delimiter"], notes, widths = text_files.table(name, data)
        found = [_sheet(Path(name).stem, columns) | {"widths": widths}]
        facts["kind"] = "csv"
    elif kind == "html":
        tables, facts["encoding"] = html_files.html_tables(name, data)
        found, notes = [_sheet(title, columns) for title, columns in tables], []
    elif kind == "xml":
        found, notes = [_sheet(*one) for one in xml_files.tables(name, data)], []
    else:
        found, notes = workbook_files.sheets(name, kind, data)
    if not any(sheet["table"].num_rows for sheet in found):
        raise Refused(f"{name} has no filled cells. Check that it is the right one and was saved with its data.")
    facts["notes"] = notes_on(kind, data) + notes
    facts["sheets"] = [{key: sheet.get(key, ()) for key in SAID_OF_SHEETS} for sheet in found]
    return facts, [sheet["table"] for sheet in found]


def _sheet(title: str, columns: list[pa.Array], hidden: bool = False) -> dict:
    return {"name": title, "hidden": hidden, "merged": (), "table": workbook_files.tidy(columns)}


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as fault:
        words = (fault.strerror or "it could not be opened").lower()
        raise Refused(f"{name} could not be opened ({words}). Check where it is and close it in Excel.") from None


if __name__ == "__main__":
    main()
