"""How the numbers of a column are written: which mark parts decimals, and what a percentage stands for.

Both are decided for the column, never for one cell, and where the column does not show it a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

POINT, COMMA = "the point parts decimals", "the comma parts decimals"
HUNDREDTHS, AS_WRITTEN = "0.12 means 12%", "0.12 means 0.12%"
_SIGNS = re.compile(r"[\s£€$œ()+\-−–%]|gbp|cr$|dr$", re.IGNORECASE)
_BY_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_BY_POINT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d*|\d*\.\d{1,2}|\d*\.\d{4,}|0\.\d+|\d{1,3}(?:,\d{3})+")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")
ENOUGH = 3  # numbers such as 1.234, and no other with a mark, before it is asked whether they are thousands


def decimal_mark(texts: Sequence[str], answer: str | None) -> str | None:
    """POINT or COMMA for a column of amounts as text; None where every amount could be meant either way."""
    if answer in (POINT, COMMA):
        return answer
    bare = [_SIGNS.sub("", text) for text in texts if "." in text or "," in text]
    commas = [text for text in bare if _BY_COMMA.fullmatch(text)]
    by_comma = len(commas) > 1 or any("." in text for text in commas)  # a single 1234,56 is a slip
    by_point = any(_BY_POINT.fullmatch(text) for text in bare)
    if by_comma != by_point:
        return COMMA if by_comma else POINT
    either = [text for text in bare if _EITHER.fullmatch(text)]
    return None if len(either) >= ENOUGH and len(either) == len(texts) and not by_point else POINT


def with_point(text: str) -> str:
    """1.234,50 as 1234.50, for a column in which the comma parts decimals; anything else stays unreadable."""
    bare = re.sub(r"(?<=\d)\.(?=\d{3}(\D|$))", "", text)
    return "?" + text if "." in bare else bare.replace(",", ".")


def percent_unit(numbers: Sequence[float], signed: Sequence[bool], answer: str | None) -> str | None:
    """HUNDREDTHS when the numbers without a % sign are parts of one; None where that cannot be told."""
    if answer in (HUNDREDTHS, AS_WRITTEN):
        return answer
    plain = [abs(n) for n, sign in zip(numbers, signed, strict=True) if not sign]
    if not plain or max(plain) > 1 or max(plain) == 0:
        return AS_WRITTEN
    if any(signed):
        return None  # 43% in one cell and 0.43 in the next
    return HUNDREDTHS if any(0 < n < 1 for n in plain) else None
