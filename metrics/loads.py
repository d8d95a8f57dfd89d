"""Takes checked files in, replaces by period, and takes loads back. One writer at a time; all of a file or nothing.

A load is a folder of immutable files, written beside its place, renamed, and only then noted in the ledger: whoever
kills the process at any moment leaves nothing half seen. A folder that the ledger does not know goes at the next write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from metrics import by_hand, warehouse
from metrics.definitions import Framework
from metrics.drafting import drafts_of
from metrics.effects import Change, changes, figures
from metrics.geography import ensure_postcodes
from metrics.history import remember
from metrics.home import Home, today, writing
from metrics.keys import key_of
from metrics.ledger import Ledger, LoadFact
from metrics.many_files import FEWEST, Prepared, Preparing, processes
from metrics.preview import already_in, preview, said_already_in, told_by_another_directory
from metrics.spreadsheets.checking import Checked, check
from metrics.spreadsheets.problems import KINDS, Problem, refusal_without_personal
from metrics.spreadsheets.reading import Reader
from metrics.taking_in import Loaded, Writer, take, writer_of
from metrics.told_twice import new_ones, told_twice

__all__ = [
    "Loaded", "Undone", "already_in", "load", "load_many", "load_together", "note_not_taken", "preview",
    "said_already_in", "told_by_another_directory", "undo",
]


@dataclass(frozen=True)
class Undone:
    """What taking a load back did."""

    load: str
    sentence: str
    effect: tuple[Change, ...] = ()


def load(home: Home, framework: Framework, checked: Checked, by: str, accept: str | None = None) -> list[Loaded]:
    """Takes a checked file in: one outcome for each source in it, all taken in or none; then rebuilds the warehouse.

    Errors and open questions stop it. Warnings stop it until `accept` gives the reason to take them as they are.
    """
    return load_together(home, framework, [checked], by, accept)[0]


def load_together(
    home: Home, framework: Framework, files: Sequence[Checked], by: str, accept: str | None = None
) -> list[list[Loaded]]:
    """The same for several files, in the order given, under one lock and with one build: the outcomes of each.

    A file that is not taken in keeps none of the others out. Each figure that moved is told with the file of its month.
    """
    with writing(home):
        writer = writer_of(home, framework, by, accept)
        now = warehouse.open_to_read(home)
        before, twice = figures(now, framework), told_twice(now)
        told = [_taken(writer, checked) for checked in files]
        if not any(outcome.load for outcomes in told for outcome in outcomes):
            return told
        now = warehouse.build(home, framework)
        after, twice = figures(now, framework), new_ones(framework, twice, told_twice(now))
    return _with_effect(told, changes(framework, before, after), twice, framework)


def _taken(writer: Writer, checked: Checked) -> list[Loaded]:
    """Takes one file in, and keeps what is to be known of it later: its layout, or why it was not taken."""
    outcomes = take(writer, checked)
    if any(outcome.load for outcome in outcomes):
        remember(writer.home, checked, writer.by)
    else:
        note_not_taken(writer.home, checked, writer.by, outcomes)
    return outcomes


def note_not_taken(home: Home, checked: Checked, by: str, outcomes: Sequence[Loaded] = ()) -> None:
    """Keeps in the ledger that a file was refused, has to be put right or waits for an answer, so that This month can
    say so. What a warning or a question asks is decided by whoever tries, and is no refusal.
    """
    ledger = Ledger(home)
    refused = checked.refused or next((one.refused for one in outcomes if one.refused), None)
    if refused:
        ledger.note_refusal("", checked.file, refusal_without_personal(refused), by)
        return
    for table in checked.tables:
        wrong = [one for one in table.problems if one.severity == "error"]
        if wrong:
            ledger.note_refusal(table.source, checked.file, _counted(wrong, "to put right"), by)
        elif table.problems and not ledger.has_file(checked.sha256):  # of a file that is in, all was answered
            ledger.note_undecided(table.source, checked.file, _counted(table.problems, "to decide"), by)


def _counted(problems: Sequence[Problem], what: str) -> str:
    """How many there are, and of what kinds."""
    kinds = " ".join(dict.fromkeys(KINDS[one.kind] for one in problems))
    return f"{'One thing' if len(problems) == 1 else f'{len(problems)} things'} {what}. {kinds}"


def load_many(
    home: Home,
    framework: Framework,
    files: Iterable[Path],
    by: str,
    accept: str | None = "example",
    progress: warehouse.Progress = lambda share, words: None,
    expected: int = FEWEST,
) -> list[Loaded]:
    """Checks many files and takes them in, in the order given, under one lock and with one build at the end.

    `files` may be made one by one while the first are read already: then `expected` says about how many will come.
    """
    many = len(files) if isinstance(files, Sized) else expected
    outcomes: list[Loaded] = []
    with writing(home):
        writer = writer_of(home, framework, by, accept)
        with closing(_prepared(writer, files, many)) as prepared:
            for number, (path, found) in enumerate(prepared):
                progress(0.9 * min(1.0, (number + 1) / max(many, 1)), f"Reading {path.name}")
                outcomes += take(writer, *found)
        progress(0.9, "Working out the indicators")
        warehouse.build(home, framework, lambda share, words: progress(0.9 + 0.1 * share, words))
    return outcomes


def _prepared(writer: Writer, paths: Iterable[Path], many: int) -> Iterator[tuple[Path, Prepared]]:
    """Each file, checked and drafted, in the order given: many files side by side, few of them one by one."""
    home, day, count = writer.home, today(writer.home), processes()
    with Reader() as reader:

        def here(path: Path) -> Prepared:
            checked = check(path, writer.framework, places=writer.desk.places, today=day, reader=reader)
            return checked, {} if checked.refused else drafts_of(writer.desk, checked)

        if count < 2 or many < FEWEST:
            yield from ((path, here(path)) for path in paths)
            return
        with Preparing(count) as preparing:
            # made once, here, while the others start
            ensure_postcodes(home.reference)
            key_of(home)
            for path, prepared in preparing.prepared(home, writer.framework, day, paths):
                yield path, here(path) if prepared is None else prepared


def undo(home: Home, framework: Framework, load_id: str, by: str) -> Undone:
    """Takes a load back; what it had replaced stands again. Undoing twice changes nothing and says so."""
    with writing(home):
        ledger = Ledger(home)
        facts = {fact.load: fact for fact in ledger.loads()}
        fact = facts.get(load_id)
        if fact is None:
            return Undone(load_id, f"There is no load '{load_id}'. The loads that are in: `python -m metrics loads`.")
        if fact.status == "undone":
            return Undone(load_id, f"{load_id} ({fact.file}) was taken back before. Nothing changed.")
        if later := _carried_on(fact, facts.values()):
            said = f"{load_id} ({fact.file}) is carried on in {later.load}, typed later for the same months."
            return Undone(load_id, f"{said} Take that one back first. Nothing changed.")
        if fact.status == "replaced":
            ledger.set_status(load_id, "undone", by)
            return Undone(load_id, _replaced_before(fact, facts.values()))
        before = figures(warehouse.open_to_read(home), framework)
        ledger.set_status(load_id, "undone", by)
        after = figures(warehouse.build(home, framework), framework)
        standing = {other.load: other.standing for other in ledger.loads()}
    back = [other.file for other in facts.values() if len(standing[other.load]) > len(other.standing)]
    sentence = f"{load_id} ({fact.file}) is taken back."
    if back:
        sentence += f" Its place is taken again by {', '.join(dict.fromkeys(back))}."
    return Undone(load_id, sentence, changes(framework, before, after))


def _replaced_before(fact: LoadFact, facts: Iterable[LoadFact]) -> str:
    """What is said where a load is taken back whose place others have taken already."""
    others = [o.file for o in facts if o.source == fact.source and set(fact.period_rows) & set(o.standing)]
    files = " and ".join(dict.fromkeys(others))
    return (
        f"The place of {fact.load} ({fact.file}) had been taken by {files} already, so no figure changed. "
        "It now stays out, whatever is taken back later."
    )


def _carried_on(fact: LoadFact, facts: Iterable[LoadFact]) -> LoadFact | None:
    """The newest load of figures by hand that carries this one's figures on, None where there is none.

    Taking the earlier one back alone would leave its figures in the later one.
    """
    later = [other for other in facts if other.source == by_hand.SOURCE == fact.source and other.status != "undone"]
    later = [other for other in later if other.load > fact.load and set(other.periods) & set(fact.periods)]
    return later[-1] if later else None


def _with_effect(
    told: list[list[Loaded]], found: tuple[Change, ...], twice: tuple, framework: Framework
) -> list[list[Loaded]]:
    """Gives each change to one outcome, and what is told twice to the first."""
    taken = [one for outcomes in told for one in outcomes if one.load and not one.unchanged]
    parts: dict[str, list[Change]] = {outcome.load: [] for outcome in taken}
    for change in found:
        parts[_mover(change, taken, framework).load].append(change)
    first = next(one for outcomes in told for one in outcomes if one.load)

    def whole(outcome: Loaded) -> Loaded:
        effect = () if outcome.unchanged or not outcome.load else tuple(parts[outcome.load])
        return replace(outcome, effect=effect, twice=twice if outcome is first else ())

    return [[whole(outcome) for outcome in outcomes] for outcomes in told]


def _mover(change: Change, taken: list[Loaded], framework: Framework) -> Loaded:
    """The first outcome of the month whose source the indicator reads, or else the first of such a source."""
    reads = framework.indicator(change["id"]).source
    able = [outcome for outcome in taken if outcome.source in reads] or taken
    return next((outcome for outcome in able if change["period"] in outcome.periods), able[0])
