"""Which indicator a claim speaks of: by the words of its title, its short title, its commitment and what else it is
called."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.claims.words import phrases, tokens
from metrics.definitions import Framework, Indicator

SURE = 0.65  # of 1: all words of the claim are words of the name, and the other way about
AHEAD = 0.08  # by which the first must lie before the second
LIKELY = 0.3
MOST = 4
OF_COMMITMENT = 0.6
UNKNOWN = 0.5  # of the weight of a rare word: one that no indicator has


@dataclass(frozen=True)
class Match:
    """An indicator, how well the claim's words fit it (0 to 1), and the words that do not."""

    id: str
    score: float
    left: tuple[str, ...] = ()


def matches(subject: str, framework: Framework, most: int = MOST) -> tuple[Match, ...]:
    """The indicators that may be meant, the likeliest first."""
    said = tokens(subject)
    names = {one.id: _names(one, framework) for one in framework.indicators}
    weight = _weights(names)
    rare = max(weight.values(), default=1.0)
    weights = {word: weight.get(word, UNKNOWN * rare) for word in said}
    found = [_match(id, own, said, weights, weight) for id, own in names.items()]
    found = [one for one in found if one.score >= LIKELY]
    return tuple(sorted(found, key=lambda one: -one.score)[:most])


def sure(found: Sequence[Match]) -> bool:
    """Whether the first of the matches is meant beyond doubt."""
    if not found or found[0].score < SURE:
        return False
    return len(found) == 1 or found[0].score - found[1].score >= AHEAD


def _names(one: Indicator, framework: Framework) -> list[tuple[frozenset[str], float]]:
    """Every name of an indicator as its words, and what a match with it counts."""
    commitment = framework.commitment(one.commitment)
    own = [one.title, one.short, one.code, *phrases(one.id)]
    names = [(frozenset(tokens(name)), 1.0) for name in own]
    return [*names, (frozenset(tokens(commitment.title)), OF_COMMITMENT)]


def _weights(names: dict[str, list[tuple[frozenset[str], float]]]) -> dict[str, float]:
    """A word that few indicators have tells more."""
    held: dict[str, int] = {}
    for own in names.values():
        for word in frozenset().union(*(words for words, _ in own)):
            held[word] = held.get(word, 0) + 1
    return {word: math.log(1 + len(names) / many) for word, many in held.items()}


def _match(
    id: str,
    names: list[tuple[frozenset[str], float]],
    said: dict[str, str],
    weights: dict[str, float],
    known: dict[str, float],
) -> Match:
    best, left = 0.0, frozenset(said)
    for words, counts in names:
        both = sum(known[word] for word in words if word in said)
        whole = sum(weights.values()) + sum(known[word] for word in words)
        score = counts * 2 * both / whole if whole else 0.0
        if score > best:
            best, left = score, frozenset(said) - words
    everything = frozenset().union(*(words for words, _ in names))
    return Match(id, round(best, 4), tuple(said[word] for word in said if word in left and word not in everything))
