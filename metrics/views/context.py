"""What every view is made from: one store, one framework, one warehouse, one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.definitions import Framework
    from metrics.home import Home
    from metrics.ledger import Ledger
    from metrics.warehouse import Warehouse


@dataclass(frozen=True)
class Context:
    """`warehouse` is None before anything was built; `today` is the store's own day (the example has one)."""

    home: Home
    framework: Framework
    warehouse: Warehouse | None
    ledger: Ledger
    today: date
    made_up: bool = False
