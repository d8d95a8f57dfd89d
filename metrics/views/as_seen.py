"""A past month as the board saw it, beside today's figures: what was restated, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from metrics import seen, wording
from metrics.ledger import LoadFact, SeenFact
from metrics.publication import archive
from metrics.receipts import definition
from metrics.references import asks_flags
from metrics.seen import Seen
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.overview import all_cards, ordered

DAMAGED = (
    "The file that was kept is gone or was changed since, so that it proves nothing any more. "
    "Put it back from a backup."
)


@dataclass(frozen=True)
class Then:
    """One indicator: what was seen, what the same month is today, and why they differ ("" where they do not)."""

    id: str
    title: str
    period: str
    then: str
    then_words: str
    now: str
    now_words: str
    differs: bool
    why: str = ""


@dataclass(frozen=True)
class Occasion:
    """One time at which the month was shown: its number, and in words what, by whom, when."""

    number: int
    words: str


@dataclass(frozen=True)
class AsSeen:
    """`occasions` newest first; `shown` is the one that is told here, None where there is none."""

    month: date
    finding: str
    rest: str
    occasions: tuple[Occasion, ...]
    shown: int | None
    rows: tuple[Then, ...]
    damaged: str = ""


def as_seen(context: Context, month: date, number: int | None = None) -> AsSeen:
    """A month as it was seen on an occasion (None: the newest), beside today's figures of the same month."""
    found = _shown(context, month)
    told = next((one for one in found if one.fact.number == number), found[-1] if found else None)
    occasions = tuple(Occasion(one.fact.number, words(one)) for one in reversed(found))
    if told is None:
        rest = "A month is kept when it is published, or when its report is made."
        return AsSeen(month, f"{wording.month(month)} was not published or reported", rest, (), None, ())
    if not told.whole:
        return AsSeen(month, "What was seen cannot be shown", words(told), occasions, told.fact.number, (), DAMAGED)
    rows = compared(context, told, {card.id: card for card in all_cards(context, month)})
    return AsSeen(month, _finding(rows), f"{wording.month(month)}, {words(told)}.", occasions, told.fact.number, rows)


def _finding(rows: tuple[Then, ...]) -> str:
    n, many = sum(row.differs for row in rows), wording.plural(len(rows), "figure")
    if not n:
        return f"All {many} are as they were" if len(rows) > 1 else f"{many} is as it was"
    return f"{wording.count_words(n, capital=True)} of {many} {'differs' if n == 1 else 'differ'} today"


def _shown(context: Context, month: date | None) -> list[Seen]:
    """What somebody was shown: reports, and of publications those that were let out."""
    return [one for one in seen.read(context.home, context.ledger, month) if _let_out(context, one.fact)]


def was_seen(context: Context, month: date) -> bool:
    """Whether the month was published or reported."""
    return any(_let_out(context, fact) for fact in context.ledger.seen(month))


def _let_out(context: Context, fact: SeenFact) -> bool:
    if fact.kind != "publication":
        return True
    try:
        return bool(archive.status(context.home, int(fact.of)).get("released_at"))
    except (OSError, ValueError, archive.NotAllowed):
        return False


def words(one: Seen) -> str:
    """Published as number 3, 12 October 2026, Ann."""
    fact = one.fact
    what = f"published as number {fact.of}" if fact.kind == "publication" else f"{seen.KINDS[fact.kind]} ({fact.of})"
    return f"{what}, {wording.day(date.fromisoformat(fact.at[:10]))}, {fact.by}"


def compared(context: Context, told: Seen, today: dict[str, Card]) -> tuple[Then, ...]:
    """Every indicator that was seen or is there today, in the framework's order, those that differ first."""
    rows = [_row(context, told, one.id, today) for one in ordered(context)]
    gone = [_row(context, told, id, today) for id in told.cards if id not in today]
    found = [row for row in (*rows, *gone) if row is not None]
    return tuple(sorted(found, key=lambda row: not row.differs))


def _row(context: Context, told: Seen, id: str, today: dict[str, Card]) -> Then | None:
    was, card = told.cards.get(id), today.get(id)
    there = card is not None and card.verdict != "waiting"
    if was is None:
        return None  # it had no figure then, so that nothing was seen
    figures = (card.period, card.numerator, card.denominator, card.value) if there else ()
    before = tuple(was[name] for name in ("period", "numerator", "denominator", "value"))
    judged = (card.verdict, card.direction, card.assurance, card.target) if there else ()
    told_then = tuple(was[name] for name in ("verdict", "direction", "assurance", "target"))
    why = _why(context, told, was) if figures != before else _judged_anew(was, card) if judged != told_then else ""
    now = wording.with_unit(card.value, was["unit"]) if there else "No figure"
    if there and card.period != was["period"]:
        now = f"{now} ({card.period_words})"
    return Then(
        id=id,
        title=was["title"],
        period=was["period_words"],
        then=wording.with_unit(was["value"], was["unit"]),
        then_words=_verdict(was["verdict_words"], was["assurance_words"], was["target"]),
        now=now,
        now_words=_verdict(card.verdict_words, card.assurance_words, card.target) if there else "",
        differs=figures != before or judged != told_then,
        why=why,
    )


def _verdict(movement: str, aim: str, target: str) -> str:
    return f"{movement}; {aim.lower()} {target}" if target else movement


def _judged_anew(was: dict, card: Card) -> str:
    """The figure is the same, what is said of it is not."""
    if card.target != was["target"]:
        return f"The target was {was['target'] or 'not set'}, and is {card.target or 'not set'}."
    return "The figure stands; earlier or later months, or the limits it is judged by, have changed."


def _why(context: Context, told: Seen, was: dict) -> str:
    """What came or changed since that moves the figure: files, files taken back, the definition, the flag table."""
    try:
        indicator = context.framework.indicator(was["id"])
    except KeyError:
        return "The trust counts this no longer."
    loads = [fact for fact in context.ledger.loads() if fact.source in indicator.source and _about(fact, was)]
    reasons = []
    if definition(indicator).version != was["definition"]:
        reasons.append("What is counted was defined anew.")
    reasons += [_came(fact) for fact in loads if fact.load not in told.loads and fact.status == "current"]
    reasons += [f"{fact.file} was taken back." for fact in loads if fact.load in told.loads and fact.status == "undone"]
    if asks_flags(indicator):
        tables = [table for table in context.ledger.flag_tables() if table.at >= told.fact.at]
        reasons += [f"{table.by} changed the table of what we can choose: {table.why.rstrip('.')}." for table in tables]
    return " ".join(reasons) or "A reference table, a meaning or another file that it rests on has changed."


def _about(fact: LoadFact, was: dict) -> bool:
    """Whether a load has anything to do with the period: a register, or one with rows of it."""
    return not fact.periods or was["grain"] != "month" or was["period"] in fact.periods


def _came(fact: LoadFact) -> str:
    return f"{fact.file} came on {wording.day(date.fromisoformat(fact.at[:10]))} from {fact.by}."


def versions(context: Context, cards: Iterable[Card]) -> dict[str, str]:
    """The version of each definition, by indicator."""
    return {card.id: definition(context.framework.indicator(card.id)).version for card in cards}


def keep(context: Context, month: date, cards: Iterable[Card], kind: str, of: str, by: str) -> str:
    """Keeps a month's cards as they are seen now; gives the file's name."""
    shown = tuple(cards)
    return seen.keep(context.home, context.ledger, month, shown, versions(context, shown), kind, of, by)


def of_indicator(context: Context, id: str) -> tuple[tuple[str, Then], ...]:
    """One indicator on every occasion on which it was seen, newest first: (the occasion in words, then and now)."""
    made = []
    for one in reversed([told for told in _shown(context, None) if told.whole and id in told.cards]):
        month = date.fromisoformat(f"{one.fact.month}-01")
        today = {card.id: card for card in all_cards(context, month) if card.id == id}
        row = _row(context, one, id, today)
        if row is not None:
            made.append((words(one), row))
    return tuple(made)
