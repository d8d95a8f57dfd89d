"""What is known of a source's files before this one, for a file that does not say enough of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Earlier:
    """The layout of the last file of a source: where each column stood, its heading, and how its dates were written.

    `columns`: our name -> (heading, index from 0), as a checked table has them; `orders`: our name -> "day first" or
    "month first", for the date columns in which day and month are numbers. `learned`: our name -> the heading that a
    person said stands for it in the last file that was corrected; `layouts`: the same for each sender, who is known
    by all the headings of a file (`learned.layout`). `months`: "2026-03" -> "rows" and the sums of its columns.
    `file`: the last one's name.
    """

    columns: Mapping[str, tuple[str | None, int]] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    learned: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    months: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    file: str = ""
