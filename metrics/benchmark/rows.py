"""One measurement, and how it is taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


def row(
    name: str,
    aim: str,
    seconds: float | None = None,
    against: tuple[str, float] | None = None,
    size: int | None = None,
    peak_mb: int | None = None,
) -> Row:
    """A measurement in the shape that everybody gets. `against`: a reference's name and its seconds."""
    reference, reference_seconds = against or (None, None)
    ratio = round(seconds / reference_seconds, 3) if seconds is not None and reference_seconds else None
    return {
        "name": name,
        "seconds": _rounded(seconds),
        "reference": reference,
        "reference_seconds": _rounded(reference_seconds),
        "ratio": ratio,
        "aim": aim,
        "bytes": size,
        "peak_mb": peak_mb,
    }


def timed(work: Callable[[], Any]) -> float:
    """The seconds that some work takes, by the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
