"""Dates, months and years as people and programs write them.

Whether 03/04/2026 is in March or in April is decided for a column from evidence, never for one cell, and where
the evidence does not decide it stays open.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if number}
NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
DAY_FIRST, MONTH_FIRST = "day first", "month first"
# What may follow a date: a time of day, or a few words without a number. Two dates in one cell are no date.
_AFTER = r"(?:[t\s,]+\d{1,2}[:.]\d{2}.*|[^\d]{0,12})"
_PAIR = re.compile(rf"(\d{{1,2}})\s*[/.\-\s]\s*(\d{{1,2}})\s*[/.\-\s]\s*(\d{{4}}|\d{{2}}){_AFTER}", re.IGNORECASE)
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_AFTER}")
_STORED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")  # a cell that holds a date, as our readers give it
_RUN = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.\d+)?")
_DAY_NAMED = re.compile(
    rf"(?:[a-z]+,?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*{NAME}[\s\-/.,']*(\d{{4}}|\d{{2}}){_AFTER}"
)
_NAMED_DAY = re.compile(rf"(?:[a-z]+,?\s+)?{NAME}[\s\-/.]+(\d{{1,2}})(?:st|nd|rd|th)?[\s,\-/.]+(\d{{4}}){_AFTER}")
_MONTH_NAMED = re.compile(rf"{NAME}[\s\-/.,']*(\d{{4}}|\d{{2}})")
_NAMED_MONTH = re.compile(rf"(\d{{4}})[\s\-/.,]*{NAME}")
_YEAR_MONTH = re.compile(r"(20\d{2}|19\d{2})[-/.\s]?(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.\s](20\d{2}|19\d{2})")
_YEAR_PAIR = re.compile(r"(?:fy\s*)?((?:19|20)\d{2}|\d{2})\s*[/\-–_ ]?\s*((?:19|20)?\d{2})")


@dataclass(frozen=True)
class Evidence:
    """What is known beside the column itself: months that the file is about (year may be None), today, an answer.

    `order` is what a person said, `usual` the order of the earlier files; `said` holds answers to other questions
    about the column, by the question's kind.
    """

    months: frozenset[tuple[int | None, int]] = frozenset()
    today: date = date.max
    order: str | None = None
    usual: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dates:
    """One date or None for each value; `order` is how numbers were read, `open` the values that need an answer.

    `flips`: the earlier files have another order. `exchanged`: what Excel stored as dates has day and month exchanged,
    which is True, False, or None where it has to be asked. `bare`: the values that name a month and no day, where
    others of the column name days.
    """

    values: list[date | None]
    order: str | None
    open: list[int]
    flips: bool = False
    exchanged: bool | None = False
    bare: list[int] = field(default_factory=list)


def read_dates(values: Sequence[str], evidence: Evidence, month_end: bool = False) -> Dates:
    """Read a column's different values. `month_end`: "March 2026" means its last day and not its first."""
    pairs = {i: pair for i, value in enumerate(values) if (pair := _pair(value))}
    epoch = _epoch(values, evidence)
    certain = [None if i in pairs else _certain(value, epoch, month_end) for i, value in enumerate(values)]
    order = evidence.order or decide_order(list(pairs.values()), evidence)
    flips = not evidence.order and order is not None and evidence.usual not in (None, order)
    order = None if flips else order or evidence.usual
    opened = []
    for i, (first, second, year) in pairs.items():
        certain[i] = _ordered(first, second, year, order)
        if certain[i] is None and order is None and first <= 12 and second <= 12:
            opened.append(i)
    stored = [i for i, value in enumerate(values) if certain[i] and _STORED.fullmatch(value)]
    exchanged = _exchanged([certain[i] for i in stored], list(pairs.values()), evidence)
    for i in stored:
        if exchanged and certain[i].day <= 12:
            certain[i] = certain[i].replace(day=certain[i].month, month=certain[i].day)
    if exchanged is None:
        opened += stored
        certain = [None if i in set(stored) else day for i, day in enumerate(certain)]
    bare = _bare(values, certain, pairs, month_end)
    return Dates(certain, order, sorted(opened), flips, exchanged, bare)


def _bare(values: Sequence[str], read: Sequence[date | None], pairs: Container[int], month_end: bool) -> list[int]:
    """The values that are a month without a day; none where the others too all stand for their month."""
    edges = [i for i, day in enumerate(read) if day and (day + timedelta(1) if month_end else day).day == 1]
    bare = [i for i in edges if i not in pairs and _names_no_day(values[i])]
    return bare if len(edges) < sum(day is not None for day in read) or set(pairs) - set(edges) else []


def _names_no_day(value: str) -> bool:
    return read_month(value) is not None and not _RUN.fullmatch(value.strip())


AS_STORED, EXCHANGED = "as Excel shows them", "day and month exchanged"


def _exchanged(stored: Sequence[date], pairs: Sequence[tuple[int, int, int]], evidence: Evidence) -> bool | None:
    """Whether Excel took the dates that it could for the other order and left the rest as text.

    Then no stored date has a day over 12 and every text has one. None where nothing shows which it is.
    """
    if answer := evidence.said.get("dates_exchanged"):
        return answer == EXCHANGED
    if not stored or not pairs or any(d.day > 12 for d in stored) or any(max(pair[:2]) <= 12 for pair in pairs):
        return False
    other = [d.replace(day=d.month, month=d.day) for d in stored]
    texts = [d for pair in pairs if (d := _ordered(*pair, None))]
    for test in (_in_month, _one_month, _not_future):
        kept, turned = test([*stored, *texts], evidence), test([*other, *texts], evidence)
        if kept != turned:
            return turned
    return None if any(a != b for a, b in zip(stored, other, strict=True)) else False


def _epoch(values: Sequence[str], evidence: Evidence) -> date:
    """Where Excel's count of days begins: 1900, or 1904 where only that puts most of the column in the file's month."""
    numbers = [int(match[1]) for value in values if (match := _SERIAL.fullmatch(value.strip()))]
    if not numbers or not evidence.months:
        return EPOCH_1900
    late, early = ([d + timedelta(n) for n in numbers] for d in (EPOCH_1904, EPOCH_1900))
    return EPOCH_1904 if _in_month(late, evidence) and not _in_month(early, evidence) else EPOCH_1900


def decide_order(pairs: Sequence[tuple[int, int, int]], evidence: Evidence) -> str | None:
    """Day or month first, from: a number over 12; the file's month; one month in all; no future; no weekends.

    None where nothing shows it, or where the column contradicts itself.
    """
    day_first = any(first > 12 for first, _, _ in pairs)
    month_first = any(second > 12 for _, second, _ in pairs)
    if day_first != month_first:
        return DAY_FIRST if day_first else MONTH_FIRST
    unclear = sorted({pair for pair in pairs if pair[0] != pair[1] and max(pair[:2]) <= 12})
    if not unclear:
        return DAY_FIRST if pairs and not day_first else None
    readings = {}
    for order in (DAY_FIRST, MONTH_FIRST):
        dates = [_ordered(*pair, order) for pair in unclear]
        readings[order] = [d for d in dates if d]
    for test in (_in_month, _one_month, _not_future, _weekdays):
        good, bad = (test(readings[order], evidence) for order in (DAY_FIRST, MONTH_FIRST))
        if test is _one_month and bad and {first for first, _, _ in unclear} == {1}:
            continue  # 01/02, 01/03, 01/04: three days of January, or the first days of three months
        if good != bad:
            return DAY_FIRST if good else MONTH_FIRST
    return None


def order_of_first_days(values: Iterable[str]) -> str | None:
    """The order that makes each of several months written as dates a month's first day: 01/04, 01/05, 01/06."""
    pairs = {pair for value in values if (pair := _pair(value))}
    firsts, seconds = {first for first, _, _ in pairs}, {second for _, second, _ in pairs}
    if len(pairs) < 2 or (firsts == {1}) == (seconds == {1}):
        return None
    return DAY_FIRST if firsts == {1} else MONTH_FIRST


def _in_month(dates: Sequence[date], evidence: Evidence) -> bool:
    """Most of the dates lie in a month that the file is about."""
    inside = sum((None, d.month) in evidence.months or (d.year, d.month) in evidence.months for d in dates)
    return inside * 2 > len(dates)


def _one_month(dates: Sequence[date], _: Evidence) -> bool:
    return len(dates) > 1 and len({(d.year, d.month) for d in dates}) == 1


def _not_future(dates: Sequence[date], evidence: Evidence) -> bool:
    return all(d <= evidence.today for d in dates)


def _weekdays(dates: Sequence[date], _: Evidence) -> bool:
    """Enough dates, and none at a weekend: ledgers are run on working days."""
    return len(dates) >= 5 and not any(d.weekday() > 4 for d in dates)


@lru_cache(maxsize=100_000)
def _pair(value: str) -> tuple[int, int, int] | None:
    match = _PAIR.fullmatch(value.strip())
    if not match:
        return None
    first, second, year = int(match[1]), int(match[2]), _full_year(match[3])
    return (first, second, year) if 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12 else None


def _ordered(first: int, second: int, year: int, order: str | None) -> date | None:
    if first == second or (order is None and second > 12):
        return _date(year, first, second)
    if order is None and first > 12:
        return _date(year, second, first)
    if order is None:
        return None
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    if month > 12:
        day, month = month, day
    return _date(year, month, day)


def _certain(value: str, epoch: date, month_end: bool) -> date | None:
    """A date that can be read in one way only."""
    text = value.strip().lower()
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_NAMED.fullmatch(text):
        return _date(_full_year(match[3]), MONTHS[match[2]], int(match[1]))
    if match := _NAMED_DAY.fullmatch(text):
        return _date(int(match[3]), MONTHS[match[1]], int(match[2]))
    if match := _RUN.fullmatch(text):
        return _date(int(match[1] + match[2]), int(match[3]), int(match[4]))
    if match := _SERIAL.fullmatch(text):
        number = int(match[1])
        return epoch + timedelta(number) if 14_000 <= number <= 80_000 else None
    if month := read_month(text):
        return month.replace(day=calendar.monthrange(month.year, month.month)[1]) if month_end else month
    return None


def read_month(value: str) -> date | None:
    """The first day of a month written as "March 2026", "Mar-26", "2026-03", "03/2026" or "2026 March"; else None."""
    text = value.strip().lower()
    if match := _MONTH_NAMED.fullmatch(text):
        return _date(_full_year(match[2]), MONTHS[match[1]], 1)
    if match := _NAMED_MONTH.fullmatch(text):
        return _date(int(match[1]), MONTHS[match[2]], 1)
    if match := _YEAR_MONTH.fullmatch(text):
        return _date(int(match[1]), int(match[2]), 1)
    if match := _MONTH_YEAR.fullmatch(text):
        return _date(int(match[2]), int(match[1]), 1)
    return None


def read_year(value: str) -> str | None:
    """A financial year as "2019/20", from 2019/20, 2019-20, 2019/2020, 201920, FY19/20; None where it is no year."""
    match = _YEAR_PAIR.fullmatch(value.strip().lower())
    if not match:
        return None
    first = _full_year(match[1])
    return f"{first}/{(first + 1) % 100:02d}" if int(match[2]) % 100 == (first + 1) % 100 else None


def _full_year(text: str) -> int:
    number = int(text)
    if len(text) > 2:
        return number
    return 2000 + number if number < 70 else 1900 + number


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year < 2100 else None


def months_in_text(text: str) -> frozenset[tuple[int | None, int]]:
    """The months that a file's or sheet's name or a title speaks of: (year, month), the year None where not said."""
    text = text.lower().replace("%20", " ")
    found: set[tuple[int | None, int]] = set()
    for match in re.finditer(rf"(?<![a-z]){NAME}(?:[\s\-_/.,']*(20\d{{2}}|\d{{2}}))?(?!\d)", text):
        if match[0][3:4].isalpha() and not _is_month_word(match[0]):
            continue
        found.add((_full_year(match[2]) if match[2] else None, MONTHS[match[1]]))
    for match in re.finditer(rf"(?<![a-z])(20\d{{2}})[\s\-_/.,]+{NAME}(?![a-z])", text):
        found.discard((None, MONTHS[match[2]]))
        found.add((int(match[1]), MONTHS[match[2]]))
    for match in re.finditer(rf"(?<=[a-z]){NAME}[\s\-_']?(20\d{{2}}|\d{{2}})(?!\d)", text):
        found.add((_full_year(match[2]), MONTHS[match[1]]))
    numbers = r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d)(?![-_/]\d{2}(?!\d))"
    found.update((int(m[1]), int(m[2])) for m in re.finditer(numbers, text) if not found)
    if not found and (match := re.fullmatch(r"([1-3]\d)(0[1-9]|1[0-2])", text.strip())):
        found.add((2000 + int(match[1]), int(match[2])))
    return frozenset(found)


def _is_month_word(text: str) -> bool:
    word = re.match(r"[a-z]+", text)[0]
    full = {name.lower() for name in calendar.month_name if name} | {"sept"}
    return word in full or len(word) == 3


def days_in_text(text: str) -> list[date]:
    """Whole dates in a title such as "Position at 31 March 2026" or "as at 31/03/2026"."""
    text = text.lower()
    named = re.findall(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+{NAME}\s+(\d{{4}})", text)
    found = [_date(int(y), MONTHS[m], int(d)) for d, m, y in named]
    found += [_date(int(y), int(m), int(d)) for d, m, y in re.findall(r"(\d{2})[/.](\d{2})[/.](20\d{2})", text)]
    found += [_date(int(y), int(m), int(d)) for y, m, d in re.findall(r"(20\d{2})-(\d{2})-(\d{2})", text)]
    return [d for d in found if d]


def years_in_text(text: str) -> list[str]:
    """Financial years named in a title or a file's name: "2019/20" from ERIC_201920_SiteData; in order, no repeats."""
    pairs = re.findall(r"(?<!\d)((?:20|19)\d{2})\s?[/\-–_]?\s?((?:20)?\d{2})(?!\d)", text)
    pairs += [(first, second) for first, second in re.findall(r"(?i)\bfy[\s_-]?(\d{2})[\s_/\-–]?(\d{2})(?!\d)", text)]
    found = [read_year(f"{first}/{second}") for first, second in pairs]
    return list(dict.fromkeys(year for year in found if year))


def with_years(months: Iterable[tuple[int | None, int]], texts: Iterable[str]) -> frozenset[tuple[int | None, int]]:
    """Months without a year given the one financial year that the texts name; or their one calendar year, but not to
    January, February and March, which people put under the year in which the financial year began as well."""
    texts = list(texts)
    financial = {int(year[:4]) for text in texts for year in years_in_text(text)}
    calendar_years = {int(year) for text in texts for year in re.findall(r"(?<!\d)(20\d\d)(?![\d])", text)}

    def year_of(month: int) -> int | None:
        if len(financial) == 1:
            return min(financial) + (month < 4)
        return min(calendar_years) if not financial and len(calendar_years) == 1 and month > 3 else None

    return frozenset((year or year_of(month), month) for year, month in months)


def months_of(dates: Iterable[date]) -> tuple[str, ...]:
    """The months of some dates as "2026-03", in order."""
    return tuple(sorted({f"{d.year:04d}-{d.month:02d}" for d in dates}))
