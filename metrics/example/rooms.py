"""Room bookings each quarter: community use grows, and jumps when rooms become free for groups in January 2025."""

from collections.abc import Iterator

import numpy as np

from metrics.example import names, story
from metrics.example.files import Cell, Made, Sheet
from metrics.example.sites import SITES, Site

_HIRE_RATE = 22  # pounds an hour, the published price
_OTHERS = {  # kind: (bookings a month, hirers)
    "Internal": (105, ("Trust training team (made up)", "Trust finance team (made up)")),
    "NHS": (14, ("Sandgrass Bay NHS talks (made up)",)),
    "Council": (12, ("Windmillow Council wardens (made up)", "Tideline School governors (made up)")),
    "Private": (9, ("Landau Fitness Ltd (made up)", "Rockpool First Aid Ltd (made up)")),
}
_HIRERS = {kind: hirers for kind, (_, hirers) in _OTHERS.items()} | dict.fromkeys(
    ("Community Group", "Charity"), names.GROUPS
)
_ROOMS = [(site.code, f"Room {n + 1}") for site in SITES for n in range(site.rooms)]


def offered(site: Site, month: int) -> int:
    """Hours in a month that a site's rooms are offered to outside groups."""
    return site.rooms * (46 if month >= story.ROOMS_FREE_FROM else 40)


def community_bookings(month: int) -> float:
    """Community bookings a month, on average; each is about two hours. Fewer in August and December."""
    level = story.drift(month, 58, 72, until="2024-12")
    if month >= story.ROOMS_FREE_FROM:
        level = story.drift(month, 98, 132, since="2025-01")
    return level * (0.85 if month % 12 in (7, 11) else 1.0)


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """A file a quarter."""
    for look, (quarter, months) in enumerate(story.quarters(span).items()):
        rows = [row for month in months for row in _month(story.chance(seed, f"rooms {month}"), month)]
        yield _file(quarter, rows, look)


def _month(rng: np.random.Generator, month: int) -> list[tuple]:
    """Day, site code, room, first hour, hours, hirer, kind: no room is booked twice at once."""
    wanted = _wanted(rng, month)
    count = len(wanted)
    rooms = rng.integers(0, len(_ROOMS), count).tolist()
    days = rng.integers(1, story.days_in(month) + 1, count).tolist()
    hours = rng.choice([9, 11, 13, 15, 17, 19], count).tolist()
    lengths = rng.choice([1, 2, 2, 2], count).tolist()
    hirers = rng.integers(0, 60, count).tolist()
    rows: dict[tuple, tuple] = {}
    for kind, room, day, hour, length, hirer in zip(wanted, rooms, days, hours, lengths, hirers, strict=True):
        who = _HIRERS[kind][hirer % len(_HIRERS[kind])]
        row = (story.first_day(month).replace(day=day), *_ROOMS[room], hour, length, who, kind)
        rows.setdefault(row[:4], row)
    return sorted(rows.values())


def _wanted(rng: np.random.Generator, month: int) -> list[str]:
    """The kind of each booking that somebody asks for."""
    groups = int(rng.poisson(community_bookings(month)))
    wanted = np.where(rng.random(groups) < 0.6, "Community Group", "Charity").tolist()
    for kind, (count, _) in _OTHERS.items():
        wanted += [kind] * int(rng.poisson(count))
    return wanted


def _charge(row: tuple) -> int:
    day, _, _, _, hours, _, kind = row
    free = day.year * 12 + day.month - 1 >= story.ROOMS_FREE_FROM
    by_kind = {"Community Group": 0 if free else 6, "Charity": 0 if free else 8, "Internal": 0}
    return by_kind.get(kind, _HIRE_RATE) * hours


def _file(quarter: str, rows: list[tuple], look: int) -> Made:
    form = ("%d/%m/%Y", "%d %B %Y", "%d-%b-%y")[look % 3]
    columns: list[list[Cell]] = [
        [row[0].strftime(form) for row in rows], [row[1] for row in rows], [row[2] for row in rows],
        [f"{row[3]:02d}:00" for row in rows], [f"{row[3] + row[4]:02d}:00" for row in rows],
        [row[4] for row in rows], [row[5] for row in rows], [row[6] for row in rows],
        [f"£{_charge(row)}.00" for row in rows], [f"£{_HIRE_RATE}.00"] * len(rows),
    ]  # fmt: skip
    headings = (
        ["Booking Date", "Site Code", "Room", "Start Time", "End Time", "Hours", "Organisation", "Organisation Type",
         "Charge (£)", "Hire Rate (£)"],
        ["Date of Booking", "Site ID", "Room Name", "From", "To", "Duration (hours)", "Group Name", "Hirer Type",
         "Amount Charged", "Hourly Rate"],
    )[look % 2]  # fmt: skip
    sheet = Sheet(headings, columns, [[f"{story.MADE_UP}: room bookings {quarter}"], []], name="Bookings")
    return Made(f"bookings-{quarter}.{('csv', 'xlsx', 'ods')[look % 3]}", [sheet], "cp1252")
