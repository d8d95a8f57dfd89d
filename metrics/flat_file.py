"""Next year's conversion factors: the government's flat file, read into a small table that the warehouse takes in.

A row is known by its ID, or by its names where the ID is not there (`reference/factor_rows.csv`). Only a year after
those that are in is added, so that no figure of an earlier year moves.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from metrics.spreadsheets.reading import Refused, Sheet, read

REFERENCE = Path(__file__).parent / "reference"
FACTOR = re.compile(r"GHG Conversion Factor (20\d\d)", re.IGNORECASE)
NAMES = ("scope", "level_1", "level_2", "level_3", "level_4", "column_text", "uom")
HEADINGS = {"id": "id", "scope": "scope", "uom": "uom", "columntext": "column_text", "ghg": "ghg", "ghgunit": "ghg"}
HEADINGS |= {f"level{n}": f"level_{n}" for n in range(1, 5)}
LOOKED_AT = 20  # rows of a sheet in which its heading is looked for
MOST = 10.0  # times the year before: a step beyond it is a slip of units
COLUMNS = ("year", "item", "unit", "factor", "source", "id", "row")


class FactorsRefused(Exception):
    """The file cannot serve as next year's factors; `reason` says where, what and what to do."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Factor:
    """One of our factors as the file has it: its ID there, and its row as Excel counts."""

    item: str
    factor: float
    id: str
    row: int


@dataclass(frozen=True)
class Edition:
    """One year's factors; `missing` are those of ours that the file does not have."""

    year: int
    factors: tuple[Factor, ...]
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """What was found, in a sentence or two."""
        told = f"{len(self.factors)} factors of {self.year}."
        if not self.missing:
            return told
        names = ", ".join(item.replace("_", " ") for item in self.missing)
        return f"{told} Not in the file, so that the last known stands, provisional: {names}."


def edition(path: Path) -> Edition:
    """What a flat file says of our factors. FactorsRefused where it is none, or cannot be right."""
    try:
        book = read(path)
    except Refused as problem:
        raise FactorsRefused(str(problem)) from problem
    for sheet in book.sheets:
        if (found := _heading(sheet)) is not None:
            return _edition(path.name, sheet, *found)
    raise FactorsRefused(
        f"{path.name} has no sheet with a column 'GHG Conversion Factor' and its year. Bring the flat file (\"for "
        "automatic processing\") of the government's conversion factors, not the condensed or the full set."
    )


def add(reference: Path, path: Path) -> Edition:
    """Takes a flat file's factors in, for the months from April of its year on. FactorsRefused, and nothing done."""
    found = edition(path)
    known = _known(reference)
    last = max(int(row["year"]) for row in known)
    if found.year <= last:
        raise FactorsRefused(
            f"{path.name} has the factors of {found.year}. Those up to {last} are in, and do not move. Bring the file "
            f"of {last + 1}."
        )
    if found.year > last + 1:
        raise FactorsRefused(
            f"{path.name} has the factors of {found.year}, and those of {last + 1} are not in. Bring those first."
        )
    _must_be_likely(path.name, found, known)
    _write(reference, found, {row["item"]: row["unit"] for row in known}, path.name)
    return found


def added(reference: Path) -> list[Path]:
    """The tables of the years that the trust added, oldest first."""
    return sorted((reference / "factors").glob("20??.csv"))


def _known(reference: Path) -> list[dict[str, str]]:
    """Every factor that is in: ours or the trust's own table in its place, and the years added."""
    own = reference / "emission_factors.csv"
    return [row for path in (own if own.is_file() else REFERENCE / own.name, *added(reference)) for row in _rows(path)]


def _rows(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _heading(sheet: Sheet) -> tuple[int, int, dict[str, int]] | None:
    """The row (from 0) and year of a flat file's heading, and where each column stands; None where it has none."""
    for at, row in enumerate(_cells(sheet, 0, LOOKED_AT)):
        years = [(place, FACTOR.search(cell or "")) for place, cell in enumerate(row)]
        for place, year in years:
            if year:
                named = {HEADINGS.get(plain(cell or "").removesuffix("simple")): n for n, cell in enumerate(row)}
                return at, int(year.group(1)), named | {"factor": place}
    return None


def _cells(sheet: Sheet, first: int, many: int | None = None) -> Iterable[tuple[str | None, ...]]:
    columns = [column.to_pylist() for column in sheet.rows.slice(first, many).columns]
    return zip(*columns, strict=True)


def plain(text: str) -> str:
    """Letters and figures alone: spelling drifts from year to year in all else."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _edition(name: str, sheet: Sheet, at: int, year: int, columns: dict[str, int]) -> Edition:
    lacking = [column.replace("_", " ") for column in ("scope", "level_1", "uom", "ghg") if column not in columns]
    if lacking:
        raise FactorsRefused(
            f"{name}, sheet '{sheet.name}', row {at + 1}: there is no column {', '.join(lacking)}. Bring the flat file "
            "as it was published."
        )
    by_id, by_names = _indexed(sheet, at, columns)
    factors, missing = [], []
    for wanted in _rows(REFERENCE / "factor_rows.csv"):
        found = _found(wanted, by_id, by_names, columns)
        factor = _factor(f"{name}, sheet '{sheet.name}'", wanted, found, columns) if found else None
        if factor is None:
            missing.append(wanted["item"])
        else:
            factors.append(factor)
    if len(missing) > len(factors):
        raise FactorsRefused(
            f"{name}, sheet '{sheet.name}': {len(factors)} of our {len(factors) + len(missing)} factors are in it, no "
            "more. Bring the flat file with all scopes and levels."
        )
    return Edition(year, tuple(factors), tuple(missing))


def _indexed(sheet: Sheet, at: int, columns: dict[str, int]) -> tuple[dict, dict]:
    """The rows of kg CO2e below the heading, each with its number, by ID and by names."""
    by_id: dict[str, tuple[int, tuple]] = {}
    by_names: dict[tuple[str, ...], list[tuple[int, tuple]]] = {}
    for number, row in enumerate(_cells(sheet, at + 1), at + 2):
        if plain(row[columns["ghg"]] or "") == "kgco2e":
            by_id[(row[columns["id"]] or "") if "id" in columns else ""] = (number, row)
            names = tuple(plain((row[columns[n]] if n in columns else "") or "") for n in NAMES)
            by_names.setdefault(names, []).append((number, row))
    return by_id, by_names


def _found(wanted: dict, by_id: dict, by_names: dict, columns: dict[str, int]) -> tuple[int, Sequence] | None:
    """The row of one of our factors: by its ID if that still measures the same, else by its names if one row fits."""
    held = by_id.get(wanted["id"])
    if held and plain(held[1][columns["uom"]] or "") == plain(wanted["uom"]):
        return held
    named = by_names.get(tuple(plain(wanted[name]) for name in NAMES), [])
    return named[0] if len(named) == 1 else None


def _factor(where: str, wanted: dict, found: tuple[int, Sequence], columns: dict[str, int]) -> Factor | None:
    """The factor of a row; None where its cell is empty."""
    number, row = found
    text = (row[columns["factor"]] or "").replace(",", "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not value >= 0:
        raise FactorsRefused(
            f"{where}, row {number}: the factor for {wanted['item'].replace('_', ' ')} is '{text}', which is no number "
            "above zero. Download the file again."
        )
    return Factor(wanted["item"], value, (row[columns["id"]] or "") if "id" in columns else "", number)


def _must_be_likely(name: str, found: Edition, known: list[dict[str, str]]) -> None:
    """A factor ten times that of the year before, or a tenth, is a slip of units."""
    before = {row["item"]: float(row["factor"]) for row in sorted(known, key=lambda row: int(row["year"]))}
    for one in found.factors:
        was = before.get(one.item)
        if was and not was / MOST < one.factor < was * MOST:
            raise FactorsRefused(
                f"{name}, row {one.row}: the factor for {one.item.replace('_', ' ')} is {one.factor:g}, where it was "
                f"{was:g}. Check that the file is as it was published."
            )


def _write(reference: Path, found: Edition, units: dict[str, str], name: str) -> None:
    """The edition as a table of its own, whole or not at all."""
    folder = reference / "factors"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{found.year}.part"
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# Conversion factors of {found.year}, from the flat file that the trust added.\n")
        file.write(f"# Source: {name}, UK Government GHG conversion factors; Open Government Licence v3.0.\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for one in found.factors:
            source = f"flat file {name}"
            rows.writerow((found.year, one.item, units.get(one.item, ""), one.factor, source, one.id, one.row))
    os.replace(part, folder / f"{found.year}.csv")
