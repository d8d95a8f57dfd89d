"""Takes checked files in, replaces by period, and takes loads back. One writer at a time; all of a file or nothing.

A load is a folder of immutable files, written beside its place, renamed, and only then noted in the ledger: whoever
kills the process at any moment leaves nothing half seen. A folder that the ledger does not know goes at the next write.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from metrics import warehouse, wording
from metrics.definitions import Framework
from metrics.drafting import Desk, Draft, by_source, digest, discard, drafts_of
from metrics.effects import Change, changes, figures
from metrics.geography import ensure_postcodes
from metrics.home import Home, mark_kind, today, writing
from metrics.keys import key_of
from metrics.ledger import Ledger, LoadFact, copied
from metrics.many_files import FEWEST, Prepared, Preparing, processes
from metrics.personal import is_personal
from metrics.spreadsheets.checking import Checked, CheckedTable, check
from metrics.spreadsheets.problems import Problem
from metrics.spreadsheets.reading import Reader

FEWER = 0.5  # fewer rows than this share of those they replace want a decision
TOO_FEW_TO_TELL = 20


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

    @property
    def can_be_accepted(self) -> bool:
        """Whether a reason is all that is missing."""
        return bool(self.needs) and all(problem.severity == "warning" for problem in self.needs)


@dataclass(frozen=True)
class Undone:
    """What taking a load back did."""

    load: str
    sentence: str
    effect: tuple[Change, ...] = ()


@dataclass(frozen=True)
class _Writer:
    """What a writing needs all along."""

    home: Home
    framework: Framework
    ledger: Ledger
    by: str
    accept: str | None
    numbers: Iterator[int]  # of the loads to come

    @cached_property
    def desk(self) -> Desk:
        """Made when it is first needed: other processes may do what it is for."""
        return Desk.of(self.home, self.framework)


def load(home: Home, framework: Framework, checked: Checked, by: str, accept: str | None = None) -> list[Loaded]:
    """Takes a checked file in: one outcome for each source in it, all taken in or none; then rebuilds the warehouse.

    Errors and open questions stop it. Warnings stop it until `accept` gives the reason to take them as they are.
    """
    with writing(home):
        writer = _writer(home, framework, by, accept)
        before = figures(warehouse.open_to_read(home), framework)
        outcomes = _take(writer, checked)
        if not any(outcome.load for outcome in outcomes):
            return outcomes
        after = figures(warehouse.build(home, framework), framework)
    return _with_effect(outcomes, changes(framework, before, after), framework)


def preview(home: Home, framework: Framework, checked: Checked) -> tuple[Change, ...]:
    """The figures that a file would move, without taking it in: what `load` would give as its effect.

    The same steps are taken in a copy of the store that is thrown away; the store and its ledger are only read.
    """
    with tempfile.TemporaryDirectory(prefix="preview-", ignore_cleanup_errors=True) as folder:
        trial = _trial(home, Path(folder) / "store")
        # a reason, so that warnings do not stop what is only looked at
        outcomes = _take(_writer(trial, framework, "preview", "preview"), checked)
        if not any(outcome.load and not outcome.unchanged for outcome in outcomes):
            return ()
        path = Path(folder) / "preview.duckdb"
        warehouse.write(trial, framework, path)
        with warehouse.Warehouse(path) as built:
            after = figures(built, framework)
    return changes(framework, figures(warehouse.open_to_read(home), framework), after)


def _trial(home: Home, root: Path) -> Home:
    """A copy of the store: its ledger's loads, its key, and the rows that count, linked where the disk allows it."""
    trial = Home(root, shared=home.shared or home.root)
    root.mkdir(parents=True)
    ledger = Ledger(home)
    copied(ledger, Ledger(trial))
    if home.key_file.exists():
        shutil.copy(home.key_file, trial.key_file)
    for fact in ledger.current_loads():
        folder = trial.loads / fact.source / fact.load
        folder.mkdir(parents=True)
        rows = home.loads / fact.source / fact.load / "rows.parquet"
        try:
            os.link(rows, folder / "rows.parquet")
        except OSError:  # another disk
            shutil.copyfile(rows, folder / "rows.parquet")
    return trial


def already_in(home: Home, sha256: str) -> tuple[LoadFact, ...]:
    """The loads of a file of this content, when all that came from it still counts; () otherwise."""
    same = tuple(fact for fact in Ledger(home).loads() if fact.sha256 == sha256 and fact.status != "undone")
    whole = all(fact.status == "current" and set(fact.periods) <= set(fact.standing) for fact in same)
    return same if whole else ()


def said_already_in(framework: Framework, facts: Iterable[LoadFact]) -> str:
    """What is said of a file that is in: which months of which spreadsheet, and that there is nothing to do."""
    return " ".join(
        f"{_span(fact.periods)}{framework.source(fact.source).title} is already in, from this same file. Nothing to do."
        for fact in facts
    )


def _span(periods: tuple[str, ...]) -> str:
    said = [wording.period(code, "month") for code in periods]
    return f"{' to '.join(dict.fromkeys((said[0], said[-1])))} of " if said else ""


def load_many(
    home: Home,
    framework: Framework,
    files: Iterable[Path],
    by: str,
    accept: str | None = "example",
    progress: warehouse.Progress = lambda share, words: None,
) -> list[Loaded]:
    """Checks many files and takes them in, in the order given, under one lock and with one build at the end."""
    paths = list(files)
    outcomes: list[Loaded] = []
    with writing(home):
        writer = _writer(home, framework, by, accept)
        with closing(_prepared(writer, paths)) as prepared:
            for number, path in enumerate(paths):
                progress(0.9 * number / len(paths), f"Reading {path.name}")
                outcomes += _take(writer, *next(prepared))
        progress(0.9, "Working out the indicators")
        warehouse.build(home, framework, lambda share, words: progress(0.9 + 0.1 * share, words))
    return outcomes


def _prepared(writer: _Writer, paths: list[Path]) -> Iterator[Prepared]:
    """Each file checked and drafted, in the order given: many files side by side, few of them one by one."""
    home, day, count = writer.home, today(writer.home), processes()
    with Reader() as reader:

        def here(path: Path) -> Prepared:
            checked = check(path, writer.framework, places=writer.desk.places, today=day, reader=reader)
            return checked, {} if checked.refused else drafts_of(writer.desk, checked)

        if count < 2 or len(paths) < FEWEST:
            yield from map(here, paths)
            return
        with Preparing(count) as preparing:
            # made once, here, while the others start
            ensure_postcodes(home.reference)
            key_of(home)
            found = preparing.prepared(home, writer.framework, day, paths)
            for path, prepared in zip(paths, found, strict=True):
                yield here(path) if prepared is None else prepared


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
        before = figures(warehouse.open_to_read(home), framework)
        ledger.set_status(load_id, "undone", by)
        after = figures(warehouse.build(home, framework), framework)
        standing = {other.load: other.standing for other in ledger.loads()}
    back = [other.file for other in facts.values() if len(standing[other.load]) > len(other.standing)]
    sentence = f"{load_id} ({fact.file}) is taken back."
    if back:
        sentence += f" Its place is taken again by {', '.join(dict.fromkeys(back))}."
    return Undone(load_id, sentence, changes(framework, before, after))


def _writer(home: Home, framework: Framework, by: str, accept: str | None) -> _Writer:
    ledger = Ledger(home)
    _sweep(home, {fact.load for fact in ledger.loads()}, len(framework.sources))
    reason = (accept or "").strip() or None
    numbers = count(_next_number(home, ledger))
    return _Writer(home, framework, ledger, by, reason, numbers)


def _take(writer: _Writer, checked: Checked, drafts: dict[str, Draft] | None = None) -> list[Loaded]:
    """Everything that one file holds, or nothing of it. `drafts` are its rows where they are drafted already."""
    try:
        refused = checked.refused or _other_kind(writer, checked)
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


def _note(writer: _Writer, checked: Checked, drafts: dict[str, Draft], needs: dict) -> list[Loaded]:
    """Renames the drafts to loads and notes them in one transaction."""
    standing = [fact for source in drafts for fact in writer.ledger.loads(source=source)]
    outcomes = {source: _unchanged(checked, draft, standing) for source, draft in drafts.items()}
    new = {source: draft for source, draft in drafts.items() if outcomes[source] is None}
    for source, draft in new.items() if not writer.accept else ():
        needs[source] = needs[source] or _fewer(writer, draft, standing)
    if any(needs[source] for source in new):
        return _undecided(checked, needs)
    original = checked.path if _nothing_personal(writer, checked, drafts) else None
    facts = [_fact(writer, checked, draft, next(writer.numbers)) for draft in new.values()]
    for draft, fact in zip(new.values(), facts, strict=True):
        _place(writer.home, checked, draft, fact, original)
    if facts and writer.ledger.kind() is None:
        mark_kind(writer.home, facts[0]["kind"])
    writer.ledger.add_loads(facts)
    return _outcomes(writer, checked, outcomes, facts, standing)


def _outcomes(
    writer: _Writer,
    checked: Checked,
    outcomes: dict[str, Loaded | None],
    facts: list[dict],
    before: list[LoadFact],
) -> list[Loaded]:
    of_source = {fact["source"]: fact for fact in facts}
    stood = {fact.load: fact.standing for fact in before}
    now = [fact for source in of_source for fact in writer.ledger.loads(source=source)]
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


def _nothing_personal(writer: _Writer, checked: Checked, drafts: dict[str, Draft]) -> bool:
    """Whether the file itself may be kept: it has no column but those we know, and none of them is personal."""
    unknown = any(table.dropped or table.ignored for table in checked.tables)
    return not unknown and not any(is_personal(writer.framework.source(source)) for source in drafts)


def _other_kind(writer: _Writer, checked: Checked) -> str | None:
    """Why a file may not come into this store: example and real files never mix."""
    held = writer.ledger.kind()
    name = writer.framework.trust.get("example_name", "the example trust")
    if held == "real" and checked.is_example:
        return f"{checked.file} is made up: it says {name}. This store holds a trust's own files. Leave it out."
    if held == "example" and not checked.is_example:
        return (
            f"{checked.file} is not one of the example's files, and this store holds the example of {name}. "
            "Start with your own files first; the example stays apart."
        )
    return None


def _needs(writer: _Writer, tables: list[CheckedTable]) -> tuple[Problem, ...]:
    problems = tuple(problem for table in tables for problem in table.problems)
    if any(problem.severity in ("error", "question") for problem in problems):
        return problems
    return () if writer.accept else tuple(problem for problem in problems if problem.severity == "warning")


def _unchanged(checked: Checked, draft: Draft, standing: list[LoadFact]) -> Loaded | None:
    """The same file with the same rows, all of which count already."""
    for fact in standing:
        same = fact.source == draft.source and (fact.sha256, fact.rows_sha256) == (checked.sha256, draft.rows_sha256)
        if same and fact.status == "current" and set(fact.periods) <= set(fact.standing):
            return Loaded(fact.source, checked.file, checked.sha256, fact.load, fact.periods, fact.rows, unchanged=True)
    return None


def _fewer(writer: _Writer, draft: Draft, standing: list[LoadFact]) -> tuple[Problem, ...]:
    """A warning for each period in which far fewer rows would replace those that stand."""
    found = []
    for fact in standing:
        if fact.source != draft.source or fact.status != "current":
            continue
        for period in fact.standing:
            old, (new, covers) = fact.period_rows[period], draft.periods.get(period, (0, False))
            if covers and old >= TOO_FEW_TO_TELL and new < FEWER * old:
                what = f" for {period}" if period else ""
                message = (
                    f"{new:,} rows{what} would replace {old:,} rows of {fact.file}. "
                    "Check that the file is whole; if it is right, accept it and say why."
                )
                found.append(Problem("fewer_rows", "warning", message))
    return tuple(found)


def _fact(writer: _Writer, checked: Checked, draft: Draft, number: int) -> dict[str, Any]:
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


def _place(home: Home, checked: Checked, draft: Draft, fact: dict[str, Any], original: Path | None) -> None:
    """Completes the draft's folder and gives it its name."""
    tables = [table for table in checked.tables if table.source == draft.source]
    more = {
        "sheets": [table.sheet for table in tables],
        "header_rows": [table.header_row for table in tables],
        "columns": {name: heading for table in tables for name, (heading, _) in table.columns.items()},
        "left_out": sum(table.left_out for table in tables),
        "totals": [dict(table.total) for table in tables],
        "problems": len(draft.problems),
        "problems_sha256": digest(draft.folder / "problems.parquet"),
    }
    periods = {period: {"rows": rows, "covers": covers} for period, (rows, covers) in fact["periods"].items()}
    text = json.dumps(fact | more | {"periods": periods}, indent=1, ensure_ascii=False, default=str)
    (draft.folder / "load.json").write_text(text + "\n", encoding="utf-8")
    if original is not None and original.is_file():
        shutil.copyfile(original, draft.folder / f"original{original.suffix.lower()}")
    for path in draft.folder.iterdir():
        _flush(path)
    os.rename(draft.folder, home.loads / draft.source / fact["load"])


def _flush(path: Path) -> None:
    """Out of the operating system's memory onto the disk, so that the ledger never knows more than the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _next_number(home: Home, ledger: Ledger) -> int:
    """One more than any load has had, in the ledger or on the disk."""
    there = [int(path.name.rpartition("-")[2]) for path in _folders(home) if not path.name.startswith(".")]
    return max([ledger.next_number(), *(number + 1 for number in there)])


def _sweep(home: Home, known: set[str], most: int) -> None:
    """Removes what a killed writer left. More than one file's worth of unknown loads means that the ledger itself is
    lost or older than the loads: then nothing goes, and `verify` tells."""
    unknown = [path for path in _folders(home) if path.name not in known]
    named = [path for path in unknown if not path.name.startswith(".")]
    for path in unknown if len(named) <= most else []:
        shutil.rmtree(path, ignore_errors=True)


def _folders(home: Home) -> list[Path]:
    if not home.loads.is_dir():
        return []
    return [path for source in home.loads.iterdir() if source.is_dir() for path in source.iterdir() if path.is_dir()]


def _with_effect(outcomes: list[Loaded], found: tuple[Change, ...], framework: Framework) -> list[Loaded]:
    """Gives each change to the first outcome whose source the indicator reads."""
    taken = [outcome for outcome in outcomes if outcome.load and not outcome.unchanged]
    parts: dict[str, list[Change]] = {outcome.source: [] for outcome in taken}
    for change in found:
        reads = framework.indicator(change["id"]).source
        parts[next((outcome.source for outcome in taken if outcome.source in reads), taken[0].source)].append(change)
    return [replace(outcome, effect=tuple(parts.get(outcome.source, ()))) for outcome in outcomes]
