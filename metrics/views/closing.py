"""What remains before a month can be published: the steps in their order, each with its ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from metrics import publication, wording
from metrics.charts.blocks import app_href
from metrics.publication import archive
from metrics.views.acting import off_track
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.month import SourceState, source_states
from metrics.views.overview import all_cards

SIGNALS = ("worse", "better", "shift")
NAMED = 6  # ways under a step, before "and so many more"
Way = tuple[str, str]  # address, words


@dataclass(frozen=True)
class Step:
    """One step. state: done | open | later (it waits for a step before it). `ways` lead to where it is done."""

    title: str
    state: str
    words: str
    ways: tuple[Way, ...] = ()
    more: int = 0


def closing(context: Context) -> tuple[Step, ...]:
    """Every step from the last file to the public page."""
    states = source_states(context)
    cards = all_cards(context)
    return (
        _files(states),
        _refused(context),
        _undecided(context),
        _signals(context, cards),
        _owners(context, cards),
        *_publication(context),
    )


def remaining(steps: Sequence[Step]) -> str:
    """How many steps are left, as a heading."""
    left = sum(step.state != "done" for step in steps)
    if not left:
        return "Nothing remains before publishing"
    things = "thing remains" if left == 1 else "things remain"
    return f"{wording.count_words(left, capital=True)} {things} before publishing"


def _step(title: str, ways: Sequence[Way], open_words: str, done_words: str) -> Step:
    """Done where there is nothing left to go to."""
    if not ways:
        return Step(title, "done", done_words)
    return Step(title, "open", open_words, tuple(ways[:NAMED]), max(0, len(ways) - NAMED))


def _files(states: Sequence[SourceState]) -> Step:
    wanted = [one for one in states if one.state in ("late", "refused", "due")]
    told = [f"{one.title}: {one.words}" for one in wanted]
    words = f"{wording.plural(len(wanted), 'spreadsheet is', 'spreadsheets are')} not in yet. " + " ".join(told[:2])
    if not any(one.state != "never" for one in states):
        return Step("Every spreadsheet is in", "open", "Nothing has come in yet.", (("/bring", "Bring in a file"),))
    ways = [("/bring", one.title) for one in wanted]
    return _step("Every spreadsheet is in", ways, words, "Nothing more is wanted.")


def _refused(context: Context) -> Step:
    tried = context.ledger.refusals()
    words = f"{wording.plural(len(tried), 'file', 'files')} could not be taken. Bring in a mended one."
    return _step("No file is left refused", [("/bring", one.file) for one in tried], words, "None is.")


def _undecided(context: Context) -> Step:
    asked = context.ledger.undecided()
    words = f"{wording.plural(len(asked), 'file waits', 'files wait')} for an answer, or a reason to accept a warning."
    return _step("Warnings and questions are answered", [("/bring", one.file) for one in asked], words, "All are.")


def _signals(context: Context, cards: Sequence[Card]) -> Step:
    """Movements of more than chance, of which nobody has said since what happened."""
    notes = [*context.ledger.comments(), *context.ledger.actions()]
    said = {one.id: max((note.month for note in notes if note.indicator == one.id), default=None) for one in cards}
    silent = [one for one in cards if one.verdict in SIGNALS and one.change and not _since(said[one.id], one)]
    words = f"{wording.plural(len(silent), 'figure has', 'figures have')} moved more than by chance without a comment."
    ways = [(app_href("indicator", one.id), one.title) for one in silent]
    return _step("What moved has a comment", ways, words, "It has.")


def _since(said: date | None, card: Card) -> bool:
    """Whether something was said of the newest period of a card, or later."""
    if said is None:
        return False
    if card.grain == "quarter":
        year, quarter = card.period.split("-Q")
        return said >= date(int(year), 3 * int(quarter) - 2, 1)
    return said >= date.fromisoformat(f"{card.period}-01")


def _owners(context: Context, cards: Sequence[Card]) -> Step:
    """What got worse or misses its target, and lacks an open action, its owner or a comment."""
    off = off_track(context, cards)
    many = wording.plural(len(off), "figure is", "figures are")
    words = f"{many} off track without an action, an owner or a comment."
    ways = [(app_href("indicator", one.card.id), one.card.title) for one in off]
    return _step("What is off track has an owner and a comment", ways, words, "It has.")


def _publication(context: Context) -> tuple[Step, Step]:
    """Prepared from what is in now, and approved by another person."""
    way = (("/publish", "Publish"),)
    prepared, approved = "The public page is prepared", "Another person has approved it"
    if publication.allows_one_person(context.home):
        approved = "It is approved"
    rows = [row for row in publication.listing(context.home) if row["status"] != "withdrawn"]
    wait = Step(approved, "later", "Once it is prepared.")
    if not rows:
        return Step(prepared, "open", "Nothing has been prepared yet.", way), wait
    row = rows[0]
    name = f"Publication {row['number']}"
    made = {one["load"] for one in archive.manifest(context.home, row["number"])["loads"]}
    new = [fact.file for fact in context.ledger.current_loads() if fact.load not in made]
    if new:
        more = f" and {len(new) - 1} more" if len(new) > 1 else ""
        return Step(prepared, "open", f"{name} was made before {new[0]}{more} came in. Prepare it again.", way), wait
    done = Step(prepared, "done", f"{name}, by {row['prepared_by']} on {_day(row['prepared_at'])}.")
    if row["status"] == "prepared":
        return done, Step(approved, "open", f"{name} waits for approval.", way)
    out = f", out by itself on {_day(row['release_at'])}" if row["status"] == "approved" and row["release_at"] else ""
    return done, Step(approved, "done", f"By {row['approved_by']} on {_day(row['approved_at'])}{out}.")


def _day(at: str) -> str:
    return wording.day(datetime.fromisoformat(at).date())
