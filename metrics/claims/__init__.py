"""What a sentence of a board paper claims, which indicator it speaks of, and whether the figures support it.

read() takes the sentence apart, matches() finds the indicator, answer() judges it. None of them reads a store.
"""

from metrics.claims.answering import Answer, Evidence, answer, stops
from metrics.claims.claim import Amount, Claim, Level, Stretch
from metrics.claims.matching import Match, matches, sure
from metrics.claims.reading import parts, read

__all__ = [
    "Amount", "Answer", "Claim", "Evidence", "Level", "Match", "Stretch",
    "answer", "matches", "parts", "read", "stops", "sure",
]
