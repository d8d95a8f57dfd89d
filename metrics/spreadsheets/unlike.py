"""Months that are unlike those before them: a thousand times the tonnes (kilograms), or a tenth of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics import wording
from metrics.periods import month_after
from metrics.spreadsheets.earlier import Earlier
from metrics.spreadsheets.problems import Problem

LEAST = 3  # months before this one that are needed to say what is usual
TIMES = 8.0  # as many times the usual, or one part in as many: a season is less, kilograms for tonnes are more


def unlike_problems(
    data: pa.Table, source: Any, periods: tuple[str, ...], earlier: Earlier | None, sheet: str
) -> Iterator[Problem]:
    """Warnings about months of `data` that are far larger or smaller than the median of the months that are in."""
    if earlier is None or source.cadence != "month" or not periods:
        return
    sums = sums_of(data, source)
    for name in ("rows", *_measures(data, source)):
        usual = [values[name] for month, values in earlier.months.items() if month not in periods and values.get(name)]
        if len(usual) < LEAST or (middle := median(usual)) <= 0:
            continue
        for period in periods:
            value = sums.get(period, {}).get(name)
            if value and (value > TIMES * middle or 0 < value < middle / TIMES):
                yield _unlike(source, name, period, value, middle, sheet)
    yield from _gap(periods, earlier, sheet)


def _unlike(source: Any, name: str, period: str, value: float, middle: float, sheet: str) -> Problem:
    title = "rows" if name == "rows" else source.column(name).title
    times = value / middle if value > middle else middle / value
    what = f"{_number(value)} rows" if name == "rows" else f"{title} comes to {_number(value)}"
    more = "larger" if value > middle else "smaller"
    hint = " That is about a thousand times: is it in another unit, kilograms for tonnes?" if 300 < times < 3000 else ""
    said = (
        f"{_in_words(period)}: {what}, {_number(times)} times {more} than the usual {_number(middle)} of the "
        f"months that are in.{hint} Correct the file, or accept it if it is right."
    )
    return Problem("month_unlike", "warning", said, None, None if name == "rows" else name, None, sheet)


def _gap(periods: tuple[str, ...], earlier: Earlier, sheet: str) -> Iterator[Problem]:
    """A month between the newest that is in and the first of this file, for which nothing has come."""
    if not earlier.months:
        return
    newest, first = max(earlier.months), min(periods)
    missing = [code for code in _after(newest, first) if code != first]
    if missing:
        span = " to ".join(dict.fromkeys(map(_in_words, (missing[0], missing[-1]))))
        said = f"{span} {'is' if len(missing) == 1 else 'are'} not in: the newest file is for {_in_words(newest)}. "
        said += "Bring it in as well, or accept this if it comes later."
        yield Problem("month_missing", "warning", said, sheet=sheet)


def _measures(data: pa.Table, source: Any) -> list[str]:
    there = set(data.column_names)
    return [c.name for c in source.columns if c.type in ("money", "number", "integer") and c.name in there]


def sums_of(data: pa.Table, source: Any) -> Mapping[str, Mapping[str, float]]:
    """Month -> rows and sums, of the file's own rows."""
    if source.period not in data.column_names or not pa.types.is_date(data[source.period].type):
        return {}
    months = pc.strftime(data[source.period], format="%Y-%m").combine_chunks().dictionary_encode()
    index = months.indices.fill_null(len(months.dictionary)).to_numpy()
    names = months.dictionary.to_pylist()
    counts = Counter(dict(enumerate(np.bincount(index, minlength=len(names) + 1).tolist())))
    found = {month: {"rows": float(counts[i])} for i, month in enumerate(names)}
    for name in _measures(data, source):
        values = pc.fill_null(pc.cast(data[name], pa.float64()), 0.0).to_numpy()
        for month, total in zip(names, np.bincount(index, values, len(names) + 1), strict=False):
            found[month][name] = float(total)
    return found


def _after(newest: str, until: str) -> Iterator[str]:
    while newest < until:
        newest = month_after(newest)
        yield newest


def _in_words(period: str) -> str:
    return wording.period(period, "month")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.3g}"
