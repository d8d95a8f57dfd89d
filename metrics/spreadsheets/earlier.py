"""What is known of a source's files before this one, for a file that does not say enough of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Earlier:
    """The layout of the last file of a source: where each column stood, its heading, and how its dates were written.

    `columns`: our name -> (heading, index from 0), as a checked table has them; `orders`: our name -> "day first" or
    "month first", for the date columns in which day and month are numbers.
    """

    columns: Mapping[str, tuple[str | None, int]] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
