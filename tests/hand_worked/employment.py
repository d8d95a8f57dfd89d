"""Employment: whom we hire, pay, keep and teach."""

import re
from datetime import date
from statistics import median

from tests.hand_worked.raw import Files, cell, day, in_month, is_local, is_priority, months_later, number, pounds, share

NOT_STAFF = {"Bank", "Honorary"}
ENTRY = {"Band 2", "Band 3", "Band 4"}
LADDER = ["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
POPULATION = """characteristic,group,share,source
Ethnicity,Ethnic minority,0.05,made up
Disability,Disabled,0.2,made up
"""
REAL_LIVING_WAGE = 13.45  # since May 2026
MONTH = date(2026, 9, 1)


def worked(files: Files) -> dict:
    return starters(files) | staff(files) | turnover(files) | learning(files) | programmes(files)


def is_hired(row) -> bool:
    """New to the trust, and to stay: no bank, no training post on rotation, no transfer or move."""
    category = cell(row, "Assignment Category", "Contract Type")
    source = cell(row, "Recruitment Source", "Source of Recruitment")
    return (
        category not in NOT_STAFF | {"Doctor in Training", "TUPE Transfer"}
        and not re.search("rotation|lead employer|tupe|internal", source, re.I)
        and cell(row, "Primary Assignment", "Primary") == "Y"
    )


def starters(files):
    new = [row for row in files.rows("starters-2026-09") if is_hired(row)]
    entry = [row for row in new if cell(row, "Pay Band") in ENTRY]
    return {
        "E1a": share([is_local(row["Home Postcode"]) for row in new]),
        "E1b": share([is_priority(row["Home Postcode"]) for row in new]),
        "E1d": share([is_priority(row["Home Postcode"]) for row in entry]),
        "E2c": retention(files),
    }


def retention(files):
    """Those who began a year before, and whether a list of leavers has them within twelve months."""
    began = {cell(row, "Employee Number", "Emp No"): day(cell(row, "Hire Date", "Date of Start"))
             for row in files.rows("starters-2025-09") if is_hired(row)}
    gone = set()
    for number_of in range(13):
        month = months_later(date(2025, 9, 1), number_of)
        for row in files.rows(f"leavers-{month:%Y-%m}"):
            person = cell(row, "Employee Number", "Emp No")
            left = day(cell(row, "Last Working Day", "Leaving Date", "Date of Leaving", "Termination Date"))
            if person in began and began[person] <= left < months_later(began[person], 12):
                gone.add(person)
    return len(began) - len(gone), len(began)


def primary(rows):
    """Employee number -> the row of the primary post, or else of the first."""
    found = {}
    for row in rows:
        if cell(row, "Assignment Category", "Contract Type") not in NOT_STAFF:
            person = cell(row, "Employee Number", "Emp No")
            if person not in found or (is_primary(row) and not is_primary(found[person])):
                found[person] = row
    return found


def is_primary(row):
    return cell(row, "Primary Assignment", "Primary") == "Y"


def staff(files):
    posts = files.rows("staff_in_post-2026-09")
    paid = [row for row in posts if row["Assignment Category"] not in NOT_STAFF]
    hourly = [round(number(row["Full Time Salary"]) / 1955.4, 2) for row in paid if row["Full Time Salary"]]
    contracts = [row["Assignment Category"] for row in posts if row["Assignment Category"] != "Bank"]
    return {
        "E1c": share([is_local(row["Home Postcode"]) for row in primary(posts).values()]),
        "E2a": (sum(pay >= REAL_LIVING_WAGE for pay in hourly), len(hourly)),
        "E2b": (contracts.count("Permanent"), len(contracts)),
        "E3c": moved_up(files),
    }


def moved_up(files):
    before, now = primary(files.rows("staff_in_post-2025-09")), primary(files.rows("staff_in_post-2026-09"))
    verdicts = []
    for person, row in before.items():
        then = row["Band"].removeprefix("AfC ")
        if then in ENTRY and person in now:
            step = now[person]["Pay Band"].removeprefix("AfC Band ")
            verdicts.append(LADDER.index(step) > LADDER.index(then[5:]) if step in LADDER else None)
    return share(verdicts)


def turnover(files):
    """Full-time equivalents that left, and that are here, of those who live in priority areas."""
    out = NOT_STAFF | {"Doctor in Training", "TUPE Transfer"}
    left = [row for row in files.rows("leavers-2026-09") if row["Assignment Category"] not in out
            and not re.search("fixed term|tupe|rotation|bank", row["Leaving Reason"], re.I)]
    here = [row for row in files.rows("staff_in_post-2026-09") if row["Assignment Category"] not in out]
    return {"E2d": tuple(sum(number(row["FTE"]) for row in rows if is_priority(row["Home Postcode"]))
                         for rows in (left, here))}


def learning(files):
    heads = len(primary(files.rows("staff_in_post-2026-03")))
    begun = {row["Emp No"] for row in files.rows("apprenticeships-2026-27")
             if in_month(row["Programme Start Date"], MONTH)}
    [levy] = [row for row in files.rows("levy-2026-27") if in_month(row["Month"], MONTH)]
    placed = [row for row in files.rows("placements-2026-27") if in_month(row["Start Date"], MONTH)]
    gaps = {"Ethnic minority": 0.05, "Disabled": 0.2}
    groups = [row for row in files.rows("representation-2026-27") if row["Category"] in gaps]
    return {
        "E3a": (len(begun), heads),
        "E3b": (pounds(levy["Spent on Training"]) + pounds(levy["Transfers Out"]), pounds(levy["Levy Declared"])),
        "E3d": (sum(number(row["Pupils"]) for row in placed if is_priority(row["Postcode of School"])), None),
        "E4a": (sum(number(row["Number of Staff"]) - number(row["Declared"]) * gaps[row["Category"]] for row in groups),
                sum(number(row["Declared"]) for row in groups)),
    }


def programmes(files):
    verdicts = []
    for row in files.rows("programmes-2025-26"):
        finished, began = day(row["Finish Date"]), day(row["Date Started Work"])
        if (finished.year, finished.month) != (2026, 3):
            continue
        if row["Paid Job"] == "No" or (began and began > months_later(finished, 6)):
            verdicts.append(False)
        else:
            verdicts.append(True if began and row["Paid Job"] == "Yes" else None)
    filled = [row for row in files.rows("recruitment-2026-27") if in_month(row["Date Started"], MONTH)
              and row["Date Advert Closed"]]
    days = [(day(row["Date Started"]) - day(row["Date Advert Closed"])).days for row in filled]
    return {"E1e": share(verdicts), "E1f": (median(days), 1)}
