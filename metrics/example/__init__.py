"""The example trust: realistic spreadsheets with made-up figures, the same bytes for the same seed.

`write` makes the months that a first start loads; `practice` makes one small file for each kind of fault.
README.md in this folder tells the story that the figures hold.
"""

from metrics.example.making import expected, one_by_one, write
from metrics.example.practising import practice

__all__ = ["expected", "one_by_one", "practice", "write"]
