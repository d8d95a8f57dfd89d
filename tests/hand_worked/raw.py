"""The raw files as rows of text, and what a cell says."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from python_calamine import CalamineWorkbook

from metrics.packaged_postcodes import tables
from tests.example_stores import decile

CATCHMENT = {"E06000009", "E07000119", "E07000128"}  # Blackpool, Fylde, Wyre
REFERENCE = Path(__file__).parents[2] / "metrics" / "reference"
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %Y", "%b %Y", "%b-%y")
Row = dict[str, str]


class Files:
    """A folder of the example's files."""

    def __init__(self, folder: Path):
        self.folder = folder

    @cache  # noqa: B019 - a run of the tests looks at one folder
    def rows(self, stem: str) -> list[Row]:
        """The rows under the headings (the first row with three cells filled), without totals, as text."""
        [path] = self.folder.glob(f"{stem}.*")
        found = _cells(path)
        at = next(n for n, row in enumerate(found) if sum(cell != "" for cell in row) >= 3)
        body = [row for row in found[at + 1 :] if any(row) and not row[0].startswith("Total")]
        return [dict(zip(found[at], row, strict=False)) for row in body]


def _cells(path: Path) -> list[list[str]]:
    if path.suffix in (".xlsx", ".ods"):
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".xls" else ","))


def cell(row: Row, *headings: str) -> str:
    """The cell under whichever of the headings this year's file has."""
    return next(row[heading] for heading in headings if heading in row).strip()


def number(text: str) -> float | None:
    """1,234 or 12% or £5.00 as a number; None for an empty cell and for words."""
    bare = re.sub(r"[£,%]", "", text)
    return float(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else None


def pounds(text: str) -> Decimal:
    """(1,234.50) or -£5 or 12.30 as pounds."""
    bare = re.sub(r"[£,()\s]", "", text)
    return -Decimal(bare) if text.startswith("(") else Decimal(bare)


def day(text: str) -> date | None:
    """A date, a month's first day for a month, None for an empty cell."""
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    assert text == "", text
    return None


def in_month(text: str, month: date) -> bool:
    return (found := day(text)) is not None and (found.year, found.month) == (month.year, month.month)


def months_later(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    start = date(number // 12, number % 12 + 1, 1)
    following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return min(start + timedelta(days=first.day - 1), following - timedelta(days=1))


@cache
def _councils() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for table in tables():
        found.update(zip(table["key"].to_pylist(), table["council"].to_pylist(), strict=True))
    return found


def council(postcode: str) -> str | None:
    """The council in which a postcode lies, None where there is no such postcode."""
    return _councils().get(re.sub(r"[^A-Z0-9]", "", postcode.upper()))


def is_local(postcode: str) -> bool | None:
    found = council(postcode)
    return None if found is None else found in CATCHMENT


def is_priority(postcode: str) -> bool | None:
    """In the catchment and in one of the most deprived fifth of neighbourhoods; None where one of both is not known."""
    if not is_local(postcode):
        return is_local(postcode)
    tenth = decile(postcode)
    return None if tenth is None else tenth <= 2


def reference(name: str) -> list[Row]:
    lines = (REFERENCE / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def share(verdicts: list[bool | None]) -> tuple[int, int]:
    """How many are true, of how many of which we know."""
    return verdicts.count(True), len(verdicts) - verdicts.count(None)


def total(numbers) -> tuple[float, None]:
    return sum(numbers), None
