"""Rows of a new file that another file says of the same month already, beside which they would stand: counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from metrics import wording
from metrics.definitions import Framework
from metrics.home import Home
from metrics.ledger import LoadFact
from metrics.restatement import restated
from metrics.spreadsheets.problems import Problem


def rows_again(
    home: Home, framework: Framework, source: str, periods: Mapping[str, bool], stood: Iterable[LoadFact], new: Path
) -> tuple[Problem, ...]:
    """A warning for each load with rows that the new file holds too. `periods`: period -> whether the file covers it,
    and so replaces what is there; `new` is the file's rows as Parquet."""
    found = []
    covered = {period for period, covers in periods.items() if covers}
    for fact in stood:
        if fact.source != source or fact.status != "current" or set(fact.standing) - set(fact.late) <= covered:
            continue  # what is replaced altogether takes its late rows along
        beside = sorted({
            period for period in fact.standing if period in periods and (period not in covered or period in fact.late)
        } - {""})  # fmt: skip
        rows = home.loads / source / fact.load / "rows.parquet"
        same = restated(framework.source(source), [fact.file], beside, [rows], new).same if beside else 0
        if same:
            found.append(_said(fact.file, beside, same))
    return tuple(found)


def _said(file: str, months: list[str], same: int) -> Problem:
    what = "One row" if same == 1 else f"{same:,} rows"
    spans = wording.listed([wording.period(month, "month") for month in months])
    is_in = "is in already with" if same == 1 else "are in already with"
    return Problem(
        "rows_again", "warning",
        f"{what} of {spans} {is_in} {file} and would be counted twice. Take {'it' if same == 1 else 'them'} out of one "
        "of the two files; if two are right, accept it and say why.",
    )  # fmt: skip
