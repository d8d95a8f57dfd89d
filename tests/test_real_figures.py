"""Figures made of published files equal what pandas makes of the same files: a trust's yearly returns, and for each
spending body what was spent with whom.

The folder is named by ANCHOR_REAL_FILES; the files are not part of this project.
"""

import os
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from metrics import loads, results
from metrics.geography import Places
from metrics.spreadsheets.checking import check
from metrics.warehouse import open_to_read
from tests.hand_worked.raw import council, reference
from tests.stores import known, new_store, reader
from tests.test_real_files import by_hand

REAL = os.environ.get("ANCHOR_REAL_FILES")
pytestmark = pytest.mark.skipif(not REAL, reason="ANCHOR_REAL_FILES is not set")
KNOWN = known()
CATCHMENT = {"E06000009", "E07000119", "E07000128"}
CLINICAL = ("Pathology (m²)", "Clinical Sterile Services Dept. (CSSD) (m²)", "Clinical space - other (m²)")
NOT_CLINICAL = ("Medical records (m²)", "Human Resources (m²)", "Information Technology (m²)",
                "General Administration (m²)", "Restaurants (m²)", "Staff Accommodation (m²)",
                "Non-clinical space - other (m²)")
# year -> file, and its columns of clinical and of other space
# how each body writes its days
FORMS = {"EPSH": ("%m/%d/%Y",), "CHWE": ("%d/%m/%Y",), "KGST": ("%d-%b-%y", "%d-%b-%Y"),
         "NEBD": ("%d/%m/%Y", "%m/%d/%Y")}
WHOLE = ("Clinical space (m²)",), ("Non-clinical space (m²)",)
RETURNS = {
    "2015/16": ("HospitalEstatesAndFacilitiesStatistics_12611.XLS", *WHOLE),
    "2016/17": ("HospitalEstatesAndFacilitiesStatistics_13944.XLS", *WHOLE),
    "2019/20": ("ERIC_201920_SiteData_for_R.csv", CLINICAL, NOT_CLINICAL),
}


def take_in(home, files, answers=None):
    """Takes published files in, with the answers a colleague would give."""
    for path in files:
        checked = check(path, KNOWN, places=Places(home), reader=reader(), answers=answers and answers.get(path.name))
        assert all(one.load for one in loads.load(home, KNOWN, checked, "a colleague", accept="as published"))
    return open_to_read(home)


@pytest.fixture(scope="module")
def estate(tmp_path_factory):
    home = new_store(tmp_path_factory.mktemp("eric") / "data")
    files = [Path(REAL, "eric", file) for file, *_ in RETURNS.values()]
    asked = {file: {"period_missing:financial_year": year} for year, (file, *_) in RETURNS.items() if "XLS" in file}
    return take_in(home, files, asked)


def returned(year):
    """The trust's three rows of a yearly return, as pandas reads them: its two sites and the rest together."""
    path = Path(REAL, "eric", RETURNS[year][0])
    if path.suffix == ".csv":
        rows = pd.read_csv(path, dtype=str)
        return rows[rows["Trust Code"] == "RXL"]
    rows = pd.read_excel(path, sheet_name="Site Data", header=1, dtype=str, engine="calamine")
    return rows[rows["Organisation Code"] == "RXL"]


def summed(rows, pattern):
    """The sum of all columns whose heading fits, with "Not Applicable" as nothing."""
    columns = [name for name in rows.columns if re.fullmatch(pattern, name)]
    assert columns, pattern
    cells = rows[columns].stack().str.replace(",", "")
    return float(pd.to_numeric(cells, errors="coerce").sum())


def by_year(warehouse, code):
    [found] = results.series(warehouse, KNOWN, code, "year")
    return {point.period: point for point in found.points if point.numerator is not None}


@pytest.mark.parametrize("year", RETURNS)
def test_space_energy_and_repairs_of_the_trusts_sites_are_what_the_return_says(estate, year):
    rows = returned(year)
    clinical, other = (sum(summed(rows, re.escape(name)) for name in names) for names in RETURNS[year][1:])
    space, energy, repairs = (by_year(estate, code)[year] for code in ("B2a", "N1b", "B4b"))
    assert (space.numerator, space.denominator) == (other, clinical + other)
    fuels = r"(Electricity|Gas|Oil|Coal|Steam|Hot water|Non-fossil fuel) consumed.*kWh\)"
    assert energy.numerator == summed(rows, fuels)
    assert energy.denominator == summed(rows, r"Gross internal (site )?floor area.*")
    assert float(repairs.numerator) == summed(rows, r"Cost to eradicate (high|significant) risk backlog.*")


def test_the_carbon_of_a_yearly_return_is_its_energy_times_the_factors_of_its_year(estate):
    factors = {row["item"]: float(row["factor"]) for row in reference("emission_factors") if row["year"] == "2019"}
    rows, found = returned("2019/20"), by_year(estate, "N1a")
    fuels = {"Electricity consumed.*": "electricity", "Gas consumed.*": "natural_gas", "Oil consumed.*": "gas_oil"}
    tonnes = sum(summed(rows, pattern) * factors[item] / 1000 for pattern, item in fuels.items())
    assert set(found) == {"2019/20"}  # before 2019 there are no factors, and so no figure
    assert found["2019/20"].numerator == pytest.approx(tonnes, abs=1e-5)


def ledger_of(body):
    """All lines of a body's files: day, amount in pounds, supplier's number and name, postcode and what it was for."""
    frames = []
    for path in sorted(Path(REAL, "spend", body).glob("*.csv")):
        text = path.read_bytes()
        encoding = "utf-8" if is_utf8(text) else "cp1252"
        rows = pd.read_csv(path, dtype=str, encoding=encoding, keep_default_na=False)
        rows.columns = [name.strip().lower() for name in rows.columns]
        forms = FORMS[body]
        if body == "NEBD":  # from July on the month comes first
            forms = forms[:1] if int(path.name[5:7]) < 4 else forms[1:]
        frames.append(lines_of(rows, forms))
    found = pd.concat(frames)
    return found[found["day"].notna() & found["pence"].notna()]


def is_utf8(text):
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def lines_of(rows, forms):
    def column(*names):
        return next((rows[name].str.strip() for name in names if name in rows), pd.Series("", rows.index))

    parts = column("supplier", "supplier name").str.extract(r"^(?:(\S+) : )?(.*)$").fillna("")
    written = column("amount", "amount in sterling £").replace("", pd.NA)
    pence = (pd.to_numeric(written.str.replace(r"[£,\s]", "", regex=True)) * 100).round()
    days = pd.Series(pd.NaT, rows.index)
    for form in forms:
        days = days.fillna(pd.to_datetime(column("date", "date paid"), format=form, errors="coerce"))
    return pd.DataFrame({
        "day": days, "pence": pence, "number": parts[0].str.upper(), "supplier_name": parts[1],
        "postcode": column("supplier postcode"), "category": column("expense type", "9an - level 9 account name"),
        "expense_area": column("expense area", "cost centre name"), "description": column("description"),
    })


def is_left_out(lines):
    """By any of the rules for what is no spend of ours, as the reference table has them."""
    out = pd.Series(False, lines.index)
    for rule in reference("payment_rules"):
        if rule["effect"] == "excluded":
            rule_met = re.compile(rule["pattern"], re.IGNORECASE).search
            out |= lines[rule["field"]].map(lambda said, met=rule_met: met(said) is not None)
    return out


def same_name(names):
    bare = names.str.upper().str.replace("&", " AND ")
    bare = bare.str.replace(r"\b(LIMITED|LTD|PLC|LLP)\b", "", regex=True)
    return bare.str.replace(r"[^A-Z0-9]", "", regex=True)


@pytest.mark.parametrize("body", FORMS)
def test_local_spend_and_local_suppliers_of_a_body_are_what_its_files_say(body, tmp_path):
    home = new_store(tmp_path / "data")
    outcomes = loads.load_many(home, KNOWN, sorted(Path(REAL, "spend", body).glob("*.csv")), "us", "as published")
    assert all(one.load for one in outcomes)
    spend, suppliers = (by_month(open_to_read(home), code) for code in ("P1a", "P1d"))
    lines = ledger_of(body).reset_index(drop=True)
    lines["out"] = is_left_out(lines)
    lines["local"] = lines["postcode"].map(lambda written: code in CATCHMENT if (code := council(written)) else None)
    lines["supplier"] = lines["number"].where(lines["number"] != "", same_name(lines["supplier_name"]))
    for month, of in lines.groupby(lines["day"].dt.strftime("%Y-%m")):
        kept = of[~of["out"]]
        known, unknown = kept[kept["local"].notna()], kept[kept["local"].isna()]
        point = spend.pop(month)
        wanted = (known[known["local"] == True], known, unknown, of[of["out"]])  # noqa: E712 - a column, with gaps
        told = (point.numerator, point.denominator, point.unknown, point.left_out)
        assert [float(much) for much in told] == [part["pence"].sum() / 100 for part in wanted], month
        counted = suppliers.pop(month)
        assert counted.numerator == wanted[0]["supplier"].nunique()
        assert counted.unknown == len({*unknown["supplier"]} - {*known["supplier"]})
    assert not any(point.numerator is not None for point in spend.values())


@pytest.mark.parametrize("body", ["hyndburn"])
def test_all_that_a_council_paid_is_in_its_local_spend_known_unknown_or_left_out(body, tmp_path):
    home, files = new_store(tmp_path / "data"), sorted(Path(REAL, "spend", body).glob("*.csv"))
    outcomes = loads.load_many(home, KNOWN, files, "us", "as published")
    assert all(one.load for one in outcomes)
    wanted = defaultdict(Decimal)
    for path in files:
        for paid, much in by_hand(path, body):
            wanted[f"{paid:%Y-%m}"] += much.quantize(Decimal("0.01"))
    points = by_month(open_to_read(home), "P1a").values()
    told = {p.period: p.denominator + p.unknown + p.left_out for p in points if p.denominator is not None}
    assert told == dict(wanted)


def by_month(warehouse, code):
    [found] = results.series(warehouse, KNOWN, code)
    return {point.period: point for point in found.points}
