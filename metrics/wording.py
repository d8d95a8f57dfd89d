"""How figures, months and counts are written: the only place where numbers become words, in plain British English.

The sentences about one figure are in sentences.py.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from metrics.periods import ROLLING

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
VERDICTS = {
    "better": "Better",
    "worse": "Worse",
    "usual": "As usual",
    "shift": "Changed",
    "none": "No range",
    "waiting": "Waiting",
}
ASSURANCES = {"P": "Keeps meeting", "?": "Hit or miss", "F": "Keeps missing"}
PROGRESS = {
    "on_track": "On track",
    "acceleration_needed": "Needs to go faster",
    "limited": "Far behind",
    "deterioration": "Going the wrong way",
}
TWELFTH = Decimal("1e-12")
STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(9))
WITH_SIGN = {"percent", "money"}


def number(value: float | Decimal | None, unit: str, decimals: int = 0) -> str:
    """A value as people write it, without its unit word: 1,234; 43% (from 0.43); £1.2 million. None gives ""."""
    if value is None:
        return ""
    if unit == "percent":
        return f"{rounded(100 * exact(value), decimals):,}%"
    if unit == "money":
        return money(value)
    return f"{rounded(value, decimals):,}".replace("-", "−")


def with_unit(text: str, unit: str) -> str:
    """`text` followed by the word of its unit, where the unit is a word: "1,193 tonnes"."""
    return text if not text or unit in WITH_SIGN or unit in ("things", "") else f"{text} {unit_word(unit)}"


def unit_word(unit: str) -> str:
    """The unit as it stands beside a number: square and cubic metres with their small figure."""
    if unit in WITH_SIGN or unit == "things":
        return ""
    return unit.replace("tCO2e", "tonnes CO₂e").replace("CO2", "CO₂").replace("m2", "m²").replace("m3", "m³")


def exact(value: float | Decimal) -> Decimal:
    """A float as it prints: 0.145 is 0.145, not the binary fraction just below it."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Half away from zero, as people round; what reckoning left in the twelfth place does not tip a half."""
    tidy = exact(value).quantize(TWELFTH)
    found = tidy.quantize(STEPS[decimals], rounding=ROUND_HALF_UP)
    return abs(found) if found == 0 else found


def money(value: float | Decimal) -> str:
    """Pounds: £1.2 million, £12,345, £12.50."""
    size, sign = abs(Decimal(str(value))), "−" if value < 0 else ""
    if size >= 999_500_000:
        return f"{sign}£{rounded(size / 1_000_000_000, 1)} billion"
    if size >= 999_950:
        return f"{sign}£{rounded(size / 1_000_000, 1)} million"
    whole = size >= 100 or size == size.to_integral_value()
    return f"{sign}£{rounded(size, 0 if whole else 2):,}"


def share(part: float, whole: float) -> str:
    """A share of a whole as text: 43%, "" without a whole. What is not nothing, or not all, is never told as such."""
    if not whole:
        return ""
    percent = 100 * part / whole
    if 0 < percent < 0.5:
        return "under 1%"
    return "over 99%" if percent >= 99.5 and part < whole else f"{percent:.0f}%"


def count_words(n: int, capital: bool = False) -> str:
    """Small counts in words: four, Four, 14."""
    words = SMALL[n] if 0 <= n < len(SMALL) else f"{n:,}"
    return words[:1].upper() + words[1:] if capital else words


def plural(n: int, one: str, many: str = "") -> str:
    """One file, two files: the count as a figure and its noun."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def ordinal(n: int) -> str:
    """Seventh, twelfth, 13th, 21st."""
    if 0 < n < len(ORDINALS):
        return ORDINALS[n]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def day(value: date | None) -> str:
    """12 March 2026; "" without a date."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def month(value: date | None) -> str:
    """March 2026; "" without a date."""
    return f"{MONTHS[value.month - 1]} {value.year}" if value else ""


def span(first: date, last: date) -> str:
    """The months from `first` to `last`: July 2026; May to July 2026; the 12 months to July 2026."""
    many = 12 * (last.year - first.year) + last.month - first.month + 1
    if many >= 12:
        return f"the 12 months to {month(last)}"
    if many <= 1:
        return month(last)
    return f"{MONTHS[first.month - 1]}{f' {first.year}' if first.year != last.year else ''} to {month(last)}"


def period(code: str, grain: str) -> str:
    """A period in words: March 2026; January to March 2026; 2025/26; 12 months to March 2026; April to June 2026."""
    if grain == "year" or "/" in code:
        return code
    year, rest = code.split("-", 1)
    if rest.startswith("Q"):
        first = 3 * (int(rest[1:]) - 1)
        return f"{MONTHS[first]} to {MONTHS[first + 2]} {year}"
    words = f"{MONTHS[int(rest[:2]) - 1]} {year}"
    if grain == "ytd":
        end = date(int(year), int(rest[:2]), 1)
        return words if end.month == 4 else f"April{f' {end.year - 1}' if end.month < 4 else ''} to {words}"
    return f"12 months to {words}" if grain == "rolling12" else words


def period_short(code: str, grain: str) -> str:
    """The same for tables and axes: Mar 2026, Jan–Mar 2026, 2025/26."""
    words = period(code, "month" if grain in ROLLING else grain)
    if " to " in words:
        first, rest = words.split(" to ")
        return f"{first[:3]}–{rest.split()[0][:3]} {rest.split()[1]}"
    return f"{words.split()[0][:3]} {words.split()[1]}" if " " in words else words


def listed(names: list[str] | tuple[str, ...]) -> str:
    """a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def waiting(title: str, waiting_for: str) -> str:
    """What an indicator without figures says: what it waits for."""
    return waiting_for if waiting_for.endswith(".") else f"{waiting_for or f'{title} waits for its first file'}."


def overview_finding(better: int, worse: int, shift: int = 0) -> str:
    """The heading of the overview. Worse is never left out."""
    if not better and not worse:
        return "Nothing got clearly better or worse" if not shift else f"{_subject(shift)} changed"
    if not worse:
        return f"{_subject(better)} got better, none got worse"
    if not better:
        return f"{_subject(worse)} got worse, none got better"
    both = max(better, worse) >= len(SMALL)  # 19 and 11, four and two: never one in figures and one in words
    return f"{_subject(better, both)} got better, {f'{worse:,}' if both else count_words(worse)} got worse"


def _subject(n: int, figures: bool = False) -> str:
    said = f"{n:,}" if figures else count_words(n, capital=True)
    return f"{said} {'indicator' if n == 1 else 'indicators'}"


def overview_rest(usual: int, shift: int, few: int, yearly: int, waiting: int) -> str:
    """The line under the heading: what happened to all the others."""
    parts = (
        (usual, "moved no more than usual", "moved no more than usual"),
        (shift, "changed without being better or worse", "changed without being better or worse"),
        (few, "is too new to judge", "are too new to judge"),
        (yearly, "is yearly or too rare to judge", "are yearly or too rare to judge"),
        (waiting, "waits for data", "wait for data"),
    )
    return " ".join(f"{count_words(n, capital=True)} {one if n == 1 else many}." for n, one, many in parts if n)
