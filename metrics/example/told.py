"""Figures that somebody told the social value team, of which no file holds anything."""

from collections.abc import Iterator

from metrics.example import story
from metrics.example.files import Made, Sheet

NAME = "Example Coast NHS Trust"


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """One file: placements of young people from schools in priority areas, as a colleague told them."""
    months = list(span.months)[-3:]
    rng = story.chance(seed, "told")
    rows = [
        ["E3d", story.words(month), int(rng.integers(14, 40)), "", "Head of widening participation (made up)",
         f"E-mail, {story.words(month)}"]
        for month in months
    ]
    headings = ["Indicator", "Month", "Counted", "Out of", "Said by", "Written in"]
    above = [[f"{NAME}: figures by hand, made-up figures"]]
    columns = [list(column) for column in zip(*rows, strict=True)]
    yield Made(f"typed-{story.label(months[-1])}.csv", [Sheet(headings, columns, above)])
