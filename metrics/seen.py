"""What the board saw: the figures of a month as they stood when they were published or reported, in a file that never
changes.

<store>/seen/2026-09-1.json   the first of that month; the ledger names each with its sha256
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.home import Home
from metrics.ledger import Ledger, SeenFact

FIELDS = (
    "id", "code", "title", "area", "unit", "grain", "period", "period_words", "value", "value_number", "numerator",
    "denominator", "verdict", "verdict_words", "direction", "assurance", "assurance_words", "target", "sentence",
)
KINDS = {"publication": "published", "report": "reported to the board"}


@dataclass(frozen=True)
class Seen:
    """One occasion: `cards` by indicator as FIELDS tells them, with `definition` the version of what was counted;
    `loads` that counted then. `whole`: the file is as it was written."""

    fact: SeenFact
    cards: dict[str, dict[str, Any]]
    loads: tuple[str, ...]
    whole: bool


def keep(home: Home, ledger: Ledger, month: date, cards: Iterable[Any], versions: dict[str, str], kind: str, of: str,
         by: str) -> str:
    """Keeps the cards of a month; gives the file's name. The same as the newest of that occasion is not kept twice."""
    told = {
        "month": f"{month:%Y-%m}",
        "cards": [
            {name: getattr(card, name) for name in FIELDS} | {"definition": versions.get(card.id, "")}
            for card in cards if card.verdict != "waiting"
        ],
        "loads": [fact.load for fact in ledger.current_loads()],
    }  # fmt: skip
    body = (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    digest = hashlib.sha256(body).hexdigest()
    before = [fact for fact in ledger.seen(month) if fact.kind == kind]
    if before and before[-1].sha256 == digest and kind == "report":
        return before[-1].file
    name = _written(home, month, body)
    ledger.add_seen(month, kind, of, name, digest, by)
    return name


def _written(home: Home, month: date, body: bytes) -> str:
    """A file of its own, never one that is there already; whole or not at all."""
    folder = home.root / "seen"
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / f"{month:%Y-%m}-{number}.json"
        try:
            with path.open("xb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            return path.name
        except FileExistsError:
            number += 1


def read(home: Home, ledger: Ledger, month: date | None = None) -> tuple[Seen, ...]:
    """Every occasion of a month (None: of all), oldest first; one whose file is gone has no cards."""
    return tuple(_read(home, fact) for fact in ledger.seen(month))


def _read(home: Home, fact: SeenFact) -> Seen:
    try:
        body = (home.root / "seen" / fact.file).read_bytes()
        told = json.loads(body)
    except (OSError, ValueError):
        return Seen(fact, {}, (), False)
    whole = hashlib.sha256(body).hexdigest() == fact.sha256
    return Seen(fact, {card["id"]: card for card in told["cards"]}, tuple(told["loads"]), whole)
