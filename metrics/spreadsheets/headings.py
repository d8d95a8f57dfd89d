"""Which column of a sheet is which column of a source, and which source a sheet is.

By heading, never by position: exact (without case, spaces and punctuation), then other names, then likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

LIKE_ENOUGH = 88  # of 100; below it two headings are only "near", and a person decides
NEAR = 70
LONGEST = 500  # characters of a heading; a longer cell is none
LEAST_COLUMNS = 3  # fewer than this many known headings are chance


@dataclass(frozen=True)
class Match:
    """Columns found for a source: name -> index; which of them only by likeness; which required ones are missing."""

    source: Any
    columns: Mapping[str, int]
    likely: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        enough = len(self.columns) >= min(LEAST_COLUMNS, len(self.source.columns))
        wanted = self.source.one_of
        return not self.missing and enough and (not wanted or any(name in self.columns for name in wanted))


@lru_cache(maxsize=100_000)
def normal(heading: str) -> str:
    """A heading without case, spaces, punctuation and money signs: "Net Amount(œ)" -> "netamount", "m²" -> "m2"."""
    text = unicodedata.normalize("NFKC", heading[:LONGEST].replace("Â£", "").replace("Â", "")).lower()
    return re.sub(r"[^a-z0-9]", "", text)


@lru_cache(maxsize=64)
def _names(source: Any) -> dict[str, tuple[int, str]]:
    """Normal form -> (rank, column name); rank 0 is the column's own title. The first column to claim a name has it."""
    names: dict[str, tuple[int, str]] = {}
    for column in source.columns:
        for heading in (column.title, column.name):
            names.setdefault(normal(heading), (0, column.name))
    for column in source.columns:
        for rank, heading in enumerate(column.headings, start=1):
            names.setdefault(normal(heading), (rank, column.name))
    names.pop("", None)
    return names


class _BySource:
    """A source as a key of a cache: definitions hold dictionaries, which cannot be hashed."""

    def __init__(self, source: Any) -> None:
        self.columns, self.id, self._identity = source.columns, source.id, id(source)
        self.kept = source

    def __hash__(self) -> int:
        return self._identity

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _BySource) and other._identity == self._identity


def names_of(source: Any) -> dict[str, tuple[int, str]]:
    """Every name that a source's columns go by, in normal form."""
    return _names(_BySource(source))


def spellings(source: Any) -> set[str]:
    """Every heading that a source's columns go by, as it is written but in lower case."""
    return {h.lower().strip() for c in source.columns for h in (c.title, *c.headings)}


def match(headings: Sequence[str | None], source: Any) -> Match:
    """Match a row of headings with a source's columns; each heading and each column is used once."""
    names = names_of(source)
    forms = [normal(h) if h else "" for h in headings]
    claims = sorted((names[form] + (i,)) for i, form in enumerate(forms) if form in names)
    columns: dict[str, int] = {}
    for _, name, index in claims:
        columns.setdefault(name, index)
    likely = _by_likeness(headings, forms, source, columns)
    missing = tuple(c.name for c in source.columns if c.required and c.name not in columns and not c.from_title)
    return Match(source, columns, likely, missing)


def _by_likeness(headings: Sequence, forms: Sequence[str], source: Any, columns: dict[str, int]) -> dict[str, str]:
    """Headings that are no name we know but very like one; adds them to `columns`."""
    names = names_of(source)
    dropped = {normal(h) for h in source.drop}
    likely: dict[str, str] = {}
    for index, form in enumerate(forms):
        if len(form) < 5 or form in names or form in dropped or re.fullmatch(r"[\d]+", form):
            continue
        best = process.extractOne(form, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        if best and (name := names[best[0]][1]) not in columns and _same_kind(form, best[0]):
            columns[name] = index
            likely[name] = str(headings[index]).strip()
    return likely


def _same_kind(form: str, known: str) -> bool:
    """Two long ERIC headings may differ in one word that changes everything: cost or volume, with or without."""
    words = ("cost", "without", "non", "clinical", "thermal", "electric", "low", "high", "staff", "pre", "end", "start")
    return all((word in form) == (word in known) for word in words)


def known_share(cells: Iterable[str | None], source: Any) -> int:
    """How many different columns of a source a row of cells names exactly."""
    names = names_of(source)
    return len({names[form][1] for cell in cells if cell and (form := normal(cell)) in names})


def nearest(name: str, headings: Sequence[str | None], source: Any, most: int = 3) -> list[str]:
    """The sheet's own headings that come nearest to a missing column, best first."""
    column = source.column(name)
    wanted = [normal(h) for h in (column.title, *column.headings)]
    spare = {str(h).strip(): normal(h) for h in headings if h and normal(h) not in names_of(source)}
    scored = {h: max(fuzz.ratio(form, w) for w in wanted) for h, form in spare.items() if form}
    return [h for h, score in sorted(scored.items(), key=lambda item: -item[1]) if score >= NEAR][:most]


def weights(sources: Sequence[Any]) -> dict[str, float]:
    """How much a heading tells about which source a file is: 1 / the number of sources that know it."""
    return _weights(tuple(map(_BySource, sources)))


@lru_cache(maxsize=8)
def _weights(sources: tuple[_BySource, ...]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for source in sources:
        for form in names_of(source.kept):
            counts[form] = counts.get(form, 0) + 1
    return {form: 1 / count for form, count in counts.items()}


WORDS = {
    "starters": r"starter|new start|joiner", "leavers": r"leaver", "staff_in_post": r"staff.?in.?post|\bsip\b",
    "payments": r"payment|spend|expenditure|25k|ledger", "suppliers": r"supplier.?(register|master|list)|suppliers",
    "contracts": r"contract", "sites": r"eric\b|eric_|site.?data|estates.?return", "energy": r"energy|electric|gas",
    "water": r"water", "waste": r"waste", "bookings": r"booking|room", "space": r"space|occupancy",
    "engagement": r"engagement", "involvement": r"involvement", "delphi": r"delphi", "asks": r"\basks?\b|you.said",
}  # fmt: skip


def score(found: Match, headings: Sequence[str | None], weight: Mapping[str, float], said: str) -> float:
    """How well a sheet fits a source: the weight of the headings used, what is missing, what its names say.

    `said` is all that the file's name, the sheet's name and the title rows say.
    """
    total = sum(weight.get(normal(str(headings[i])), 0.3) for i in found.columns.values())
    total -= 1.5 * len(found.missing)
    total -= sum(0.5 for c in found.source.columns if c.from_title and c.required and c.name not in found.columns)
    if re.search(WORDS.get(found.source.id, r"(?!)"), said.lower()):
        total += 2
    return total
