"""The widening participation, recruitment, apprenticeship and equality teams' files: one of each kind a year."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from metrics.example import postcodes, story
from metrics.example.files import Cell, Made, Sheet

_PROGRAMMES = ("Sector-based work academy", "Supported internship", "Pathways into health and care")
_EMPLOYERS = ("Example Coast NHS Trust", "Care home", "Local council", "Shop or warehouse")
_JOBS = (
    ("Healthcare assistant", "Band 2", "Additional Clinical Services", 0.34),
    ("Domestic assistant", "Band 2", "Estates and Ancillary", 0.16),
    ("Ward clerk", "Band 3", "Administrative and Clerical", 0.2),
    ("Senior healthcare assistant", "Band 3", "Additional Clinical Services", 0.16),
    ("Medical secretary", "Band 4", "Administrative and Clerical", 0.14),
)
_STANDARDS = (
    ("Healthcare support worker", 2), ("Senior healthcare support worker", 3), ("Business administrator", 3),
    ("Nursing associate", 5), ("Team leader", 3), ("Registered nurse degree", 6), ("Senior leader", 7),
)  # fmt: skip
_SCHOOLS = (
    ("Gorse Lane Academy (made up)", "deprived", 0.34), ("Ferry Road High School (made up)", "deprived", 0.22),
    ("Millfield School (made up)", "wyre", 0.2), ("Dunes Sixth Form College (made up)", "fylde", 0.16),
    ("Moss Hall School (made up)", "lancashire", 0.08),
)  # fmt: skip
_DEPARTMENTS = ("Pharmacy", "Estates", "Physiotherapy", "Wards", "Digital", "Laboratories", "Catering")
_GROUPS = (  # characteristic, group, share at first, share now
    ("Ethnicity", "Ethnic minority", 0.148, 0.171),
    ("Disability", "Disabled", 0.052, 0.064),
    ("Care experience", "Care-experienced", 0.004, 0.005),
    ("Armed forces", "Veteran", 0.021, 0.02),
)
# how many groups begin a placement in each month, January first: none in August
_SCHOOL_YEAR = (2, 4, 5, 3, 4, 7, 9, 0, 1, 4, 5, 2)


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """Everything that these four teams keep."""
    schools = _school_postcodes(seed)
    for look, (year, months) in enumerate(story.years(span).items()):
        yield from _made("programmes", year, look, _PROGRAMME_HEADINGS, _programmes(seed, months, look, span))
        yield from _made("recruitment", year, look, _RECRUITMENT_HEADINGS, _recruitment(seed, months, look))
        yield from _made("apprenticeships", year, look, _APPRENTICE_HEADINGS, _apprentices(seed, months, look))
        yield from _made("levy", year, look, _LEVY_HEADINGS, _levy(seed, months, look))
        yield from _made("placements", year, look, _PLACEMENT_HEADINGS, _placements(seed, months, look, schools))
        yield from _made("representation", year, look, _GROUP_HEADINGS, _representation(seed, months, look))


_PROGRAMME_HEADINGS = (
    ["Participant ID", "Programme", "Finish Date", "Date Started Work", "Paid Job", "Employer"],
    ["Learner Reference", "Scheme", "Date Completed", "Job Started", "In Paid Work", "Employed By"],
)
_RECRUITMENT_HEADINGS = (
    ["Vacancy Ref", "Vacancy Title", "Band", "Staff Group", "Advert Closing Date", "Actual Start Date"],
    ["Job Reference", "Job Title", "Pay Band", "Staff Group", "Date Advert Closed", "Date Started"],
)
_APPRENTICE_HEADINGS = (
    ["Employee Number", "Apprenticeship Start Date", "Apprenticeship Standard", "Level", "New or Existing"],
    ["Emp No", "Programme Start Date", "Standard", "Apprenticeship Level", "Recruit Type"],
)
_LEVY_HEADINGS = (
    ["Levy Month", "Levy Paid In", "Payments to Providers", "Levy Transferred", "Funds Expired"],
    ["Month", "Levy Declared", "Spent on Training", "Transfers Out", "Expired Levy"],
)
_PLACEMENT_HEADINGS = (
    ["Placement Start", "Placement Type", "Number of Students", "Placement Hours", "School/College",
     "School Postcode", "Placed In"],
    ["Start Date", "Type of Placement", "Pupils", "Total Hours", "School Name", "Postcode of School", "Department"],
)  # fmt: skip
_GROUP_HEADINGS = (
    ["As At", "Characteristic", "Group", "Headcount", "Known Answers", "Not Stated"],
    ["Snapshot Date", "Protected Characteristic", "Category", "Number of Staff", "Declared", "Not Declared"],
)


def _made(
    source: str, year: str, look: int, headings: tuple[list[str], ...], rows: list[list[Cell]]
) -> Iterator[Made]:
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        above: list[list[Cell]] = [[f"{story.MADE_UP}: {source} {year}"], []]
        sheet = Sheet(headings[look % 2], columns, above, name=source.capitalize())
        ending, encoding = (("xlsx", ""), ("csv", "cp1252"), ("ods", ""), ("csv", "utf-8-sig"))[look % 4]
        yield Made(f"{source}-{year.replace('/', '-')}.{ending}", [sheet], encoding)


def _programmes(seed: int, months: list[int], look: int, span: story.Span) -> list[list[Cell]]:
    """About nine people finish a month; a little over half are in a paid job within six months, without a trend."""
    rows: list[list[Cell]] = []
    last = story.last_day(span.last)
    for month in months:
        rng = story.chance(seed, f"programmes {month}")
        for number in range(6 + int(rng.poisson(3))):
            finished = story.first_day(month).replace(day=int(rng.integers(1, 29)))
            began = finished + timedelta(days=int(rng.gamma(2.2, 32)) + 3)
            rolls = rng.random()
            employer = _EMPLOYERS[int(rng.choice(4, p=(0.46, 0.22, 0.12, 0.2)))]
            works = rolls < 0.58 and began <= last
            outcome = [_day(began, look), "Yes", employer] if works else ["", "" if rolls > 0.92 else "No", ""]
            programme = _PROGRAMMES[int(rng.choice(3, p=(0.5, 0.2, 0.3)))]
            rows.append([f"WP-{story.label(month)}-{number + 1:02d}", programme, _day(finished, look), *outcome])
    return rows


def _recruitment(seed: int, months: list[int], look: int) -> list[list[Cell]]:
    """Entry-level jobs filled. Half take about 66 days, about 54 once checks are begun at the interview."""
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"recruitment {month}")
        typical = 54 if month >= story.CHECKS_AT_INTERVIEW_FROM else 66
        for number in range(36 + int(rng.poisson(6))):
            job, band, group, _ = _JOBS[int(rng.choice(len(_JOBS), p=[share for *_, share in _JOBS]))]
            began = story.first_day(month).replace(day=int(rng.choice([1, 4, 8, 11, 15, 18, 22, 25])))
            closed = began - timedelta(days=max(21, round(typical * float(rng.lognormal(0, 0.3)))))
            rows.append([f"382-{story.label(month)}-{number + 1:03d}", job, band, group,
                         "" if rng.random() < 0.02 else _day(closed, look), _day(began, look)])  # fmt: skip
    return rows


def _apprentices(seed: int, months: list[int], look: int) -> list[list[Cell]]:
    """About ten begin a month, most of them in September and January."""
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"apprentices {month}")
        expected = {8: 34, 9: 14, 0: 18, 6: 3, 7: 3}.get(month % 12, 7) * story.drift(month, 0.9, 1.2)
        count = 1 + int(rng.poisson(expected))
        for person in sorted(rng.choice(7500, count, replace=False).tolist()):
            standard, level = _STANDARDS[int(rng.integers(len(_STANDARDS)))]
            began = story.first_day(month).replace(day=int(rng.integers(1, 29)))
            rows.append([f"{20_000_003 + 7 * person:08d}", _day(began, look), standard, level,
                         "New" if rng.random() < 0.38 else "Existing staff"])  # fmt: skip
    return rows


def _levy(seed: int, months: list[int], look: int) -> list[list[Cell]]:
    """About £104,000 a month comes in and three fifths are used; less from March 2026, when a provider closes."""
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"levy {month}")
        paid = 104_000 * story.drift(month, 0.93, 1.06) * rng.normal(1, 0.012)
        share = rng.normal(0.42 if month >= story.PROVIDER_CLOSED else 0.58, 0.035)
        transferred = paid * 0.035 * rng.uniform(0.6, 1.4)
        expired = max(0.0, paid * rng.normal(0.18, 0.05))
        name = story.words(month) if look % 2 else f"{story.first_day(month):%b-%y}"
        rows.append([name, *(f"£{pounds:,.2f}" for pounds in (paid, paid * share, transferred, expired))])
    return rows


def _school_postcodes(seed: int) -> dict[str, str]:
    rng = story.chance(seed, "schools")
    homes = postcodes.homes(rng, np.array([pool for _, pool, _ in _SCHOOLS]))
    return {school: str(home) for (school, _, _), home in zip(_SCHOOLS, homes, strict=True)}


def _placements(seed: int, months: list[int], look: int, schools: dict[str, str]) -> list[list[Cell]]:
    """Groups of one to eight, most in June and July, without a trend; one school in thirty has no postcode."""
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"placements {month}")
        for number in range(_SCHOOL_YEAR[month % 12]):
            school = _SCHOOLS[int(rng.choice(len(_SCHOOLS), p=[share for *_, share in _SCHOOLS]))][0]
            people, long = int(rng.integers(1, 9)), rng.random() < 0.2
            began = story.first_day(month).replace(day=int(rng.integers(1, 29)))
            rows.append([_day(began, look), "T Level" if long else "Work Experience", people,
                         people * (315 if long else 30), school, "" if rng.random() < 0.03 else schools[school],
                         _DEPARTMENTS[(number + month) % len(_DEPARTMENTS)]])  # fmt: skip
    return rows


def _representation(seed: int, months: list[int], look: int) -> list[list[Cell]]:
    """Counts of staff on the last day of the year, or of what there is of it."""
    month = months[-1]
    rng = story.chance(seed, f"representation {month}")
    rows: list[list[Cell]] = []
    for characteristic, group, first, now in _GROUPS:
        known = round(7400 * (0.96 if characteristic == "Ethnicity" else story.drift(month, 0.82, 0.88)))
        staff = round(known * story.drift(month, first, now) * rng.normal(1, 0.01))
        rows.append([_day(story.last_day(month), look), characteristic, group, staff, known, 7400 - known])
    return rows


def _day(day: object, look: int) -> str:
    return f"{day:{('%d/%m/%Y', '%Y-%m-%d', '%d-%b-%Y')[look % 3]}}"
