"""The social value team's files: the engagement log each quarter; paid roles and asks each year; Delphi rounds."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from metrics.example import story
from metrics.example.files import Cell, Made, Sheet

# The nine priority groups as two years' logs called them; then how many come to an event, and the share of them from
# priority areas.
GROUPS = (
    ("Young People (NEET)", "Young People", 11, 0.42),
    ("Care Leavers", "CL", 6, 0.45),
    ("Carers", "Unpaid Carers", 14, 0.3),
    ("Insecurely Employed or Unemployed", "Insecure Work", 16, 0.44),
    ("People Who Are Homeless", "Homeless", 9, 0.6),
    ("People Leaving Prison", "Prison Leavers", 5, 0.5),
    ("Armed Forces Veterans", "Veterans", 10, 0.28),
    ("Travellers", "Gypsy, Roma and Traveller", 5, 0.25),
    ("Polish, Romanian, Hungarian and Italian", "Minority Communities", 13, 0.4),
)
_EVENTS = ("Drop-in at the library", "Coffee morning", "Jobs workshop", "Listening walk", "Focus group", "Stall")
_ROLES = ("Community researcher", "Interview panel member", "Co-design workshop", "Reader of leaflets")
_ASKS = (
    "Evening appointments for blood tests", "Plain words in letters", "Help with application forms",
    "A bus stop nearer the door", "Somewhere to charge a phone", "Work tasters for young people",
    "Letters in Polish and Romanian", "A named person for carers", "Quiet waiting space", "Guaranteed interviews",
)  # fmt: skip
_OWNERS = ("Outpatients", "Workforce", "Estates", "Communications", "Social value team", "Patient experience")
_STATEMENTS = (
    "Guarantee an interview to care leavers who meet the criteria", "Pay at least the real Living Wage",
    "Hold recruitment days in community places", "Open rooms to groups free of charge",
    "Buy food from the Fylde Coast where rules allow", "Report progress in plain words twice a year",
    "Pay people for their lived experience", "Cut waste before recycling it", "Offer work tasters to young people",
    "Share unused land for housing", "Help local firms to tender", "Put services near the people who need them",
    "Translate job adverts", "Give veterans a named contact", "Publish what was asked and what was done",
    "Support staff to volunteer", "Plant trees on spare land", "Train managers about insecure work",
    "Let community groups use car parks at weekends", "Bring all catering in-house",
)  # fmt: skip
_ROUNDS = (  # date, round, how far opinions have come together (0 to 1)
    ("2023-11-24", 1, 0.0), ("2024-03-15", 2, 0.55), ("2026-07-10", 3, 0.9),
)  # fmt: skip


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """Everything that the social value team keeps."""
    for look, (quarter, months) in enumerate(story.quarters(span).items()):
        yield _engagement(seed, quarter, months, look)
    for look, (year, months) in enumerate(story.years(span).items()):
        yield _involvement(seed, year, months, look)
        yield _asks(seed, year, months, look, span)
    for when, number, together in _ROUNDS:
        if span.first <= story.month_number(when[:7]) <= span.last:
            yield _delphi(seed, when, number, together)


def _made(source: str, period: str, headings: list[str], rows: list[list[Cell]], ending: str, encoding: str) -> Made:
    columns = [list(column) for column in zip(*rows, strict=True)]
    above: list[list[Cell]] = [[f"{story.MADE_UP}: {source} {period}"], []]
    name = f"{source}-{period.replace('/', '-')}.{ending}"
    return Made(name, [Sheet(headings, columns, above, name=source.capitalize())], encoding)


def _engagement(seed: int, quarter: str, months: list[int], look: int) -> Made:
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"engagement {month}")
        for early, late, size, near in GROUPS:
            for _ in range(1 + int(rng.random() < story.drift(month, 0.15, 0.65))):
                rows.append(_event(rng, month, (early, late)[look % 2], size, near, look))
    headings = (
        ["Event Date", "Event", "Priority Group", "Number of People", "Of Which New", "Postcode Given",
         "From Priority Areas"],
        ["Session Date", "Activity", "Audience", "Participants", "First Time", "Area Known", "In Priority Area"],
    )[look % 2]  # fmt: skip
    unique = {(row[0], row[1], row[2]): row for row in rows}
    return _made("engagement", quarter, headings, list(unique.values()), ("csv", "xlsx", "xls")[look % 3], "cp1252")


def _event(rng: np.random.Generator, month: int, group: str, size: int, near: float, look: int) -> list[Cell]:
    day = story.first_day(month).replace(day=int(rng.integers(1, 29)))
    people = 2 + int(rng.poisson(size * story.drift(month, 0.85, 1.2)))
    known = int(rng.binomial(people, 0.82))
    form = ("%d/%m/%Y", "%d %b %Y")[look % 2]
    event = _EVENTS[int(rng.integers(len(_EVENTS)))]
    return [f"{day:{form}}", event, group, people, int(rng.binomial(people, 0.35)), known,
            int(rng.binomial(known, min(0.9, near * story.drift(month, 0.9, 1.15))))]  # fmt: skip


def _involvement(seed: int, year: str, months: list[int], look: int) -> Made:
    """People in paid roles grow from about a dozen to about two dozen a month."""
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"involvement {month}")
        known = round(story.drift(month, 16, 34))
        paid_on = story.first_day(month).replace(day=27)
        for person in sorted(rng.choice(known, round(known * 0.72), replace=False).tolist()):
            hours = float(rng.choice([2, 3, 3.5, 6, 7.5]))
            paid = 0.0 if rng.random() < 0.05 else hours * 14.5
            rows.append([f"{paid_on:%d/%m/%Y}", f"P-{person + 1:03d}", _ROLES[person % len(_ROLES)], f"{hours:g}",
                         f"£{paid:,.2f}", GROUPS[person % 9][look % 2]])  # fmt: skip
    headings = (
        ["Payment Date", "Participant Number", "Role", "Hours", "Amount Paid", "Priority Group"],
        ["Paid Date", "Person ID", "Involvement", "Hrs", "Honorarium", "Group"],
    )[look % 2]
    return _made("involvement", year, headings, rows, ("xlsx", "csv")[look % 2], "utf-8-sig")


def _asks(seed: int, year: str, months: list[int], look: int, span: story.Span) -> Made:
    """About ten asks a month; the share answered within 90 days rises from about 60 % to 92 %."""
    rows: list[list[Cell]] = []
    for month in months:
        rng = story.chance(seed, f"asks {month}")
        for number in range(7 + int(rng.poisson(3))):
            rows.append(_ask(rng, month, number, look, story.last_day(span.last)))
    headings = (
        ["Ref", "Date Raised", "You Said", "Priority Group", "Lead", "Outcome", "Date Closed", "Deadline",
         "Published?", "We Did"],
        ["Reference", "Asked Date", "Request", "Group", "Owner", "Status", "Closed On", "Due Date",
         "Reply Published", "Response"],
    )[look % 2]  # fmt: skip
    return _made("asks", year, headings, rows, ("ods", "csv", "xlsx")[look % 3], "cp1252")


def _ask(rng: np.random.Generator, month: int, number: int, look: int, today: date) -> list[Cell]:
    asked = story.first_day(month).replace(day=int(rng.integers(1, 29)))
    in_time = rng.random() < story.drift(month, 0.6, 0.92, until="2026-06")
    closed = asked + timedelta(days=int(rng.integers(12, 90) if in_time else rng.integers(95, 240)))
    refused = rng.random() < 0.14
    done = closed <= today
    status = ("Refused" if refused else "Done") if done else "Open"
    reply = "" if not done else "Not possible within the rules, and why" if refused else "Done as asked"
    form = ("%d/%m/%Y", "%Y-%m-%d")[look % 2]
    return [
        f"A-{story.label(month)}-{number + 1:02d}", f"{asked:{form}}", _ASKS[int(rng.integers(len(_ASKS)))],
        GROUPS[int(rng.integers(9))][look % 2], _OWNERS[int(rng.integers(len(_OWNERS)))], status,
        f"{closed:{form}}" if done else "", f"{asked + timedelta(days=90):{form}}",
        "Yes" if done and rng.random() < 0.8 else "No", reply,
    ]  # fmt: skip


def _delphi(seed: int, when: str, number: int, together: float) -> Made:
    """A round: 75 % fixed beforehand; opinions start apart and come together, for or against, by `together`."""
    rng = story.chance(seed, f"delphi {number}")
    rows: list[list[Cell]] = []
    for place, statement in enumerate(_STATEMENTS):
        at_first = 52 + place * 7 % 31
        in_the_end = 58 if place % 5 == 4 else 80 + place * 3 % 14
        agree = round(at_first + together * (in_the_end - at_first) + rng.normal(0, 1.5))
        disagree = round((100 - agree) * 0.35 + rng.uniform(0, 3))
        rows.append([number, when, statement, int(rng.integers(52, 71)), f"{agree}%", f"{disagree}%", "75%"])
    headings = ["Round", "Date Closed", "Statement", "Responses", "% 7-9", "% 1-3", "Consensus Threshold"]
    return _made("delphi", f"round-{number}", headings, rows, ("xlsx", "csv")[number % 2], "utf-8")
