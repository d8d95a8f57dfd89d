"""Finding things: what there is to find, and what of it a few words find, also where they are misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from metrics import wording
from metrics.charts.blocks import app_href
from metrics.geography import councils
from metrics.views.context import Context
from metrics.views.overview import all_cards

WORD = r"[^\W_]+(?:['’][^\W_]+)*"
KINDS = {
    "indicator": "Indicators",
    "commitment": "Commitments",
    "area": "Areas",
    "source": "Spreadsheets",
    "supplier": "Suppliers",
    "said": "Comments and actions",
}
SHOWN = 8  # of one kind, before "and so many more"
SMALL = (
    "a an and are at by did do does for from had has have how in is it its many me much my of on or our show that the "
    "their them there these they this to us was we what when where which who why with"
)
SMALL_WORDS = frozenset(SMALL.split())
IN_TITLE, ELSEWHERE = 3.0, 1.0
WHOLE, BEGINNING, INSIDE, NEARLY = 1.0, 0.8, 0.5, 0.4
LEAST_INSIDE = 4  # letters of a word that is looked for in the middle of others


@dataclass(frozen=True)
class Thing:
    """Something to find. `line` is said under its title; `href` is "" where whoever looks has no page for it."""

    kind: str  # of KINDS
    title: str
    line: str
    href: str
    in_title: frozenset[str]
    elsewhere: frozenset[str]


@dataclass(frozen=True)
class Index:
    """All there is to find, and every word that occurs in it."""

    things: tuple[Thing, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first; `more` counts what is not listed."""

    title: str
    found: tuple[Thing, ...]
    more: int = 0


@dataclass(frozen=True)
class Findings:
    """`said` tells how many there are and, where words were misspelt or not all found, what was looked for instead."""

    asked: str
    groups: tuple[Group, ...]
    said: str = ""


def index(context: Context, team: bool) -> Index:
    """Everything that can be found; the way to a spreadsheet is the team's alone."""
    things = (
        *_indicators(context),
        *_promises(context),
        *_sources(context, team),
        *_suppliers(context),
        *_said(context),
    )
    return Index(things, tuple(sorted({word for one in things for word in one.in_title | one.elsewhere})))


def find(index: Index, asked: str) -> Findings:
    """What has all the words; where nothing has them all, what has the most of them."""
    terms = _terms(asked)
    if not terms:
        return Findings(asked, ())
    held = {term: _like(term, index.words) for term in terms}
    nearly = {term: found for term in terms if not held[term] and (found := _nearly(term, index.words))}
    held |= {
        term: dict.fromkeys((like for word in found for like in _like(word, index.words)), NEARLY)
        for term, found in nearly.items()
    }
    scored = [(one, scores) for one in index.things if any(scores := [_score(one, held[term]) for term in terms])]
    most = max((sum(score > 0 for score in scores) for _, scores in scored), default=0)
    best = [(one, sum(scores)) for one, scores in scored if sum(score > 0 for score in scores) == most]
    return Findings(asked, _grouped(best), _words(best, terms, most, nearly))


def _terms(asked: str) -> tuple[str, ...]:
    """The words to look for, once each; small words only where there are no others."""
    found = tuple(dict.fromkeys(re.findall(WORD, asked.casefold())))[:12]
    return tuple(word for word in found if word not in SMALL_WORDS) or found


def words_of(*texts: str) -> frozenset[str]:
    """The words of texts, in small letters."""
    return frozenset(word for text in texts for word in re.findall(WORD, text.casefold()))


def _like(term: str, words: Iterable[str]) -> dict[str, float]:
    """Words that are the one asked for, begin with it or hold it, and how well each fits."""
    stem = term[:-1] if len(term) > LEAST_INSIDE and term.endswith("s") and not term.endswith("ss") else term
    found = {}
    for word in words:
        if word in (term, stem):
            found[word] = WHOLE
        elif word.startswith(stem):
            found[word] = BEGINNING
        elif len(term) >= LEAST_INSIDE and stem in word:
            found[word] = INSIDE
    return found


def _nearly(term: str, words: tuple[str, ...]) -> list[str]:
    """The nearest words with at most one letter in four wrong, missing, too many or exchanged; a whole word before the
    beginning of a longer one."""
    allowed = len(term) // 4
    if not allowed or not words:
        return []
    with _memory().cursor() as cursor:
        found = cursor.execute(
            "with near as (select word, least(damerau_levenshtein(word, $term), "
            "damerau_levenshtein(left(word, length($term)), $term) + 0.5) as wrong "
            "from (select unnest($words) as word)) "
            "select word from near where wrong < $allowed + 1 and wrong = (select min(wrong) from near) order by word",
            {"term": term, "words": [word for word in words if word not in SMALL_WORDS], "allowed": allowed},
        ).fetchall()
    return [word for (word,) in found]


@cache
def _memory() -> duckdb.DuckDBPyConnection:
    """A database with nothing in it, for its functions."""
    return duckdb.connect()


def _score(thing: Thing, words: Mapping[str, float]) -> float:
    title = max((words[word] for word in thing.in_title if word in words), default=0.0)
    other = max((words[word] for word in thing.elsewhere if word in words), default=0.0)
    return max(IN_TITLE * title, ELSEWHERE * other)


def _grouped(found: list[tuple[Thing, float]]) -> tuple[Group, ...]:
    """By kind, the kind of the best first."""
    held: dict[str, list[tuple[Thing, float]]] = {}
    for one, score in sorted(found, key=lambda pair: (-pair[1], pair[0].title)):
        held.setdefault(one.kind, []).append((one, score))
    order = sorted(held, key=lambda kind: (-held[kind][0][1], list(KINDS).index(kind)))
    return tuple(
        Group(KINDS[kind], tuple(one for one, _ in held[kind][:SHOWN]), max(0, len(held[kind]) - SHOWN))
        for kind in order
    )


def _words(best: list, terms: tuple[str, ...], most: int, nearly: Mapping[str, list[str]]) -> str:
    """How many were found, and what was looked for in place of what was asked."""
    if not best:
        return ""
    told = [f"{wording.plural(len(best), 'result')}."]
    told += [
        f"Nothing says “{term}”; shown is what says {wording.listed([f'“{word}”' for word in found[:3]])}."
        for term, found in nearly.items()
    ]
    if most < len(terms):
        told.append("Nothing has all of your words; shown is what has the most of them.")
    return " ".join(told)


def _indicators(context: Context) -> list[Thing]:
    made = []
    for card in all_cards(context):
        one = context.framework.indicator(card.id)
        value = f"{wording.with_unit(card.value, card.unit)} in {card.period_words}" if card.value else card.waiting_for
        line = f"{context.framework.area(one.area).title}, {one.code}. {value}{'' if value.endswith('.') else '.'}"
        sources = [context.framework.source_title(name) for name in one.source]
        more = words_of(one.why, one.how, one.good, one.owner, one.caveat, one.counted, one.out_of, *sources)
        named = words_of(one.title, one.short, one.code, one.id)
        made.append(Thing("indicator", one.title, line, app_href("indicator", one.id), named, more))
    return made


def _promises(context: Context) -> list[Thing]:
    known = context.framework
    return [
        Thing("commitment", one.title, one.promise, app_href("area", one.area), words_of(one.title, one.id),
              words_of(one.promise, one.lead, known.area(one.area).title))
        for one in known.commitments
    ] + [
        Thing("area", one.title, one.summary, app_href("area", one.id), words_of(one.title), words_of(one.summary))
        for one in known.areas
    ]


def _sources(context: Context, team: bool) -> list[Thing]:
    made = []
    for one in context.framework.sources:
        if not one.sender:
            continue
        uses = [found.short for found in context.framework.indicators if one.id in found.source]
        told = f" Counted from it: {wording.listed(uses[:4])}{' and more' if len(uses) > 4 else ''}." if uses else ""
        more = words_of(one.help, *(column.title for column in one.columns), *uses)
        named = words_of(one.title, one.sender, one.id)
        made.append(Thing("source", one.title, f"From {one.sender}.{told}", "/month" if team else "", named, more))
    return made


def _suppliers(context: Context) -> list[Thing]:
    """Suppliers by the name on their newest payment, with the council they are in; what they were paid is not told."""
    if context.warehouse is None:
        return []
    connection = context.warehouse.cursor()
    try:
        rows = connection.execute(
            "select arg_max(supplier_name, payment_date) as name, arg_max(place.council, payment_date) as council "
            "from payments where supplier_name is not null group by supplier order by name"
        ).fetchall()
    finally:
        connection.close()
    names = {code: one.name for code, one in councils(context.home).items()}
    return [
        Thing("supplier", name, f"In {names[code]}." if code in names else "Where it is, is not known.",
              app_href("area", "procurement") if _has_area(context, "procurement") else "", words_of(name),
              words_of(names.get(code, "")))
        for name, code in rows
    ]


def _has_area(context: Context, id: str) -> bool:
    return any(one.id == id for one in context.framework.areas)


def _said(context: Context) -> list[Thing]:
    """What people wrote beside the figures, newest first."""
    titles = {one.id: one.title for one in context.framework.indicators}
    notes = sorted([*context.ledger.comments(), *context.ledger.actions()], key=lambda note: note.at, reverse=True)
    made = []
    for note in notes:
        if note.indicator not in titles:
            continue
        whose = f"{note.owner or note.by}{f', due {wording.day(note.due)}' if note.due else ''}"
        title = f"{'Action' if note.kind == 'action' else 'Comment'} on {titles[note.indicator]}"
        line = f"{note.text} ({whose}, {wording.month(note.month)})"
        made.append(Thing("said", title, line, app_href("indicator", note.indicator),
                          words_of(note.text), words_of(titles[note.indicator], note.by, note.owner or "")))
    return made
