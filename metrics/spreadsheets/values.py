"""Text as it stands in cells -> typed values, read once for each different text of a column.

Every reader here takes a column of text and gives a `Parsed`: the typed values and, for each row, a mark that says
whether it holds a value, holds nothing, hides one, holds an Excel error, or holds what could not be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.spreadsheets.dates import Evidence, order_of_first_days, read_dates, read_month, read_year
from metrics.spreadsheets.forms import COMMA, HUNDREDTHS, POINT, decimal_mark, percent_unit, with_point

VALUE, NOTHING, HIDDEN, ERROR, UNREADABLE, OPEN = range(6)
NOTHINGS = {
    "", "-", "–", "—", "--", "n/a", "na", "n.a.", "n/k", "not applicable", "not available", "not known", "not stated",
    "not collected", "not provided", "unknown", "none", "null", "tbc", "[u]", "not recorded", "[z]", "blank", "(blank)",
}  # fmt: skip
HIDDENS = {"x", "*", "**", "[c]", "[x]", "[low]", "c", "..", ":", "suppressed", "redacted", "withheld", "<5", "<8"}
ZEROES = {"nil", "nil return", "zero", "£nil"}  # a sender who writes this says that there was nought
ERRORS = {"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#getting_data", "#spill!", "#calc!"}
YES = {"yes", "y", "true", "1", "t", "✓", "✔", "nhs", "primary"}
NO = {"no", "n", "false", "0", "f", "✗", "✘", "non-nhs", "non nhs", "nonnhs", "secondary"}
EXACT = pa.decimal128(38, 12)
PENCE = pa.decimal128(18, 2)
_PLAIN = r"^([-+]?£?|£-)(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,12})?$"
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d*)(\.\d*)?(?:e([+-]?\d{1,2}))?")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")
_POSTCODE_WITHIN = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")
_POSTCODE_PARTS = r"^(?P<out>[A-Z]{1,2}[0-9][A-Z0-9]?)\s*(?P<within>[0-9][A-Z]{2})$"
_NOWHERE = r"^ZZ\d{1,2} "  # the NHS's codes for no fixed abode, abroad, not known
_SHORTENED = r"^\d(\.\d+)?[eE]\+\d+$"


@dataclass(frozen=True)
class Parsed:
    """A column read: `values` typed, `marks` one of VALUE ... OPEN a row, `notes` what was decided for the column."""

    values: pa.Array
    marks: np.ndarray
    notes: Mapping[str, Any]


def parse(column: pa.Array, kind: str, evidence: Evidence, choices: Mapping[str, Sequence[str]], **more: Any) -> Parsed:
    """Read a column of text as `kind` (a source's column type). Raises KeyError for a type that is not known."""
    encoded = column.dictionary_encode()
    texts = encoded.dictionary
    codes = encoded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    values, marks, notes = _READERS[kind](texts, evidence, choices, **more)
    where = pa.array(codes)
    if "exact" in notes:
        notes = {**notes, "exact": _spread(notes["exact"], where)}
    return Parsed(_spread(values, where), np.append(marks, np.int8(NOTHING))[codes], notes)


def _spread(values: pa.Array, where: pa.Array) -> pa.Array:
    """One value a row, from one value for each different text; the place after the last stands for an empty cell."""
    return pa.concat_arrays([values, pa.nulls(1, values.type)]).take(where)


def _marks_of(texts: Sequence[str]) -> np.ndarray:
    """VALUE for each text that is not one of the ways to write nothing, hidden, or an error."""
    marks = np.zeros(len(texts), dtype=np.int8)
    for i, text in enumerate(texts):
        if len(text) < 17:
            low = text.strip().lower()
            if low in NOTHINGS:
                marks[i] = NOTHING
            elif low in HIDDENS:
                marks[i] = HIDDEN
            elif low in ERRORS:
                marks[i] = ERROR
    return marks


def _text(texts: pa.Array, _: Evidence, __: Mapping) -> tuple:
    """Text, trimmed. Only Excel errors and the plainest ways to write nothing are taken away."""
    trimmed = pc.utf8_trim_whitespace(texts)
    marks = np.zeros(len(texts), dtype=np.int8)
    low = pc.utf8_lower(trimmed)
    marks[pc.is_in(low, pa.array(["", "-", "n/a", "null", "not applicable"])).to_numpy(zero_copy_only=False)] = NOTHING
    marks[pc.is_in(low, pa.array(sorted(ERRORS))).to_numpy(zero_copy_only=False)] = ERROR
    return pc.if_else(pa.array(marks == VALUE), trimmed, pa.scalar(None, pa.string())), marks, {}


def _code(texts: pa.Array, evidence: Evidence, choices: Mapping) -> tuple:
    """A reference: text whose leading zeros stay. Notes those that Excel has shortened to 1.2E+11."""
    values, marks, _ = _text(texts, evidence, choices)
    if pc.any(pc.starts_with(values, "'")).as_py():  # Excel's mark for text, which some programs write out
        values = pc.replace_substring_regex(values, r"^'", "")
    shortened = pc.match_substring_regex(values, _SHORTENED).fill_null(False)
    return values, marks, {"shortened": set(pc.filter(values, shortened).to_pylist())}


def _numbers(texts: pa.Array, nil: bool, evidence: Evidence) -> tuple[pa.Array, np.ndarray, dict]:
    """Exact decimals, marks and notes. `nil`: a lone dash is nought, as Excel's accounting format writes it."""
    trimmed = pc.utf8_trim_whitespace(texts)
    plain = pc.match_substring_regex(trimmed, _PLAIN)
    mark = _decimal_mark(trimmed, evidence.said.get("decimal_mark"))
    if mark != POINT:
        plain = pc.and_(plain, pc.match_substring_regex(trimmed, r"^[-+£]*\d+$"))
    bare = pc.replace_substring_regex(pc.if_else(plain, trimmed, pa.scalar("0")), r"[£,+]", "")
    values = bare.cast(EXACT)
    rest = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    marks = np.zeros(len(texts), dtype=np.int8)
    if not len(rest):
        return values, marks, {}
    odd = trimmed.take(pa.array(rest)).to_pylist()
    marks[rest] = _marks_of(odd)
    read: list[Decimal | None] = []
    for i, text in zip(rest, odd, strict=True):
        number, marks[i] = _odd_number(text, int(marks[i]), nil, mark)
        read.append(number)
    notes = {"comma": True} if mark == COMMA else {"ask": "decimal_mark"} if mark is None else {}
    return pc.replace_with_mask(values, pc.invert(plain), pa.array(read, EXACT)), marks, notes


def _decimal_mark(texts: pa.Array, answer: str | None) -> str | None:
    """What parts decimals in a column, seen quickly where some cell is as plain as 12.50."""
    if not answer and pc.any(pc.match_substring_regex(texts, r"^-?\d*\.\d{1,2}$")).as_py():
        return POINT
    marked = pc.match_substring_regex(texts, r"[.,]")
    return decimal_mark(texts.filter(marked).to_pylist(), answer)


def _odd_number(text: str, marked: int, nil: bool, decimal: str | None) -> tuple[Decimal | None, int]:
    """One cell that is no plain number: the number and its mark."""
    if text.lower() in ZEROES or (nil and re.fullmatch(r"[£\s]*[-–][\s]*(\?\?)?", text)):
        return Decimal(0), VALUE
    if marked != VALUE:
        return None, marked
    number = read_amount(with_point(text) if decimal == COMMA else text)
    if decimal is None and number is not None and "." in text:
        return None, OPEN
    return number, UNREADABLE if number is None else VALUE


def read_amount(text: str) -> Decimal | None:
    """An amount as people write it, exactly; None where it is none.

    £1,234.50  (1,234.50)  1234.50-  - £5  £5 CR  œ12 (a £ misread)  1.2E3. A comma that does not part
    thousands is not understood, so that a decimal comma never becomes a hundredfold; nor are two signs of a minus.
    """
    low = re.sub(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " ", text).strip().lower().replace("−", "-")
    low = re.sub(r"^(cr|dr)\s*(?=[£\d])(.*)$", r"\2 \1", low)
    low = re.sub(r"^£\s*\((.*)\)$", r"(\1)", low)
    minuses = 0
    if low.startswith("(") and low.endswith(")"):
        minuses, low = 1, low[1:-1].strip()
    for ending, minus in (("cr", True), ("dr", False), ("-", True), ("gbp", False)):
        if low.endswith(ending):
            minuses, low = minuses + minus, low.removesuffix(ending).strip()
    low = re.sub(r"^(-?)\s*(?:gbp|â£|£|œ|\?|�|ú|\x9c|\xa3)\s*", r"\1", low)
    if low.startswith(("-", "+")):
        minuses, low = minuses + (low[0] == "-"), low[1:].strip()
    low = re.sub(r"(?<=\d) (?=\d{3}(\D|$))", "", low)
    match = _AMOUNT.fullmatch(low)
    if minuses > 1 or not match or not (match[1] or (match[2] or "")[1:]):
        return None
    try:
        number = Decimal(low.replace(",", "")).quantize(Decimal("1E-12"), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    return -number if minuses else number


def _money(texts: pa.Array, evidence: Evidence, __: Mapping) -> tuple:
    """Amounts to the penny; notes the exact values, so that parts of a penny can be told."""
    exact, marks, notes = _numbers(texts, True, evidence)
    pence = pc.round(exact, 2, "half_towards_infinity").cast(PENCE)
    return pence, marks, {"exact": exact, **notes}


def _number(texts: pa.Array, evidence: Evidence, __: Mapping) -> tuple:
    exact, marks, notes = _numbers(texts, False, evidence)
    return exact.cast(pa.float64()), marks, notes


def _integer(texts: pa.Array, evidence: Evidence, __: Mapping) -> tuple:
    exact, marks, notes = _numbers(texts, False, evidence)
    values = exact.cast(pa.float64())
    whole = pc.equal(pc.round(values), values).fill_null(True).to_numpy(zero_copy_only=False)
    marks = np.where((marks == VALUE) & ~whole, np.int8(UNREADABLE), marks)
    return pc.if_else(pa.array(whole), values, pa.scalar(None, pa.float64())), marks, notes


def _percent(texts: pa.Array, evidence: Evidence, __: Mapping) -> tuple:
    """Percent as 0 to 100. Numbers without a % sign are parts of one where the column shows it, or it is asked."""
    signed = pc.match_substring_regex(texts, r"(?i)%|per\s?cent").to_numpy(zero_copy_only=False)
    exact, marks, _ = _numbers(pc.replace_substring_regex(texts, r"(?i)\s*(%|per\s?cent)", ""), False, evidence)
    values = exact.cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
    good = marks == VALUE
    unit = percent_unit(values[good].tolist(), signed[good].tolist(), evidence.said.get("percent_unit"))
    plain = good & ~signed
    if unit == HUNDREDTHS:
        values[plain] *= 100.0
    elif unit is None:
        marks = np.where(plain & (values != 0), np.int8(OPEN), marks)
    values = pa.array(values, pa.float64(), mask=marks != VALUE)
    told = unit == HUNDREDTHS and "percent_unit" not in evidence.said
    return values, marks, {"fraction": told, **({"ask": "percent_unit"} if unit is None else {})}


def _yes_no(texts: pa.Array, _: Evidence, __: Mapping) -> tuple:
    words = texts.to_pylist()
    marks = _marks_of(words)
    values: list[bool | None] = []
    for i, word in enumerate(words):
        low = word.strip().lower()
        values.append(True if low in YES else False if low in NO else None)
        if values[-1] is not None:
            marks[i] = VALUE
        elif marks[i] == VALUE:
            marks[i] = UNREADABLE
    return pa.array(values, pa.bool_()), marks, {}


def plain(text: str) -> str:
    """A word without case, spaces and marks, for comparing choices."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _choice(texts: pa.Array, _: Evidence, choices: Mapping[str, Sequence[str]]) -> tuple:
    """One of the column's choices, by any of its spellings. What is not known stays as it was written."""
    known = {plain(spelling): key for key, spellings in choices.items() for spelling in (*spellings, key)}
    words = texts.to_pylist()
    marks = _marks_of(words)
    values: list[str | None] = []
    for i, word in enumerate(words):
        found = known.get(plain(word))
        if found is not None:
            marks[i] = VALUE
        elif marks[i] == VALUE:
            marks[i] = UNREADABLE
        values.append(found if found is not None else word.strip() if marks[i] == UNREADABLE else None)
    return pa.array(values, pa.string()), marks, {}


def read_postcode(text: str) -> str | None:
    """A postcode in any spelling, also at the end of an address, as "FY3 8NR"; None where there is none."""
    upper = text.strip().upper().replace("\xa0", " ")
    match = _POSTCODE.fullmatch(upper) or _POSTCODE.fullmatch(re.sub(r"[\s.,-]", "", upper))
    if match:
        return f"{match[1]} {match[2]}"
    within = {f"{out} {inner}" for out, inner in _POSTCODE_WITHIN.findall(upper)} if len(upper) > 8 else set()
    return within.pop() if len(within) == 1 else None  # of two in one cell nobody knows which is meant


def _postcode(texts: pa.Array, _: Evidence, __: Mapping) -> tuple:
    """Postcodes as "FY3 8NR". The NHS's codes for nowhere count as nothing."""
    parts = pc.extract_regex(pc.utf8_upper(pc.utf8_trim_whitespace(texts)), _POSTCODE_PARTS)
    plain = parts.is_valid()
    values = pc.binary_join_element_wise(pc.struct_field(parts, "out"), pc.struct_field(parts, "within"), " ")
    marks = np.zeros(len(texts), dtype=np.int8)
    rest = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    odd = texts.take(pa.array(rest)).to_pylist()
    marks[rest] = _marks_of(odd)
    read = [read_postcode(text) if marks[i] == VALUE else None for i, text in zip(rest, odd, strict=True)]
    marks[[i for i, found in zip(rest, read, strict=True) if found is None and marks[i] == VALUE]] = UNREADABLE
    values = pc.replace_with_mask(values, pc.invert(plain), pa.array(read, pa.string()))
    nowhere = pc.match_substring_regex(values, _NOWHERE).fill_null(False)
    marks[nowhere.to_numpy(zero_copy_only=False)] = NOTHING
    return pc.if_else(nowhere, pa.scalar(None, pa.string()), values), marks, {}


def _date(texts: pa.Array, evidence: Evidence, _: Mapping, month_end: bool = False) -> tuple:
    """Dates; notes the order in which day and month were read. OPEN where nothing decides it."""
    words = texts.to_pylist()
    marks = _marks_of(words)
    wanted = np.flatnonzero(marks == VALUE)
    read = read_dates([words[i] for i in wanted], evidence, month_end)
    values: list = [None] * len(words)
    for i, found in zip(wanted, read.values, strict=True):
        values[i] = found
        if found is None:
            marks[i] = UNREADABLE
    marks[wanted[read.open]] = OPEN
    notes: dict[str, Any] = {"order": read.order}
    notes |= {"flips": True, "usual": evidence.usual} if read.flips else {}
    notes |= {"ask": "dates_exchanged"} if read.exchanged is None else {"exchanged": True} if read.exchanged else {}
    notes |= {"bare": {words[wanted[i]] for i in read.bare}} if read.bare else {}
    return pa.array(values, pa.date32()), marks, notes


def _month(texts: pa.Array, evidence: Evidence, choices: Mapping) -> tuple:
    """Months as their first day; "Jun-20" is June 2020 here, never the 20th."""
    order = evidence.order or order_of_first_days(text for text in texts.to_pylist() if text)
    values, marks, notes = _date(texts, replace(evidence, order=order), choices)
    found = [v and v.replace(day=1) for v in values.to_pylist()]
    for i, word in enumerate(texts.to_pylist()):
        if month := read_month(word):
            found[i], marks[i] = month, VALUE
    return pa.array(found, pa.date32()), marks, notes


def _year(texts: pa.Array, _: Evidence, __: Mapping) -> tuple:
    words = texts.to_pylist()
    marks = _marks_of(words)
    values = [read_year(word) if mark == VALUE else None for word, mark in zip(words, marks, strict=True)]
    marks[[i for i, value in enumerate(values) if value is None and marks[i] == VALUE]] = UNREADABLE
    return pa.array(values, pa.string()), marks, {}


_READERS: dict[str, Callable[..., tuple]] = {
    "text": _text, "code": _code, "money": _money, "number": _number, "integer": _integer, "percent": _percent,
    "yes_no": _yes_no, "choice": _choice, "postcode": _postcode, "date": _date, "month": _month, "year": _year,
}  # fmt: skip
