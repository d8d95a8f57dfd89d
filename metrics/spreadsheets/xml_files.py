"""The XML spreadsheet of Excel 2003, which some finance systems still send as ".xls"."""

from __future__ import annotations

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from metrics.spreadsheets.safety import Refused, damaged
from metrics.spreadsheets.text_files import columns_of

NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
WIDEST = 16_384
LONGEST = 1_048_576


def tables(name: str, data: bytes) -> list[tuple[str, list[pa.Array], bool]]:
    """(title, columns, hidden) for each worksheet. Raises Refused when the XML is broken or has entities of its own."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise Refused(damaged(name)) from None
    return [
        (sheet.get(f"{NAMESPACE}Name", f"Sheet {number}"), columns_of(name, _rows(name, sheet)), _hidden(sheet))
        for number, sheet in enumerate(root.iter(f"{NAMESPACE}Worksheet"), 1)
    ]


def _hidden(sheet) -> bool:
    """Whether a worksheet's options say that it is hidden or very hidden."""
    return any((said.text or "").startswith("Sheet") for said in sheet.iter(f"{EXCEL}Visible"))


def _rows(name: str, sheet) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in sheet.iter(f"{NAMESPACE}Row"):
        at = _index(row, len(rows) + 1)
        if at > LONGEST:
            raise Refused(damaged(name))
        rows += [[] for _ in range(at - 1 - len(rows))]
        rows.append(_cells(name, row))
    return rows


def _cells(name: str, row) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{NAMESPACE}Cell"):
        at = _index(cell, len(cells) + 1)
        if at > WIDEST:
            raise Refused(damaged(name))
        cells += [""] * (at - 1 - len(cells))
        cells.append(_value(cell.find(f"{NAMESPACE}Data")))
        across = cell.get(f"{NAMESPACE}MergeAcross", "0")
        cells += [""] * min(int(across) if across.isdigit() else 0, WIDEST)
    return cells


def _index(element, otherwise: int) -> int:
    given = element.get(f"{NAMESPACE}Index", "")
    return int(given) if given.isdigit() else otherwise


def _value(data) -> str:
    """A cell's text in the manner of the other readers: dates as '2026-03-01 00:00:00', yes and no as true, false."""
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(f"{NAMESPACE}Type")
    if kind == "DateTime":
        return text.replace("T", " ")[:19]
    if kind == "Boolean":
        return "true" if text == "1" else "false"
    return text
