"""Tables of a web page, which some programs save with a workbook's name."""

from __future__ import annotations

import html.parser

import pyarrow as pa

from metrics.spreadsheets.safety import Refused
from metrics.spreadsheets.text_files import columns_of, decode


class _Tables(html.parser.HTMLParser):
    """Every table of a web page, cell by cell; a table inside a cell is read as a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close_cell()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self._close_cell()
            self.cell = []
            span = dict(attrs).get("colspan") or "1"
            self.span = min(int(span), 100) if span.isdigit() else 1
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        lines = [" ".join(line.split()) for line in "".join(self.cell).split("\n")]
        self.tables[-1][-1] += ["\n".join(lines).strip()] + [""] * (self.span - 1)
        self.cell = None


def html_tables(name: str, data: bytes) -> tuple[list[tuple[str, list[pa.Array]]], str]:
    """The tables of a web page that calls itself a workbook: (title, columns) each, and the encoding."""
    text, encoding = decode(data)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    found = [(f"Table {number}", columns_of(name, rows)) for number, rows in enumerate(parser.tables, 1) if any(rows)]
    if not found:
        raise Refused(f"{name} is a web page without a table in it. Ask the sender for the spreadsheet itself.")
    return found, encoding
