"""The design tokens of tokens.toml as CSS variables and as plain colours."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def tokens() -> dict[str, Any]:
    """tokens.toml as it stands."""
    return tomllib.loads((HERE / "tokens.toml").read_text(encoding="utf-8"))


def _colours() -> dict[str, list[str]]:
    return tokens()["colour"] | tokens()["step"]


def colour(name: str, dark: bool = False) -> str:
    """A token as #RRGGBB; KeyError for a name that is not in tokens.toml."""
    return _colours()[name][1 if dark else 0]


def css_vars() -> str:
    """One :root rule whose colours follow the element's color-scheme: for the app."""
    body = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in _colours().items())
    return f":root{{{body}--font:{tokens()['type']['family']}}}"


def css_vars_flat() -> str:
    """The same as flat values and a media query, for browsers that do not know light-dark(): for the public page."""
    light, dark = ("".join(f"--{name}:{pair[i]};" for name, pair in _colours().items()) for i in (0, 1))
    family = tokens()["type"]["family"]
    return (
        f":root{{color-scheme:light dark;{light}--font:{family}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    )


@cache
def look_css() -> str:
    """The style sheet of everything drawn here, without the tokens."""
    return (HERE / "look.css").read_text(encoding="utf-8")


def contrast(fore: str, back: str) -> float:
    """WCAG 2 contrast of two #RRGGBB colours, 1 to 21."""
    brighter, darker = sorted((_luminance(fore), _luminance(back)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(hexadecimal: str) -> float:
    channels = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
