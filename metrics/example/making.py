"""Writes the example trust's files into a folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

from metrics.example import (
    bidding,
    careers,
    community,
    estates,
    greener,
    money,
    partners,
    places,
    story,
    told,
    workforce,
)
from metrics.example.files import Made, save


def write(
    folder: Path,
    months: int = 36,
    seed: int = 1,
    until: str = "2026-09",
    progress: Callable[[float, str], None] = lambda share, words: None,
) -> list[Path]:
    """Write `months` months (1 to 240) that end with `until`, the same bytes for the same arguments.

    The folder is made where it is not there; files of the same names are written over. `progress` is told the share
    done (0 to 1) and a few words. Gives the paths in the order in which a team would bring the files in. Raises
    ValueError where months or until make no sense.
    """
    paths = []
    for path in one_by_one(folder, months, seed, until):
        paths.append(path)
        progress(min(0.99, len(paths) / expected(months)), f"Making {path.name}")
    progress(1.0, f"{len(paths)} files made")
    return paths


def one_by_one(folder: Path, months: int = 36, seed: int = 1, until: str = "2026-09") -> Iterator[Path]:
    """The same, each path as soon as its file is written."""
    span = story.span(months, until)
    folder.mkdir(parents=True, exist_ok=True)
    for made in _everything(seed, span):
        yield save(made, folder)


def expected(months: int) -> int:
    """About how many files there will be."""
    return round(months * 7.3 + 60)


def _everything(seed: int, span: story.Span) -> Iterator[Made]:
    for area in (money, bidding, workforce, careers, estates, community, greener, partners, places, told):
        yield from area.files(seed, span)
