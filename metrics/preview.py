"""What a file would change, before it is taken in: the figures it would move, or that it is in already."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from metrics import warehouse, wording
from metrics.definitions import Framework
from metrics.effects import Change, changes, figures
from metrics.geography import edition_in_use
from metrics.home import Home
from metrics.ledger import Ledger, LoadFact, copied
from metrics.restatement import Restatement, restated
from metrics.rows_again import rows_again
from metrics.spreadsheets.checking import Checked
from metrics.spreadsheets.problems import Problem
from metrics.taking_in import Loaded, fewer_rows, strange_rows, take, writer_of
from metrics.told_twice import new_ones, told_twice


@dataclass(frozen=True)
class Foreseen:
    """What taking a file in would do: the figures it would move, what it would say anew, or why it cannot be taken.

    `needs` are the warnings that only the loads which are in can give; they too are accepted with a reason.
    `twice` tells of months that a file and somebody give otherwise: a file counts, so there is nothing to decide.
    """

    changes: tuple[Change, ...] = ()
    restated: tuple[Restatement, ...] = ()
    needs: tuple[Problem, ...] = ()
    refused: str | None = None
    twice: tuple[str, ...] = ()


def preview(home: Home, framework: Framework, checked: Checked) -> Foreseen:
    """What a file would do, without taking it in: its `changes` are what `load` would give as its effect.

    The same steps are taken in a copy of the store that is thrown away; the store and its ledger are only read.
    """
    with tempfile.TemporaryDirectory(prefix="preview-", ignore_cleanup_errors=True) as folder:
        trial = _trial(home, Path(folder) / "store")
        # a reason, so that warnings do not stop what is only looked at
        outcomes = take(writer_of(trial, framework, "preview", "preview"), checked)
        refused = next((outcome.refused for outcome in outcomes if outcome.refused), None)
        taken = [outcome for outcome in outcomes if outcome.load and not outcome.unchanged]
        if refused or not taken:
            return Foreseen(refused=refused)
        path = Path(folder) / "preview.duckdb"
        warehouse.write(trial, framework, path)
        with warehouse.Warehouse(path) as built:
            after, twice = figures(built, framework), told_twice(built)
        stood, stands = Ledger(home).loads(), {fact.load: fact for fact in Ledger(trial).loads()}
        anew = tuple(_restated(home, trial, framework, outcome, stood, stands) for outcome in taken if outcome.replaced)
        needs = [need for outcome in taken for need in _needs(home, trial, framework, stands[outcome.load], stood)]
    now = warehouse.open_to_read(home)
    moved = changes(framework, figures(now, framework), after)
    return Foreseen(moved, anew, tuple(needs), twice=new_ones(framework, told_twice(now), twice))


def _needs(
    home: Home, trial: Home, framework: Framework, fact: LoadFact, stood: list[LoadFact]
) -> tuple[Problem, ...]:
    """What only the loads that are in can tell of a new one."""
    rows = trial.loads / fact.source / fact.load / "rows.parquet"
    covered = set(fact.standing) - set(fact.late)
    periods = {period: period not in fact.late for period in fact.period_rows}
    return (
        fewer_rows(fact, stood)
        or strange_rows(home, framework, fact.source, covered, stood, rows)
        or rows_again(home, framework, fact.source, periods, stood, rows)
    )


def _restated(
    home: Home,
    trial: Home,
    framework: Framework,
    outcome: Loaded,
    stood: list[LoadFact],
    stands: dict[str, LoadFact],
) -> Restatement:
    """The rows that stood for the months that a load takes over, beside its own."""
    old = [fact for fact in stood if fact.load in outcome.replaced]
    lost = {period for fact in old for period in set(fact.standing) - set(stands[fact.load].standing)}
    files = [home.loads / fact.source / fact.load / "rows.parquet" for fact in old]
    new = trial.loads / outcome.source / outcome.load / "rows.parquet"
    return restated(framework.source(outcome.source), [fact.file for fact in old], sorted(lost), files, new)


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
    if any(fact in same for fact in told_by_another_directory(home)):
        return ()
    whole = all(fact.status == "current" and set(fact.periods) <= set(fact.standing) for fact in same)
    return same if whole else ()


def told_by_another_directory(home: Home) -> list[LoadFact]:
    """The loads about people whose places were told by another postcode directory than the one in use.

    Their home postcodes are gone, so only the same file, brought in again, can be told by the new one.
    """
    edition = edition_in_use(home)
    return [fact for fact in Ledger(home).current_loads() if _edition(home, fact) not in (None, edition)]


def _edition(home: Home, fact: LoadFact) -> str | None:
    """By which directory a load's homes were told; None for a load without homes, and for one that does not say."""
    folder = home.loads / fact.source / fact.load
    try:
        said = json.loads((folder / "load.json").read_text("utf-8"))
    except (OSError, ValueError):  # `verify` tells of a damaged load
        return None
    return said.get("places") if "home_postcode" in said["columns"] else None


def said_already_in(framework: Framework, facts: Iterable[LoadFact]) -> str:
    """What is said of a file that is in: which months of which spreadsheet, and that there is nothing to do."""
    return " ".join(
        f"{_span(fact.periods)}{framework.source(fact.source).title} is already in, from this same file. Nothing to do."
        for fact in facts
    )


def _span(periods: tuple[str, ...]) -> str:
    said = [wording.period(code, "month") for code in periods]
    return f"{' to '.join(dict.fromkeys((said[0], said[-1])))} of " if said else ""
