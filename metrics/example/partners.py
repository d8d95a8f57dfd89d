"""What is done with partners: joint actions, a survey and grants, one file of each; volunteers, a file a year."""

from collections.abc import Iterator

import numpy as np

from metrics.example import postcodes, story
from metrics.example.files import Cell, Made, Sheet

_ACTIONS = (  # what, area, owner, partners beside us, the month it began
    ("Shared apprenticeship fair", "Employment", "Head of widening participation", 3, "2023-06"),
    ("One application form for entry-level jobs", "Employment", "Head of recruitment", 2, "2024-04"),
    ("Guaranteed interviews for care leavers", "Employment", "Head of recruitment", 2, "2023-09"),
    ("Meet-the-buyer days", "Procurement", "Head of procurement", 4, "2023-11"),
    ("Local food in all our kitchens", "Procurement", "Catering manager", 2, "2024-10"),
    ("Shared social value questions in tenders", "Procurement", "Head of procurement", 3, "2025-01"),
    ("Heat network for the hospital quarter", "Environment", "Energy manager", 3, "2023-10"),
    ("Bus passes for new starters", "Environment", "Travel lead", 1, "2024-06"),
    ("Trees on spare land", "Environment", "Estates and facilities", 2, "2024-11"),
    ("Keys to each other's meeting rooms", "Buildings", "Estates and facilities", 4, "2024-03"),
    ("Homes on the former laundry site", "Buildings", "Estates and facilities", 2, "2025-02"),
    ("Advice desk in the outpatients' hall", "Partnership working", "Outpatients", 2, "2024-01"),
    ("Shared volunteer passport", "Partnership working", "Volunteer manager", 5, "2024-09"),
    ("One small grants round", "Partnership working", "Director of strategy's office", 3, "2023-10"),
    ("Debt advice for staff and patients", "Partnership working", "", 1, "2025-04"),
    ("Own staff choir in care homes", "Partnership working", "Volunteer manager", 0, "2024-05"),
    ("Warm rooms in winter", "Buildings", "Estates and facilities", 3, "2025-09"),
    ("Shared data on where starters live", "Employment", "Workforce information team", 2, "2025-11"),
)  # fmt: skip
_STATEMENTS = (("The trust acts on what we say", 0.6, 0.62), ("It is clear whom to ask", 0.68, 0.66),
               ("Meetings are worth our time", 0.57, 0.58))  # fmt: skip
_PARTNERS = (("Voluntary sector", 31), ("Council", 9), ("College", 5), ("Housing association", 6))
_ROLES = ("Ward befriender", "Wayfinder", "Tea bar", "Garden", "Chaplaincy visitor", "Hospital radio", "Driver")
_CAUSES = ("Lighthouse Carers' Circle (made up)", "Tideline Food Pantry (made up)", "Marram Men's Shed (made up)",
           "Seagrass Youth Club (made up)", "Harbour Debt Advice (made up)", "Sandpiper Veterans (made up)",
           "Promenade Dementia Café (made up)")  # fmt: skip


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """One workbook or CSV of each for all months, and the volunteers' list of each year."""
    yield _made("joint_actions", "xlsx", ["Register Date", "Action Ref", "Joint Action", "Anchor Theme",
                "Number of Organisations", "Lead Role", "Target Date", "RAG"], _register(seed, span))  # fmt: skip
    yield _made("partners_survey", "csv", ["Date Closed", "Survey Question", "Partner Type", "Surveys Sent",
                "Total Answers", "Agree + Strongly Agree"], _survey(seed, span))  # fmt: skip
    yield _made("grants", "xlsx", ["Date of Award", "Grant Ref", "Grantee", "Type of Recipient", "Funding Type",
                "Total Award", "Number of Funders"], _grants(seed, span))  # fmt: skip
    known = _Volunteers(seed)
    for look, (year, months) in enumerate(story.years(span).items()):
        rows = [row for month in months for row in known.month(month, look)]
        headings = (["Month", "Volunteer No", "Volunteer Role", "Hours in Month", "Home Postcode"],
                    ["Activity Month", "Volunteer ID", "Role", "Hours Volunteered", "Postcode"])[look % 2]  # fmt: skip
        yield _made("volunteers", "csv", headings, rows, year.replace("/", "-"))


def _made(source: str, ending: str, headings: list[str], rows: list[list[Cell]], label: str = "all") -> Made:
    columns = [list(column) for column in zip(*rows, strict=True)]
    title = source.replace("_", " ").capitalize()
    sheet = Sheet(headings, columns, [[f"{story.MADE_UP}: {title.lower()}"], []], name=title)
    return Made(f"{source}-{label}.{ending}", [sheet], "cp1252")


def _register(seed: int, span: story.Span) -> list[list[Cell]]:
    """The register at the end of each quarter; in a shorter span that of its last month."""
    months = [month for month in span.months if month % 3 == 2] or [span.last]
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"joint actions {month}")
        for number, action in enumerate(_ACTIONS, 1):
            rows += _entry(rng, month, number, action)
    return rows


def _entry(rng: np.random.Generator, month: int, number: int, action: tuple) -> list[list[Cell]]:
    """One action on one register: nothing before it begins, done after two years and a half, once."""
    what, theme, owner, partners, begins = action
    age = month - story.month_number(begins)
    lasts = 24 + number % 4 * 6
    late = rng.random() < (0.34 if month >= story.PARTNERS_SHORT_FROM else 0.14)
    if age < 0 or age > lasts + 3:
        return []
    status = "Complete" if age > lasts else "" if number == 9 and age < 3 else "Amber" if late else "Green"
    due = story.last_day(story.month_number(begins) + lasts)
    return [[f"{story.last_day(month):%d/%m/%Y}", f"JA-{number:02d}", what, theme, partners + 1, owner,
             f"{due:%d/%m/%Y}", status]]  # fmt: skip


def _survey(seed: int, span: story.Span) -> list[list[Cell]]:
    """One survey a financial year, at its end or at the end of what there is of it."""
    rows: list[list[Cell]] = []
    for months in story.years(span).values():
        rng = story.chance(seed, f"partners survey {months[-1]}")
        for kind, asked in _PARTNERS:
            answered = int(rng.binomial(asked, 0.55))
            for statement, first, now in _STATEMENTS:
                agree = int(rng.binomial(answered, story.drift(months[-1], first, now)))
                rows.append([f"{story.last_day(months[-1]):%d %B %Y}", statement, kind, asked, answered, agree])
    return rows


def _grants(seed: int, span: story.Span) -> list[list[Cell]]:
    """About one award in two months, two thirds of them with others; a joint round each October."""
    rows: list[list[Cell]] = []
    for month in span.months:
        rng = story.chance(seed, f"grants {month}")
        count = 4 if month % 12 == 9 else int(rng.poisson(0.45)) or int(month == span.last)
        for number in range(count):
            joint = month % 12 == 9 or rng.random() < story.drift(month, 0.45, 0.6)
            funders: Cell = int(rng.integers(2, 4)) if joint else "" if rng.random() < 0.1 else 1
            amount = round(float(rng.choice([2_500, 5_000, 8_000, 12_500])) * (2 if joint else 1), 2)
            rows.append([f"{story.first_day(month).replace(day=int(rng.integers(2, 28))):%d %B %Y}",
                         f"G-{story.label(month)}-{number + 1}", _CAUSES[int(rng.integers(len(_CAUSES)))],
                         "Charity" if rng.random() < 0.9 else "School", "Grant" if rng.random() < 0.8 else "Contract",
                         f"£{amount:,.2f}", funders])  # fmt: skip
    return rows


class _Volunteers:
    """Some 330 people who volunteer or did; about two thirds of them come in a month, fewer in August."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        rng = story.chance(seed, "volunteers")
        towns = ["deprived", "blackpool", "fylde", "wyre", "lancashire"]
        near = rng.choice(towns, 330, p=[0.2, 0.28, 0.24, 0.22, 0.06])
        self._homes = postcodes.untidy(rng, postcodes.homes(rng, near), 0.03, 0.01)
        self._roles = rng.choice(_ROLES, 330).tolist()

    def month(self, month: int, look: int) -> list[list[Cell]]:
        """The rows of a month: who came and for how long; a few on the list with no hours."""
        rng = story.chance(self._seed, f"volunteers {month}")
        share = story.drift(month, 0.6, 0.72) * (0.85 if month % 12 == 7 else 1.0)
        come, given = rng.random(330) < share, rng.gamma(2.4, 5.2, 330)
        form = ("%B %Y", "%b-%y")[look % 2]
        when = story.first_day(month).strftime(form)
        return [
            [when, f"V-{number + 1:04d}", self._roles[number], 0 if number % 37 == month % 37 else f"{hours:.1f}",
             self._homes[number]]
            for number, hours in enumerate(given.tolist()) if come[number]
        ]  # fmt: skip
