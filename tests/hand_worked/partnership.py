"""Partnership working: whom we met, what we answered, what we do together and who gives time."""

import re
from datetime import date, timedelta

from tests.hand_worked.raw import Files, day, in_month, is_priority, number, pounds, share

MONTH = date(2026, 9, 1)


def worked(files: Files) -> dict:
    return met(files) | answered(files) | together(files) | volunteers(files)


def met(files):
    events = [row for row in files.rows("engagement-2026-Q3") if in_month(row["Event Date"], MONTH)]
    known = [(number(row["From Priority Areas"]), number(row["Postcode Given"])) for row in events]
    known = [pair for pair in known if None not in pair]
    paid = {row["Person ID"] for row in files.rows("involvement-2026-27")
            if in_month(row["Paid Date"], MONTH) and pounds(row["Honorarium"]) > 0}
    return {
        "W1a": (sum(number(row["Of Which New"]) for row in events if row["Of Which New"]), None),
        "W1b": (sum(priority for priority, _ in known), sum(of for _, of in known)),
        "W1c": (len(paid), None),
    }


def answered(files):
    """Of the asks whose 90 days ended in September; `W1d` is the round of July."""
    asks = [(row, day(row["Asked Date"]) + timedelta(days=90)) for row in files.rows("asks-2026-27")]
    due = [(row, last) for row, last in asks if (last.year, last.month) == (2026, 9)]
    closed = [row["Status"] == "Done" or (row["Status"] == "Refused" and row["Response"] != "") for row, _ in due]
    verdicts = [None if done and not row["Closed On"] else done and day(row["Closed On"]) <= last
                for done, (row, last) in zip(closed, due, strict=True)]
    said = [(number(row["% 7-9"]), number(row["Consensus Threshold"])) for row in files.rows("delphi-round-3")]
    return {
        "W1e": share(verdicts),
        "W1f": (sum(row["Reply Published"] == "Yes" and row["Response"] != "" for row, _ in due), len(due)),
        "W1d": share([agreed >= threshold for agreed, threshold in said]),
    }


def together(files):
    register = [row for row in files.rows("joint_actions-all") if in_month(row["Register Date"], MONTH)]
    live = [row for row in register if number(row["Number of Organisations"]) >= 2 and row["Lead Role"]
            and row["Target Date"] and row["RAG"] in ("Green", "Amber", "Red")]
    survey = [row for row in files.rows("partners_survey-all") if day(row["Date Closed"]) == date(2026, 9, 30)
              and re.search("acts on what we say", row["Survey Question"])]
    # April to March; a charity is a voluntary organisation, a school is none
    given = [row for row in files.rows("grants-all") if day(row["Date of Award"]) >= date(2026, 4, 1)
             and row["Type of Recipient"] == "Charity" and number(row["Number of Funders"]) >= 2]
    green = sum(row["RAG"] == "Green" for row in live)
    return {
        "W2a": (green, None),
        "W2a2": (green, len(live)),
        "W2b": (sum(number(row["Agree + Strongly Agree"]) for row in survey),
                sum(number(row["Total Answers"]) for row in survey)),
        "W2c": (sum(pounds(row["Total Award"]) for row in given), None),
    }


def volunteers(files):
    rows = [row for row in files.rows("volunteers-2026-27") if in_month(row["Activity Month"], MONTH)]
    active = [row for row in rows if (number(row["Hours Volunteered"]) or 0) > 0]
    homes = {}
    for row in active:
        homes.setdefault(row["Volunteer ID"], []).append(is_priority(row["Postcode"]))
    verdicts = [True if True in told else False if False in told else None for told in homes.values()]
    return {
        "W4a": (len(homes), None),
        "W4a2": (sum(number(row["Hours Volunteered"]) or 0 for row in rows), None),
        "W4a3": share(verdicts),
    }
