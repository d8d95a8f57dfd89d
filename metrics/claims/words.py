"""The words by which people speak of indicators: words.toml beside this file, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))


def phrases(id: str) -> tuple[str, ...]:
    """What else an indicator is called."""
    return tuple(_file()["called"].get(id, ()))


def kept_phrases() -> tuple[str, ...]:
    """Names that hold a word of movement, a number or a time, the longest first."""
    return tuple(sorted(_file()["kept_whole"], key=len, reverse=True))


@cache
def _same() -> dict[str, str]:
    return {word: group[0] for group in _file()["same"] for word in group}


@cache
def _empty() -> frozenset[str]:
    return frozenset(_file()["empty"])


def tokens(text: str) -> dict[str, str]:
    """The words that tell something: the one that stands for all of its kind -> as it was written."""
    found: dict[str, str] = {}
    for word in re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'")):
        kept = _one(word.split("'")[0])
        if kept not in _empty() and word not in _empty():
            found.setdefault(kept, word)
    return found


def _one(word: str) -> str:
    same = _same()
    if word in same:
        return same[word]
    single = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word
    single = single[:-1] if single.endswith("s") and not single.endswith("ss") and len(single) > 3 else single
    return same.get(single, single)
