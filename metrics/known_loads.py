"""The loads of a ledger as the store's one writer knows them: read once, and carried on with each that it adds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from metrics.ledger import Ledger, LoadFact
from metrics.ledger_facts import stand


class KnownLoads:
    """Good for as long as the store's lock is held: nobody else adds a load, or takes one back, in that time."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self._loads: dict[str, list[Any]] = {}  # source -> its loads in the order they came in, and their periods
        self._periods: dict[str, list[Any]] = {}
        self._standing: dict[str, list[LoadFact]] = {}
        loads, periods = ledger.load_rows()
        source = {row.load: row.source for row in loads}
        for row in loads:
            self._loads.setdefault(row.source, []).append(row)
        for row in periods:
            self._periods.setdefault(source[row.load], []).append(row)
        self.names = set(source)
        self.kind = loads[0].kind if loads else None  # what the store holds, as its first load decided

    def of(self, source: str) -> list[LoadFact]:
        """The source's loads in the order they came in, each with the periods for which it stands now."""
        if source not in self._standing:
            self._standing[source] = stand(self._loads.get(source, []), self._periods.get(source, []))
        return self._standing[source]

    def add(self, facts: list[dict[str, Any]]) -> None:
        """Notes new loads in the ledger, all or none, and from now on knows them."""
        for fact in self.ledger.add_loads(facts):
            source, periods = fact["source"], fact["periods"]
            self._loads.setdefault(source, []).append(SimpleNamespace(**fact))
            self._periods.setdefault(source, []).extend(
                SimpleNamespace(load=fact["load"], period=period, rows=rows, covers=covers)
                for period, (rows, covers) in periods.items()
            )
            self._standing.pop(source, None)
            self.names.add(fact["load"])
            self.kind = self.kind or fact["kind"]
