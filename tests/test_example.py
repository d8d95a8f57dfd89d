"""The example trust's files: the same each time, as untidy as real ones, and with the story that README.md tells."""

import csv
import hashlib
import io
import re
import zipfile
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from metrics.definitions import framework
from metrics.example import names, story, write
from metrics.example.sites import SITES
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader

SOURCES = {
    "starters", "leavers", "staff_in_post", "payments", "suppliers", "contracts", "sites", "energy", "water", "waste",
    "bookings", "space", "engagement", "involvement", "delphi", "asks",
    "programmes", "recruitment", "apprenticeships", "levy", "placements", "representation", "typed",
    "tenders", "kpis", "carbon_plans",
    "travel", "fleet", "travel_survey", "gases", "inhalers", "green_space", "food", "reuse",
    "joint_actions", "partners_survey", "grants", "volunteers",
    "leases", "capital", "activity",
}  # fmt: skip
NAME_HEADINGS = {"First Name", "Forename", "Last Name", "Surname"}
FYLDE_COAST = re.compile(r"FY\d")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("example")
    write(made)
    return made


def rows_of(path: Path) -> list[list[str]]:
    """All rows of the first sheet, as text."""
    if path.suffix in (".xlsx", ".ods"):
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    content = path.read_bytes()
    text = content.decode("utf-8-sig" if _is_utf8(content) else "cp1252")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".xls" else ","))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@cache
def table(path: Path) -> list[dict[str, str]]:
    """The rows under the heading (the first row with five cells filled, or all), totals left out."""
    rows = rows_of(path)
    at = next(n for n, row in enumerate(rows) if sum(cell != "" for cell in row) >= 5)
    body = [row for row in rows[at + 1 :] if not row[0].startswith("Total")]
    return [dict(zip(rows[at], row, strict=False)) for row in body]


def first_of(row: dict[str, str], *headings: str) -> str:
    return next(row[heading] for heading in headings if heading in row)


def pounds(text: str) -> float:
    sign = -1 if text.startswith(("-", "(")) else 1
    return sign * float(re.sub(r"[£,()-]", "", text))


def only(folder: Path, source: str, label: str) -> Path:
    (path,) = folder.glob(f"{source}-{label}.*")
    return path


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    first, second = write(tmp_path / "a", months=3), write(tmp_path / "b", months=3)
    assert [path.name for path in first] == [path.name for path in second]
    for one, other in zip(first, second, strict=True):
        assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest(), one.name


def test_another_seed_gives_other_bytes(tmp_path):
    first, second = write(tmp_path / "a", months=1), write(tmp_path / "b", months=1, seed=2)
    same = [one.name for one, other in zip(first, second, strict=True) if one.read_bytes() == other.read_bytes()]
    assert not [name for name in same if name.startswith(("starters", "payments", "waste"))]


def test_every_source_has_a_file_even_in_three_months(tmp_path):
    made = {path.name.split("-")[0] for path in write(tmp_path, months=3)}
    assert made >= SOURCES - {"delphi"}


@pytest.mark.parametrize(("months", "until"), [(0, "2026-09"), (241, "2026-09"), (3, "2026-13")])
def test_months_that_make_no_sense_are_refused(tmp_path, months, until):
    with pytest.raises(ValueError):
        write(tmp_path, months=months, until=until)


def test_progress_rises_to_the_whole(tmp_path):
    shares = []
    write(tmp_path, months=2, progress=lambda share, words: shares.append(share))
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_every_source_has_files_and_every_kind_of_file_is_there(folder):
    paths = list(folder.iterdir())
    assert {path.name.split("-")[0] for path in paths} == SOURCES
    assert {path.suffix for path in paths} == {".csv", ".xls", ".xlsx", ".ods"}
    assert 150 <= len(paths) <= 400


def test_every_file_says_that_it_is_made_up(folder):
    for path in folder.iterdir():
        content = path.read_bytes()
        if path.suffix in (".xlsx", ".ods"):
            with zipfile.ZipFile(path) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        assert story.TRUST.encode() in content and b"made-up figures" in content, path.name


def test_names_of_people_stand_in_name_columns_only(folder):
    people = set(names.LAST)
    for source in ("starters", "leavers", "staff_in_post"):
        for label in ("2023-10", "2024-10", "2025-10"):
            path = only(folder, source, label)
            rows = table(path)
            assert any(first_of(row, "Last Name", "Surname") in people for row in rows)
            others = {cell for row in rows for heading, cell in row.items() if heading not in NAME_HEADINGS}
            assert not others & people, path.name


def test_staff_starters_and_leavers_are_of_the_size_of_the_real_trust(folder):
    in_post = [len({first_of(r, "Employee Number", "Emp No") for r in table(p)})
               for p in (only(folder, "staff_in_post", m) for m in ("2023-10", "2024-12", "2026-09"))]  # fmt: skip
    assert all(7250 <= count <= 7600 for count in in_post)
    starters = [len(table(path)) for path in folder.glob("starters-*")]
    leavers = [len(table(path)) for path in folder.glob("leavers-*")]
    assert len(starters) == len(leavers) == 36
    assert 95 <= sum(starters) / 36 <= 105 and 90 <= sum(leavers) / 36 <= 100


def test_staff_in_post_and_payments_are_csv_but_for_the_last_three_months(folder):
    for source in ("staff_in_post", "payments"):
        workbooks = {path.stem for path in folder.glob(f"{source}-*.xlsx")}
        assert workbooks == {f"{source}-{month}" for month in ("2026-07", "2026-08", "2026-09")}


def payments(folder: Path, label: str) -> list[tuple[str, str, float]]:
    """Supplier, postcode and pounds of each line."""
    return [
        (first_of(row, "Supplier Name", "Vendor Name", "Supplier").strip().upper(),
         first_of(row, "Site Postcode", "Vendor Postcode", "Supplier Postcode"),
         pounds(first_of(row, "Amount £", "Net Amount", "Amount")))
        for row in table(only(folder, "payments", label))
    ]  # fmt: skip


def test_a_year_of_payments_is_about_200_million_in_3000_lines_a_month(folder):
    months = [payments(folder, story.label(m)) for m in story.span(12, "2026-09").months]
    assert 190e6 <= sum(amount for month in months for *_, amount in month) <= 210e6
    assert all(2800 <= len(month) <= 3250 for month in months)


def test_a_few_suppliers_are_paid_most(folder):
    paid: Counter[str] = Counter()
    for supplier, _, amount in payments(folder, "2025-05"):
        paid[supplier] += amount
    largest = sum(amount for _, amount in paid.most_common(len(paid) // 10))
    assert largest > 0.45 * sum(paid.values())


def test_the_total_at_the_foot_of_the_payments_is_their_sum(folder):
    path = only(folder, "payments", "2023-10")
    foot = rows_of(path)[-1]
    assert foot[0] == "Total"
    assert pounds(foot[-1]) == pytest.approx(sum(amount for *_, amount in payments(folder, "2023-10")), abs=0.005)


def test_the_local_supplier_is_lost_in_february_2026_and_local_spend_falls(folder):
    lost = "MARRAMGRASS LINEN HIRE LTD (MADE UP)"
    assert any(supplier == lost for supplier, *_ in payments(folder, "2026-01"))
    assert not any(supplier == lost for supplier, *_ in payments(folder, "2026-02"))
    shares = {}
    for label in ("2025-09", "2025-10", "2025-11", "2026-03", "2026-04", "2026-05"):
        lines = [line for line in payments(folder, label) if line[1]]
        shares[label] = sum(a for _, p, a in lines if FYLDE_COAST.match(p)) / sum(a for *_, a in lines)
    assert max(shares["2026-03"], shares["2026-04"], shares["2026-05"]) < min(list(shares.values())[:3]) - 0.005


def test_bodies_that_rules_leave_out_are_paid(folder):
    suppliers = {supplier for supplier, *_ in payments(folder, "2026-08")}
    assert {"HM REVENUE AND CUSTOMS", "NHS PENSION SCHEME", "NHS RESOLUTION"} <= suppliers


def paid_in_time(folder: Path, label: str) -> float:
    rows = table(only(folder, "payments", label))
    good = sum(1 for row in rows if (_day(row["Payment Date"]) - _day(row["Received Date"])) <= 30)
    return good / len(rows)


def _day(text: str) -> int:
    return date.fromisoformat(text[:10]).toordinal()


def test_payment_in_time_worsens_from_may_2026(folder):
    before, may, september = (paid_in_time(folder, label) for label in ("2026-04", "2026-05", "2026-09"))
    assert before > 0.94 and may < before and september < 0.84


def local_hires(folder: Path, month: int) -> tuple[int, int]:
    known = [first_of(row, "Home Postcode", "Post Code").upper() for row in table(only(folder, "starters",
             story.label(month)))]  # fmt: skip
    known = [postcode for postcode in known if postcode]
    return sum(1 for postcode in known if FYLDE_COAST.match(postcode)), len(known)


def test_local_hires_rise_with_the_recruitment_days_beyond_chance(folder):
    after = range(story.RECRUITMENT_DAYS, story.month_number("2026-09") + 1)
    before = range(story.month_number("2023-10"), story.RECRUITMENT_DAYS)
    old = [local / known for local, known in (local_hires(folder, month) for month in before)]
    new = [local / known for local, known in (local_hires(folder, month) for month in after)]
    assert sum(new) / len(new) - sum(old) / len(old) > 0.12
    # Special cause: far more than seven months running lie above the old mean.
    assert all(share > sum(old) / len(old) for share in new[:12])


def test_a_few_home_postcodes_are_missing(folder):
    rows = table(only(folder, "staff_in_post", "2026-09"))
    missing = sum(1 for row in rows if row["Home Postcode"] == "") / len(rows)
    assert 0.02 < missing < 0.04


def at_or_above(folder: Path, label: str, rate: float) -> float:
    salaries = [pounds(first_of(row, "Annual Salary", "Basic Salary", "Full Time Salary"))
                for row in table(only(folder, "staff_in_post", label))]  # fmt: skip
    return sum(1 for salary in salaries if salary / 1955.4 >= rate) / len(salaries)


def test_the_share_paid_the_real_living_wage_falls_with_each_step(folder):
    assert at_or_above(folder, "2024-04", 10.90) == 1.0
    assert 0.98 < at_or_above(folder, "2024-05", 12.00) < 1.0
    assert 0.78 < at_or_above(folder, "2025-05", 12.60) < 0.86
    assert 0.70 < at_or_above(folder, "2026-05", 13.45) < 0.78


def gas(folder: Path, quarter: str) -> int:
    return sum(int(first_of(row, "Consumption (kWh)", "kWh").replace(",", ""))
               for row in table(only(folder, "energy", quarter))
               if first_of(row, "Utility", "Fuel Type") == "Gas")  # fmt: skip


def test_gas_has_seasons(folder):
    for year in (2024, 2025, 2026):
        assert gas(folder, f"{year}-Q1") > 2.5 * gas(folder, f"{year}-Q3")


def test_twelve_sites_have_energy_water_and_waste_each_month(folder):
    for source, quarter in (("energy", "2025-Q2"), ("water", "2025-Q2")):
        counts = Counter(first_of(row, "Billing Month", "Month", "Period", "Billing Period")
                         for row in table(only(folder, source, quarter)))  # fmt: skip
        assert len(counts) == 3 and min(counts.values()) >= 12
    assert {first_of(r, "Site Code") for r in table(only(folder, "waste", "2026-05"))} == {s.code for s in SITES}


def waste_of(folder: Path, label: str) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for row in table(only(folder, "waste", label)):
        stream = first_of(row, "Waste Type", "Stream", "Waste Stream")
        sums[stream] += float(first_of(row, "Weight (tonnes)", "Tonnage", "Tonnes").replace(",", ""))
    return sums


def test_one_month_of_waste_is_in_kilograms(folder):
    stream = "High Temperature Incineration"
    assert waste_of(folder, "2024-03")[stream] > 500 * waste_of(folder, "2024-02")[stream]


def test_one_waste_report_came_late_and_the_newest_is_not_there(folder):
    assert not list(folder.glob("waste-2024-11.*")) and not list(folder.glob("waste-2026-09.*"))
    months = {first_of(row, "Collection Month", "Month") for row in table(only(folder, "waste", "2024-12"))}
    assert months == {"Nov 2024", "Dec 2024"}


def test_recycling_drifts_down(folder):
    def share(label: str, recycled: tuple[str, ...], clinical: tuple[str, ...]) -> float:
        sums = waste_of(folder, label)
        return sum(sums[s] for s in recycled) / sum(w for s, w in sums.items() if s not in clinical)

    clinical = ("High Temperature Incineration", "Alternative Treatment", "Offensive Waste")
    recycled = ("Dry Mixed Recycling", "Food Waste", "Re-use")
    assert share("2023-11", recycled, clinical) - share("2026-08", recycled, clinical) > 0.04


def community_hours(folder: Path, quarter: str) -> int:
    return sum(
        int(float(first_of(row, "Hours", "Duration (hours)")))
        for row in table(only(folder, "bookings", quarter))
        if first_of(row, "Organisation Type", "Hirer Type") in ("Community Group", "Charity")
    )


def test_community_use_of_rooms_grows_and_jumps_in_january_2025(folder):
    start, before, after, end = (community_hours(folder, q) for q in ("2023-Q4", "2024-Q4", "2025-Q1", "2026-Q3"))
    assert after > 1.3 * before and end > after > start


def test_all_nine_priority_groups_are_engaged_each_quarter(folder):
    for path in folder.glob("engagement-*"):
        assert len({first_of(row, "Priority Group", "Audience") for row in table(path)}) == 9, path.name


def test_firms_and_groups_say_that_they_are_made_up(folder):
    bodies = {"NHS Resolution", "NHS Supply Chain", "HM Revenue and Customs", "NHS Pension Scheme"}
    rows = table(only(folder, "suppliers", "2026-27"))
    suppliers = {first_of(row, "Supplier Name", "Supplier") for row in rows}
    assert all(name.endswith("(made up)") for name in suppliers - bodies)
    assert len(suppliers) == len(rows)


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_the_oldest_middle_and_newest_file_are_taken_without_an_error_or_a_question(folder, reader, source):
    paths = sorted(folder.glob(f"{source}-*"))
    for path in {paths[0], paths[len(paths) // 2], paths[-1]}:
        checked = check(path, framework(), today=date(2026, 10, 12), reader=reader)
        assert checked.refused is None and checked.is_example
        assert [found.source for found in checked.tables] == [source]
        problems = [p for found in checked.tables for p in found.problems if p.severity != "warning"]
        assert not problems, f"{path.name}: {problems[0].message}"


def test_the_check_warns_of_the_month_in_kilograms(folder, reader):
    checked = check(only(folder, "waste", "2024-03"), framework(), today=date(2026, 10, 12), reader=reader)
    problems = checked.tables[0].problems
    assert any("kilograms" in problem.message for problem in problems)
    assert {problem.severity for problem in problems} == {"warning"}


@pytest.mark.parametrize(("months", "until"), [(1, "2026-09"), (2, "2026-04"), (3, "2025-10")])
def test_the_files_of_a_few_months_are_taken_without_an_error_or_a_question(tmp_path, reader, months, until):
    for path in write(tmp_path, months=months, until=until):
        found = check(path, framework(), today=date(2026, 10, 12), reader=reader)
        assert (path.name, found.refused, found.count("error"), found.count("question")) == (path.name, None, 0, 0)


def test_the_total_under_the_leavers_is_no_leaver(folder, reader):
    files = sorted(folder.glob("leavers-*.ods"))
    assert len(files) == 12
    for path in files:
        (leavers,) = check(path, framework(), today=date(2026, 10, 12), reader=reader).tables
        assert leavers.left_out == 1
        assert rows_of(path)[-1][:2] == ["Total", f"{leavers.rows}.0"]
