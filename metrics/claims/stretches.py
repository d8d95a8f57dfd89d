"""The time that a sentence speaks of: "since April", "this month", "over the last year", "for three months"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from metrics.claims.claim import Stretch
from metrics.periods import financial_year, month_of, ordinal
from metrics.wording import MONTHS, SMALL

NAMES = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+(?P<{0}y>20\d\d))?"
COUNT = r"(?P<n>\d{1,2}|" + "|".join(SMALL[1:]) + ")"
ORDINAL = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
Found = tuple[Stretch | None, str, int]  # the stretch, the text without its words, how many in a row


def stretch(text: str, now: date) -> Found:
    """The first time that is found, with the text that is left. `now`: the newest whole month."""
    for pattern, made in RULES:
        found = re.search(pattern, text)
        if found and (span := made(found, now)):
            row = _row(found)
            return span, f"{text[: found.start()]} {text[found.end():]}", row
    return None, text, 0


def unclear(text: str) -> str:
    """A "since" whose day cannot be told, such as "since the new contract"; "" where there is none."""
    found = re.search(r"\b(?:since|after) (?:the |our |we |it |they |its )?[a-z' ]{3,60}", text)
    return found[0].strip() if found else ""


def _row(found: re.Match) -> int:
    known = found.groupdict()
    if known.get("nth"):
        return ORDINAL[known["nth"]]
    return _count(found) if "row" in known and known["n"] else 0


def _count(found: re.Match) -> int:
    number = found["n"]
    return int(number) if number.isdigit() else SMALL.index(number)


def _month(found: re.Match, name: str, now: date) -> date:
    """The month that is named; without a year the newest that is not after `now`."""
    number, year = NAMES[found[name]], found[f"{name}y"]
    if year:
        return date(int(year), number, 1)
    return date(now.year - (number > now.month), number, 1)


def _back(now: date, months: int, to: int = 0) -> Stretch:
    return _held(month_of(ordinal(now) - months + 1), month_of(ordinal(now) - to))


def _held(first: date, last: date) -> Stretch:
    """A stretch held against the month before it."""
    return Stretch(first, last, month_of(ordinal(first) - 1))


def _since(found: re.Match, now: date) -> Stretch:
    first = _month(found, "a", now)
    return Stretch(first, now, first)


def _between(found: re.Match, now: date) -> Stretch | None:
    last = _month(found, "b", now)
    first = date(last.year, NAMES[found["a"]], 1) if not found["ay"] else _month(found, "a", now)
    first = first.replace(year=first.year - 1) if first > last else first
    return Stretch(first, last, first)


def _year(found: re.Match, now: date) -> Stretch:
    first = date(int(found["y"]), 4, 1)
    return _held(first, min(month_of(ordinal(first) + 11), now))


def _quarter(found: re.Match, now: date) -> Stretch:
    """A quarter of the financial year, as boards count them: Q1 is April to June."""
    number = int(found["q"]) if found["q"].isdigit() else ("first", "second", "third", "fourth").index(found["q"]) + 1
    year = int(found["y"]) if found["y"] else financial_year(now)
    first = month_of(year * 12 + 3 * number)
    if not found["y"] and first > now:
        first = first.replace(year=first.year - 1)
    return _held(first, min(month_of(ordinal(first) + 2), now))


def _this_quarter(found: re.Match, now: date, back: int = 0) -> Stretch:
    start = ordinal(now) - ordinal(now) % 3 - 3 * back
    return _held(month_of(start), min(month_of(start + 2), now))


def _this_year(found: re.Match, now: date) -> Stretch:
    return _held(date(financial_year(now), 4, 1), now)


RULES: tuple[tuple[str, Callable[[re.Match, date], Stretch | None]], ...] = (
    (rf"\b(?:between|from) {MONTH.format('a')} (?:and|to|until) {MONTH.format('b')}\b", _between),
    (rf"\b(?:since|than in|compared (?:with|to)|up on|down on|from|after) {MONTH.format('a')}\b", _since),
    (r"\bsince (?P<y>20\d\d)\b(?!/)", lambda found, now: _held(date(int(found["y"]), 1, 1), now)),
    (r"\b(?:in|during|for|over|since) (?P<y>20\d\d)/\d\d\b", _year),
    (r"\b(?:in |for |over )?q(?P<q>[1-4])\b(?:[ ,]*(?:of )?(?P<y>20\d\d)/\d\d)?", _quarter),
    (r"\bin the (?P<q>first|second|third|fourth) quarter(?: of (?P<y>20\d\d)/\d\d)?", _quarter),
    (rf"\bfor (?:the (?:last|past) )?{COUNT} (?:consecutive |successive )?months(?P<row>)"
     r"(?: (?:running|in a row|in succession))?", lambda found, now: _back(now, _count(found))),
    (rf"\bfor the (?P<nth>{'|'.join(ORDINAL)}) (?:consecutive |successive )?month(?: running| in a row)?",
     lambda found, now: _back(now, ORDINAL[found["nth"]])),
    (rf"\b(?:over|in|during|within) (?:the |these )?(?:last|past|previous) {COUNT} months",
     lambda found, now: _back(now, _count(found))),
    (rf"\b(?:over|in|during|within) (?:the |these )?(?:last|past|previous) {COUNT} years",
     lambda found, now: _back(now, 12 * _count(found))),
    (r"\b(?:over|in|during|within) (?:the )?(?:last|past|previous) (?:year|twelve months)",
     lambda found, now: _back(now, 12)),
    (r"\b(?:year on year|year-on-year|(?:than|on|with|to|from|since) (?:the same month |this time |in )?last year)",
     lambda found, now: _back(now, 12)),
    (r"\b(?:than|on|with|to|from|since) (?:the )?(?:last|previous) month", lambda found, now: _back(now, 1)),
    (r"\bmonth on month|month-on-month|\bthis month|\bin the (?:last|past|latest|newest) month",
     lambda found, now: _back(now, 1)),
    (r"\b(?:last|the previous) month", lambda found, now: _back(now, 2, 1)),
    (r"\b(?:over |in |during )?this quarter", _this_quarter),
    (r"\b(?:over |in |during )?(?:the )?last quarter", lambda found, now: _this_quarter(found, now, 1)),
    (r"\b(?:over |in |during |since the (?:start|beginning) of )?(?:this (?:financial )?year|the (?:financial )?year"
     r"(?: to date| so far)?)|\bin the year to date|\byear to date", _this_year),
    (r"\b(?:in |during |over )?last (?:financial )?year",
     lambda found, now: _year_before(now)),
    (rf"\b(?:in|for|during) {MONTH.format('a')}\b", lambda found, now: _held(*[_month(found, "a", now)] * 2)),
)


def _year_before(now: date) -> Stretch:
    first = financial_year(now) - 1
    return _held(date(first, 4, 1), date(first + 1, 3, 1))
