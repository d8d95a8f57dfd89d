"""Next year's conversion factors are added from the government's flat file, and no earlier figure moves."""

import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from metrics import flat_file, warehouse
from metrics.flat_file import FactorsRefused, add, edition
from metrics.results import compute
from tests.stores import known, new_store
from tests.twins import reference
from tests.warehouse_rows import completed, fill

REAL = Path(os.environ.get("ANCHOR_REAL_FILES", "")) / "carbon" / "ghg-conversion-factors-2025-flat-file.xlsx"
HEADINGS = ["ID", "Scope", "Level 1", "Level 2", "Level 3", "Level 4", "Column Text", "UOM", "GHG/Unit"]
OLD = {row["item"]: float(row["factor"]) for row in reference("emission_factors") if row["year"] == "2025"}


def flat(folder, year=2026, change=None, headings=HEADINGS, name="flat.xlsx"):
    """A flat file as the government makes it: each factor of 2025 and a tenth more; `change` may mend a row."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Factors by Category"
    for title in ("UK Government GHG Conversion Factors", "Factors by Category", "", "", "Category"):
        sheet.append([title])
    sheet.append([*headings, f"GHG Conversion Factor {year}"])
    for row in reference("factor_rows"):
        names = [row[n] for n in ("scope", "level_1", "level_2", "level_3", "level_4", "column_text", "uom")]
        cells = {"item": row["item"], "id": row["id"], "names": names, "factor": round(OLD[row["item"]] * 1.1, 5)}
        cells = cells if change is None else change(cells)
        if cells:
            sheet.append([cells["id"], *cells["names"], "kg CO2e", cells["factor"]])
            sheet.append([cells["id"][:-1] + "2", *cells["names"], "kg CO2e of CO2 per unit", 99])
    path = folder / name
    book.save(path)
    return path


def only(item, **changed):
    return lambda cells: cells | changed if cells["item"] == item else cells


def refused(reference_folder, path):
    with pytest.raises(FactorsRefused) as problem:
        add(reference_folder, path)
    assert not flat_file.added(reference_folder)
    return problem.value.reason


def test_every_factor_of_ours_is_found_with_its_id_and_row(tmp_path):
    found = edition(flat(tmp_path))
    assert (found.year, found.missing) == (2026, ())
    electricity = next(one for one in found.factors if one.item == "electricity")
    assert (electricity.factor, electricity.id, electricity.row) == (0.1947, "7_400_4000_5_1", 7)


def test_a_row_is_known_by_its_names_where_its_id_changed(tmp_path):
    found = edition(flat(tmp_path, change=only("water_supply", id="99_1")))
    assert [one.factor for one in found.factors if one.item == "water_supply"] == [0.21043]


def test_a_year_that_is_added_counts_from_april_and_no_earlier_figure_moves(tmp_path):
    home = new_store(tmp_path / "store")
    bills = {"energy": [{"month": date(2026, month, 1), "fuel": "electricity", "kwh": 1000.0} for month in (3, 4)]}

    def figures():
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb"
        warehouse.write(home, known(), path)
        with warehouse.duckdb.connect(path) as con:
            fill(con, completed(known(), bills), ["energy"])
            [found] = compute(con, known(), known().indicator("N1a"), "month")
        return [(point.value, point.status) for point in found.points]

    before = warehouse.identity(home, known())
    assert figures() == [(0.177, "complete"), (0.177, "provisional")]
    assert add(home.reference, flat(tmp_path)).words == "58 factors of 2026."
    assert "# Source: flat.xlsx, UK Government" in (home.reference / "factors" / "2026.csv").read_text(encoding="utf-8")
    assert figures() == [(0.177, "complete"), (0.1947, "complete")]
    assert warehouse.identity(home, known()) != before


def test_a_factor_that_the_file_does_not_have_is_named_and_its_last_value_stands(tmp_path):
    path = flat(tmp_path, change=lambda cells: None if cells["item"] == "natural_gas" else cells)
    assert add(tmp_path / "reference", path).words == (
        "57 factors of 2026. Not in the file, so that the last known stands, provisional: natural gas."
    )


def test_a_year_that_is_in_or_not_yet_due_is_refused(tmp_path):
    assert refused(tmp_path / "r", flat(tmp_path, 2025)) == (
        "flat.xlsx has the factors of 2025. Those up to 2025 are in, and do not move. Bring the file of 2026."
    )
    assert refused(tmp_path / "r", flat(tmp_path, 2027)) == (
        "flat.xlsx has the factors of 2027, and those of 2026 are not in. Bring those first."
    )


def test_what_cannot_be_a_factor_is_told_with_its_row(tmp_path):
    assert refused(tmp_path / "r", flat(tmp_path, change=only("electricity", factor="n/a"))) == (
        "flat.xlsx, sheet 'Factors by Category', row 7: the factor for electricity is 'n/a', which is no number above "
        "zero. Download the file again."
    )
    assert refused(tmp_path / "r", flat(tmp_path, change=only("electricity", factor=177))) == (
        "flat.xlsx, row 7: the factor for electricity is 177, where it was 0.177. Check that the file is as it was "
        "published."
    )


def test_another_file_is_refused_in_a_sentence(tmp_path):
    other = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Month", "Amount"])
    book.save(other)
    assert refused(tmp_path / "r", other).startswith("other.xlsx has no sheet with a column 'GHG Conversion Factor'")
    headless = flat(tmp_path, headings=["ID", "Extent", *HEADINGS[2:]], name="headless.xlsx")
    assert "row 6: there is no column scope." in refused(tmp_path / "r", headless)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK no workbook")
    assert "broken.xlsx" in refused(tmp_path / "r", broken)


@pytest.mark.skipif(not REAL.is_file(), reason="needs the government's own file")
def test_the_governments_file_of_2025_says_what_our_table_says():
    found = edition(REAL)
    ours = {row["item"]: row for row in reference("emission_factors") if row["year"] == "2025"}
    assert (found.year, found.missing, len(found.factors)) == (2025, (), 58)
    for one in found.factors:
        decimals = 3 if ours[one.item]["unit"] == "t" else 5
        assert abs(float(ours[one.item]["factor"]) - one.factor) <= 0.51 * 10**-decimals, one
        assert (ours[one.item]["id"], int(ours[one.item]["row"])) == (one.id, one.row)
