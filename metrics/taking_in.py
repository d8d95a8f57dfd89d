"""One checked file becomes loads, or stays out with the reason: its problems, its kind, or that it is in already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from metrics.definitions import Framework
from metrics.drafting import Desk, Draft, by_source, discard, drafts_of
from metrics.effects import Change
from metrics.geography import edition_in_use
from metrics.home import Home, mark_kind
from metrics.known_loads import KnownLoads
from metrics.ledger import Ledger, LoadFact
from metrics.load_folders import next_number, place, sweep
from metrics.personal import is_personal
from metrics.restatement import restated
from metrics.rows_again import rows_again
from metrics.spreadsheets.checking import Checked, CheckedTable
from metrics.spreadsheets.problems import Problem

FEWER = 0.5  # fewer rows than this share of those they replace want a decision
TOO_FEW_TO_TELL = 20
OUTSIDE = ("cells beside the table", "a note")  # left-out rows that may hold anything


@dataclass(frozen=True)
class Loaded:
    """What became of one source in one file. `load` is None when nothing was taken in; then one of `refused`
    (it cannot be taken in), `needs` (problems to mend, answer or accept) or `unchanged` (it is in already) says why."""

    source: str
    file: str
    sha256: str
    load: str | None = None
    periods: tuple[str, ...] = ()
    rows: int = 0
    replaced: tuple[str, ...] = ()
    unchanged: bool = False
    refused: str | None = None
    needs: tuple[Problem, ...] = ()
    effect: tuple[Change, ...] = ()
    twice: tuple[str, ...] = ()  # months that a file and somebody now give otherwise, told once for the whole file

    @property
    def can_be_accepted(self) -> bool:
        """Whether a reason is all that is missing."""
        return bool(self.needs) and all(problem.severity == "warning" for problem in self.needs)


@dataclass(frozen=True)
class Writer:
    """What a writing needs all along."""

    home: Home
    framework: Framework
    ledger: Ledger
    by: str
    accept: str | None
    numbers: Iterator[int]  # of the loads to come
    known: KnownLoads

    @cached_property
    def desk(self) -> Desk:
        """Made when it is first needed: other processes may do what it is for."""
        return Desk.of(self.home, self.framework)


def writer_of(home: Home, framework: Framework, by: str, accept: str | None) -> Writer:
    ledger = Ledger(home)
    known = KnownLoads(ledger)
    sweep(home, known.names, len(framework.sources))
    reason = (accept or "").strip() or None
    numbers = count(next_number(home, ledger))
    return Writer(home, framework, ledger, by, reason, numbers, known)


def take(writer: Writer, checked: Checked, drafts: dict[str, Draft] | None = None) -> list[Loaded]:
    """Everything that one file holds, or nothing of it. `drafts` are its rows where they are drafted already."""
    try:
        refused = checked.refused or _other_kind(writer, checked) or _nothing_in_it(checked)
        if refused:
            return [Loaded("", checked.file, checked.sha256, refused=refused)]
        needs = {source: _needs(writer, tables) for source, tables in by_source(checked).items()}
        # a file that came before may be in as it is, with what was accepted then
        if any(needs.values()) and not writer.ledger.has_file(checked.sha256):
            return _undecided(checked, needs)
        drafts = drafts_of(writer.desk, checked) if drafts is None else drafts
        return _note(writer, checked, drafts, needs)
    finally:
        discard(drafts or {})


def _undecided(checked: Checked, needs: dict[str, tuple[Problem, ...]]) -> list[Loaded]:
    return [Loaded(source, checked.file, checked.sha256, needs=found) for source, found in needs.items()]


def _note(writer: Writer, checked: Checked, drafts: dict[str, Draft], needs: dict) -> list[Loaded]:
    """Renames the drafts to loads and notes them in one transaction."""
    standing = [fact for source in drafts for fact in writer.known.of(source)]
    outcomes = {source: _unchanged(checked, draft, standing) for source, draft in drafts.items()}
    new = {source: draft for source, draft in drafts.items() if outcomes[source] is None}
    for source, draft in new.items() if not writer.accept else ():
        needs[source] = needs[source] or _of_what_is_in(writer, draft, standing)
    if any(needs[source] for source in new):
        return _undecided(checked, needs)
    original = checked.path if _nothing_personal(writer, checked, drafts) else None
    facts = [_fact(writer, checked, draft, next(writer.numbers)) for draft in new.values()]
    for draft, fact in zip(new.values(), facts, strict=True):
        place(writer.home, checked, draft, fact, original, edition_in_use(writer.home))
    if facts and writer.known.kind is None:
        mark_kind(writer.home, facts[0]["kind"])
    writer.known.add(facts)
    return _outcomes(writer, checked, outcomes, facts, standing)


def _of_what_is_in(writer: Writer, draft: Draft, standing: list[LoadFact]) -> tuple[Problem, ...]:
    """What only the loads that are in can tell of a draft."""
    covers = {period: covered for period, (_, covered) in draft.periods.items()}
    return (
        _fewer(draft.source, draft.periods, standing)
        or _strange(writer, draft, standing)
        or rows_again(
            writer.home, writer.framework, draft.source, covers, standing, draft.folder / "rows.parquet"
        )
    )


def _outcomes(
    writer: Writer,
    checked: Checked,
    outcomes: dict[str, Loaded | None],
    facts: list[dict],
    before: list[LoadFact],
) -> list[Loaded]:
    of_source = {fact["source"]: fact for fact in facts}
    stood = {fact.load: fact.standing for fact in before}
    now = [fact for source in of_source for fact in writer.known.of(source)]
    moved = [fact for fact in now if fact.standing != stood.get(fact.load, fact.standing)]
    found = []
    for source, outcome in outcomes.items():
        if outcome is None:
            fact = of_source[source]
            periods = tuple(sorted(period for period in fact["periods"] if period))
            replaced = tuple(other.load for other in moved if other.source == source)
            outcome = Loaded(source, checked.file, checked.sha256, fact["load"], periods, fact["rows"], replaced)
        found.append(outcome)
    return found


def _nothing_personal(writer: Writer, checked: Checked, drafts: dict[str, Draft]) -> bool:
    """Whether the file itself may be kept: it has no column but those we know, and none of them is personal. What was
    not read (a hidden sheet, cells beside the table) may hold anything."""
    hidden = any(problem.kind == "hidden_sheet" for problem in checked.problems)
    unknown = hidden or bool(checked.notes) or any(
        table.dropped or table.ignored or any(why in OUTSIDE for _, why in table.left_out_rows)
        for table in checked.tables
    )
    return not unknown and not any(is_personal(writer.framework.source(source)) for source in drafts)


def _other_kind(writer: Writer, checked: Checked) -> str | None:
    """Why a file may not come into this store: example and real files never mix."""
    held = writer.known.kind
    name = writer.framework.trust.get("example_name", "the example trust")
    if held == "real" and checked.is_example:
        return f"{checked.file} is made up: it says {name}. This store holds a trust's own files. Leave it out."
    if held == "example" and not checked.is_example:
        return (
            f"{checked.file} is not one of the example's files, and this store holds the example of {name}. "
            "Start with your own files first; the example stays apart."
        )
    return None


def _nothing_in_it(checked: Checked) -> str | None:
    """Why headings alone are not taken in, unless they are a month's: that month then had none."""
    if any(table.rows or table.periods or table.stands_for for table in checked.tables):
        return None
    return (
        f"{checked.file} holds headings and no row to count under them. Fill it in below the headings, or, where the "
        "month had none, put the month into the file's name."
    )


def _needs(writer: Writer, tables: list[CheckedTable]) -> tuple[Problem, ...]:
    """What is left to decide: everything that was found, without the warnings where a reason accepts them."""
    problems = tuple(problem for table in tables for problem in table.problems)
    return tuple(one for one in problems if one.severity != "warning") if writer.accept else problems


def _unchanged(checked: Checked, draft: Draft, standing: list[LoadFact]) -> Loaded | None:
    """The same file with the same rows, all of which count already."""
    for fact in standing:
        same = fact.source == draft.source and (fact.sha256, fact.rows_sha256) == (checked.sha256, draft.rows_sha256)
        if same and fact.status == "current" and set(fact.periods) <= set(fact.standing):
            return Loaded(fact.source, checked.file, checked.sha256, fact.load, fact.periods, fact.rows, unchanged=True)
    return None


def fewer_rows(fact: LoadFact, standing: list[LoadFact]) -> tuple[Problem, ...]:
    """A warning for each period in which a load would put far fewer rows in the place of those that stand."""
    replaces = set(fact.standing) - set(fact.late)
    periods = {period: (rows, period in replaces) for period, rows in fact.period_rows.items()}
    return _fewer(fact.source, periods, standing)


def _fewer(source: str, periods: Mapping[str, tuple[int, bool]], standing: list[LoadFact]) -> tuple[Problem, ...]:
    found = []
    for fact in standing:
        if fact.source != source or fact.status != "current":
            continue
        for period in fact.standing:
            old, (new, covers) = fact.period_rows[period], periods.get(period, (0, False))
            if covers and old >= TOO_FEW_TO_TELL and new < FEWER * old:
                what = f" for {period}" if period else ""
                message = (
                    f"{new:,} rows{what} would replace {old:,} rows of {fact.file}. "
                    "Check that the file is whole; if it is right, accept it and say why."
                )
                found.append(Problem("fewer_rows", "warning", message))
    return tuple(found)


def _strange(writer: Writer, draft: Draft, standing: list[LoadFact]) -> tuple[Problem, ...]:
    """A warning where not one of the rows that would be replaced is in the new file: it may be another trust's."""
    covered = {period for period, (_, covers) in draft.periods.items() if covers}
    return strange_rows(writer.home, writer.framework, draft.source, covered, standing, draft.folder / "rows.parquet")


def strange_rows(
    home: Home, framework: Framework, source: str, covered: set[str], standing: list[LoadFact], new: Path
) -> tuple[Problem, ...]:
    """The same for rows that lie anywhere: `new` is their Parquet file, `covered` the periods that they stand for."""
    old = [f for f in standing if f.source == source and f.status == "current" and covered & set(f.standing)]
    if sum(fact.period_rows[p] for fact in old for p in covered & set(fact.standing)) < TOO_FEW_TO_TELL:
        return ()
    files = [home.loads / source / fact.load / "rows.parquet" for fact in old]
    found = restated(framework.source(source), [fact.file for fact in old], sorted(covered), files, new)
    if found.same or found.changed or not found.after:
        return ()
    message = (
        f"None of the {found.before:,} rows of {' and '.join(found.files)}, which it would replace, is in this file. "
        "Check that it is of the same organisation; if it is right, accept it and say why."
    )
    return (Problem("nothing_alike", "warning", message),)


def _fact(writer: Writer, checked: Checked, draft: Draft, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "load": f"{draft.source}-{number:05d}",
        "source": draft.source,
        "file": checked.file,
        "sha256": checked.sha256,
        "rows_sha256": draft.rows_sha256,
        "rows": draft.rows,
        "kind": "example" if checked.is_example else "real",
        "accepted": writer.accept if any(problem.severity == "warning" for problem in draft.problems) else None,
        "by": writer.by,
        "periods": draft.periods,
    }
