"""Figures that a person types, as people write them: 43%, £1.2 million, 1,234."""

from __future__ import annotations

import re
from datetime import date

from metrics.wording import MONTHS

_SCALES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_SPACES = " \u00a0\u2009\u202f"  # what stands between thousands besides the comma
_WHOLE = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+|\d+"
_FIGURE = re.compile(rf"([-−]?)£?((?:{_WHOLE})\.?\d*)\s*(k|thousand|million|m|bn)?", re.I)


def figure(text: str, unit: str) -> float:
    """The number meant, in the indicator's own unit: a percent becomes a fraction of 1.

    Raises ValueError with a sentence that says what to type.
    """
    said = text.strip().removesuffix("%").strip()
    found = _FIGURE.fullmatch(said)
    if found is None:
        example = {"percent": "43%", "money": "£1.2 million"}.get(unit, "1,234")
        raise ValueError(f"'{text}' is not a figure we can read. Type it like {example}.")
    if "%" in text and unit != "percent":
        raise ValueError(f"'{text}' is a percentage, and a number is asked for. Type the number itself.")
    value = float(re.sub(rf"[,{_SPACES}]", "", found[2])) * _SCALES[(found[3] or "").lower()]
    value = -value if found[1] else value
    return value / 100 if unit == "percent" else value


def month(text: str) -> date:
    """The first day of a month typed as 2026-03, 03/2026, March 2026, Mar-26, or a day in it (01/03/2026, 2026-03-01).

    Raises ValueError with a sentence.
    """
    said = text.strip()
    if found := re.fullmatch(r"\d{1,2}/(\d{1,2}/\d{4})|(\d{4}-\d{2})-\d{2}(?:[ T]00:00(?::00)?)?", said):
        said = found[1] or found[2]
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})", said):
        year, number = int(found[1] or found[4]), int(found[2] or found[3])
        if 1 <= number <= 12:
            return date(year, number, 1)
    for number, name in enumerate(MONTHS, 1):
        if found := re.fullmatch(rf"(?:{name}|{name[:3]})[\s-]+(\d{{4}}|\d{{2}})", said, re.I):
            return date(int(found[1]) + (2000 if len(found[1]) == 2 else 0), number, 1)
    raise ValueError(f"'{text}' is not a month we can read. Type it like March 2026.")
