"""The workforce team's files: starters and leavers each month, staff in post at each month's end."""

from collections.abc import Iterator

import numpy as np

from metrics.example import pay, people, story
from metrics.example.files import Made, Sheet

_BAND_AS_SENT = np.array(
    [{"Local spot salary": "Spot Salary", "Specialty Registrar": "Resident Doctor"}.get(b, b) for b in pay.BANDS],
    dtype=object,
)
_BAND_IN_ESR = np.array(
    [f"AfC {b}" if b.startswith("Band") else b for b in _BAND_AS_SENT.tolist()], dtype=object
)
_OCTOBER_2024, _OCTOBER_2025 = story.month_number("2024-10"), story.month_number("2025-10")
_DIVISIONS = ("Medicine", "Surgery", "Families", "Community Services", "Clinical Support", "Corporate", "Facilities")


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """Starters, leavers and staff in post for each month of the span."""
    staff = people.staff(seed, span)
    for month in span.months:
        yield _starters(staff, month)
        yield _leavers(staff, month)
        yield _in_post(staff, month, spreadsheet=month > span.last - 3)


def _look(month: int) -> int:
    """Which of three reports was in use: the system was changed each October."""
    return (month >= _OCTOBER_2024) + (month >= _OCTOBER_2025)


def _dates(month: int, days: np.ndarray) -> list[str]:
    """Days of one month in the form of that year's report."""
    forms = ("%d-%b-%Y", "%d/%m/%Y", "%Y-%m-%d")
    form = forms[_look(month)]
    of_day = [story.first_day(month).replace(day=d + 1).strftime(form) for d in range(story.days_in(month))]
    return [of_day[d - 1].upper() for d in days.tolist()]


def _above(month: int, what: str) -> list[list]:
    """The rows above the heading: none of the reports says the trust's name in the same place."""
    if _look(month) == 0:
        return [[story.MADE_UP], [f"{what}, {story.words(month)}"], []]
    return [[f"{story.TRUST}: {what.lower()}, made-up figures"], []]


def _division(staff: people.Staff, who: np.ndarray) -> list[str]:
    return [_DIVISIONS[int(n) % len(_DIVISIONS)] for n in staff.number[who].tolist()]


def _starters(staff: people.Staff, month: int) -> Made:
    who = staff.starting(month)
    category = np.where(staff.source[who] == "TUPE transfer", "TUPE Transfer", staff.category[who])
    values = [
        staff.number[who].tolist(), staff.last[who].tolist(), staff.first[who].tolist(),
        _dates(month, staff.start_day[who]), category.tolist(), staff.group[who].tolist(),
        _BAND_AS_SENT[staff.band[who]].tolist(), staff.fte[who].tolist(), ["Y"] * len(who),
        staff.source[who].tolist(), _division(staff, who), staff.home[who].tolist(),
    ]
    headings = (
        ["Employee Number", "Last Name", "First Name", "Latest Start Date", "Assignment Category", "Staff Group",
         "Payscale", "FTE", "Primary Assignment", "Recruitment Source", "Org L3", "Home Postcode"],
        ["Emp No", "Surname", "Forename", "Date of Start", "Contract Type", "Staff Group", "Pay Band", "WTE",
         "Primary", "Source of Recruitment", "Division", "Post Code"],
        ["Employee Number", "Surname", "First Name", "Hire Date", "Assignment Category", "Staff Group", "Pay Band",
         "FTE", "Primary Assignment", "Recruitment Source", "Directorate", "Home Postcode"],
    )[_look(month)]  # fmt: skip
    sheet = Sheet(headings, values, _above(month, "New starters"), name="Starters")
    ending, encoding = (("xls", "cp1252"), ("xlsx", ""), ("csv", "utf-8-sig"))[_look(month)]
    return Made(f"starters-{story.label(month)}.{ending}", [sheet], encoding)


def _leavers(staff: people.Staff, month: int) -> Made:
    who = staff.leaving(month)
    values = [
        staff.number[who].tolist(), staff.last[who].tolist(), staff.first[who].tolist(),
        _dates(month, staff.leave_day[who]), staff.category[who].tolist(), staff.group[who].tolist(),
        _BAND_AS_SENT[staff.band_in(month, who)].tolist(), staff.fte[who].tolist(), staff.reason[who].tolist(),
        staff.destination[who].tolist(), staff.home[who].tolist(),
    ]
    headings = (
        ["Employee Number", "Last Name", "First Name", "Termination Date", "Assignment Category", "Staff Group",
         "Payscale", "FTE", "Leaving Reason", "Destination on Leaving", "Home Postcode"],
        ["Emp No", "Surname", "Forename", "Date of Leaving", "Contract Type", "Staff Group", "Pay Band", "WTE",
         "Reason for Leaving", "Destination", "Post Code"],
        ["Employee Number", "Surname", "First Name", "Last Working Day", "Assignment Category", "Staff Group",
         "Pay Band", "FTE", "Leaving Reason", "Destination on Leaving", "Home Postcode"],
    )[_look(month)]  # fmt: skip
    foot = [["Total", len(who)]] if _look(month) == 1 else []
    sheet = Sheet(headings, values, _above(month, "Leavers"), foot, "Leavers")
    ending, encoding = (("csv", "cp1252"), ("ods", ""), ("csv", "utf-8"))[_look(month)]
    return Made(f"leavers-{story.label(month)}.{ending}", [sheet], encoding)


def _in_post(staff: people.Staff, month: int, spreadsheet: bool) -> Made:
    """One row an assignment: some people have a second one."""
    here = staff.in_post(month)
    who = np.concatenate([here, here[staff.second[here]]])
    primary = np.arange(len(who)) < len(here)
    number = staff.number[who].tolist()
    fte = np.where(primary, staff.fte[who], "0.2")
    salary = _salaries(staff, who, month).tolist()
    values = [
        number,
        [f"{n}-{2 - p}" for n, p in zip(number, primary.tolist(), strict=True)],
        staff.last[who].tolist(), staff.first[who].tolist(), np.where(primary, "Y", "N").tolist(),
        staff.category[who].tolist(), staff.group[who].tolist(), _BAND_IN_ESR[staff.band_in(month, who)].tolist(),
        fte.tolist(), salary, _hours(fte), staff.started[who].tolist(), staff.home[who].tolist(),
    ]  # fmt: skip
    headings = (
        ["Employee Number", "Assignment Number", "Last Name", "First Name", "Primary Assignment",
         "Assignment Category", "Staff Group", "Pay Scale", "FTE", "Annual Salary", "Contracted Hours",
         "Latest Start Date", "Home Postcode"],
        ["Emp No", "Assignment No", "Surname", "Forename", "Primary", "Contract Type", "Staff Group", "Band", "WTE",
         "Basic Salary", "Contract Hours", "Hire Date", "Postcode"],
        ["Employee Number", "Assignment Number", "Surname", "First Name", "Primary Assignment",
         "Assignment Category", "Staff Group", "Pay Band", "FTE", "Full Time Salary", "Weekly Hours",
         "Latest Start Date", "Home Postcode"],
    )[_look(month)]  # fmt: skip
    as_at = story.last_day(month)
    if _look(month) == 1:
        headings, values = ["Effective Date", *headings], [[f"{as_at:%d-%b-%Y}".upper()] * len(who), *values]
    what = f"Staff in post as at {as_at.day} {story.words(month)}"
    sheet = Sheet(headings, values, [[f"{story.TRUST}: made-up figures"], [what], []], name="Staff in post")
    ending, encoding = ("xlsx", "") if spreadsheet else ("csv", ("cp1252", "utf-8", "utf-8-sig")[_look(month)])
    return Made(f"staff_in_post-{story.label(month)}.{ending}", [sheet], encoding)


def _salaries(staff: people.Staff, who: np.ndarray, month: int) -> np.ndarray:
    """Full-time salaries as text, such as 24,465: the point of the band goes by years in the job."""
    pay_year = (month - 3) // 12
    shown = np.array([[f"{s:,}" for s in band] for band in pay.salaries(pay_year).tolist()], dtype=object)
    tenure = month - staff.start[who]
    point = np.where(tenure >= 48, 2, np.where(tenure >= 24, 1, 0))
    return shown[staff.band_in(month, who), point]


def _hours(fte: np.ndarray) -> list[str]:
    known = {text: f"{float(text) * 37.5:g}" for text in np.unique(fte.astype("U4")).tolist()}
    return [known[text] for text in fte.tolist()]

