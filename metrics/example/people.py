"""The staff of the example trust, made up: who is in post in each month, who starts, who leaves.

About 7,500 in post, 100 starters and 95 leavers a month. Nothing here is drawn from real staff.
"""

from dataclasses import dataclass

import numpy as np

from metrics.example import names, pay, postcodes, story

STARTERS_A_MONTH = 100
LEAVERS_A_MONTH = 93
IN_POST_AT_END = 7500
_STILL_HERE = 10**6

_GROUPS = {  # staff group: (share of staff, bands and their shares)
    "Additional Clinical Services": (0.215, {"Band 2": 0.42, "Band 3": 0.38, "Band 4": 0.2}),
    "Administrative and Clerical": (
        0.2,
        {"Band 2": 0.2, "Band 3": 0.27, "Band 4": 0.2, "Band 5": 0.13, "Band 6": 0.08, "Band 7": 0.06, "Band 8a": 0.03,
         "Band 8b": 0.015, "Band 8c": 0.008, "Band 8d": 0.004, "Band 9": 0.003},
    ),
    "Nursing and Midwifery Registered": (0.29, {"Band 5": 0.52, "Band 6": 0.3, "Band 7": 0.14, "Band 8a": 0.04}),
    "Medical and Dental": (
        0.1, {"Consultant": 0.42, "Specialty Doctor": 0.16, "Specialty Registrar": 0.24, "Foundation Doctor": 0.18},
    ),
    "Allied Health Professionals": (0.075, {"Band 5": 0.3, "Band 6": 0.42, "Band 7": 0.23, "Band 8a": 0.05}),
    "Add Prof Scientific and Technic": (0.035, {"Band 4": 0.2, "Band 5": 0.3, "Band 6": 0.3, "Band 7": 0.2}),
    "Healthcare Scientists": (0.015, {"Band 5": 0.4, "Band 6": 0.4, "Band 7": 0.2}),
    "Estates and Ancillary": (0.07, {"Local spot salary": 0.2, "Band 2": 0.56, "Band 3": 0.16, "Band 4": 0.08}),
}
_CATEGORIES = {"Permanent": 0.835, "Fixed Term Temp": 0.07, "Bank": 0.07, "Locum": 0.01, "Honorary": 0.015}
_FTE = {"1": 0.58, "0.8": 0.16, "0.6": 0.13, "0.5": 0.06, "0.9": 0.04, "0.4": 0.03}
_OUTSIDE = {"lancashire": 0.62, "north_west": 0.26, "farther": 0.12}
_WITHIN = {"blackpool": 0.36, "deprived": 0.16, "wyre": 0.26, "fylde": 0.22}
_WITHIN_NOW = {"blackpool": 0.27, "deprived": 0.36, "wyre": 0.22, "fylde": 0.15}  # after recruitment days
_LEAVING = {
    "Voluntary Resignation - Relocation": 0.16, "Voluntary Resignation - Work Life Balance": 0.24,
    "Voluntary Resignation - Promotion": 0.15, "Retirement Age": 0.16, "End of Fixed Term Contract": 0.12,
    "Voluntary Resignation - Better Reward Package": 0.11, "Dismissal - Capability": 0.03,
    "Voluntary Resignation - To undertake further education or training": 0.03,
}
_DESTINATIONS = {
    "NHS Organisation": 0.34, "No Employment": 0.27, "Other Private Sector": 0.16, "Unknown": 0.13,
    "Social Services": 0.06, "Education Sector": 0.04,
}


@dataclass
class Staff:
    """One entry a person; every array has the same length. Months are month numbers."""

    number: np.ndarray  # eight digits, leading zeros kept
    first: np.ndarray
    last: np.ndarray
    group: np.ndarray
    band: np.ndarray  # index into pay.BANDS
    category: np.ndarray
    fte: np.ndarray  # text
    source: np.ndarray
    place: np.ndarray  # the pool of the home postcode
    home: np.ndarray  # as typed, faults included
    start: np.ndarray
    start_day: np.ndarray
    started: np.ndarray  # the same as text, 14/06/2019
    leave: np.ndarray
    leave_day: np.ndarray
    reason: np.ndarray
    destination: np.ndarray
    second: np.ndarray  # True: holds a second assignment too
    rise: np.ndarray  # the month in which somebody of Bands 2 to 4 goes up a band

    def band_in(self, month: int, who: np.ndarray) -> np.ndarray:
        """The bands (indices into pay.BANDS) that some people hold in a month."""
        return self.band[who] + (self.rise[who] <= month)

    def in_post(self, month: int) -> np.ndarray:
        """Places in the arrays of those in post at the end of a month."""
        return np.flatnonzero((self.start <= month) & (self.leave > month))

    def starting(self, month: int) -> np.ndarray:
        return np.flatnonzero(self.start == month)

    def leaving(self, month: int) -> np.ndarray:
        return np.flatnonzero(self.leave == month)


def staff(seed: int, span: story.Span) -> Staff:
    """Everyone who is in post at some time in the span."""
    rng = story.chance(seed, "people")
    starts = _starts(rng, span)
    count = len(starts)
    group, band = _jobs(rng, starts, span)
    category = _category(rng, group, band, starts)
    place = _places(rng, starts)
    first, last = names.people(rng, count)
    days = rng.choice([1, 1, 1, 4, 8, 11, 15, 15, 18, 22, 25], count)
    made = Staff(
        number=np.array([f"{n:08d}" for n in 20_000_003 + np.arange(count) * 7], dtype=object),
        first=first, last=last, group=group, band=band, category=category, fte=_drawn(rng, _FTE, count),
        source=_sources(rng, starts, place, group, band), place=place,
        home=np.array(postcodes.untidy(rng, postcodes.homes(rng, place), 0.03, 0.01), dtype=object),
        start=starts, start_day=days, started=_dates(starts, days),
        leave=np.full(count, _STILL_HERE), leave_day=rng.integers(1, 29, count),
        reason=_drawn(rng, _LEAVING, count), destination=_drawn(rng, _DESTINATIONS, count),
        second=rng.random(count) < 0.025, rise=_rises(story.chance(seed, "promotions"), band, starts, span),
    )
    made.number[::9] = np.array([f"{n:08d}" for n in 1_000_007 + np.arange(len(made.number[::9])) * 3], dtype=object)
    _let_go(rng, made, span)
    return made


def _rises(rng: np.random.Generator, band: np.ndarray, starts: np.ndarray, span: story.Span) -> np.ndarray:
    """Of Bands 2 to 4 about one in sixteen goes up a band each year, after a year in the job at the soonest."""
    wait = np.maximum(span.first - starts, 12) + rng.exponential(190, len(band)).astype(int)
    entry = np.isin(band, [pay.BANDS.index(name) for name in ("Band 2", "Band 3", "Band 4")])
    return np.where(entry, starts + wait, _STILL_HERE)


def _drawn(rng: np.random.Generator, shares: dict[str, float], count: int) -> np.ndarray:
    weights = np.array(list(shares.values()))
    return np.array(list(shares), dtype=object)[rng.choice(len(shares), count, p=weights / weights.sum())]


def _dates(months: np.ndarray, days: np.ndarray) -> np.ndarray:
    pairs = zip(months.tolist(), days.tolist(), strict=True)
    return np.array([f"{d:02d}/{m % 12 + 1:02d}/{m // 12}" for m, d in pairs], dtype=object)


def _starts(rng: np.random.Generator, span: story.Span) -> np.ndarray:
    """Starting months: those in post before the span, then about a hundred a month, more in September."""
    months = np.array(span.months)
    at_first = IN_POST_AT_END - (STARTERS_A_MONTH - LEAVERS_A_MONTH) * len(months)
    before = span.first - 1 - np.floor(rng.exponential(75, max(at_first, 5000))).astype(int)
    season = np.array([0, -4, 2, 3, -6, -5, -3, 12, 16, 6, -4, -17])[months % 12]
    counts = STARTERS_A_MONTH + season + np.rint(rng.normal(0, 4, len(months))).astype(int)
    return np.concatenate([np.maximum(before, span.first - 480), np.repeat(months, counts)])


def _jobs(rng: np.random.Generator, starts: np.ndarray, span: story.Span) -> tuple[np.ndarray, np.ndarray]:
    group = _drawn(rng, {name: share for name, (share, _) in _GROUPS.items()}, len(starts))
    band = np.zeros(len(starts), dtype=int)
    for name, (_, bands) in _GROUPS.items():
        where = np.flatnonzero(group == name)
        drawn = _drawn(rng, bands, len(where))
        band[where] = [pay.BANDS.index(b) for b in drawn]
    rotating = np.flatnonzero((starts >= span.first) & np.isin(starts % 12, (1, 7)) & (rng.random(len(starts)) < 0.2))
    group[rotating] = "Medical and Dental"
    band[rotating] = rng.choice(
        [pay.BANDS.index("Foundation Doctor"), pay.BANDS.index("Specialty Registrar")], len(rotating)
    )
    return group, band


def _category(rng: np.random.Generator, group: np.ndarray, band: np.ndarray, starts: np.ndarray) -> np.ndarray:
    category = _drawn(rng, _CATEGORIES, len(group))
    training = np.isin(band, [pay.BANDS.index("Foundation Doctor"), pay.BANDS.index("Specialty Registrar")])
    category[training] = "Doctor in Training"
    converted = (category == "Fixed Term Temp") & ~training & (starts >= story.RECRUITMENT_DAYS)
    category[converted & (rng.random(len(group)) < 0.5)] = "Permanent"
    return category


def _places(rng: np.random.Generator, starts: np.ndarray) -> np.ndarray:
    """Where people live: the share in the three towns rises from 57 % to 76 % of starters with the recruitment days."""
    new = starts >= story.RECRUITMENT_DAYS
    local = rng.random(len(starts)) < np.where(new, 0.76, 0.57)
    place = _drawn(rng, _OUTSIDE, len(starts))
    place[local & ~new] = _drawn(rng, _WITHIN, int((local & ~new).sum()))
    place[local & new] = _drawn(rng, _WITHIN_NOW, int((local & new).sum()))
    return place


def _sources(
    rng: np.random.Generator, starts: np.ndarray, place: np.ndarray, group: np.ndarray, band: np.ndarray
) -> np.ndarray:
    source = _drawn(rng, {"NHS Jobs": 0.72, "Word of mouth": 0.12, "University": 0.1, "Agency": 0.06}, len(starts))
    local = ~np.isin(place, list(_OUTSIDE))
    source[local & (starts >= story.RECRUITMENT_DAYS) & (rng.random(len(starts)) < 0.5)] = "Local recruitment day"
    training = np.isin(band, [pay.BANDS.index("Foundation Doctor"), pay.BANDS.index("Specialty Registrar")])
    source[training] = "Lead employer rotation"
    rolls = rng.random(len(starts))
    source[~training & (rolls < 0.03)] = "Internal transfer"
    source[~training & (rolls > 0.99)] = "TUPE transfer"
    return source


def _let_go(rng: np.random.Generator, made: Staff, span: story.Span) -> None:
    """Choose each month's leavers: the newly started go sooner, local people stay longer."""
    ease = np.where(np.isin(made.place, list(_OUTSIDE)), 1.25, 0.8) * np.where(made.category == "Permanent", 0.9, 1.6)
    for month in span.months:
        here = np.flatnonzero((made.start < month) & (made.leave == _STILL_HERE))
        weights = ease[here] * np.where(month - made.start[here] < 12, 2.4, 1.0)
        count = LEAVERS_A_MONTH + int(np.rint(rng.normal(0, 5))) + (10 if month % 12 in (2, 7) else 0)
        gone = rng.choice(here, count, replace=False, p=weights / weights.sum())
        made.leave[gone] = month
