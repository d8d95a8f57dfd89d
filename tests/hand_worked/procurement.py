"""Procurement: where the money goes, who is paid in time, and what contractors promised."""

import re
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from tests.hand_worked.raw import Files, cell, day, in_month, is_local, number, pounds, reference, share

MONTH = date(2026, 9, 1)
# what the catalogue leaves out of what we can spend, by the names and categories that the example has
# what is paid to these two counts as spend, though nobody can choose
SPENT_ALL_THE_SAME = re.compile("NHS SUPPLY CHAIN|NHS RESOLUTION", re.I)
PENSIONS = re.compile("NHS PENSION", re.I)
TAX = re.compile("HM REVENUE|HMRC", re.I)
# the trades of the factors, and what is counted by quantity elsewhere (None is a trade without a factor)
TRADES = {
    "Professional services": "business services", "Staff agencies": "business services",
    "Cleaning and laundry": "business services", "Care and support": "health and social care bought in",
    "Medical and surgical": "medical equipment", "Office and printing": "paper products",
    "Computing and telephones": "computers and telephones", "Building and engineering": "construction",
    "Catering and food": "food and catering", "Furniture and fittings": "other manufactured products",
    "Drugs": "pharmaceuticals", "NHS and public bodies": None,
}
COUNTED_ELSEWHERE = {"Energy and water", "Waste", "Transport"}


class Paid:
    """One line of the ledger, with what the register of suppliers says of whom it was paid to."""

    def __init__(self, row, register):
        said = register.get(cell(row, "Supplier Number", "Vendor No"))
        name = cell(row, "Supplier", "Vendor Name")
        self.pounds = pounds(cell(row, "Amount", "Net Amount"))
        self.supplier = cell(row, "Supplier Number", "Vendor No")
        self.invoice = cell(row, "Invoice Number", "Invoice Ref")
        self.category, self.route = row["Category"], cell(row, "Route", "Procurement Route")
        here = is_local(cell(row, "Supplier Postcode", "Vendor Postcode"))
        self.is_local = here if here is not None else is_local(said["Postcode"])
        branch = is_local(said["Postcode"])
        self.is_branch_local = self.is_local if here is None or branch is None else branch
        self.is_registered_local = is_local(said["Registered Postcode"])
        self.sme, self.vcfse, self.nhs = yes(said["SME"]), vcfse(said), yes(said["NHS Body"])
        self.can_choose = yes(said["Influenceable"])
        self.is_tax_or_pension = bool(PENSIONS.search(name) or TAX.search(name))
        self.is_left_out = self.is_tax_or_pension or (self.nhs and not SPENT_ALL_THE_SAME.search(name))
        paid, due = day(cell(row, "Payment Date", "Date Paid")), day(cell(row, "Due Date", "Payment Due Date"))
        got = day(cell(row, "Received Date", "Invoice Received"))
        self.in_time = None if got is None and not (due and paid <= due) else bool(
            (due and paid <= due) or paid <= got + timedelta(days=30))
        self.month = paid.replace(day=1)


def yes(text):
    return {"Yes": True, "Y": True, "No": False, "N": False}.get(text)


def vcfse(said):
    """The register's mark; where there is none, the numbers, and of a community interest company the name."""
    if said["VCFSE"]:
        return yes(said["VCFSE"])
    charity, company = said["Charity Number"], said["Company Number"]
    is_social = re.fullmatch(r"\d{6,7}", charity) or re.match("CE|CS|RS|IP", company)
    if is_social or (company and re.search(r"\bCIC( \(made up\))?$", said["Supplier"])):
        return True
    return False if re.fullmatch(r"\d{1,8}", company) and not charity else None


def ledger(files: Files, label, month):
    register = {}
    for row in files.rows("suppliers-2026-27"):
        register.setdefault(row["Supplier Number"], row)
    lines = [Paid(row, register) for row in files.rows(f"payments-{label}")]
    return [line for line in lines if line.month == month]


def worked(files: Files) -> dict:
    lines = ledger(files, "2026-09", MONTH)
    spend = [line for line in lines if not line.is_left_out]
    return local(files, spend) | kinds(spend) | paid_in_time(lines) | carbon(files, spend) | promises(files)


def money(lines, verdict):
    """Pounds of which the verdict is true, and pounds of which it is known."""
    known = [line for line in lines if verdict(line) is not None]
    return sum(line.pounds for line in known if verdict(line)), sum(line.pounds for line in known)


def local(files, spend):
    chosen = [line for line in spend if line.can_choose]
    earlier = [line for line in ledger(files, "2025-09", date(2025, 9, 1)) if not line.is_left_out and line.can_choose]
    now, then = (sum(line.pounds for line in lines if line.is_local) for lines in (chosen, earlier))
    return {
        "P1a": money(spend, lambda line: line.is_local),
        "P1a2": money(spend, lambda line: line.is_branch_local),
        "P1a3": money(spend, lambda x: x.is_local if x.is_registered_local is None else x.is_registered_local),
        "P1b": money(chosen, lambda line: line.is_local),
        "P1b2": money(spend, lambda line: line.can_choose),
        "P1c": (sum(x.pounds for x in spend if x.is_local and x.is_registered_local is False), None),
        "P1c2": (sum(x.pounds for x in spend if x.is_registered_local and x.is_local is False), None),
        "P1d": (len({line.supplier for line in spend if line.is_local}), None),
        "P1e": (now - then, None),
    }


def kinds(spend):
    return {
        "P2a": money(spend, lambda line: line.sme),
        "P2b": money(spend, lambda line: line.vcfse),
        "P4b": money(spend, lambda line: line.route == "Catalogue"),
    }


def paid_in_time(lines):
    """One invoice a supplier and number, in time when all of its lines were; credit notes and taxes are no invoices."""
    invoices = defaultdict(list)
    for line in lines:
        if not line.is_tax_or_pension and (line.nhs or not line.is_left_out):
            invoices[line.supplier, line.invoice].append(line)
    judged = [(group[0], sum(line.pounds for line in group), verdict(group)) for group in invoices.values()]
    judged = [(line, much, in_time) for line, much, in_time in judged if much > 0]
    known = [(much, in_time) for _, much, in_time in judged if in_time is not None]
    return {
        "P4a": share([in_time for _, _, in_time in judged]),
        "P4a2": (sum((much for much, in_time in known if in_time), Decimal()), sum(much for much, _ in known)),
        "P4a3": share([in_time for line, _, in_time in judged if line.nhs]),
        "P4a4": share([in_time for line, _, in_time in judged if line.is_local and line.sme and not line.nhs]),
    }


def verdict(lines):
    told = [line.in_time for line in lines]
    return False if False in told else None if None in told else True


def spend_factors():
    return {row["category"]: float(row["factor"]) for row in reference("spend_factors") if row["year"] == "2020"}


def bought(files, month):
    """Tonnes of what was bought in a month of 2026, without medicines and what is counted by quantity."""
    lines = [line for line in ledger(files, f"{month:%Y-%m}", month) if not line.is_left_out]
    trades = [(TRADES[line.category], line) for line in lines if line.category not in COUNTED_ELSEWHERE]
    factors = spend_factors() | {"pharmaceuticals": 0, None: 0}
    return sum(float(line.pounds) * factors[trade] / 1000 for trade, line in trades)


def carbon(files, spend):
    factors = spend_factors()
    estimated = [line for line in spend if line.category not in COUNTED_ELSEWHERE]
    sorted_out = [line for line in estimated if TRADES[line.category]]
    plans = {row["Supplier No"]: row for row in files.rows("carbon_plans-2026-27")}

    def has_plan(line):
        row = plans.get(line.supplier)
        if row is None:
            return None
        published = day(row["Date Published"])
        return row["Carbon Reduction Plan"] == "Plan" and (published is None or published < date(2026, 10, 1))

    return {
        "N4c": (sum(float(line.pounds) * factors[TRADES[line.category]] / 1000 for line in sorted_out), None),
        "N4c2": (sum(line.pounds for line in sorted_out), sum(line.pounds for line in estimated)),
        "P3e": money(spend, has_plan),
    }


def promises(files):
    bids = [row for row in files.rows("tenders-2026-27") if in_month(row["Decision Date"], MONTH)]
    theirs = [row for row in bids if row["Above Threshold"] == "Yes" and row["Outcome"] in ("Won", "Lost")
              and is_local(row["Bidder Postcode"]) and "Yes" in (row["SME"], row["VCFSE"])]
    awarded = [row for row in files.rows("contracts-2026-27")
               if in_month(row["Award Date"], MONTH) and row["In Scope (Y/N)"] == "Yes"]
    weighed = [(pounds(row["Total Value"]), number(row["SV Weighting"])) for row in awarded if row["SV Weighting"]]
    due = [row for row in files.rows("kpis-2026-27") if in_month(row["Due Date"], MONTH)]
    return {
        "P2c": (sum(row["Outcome"] == "Won" for row in theirs), len(theirs)),
        "P3a": (sum(weight >= 10 for _, weight in weighed), len(weighed)),
        "P3b": (sum(float(value) * weight / 100 for value, weight in weighed), sum(value for value, _ in weighed)),
        "P3c": share([is_met(row) for row in due]),
        "P3d": delivered(due, "Local Jobs (FTE)"),
        "P3d2": delivered(due, "Apprentices"),
        "P3d3": delivered(due, "Volunteering Hours"),
    }


def is_met(row):
    if row["Met"]:
        return row["Met"] == "Yes"
    given, promised = number(row["Delivered"]), number(row["Committed"])
    return None if None in (given, promised) else given >= promised


def delivered(due, measure):
    told = [(number(row["Delivered"]), number(row["Committed"])) for row in due if row["Measure"] == measure]
    told = [(given, promised) for given, promised in told if None not in (given, promised)]
    return sum(given for given, _ in told), sum(promised for _, promised in told)
