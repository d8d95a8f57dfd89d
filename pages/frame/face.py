"""The trust's own face on every page: logo, name, colours, and the ornament of its coast where it has one."""

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from metrics import trust_face
from metrics.charts import blocks
from metrics.charts.tokens import colour
from pages.frame import store

ART = Path(__file__).parent / "art"
PRIMARY = (
    ".stApp button[kind^=primary]:not(:disabled),.stApp a[kind=primary]"
    "{background-color:var(--blue);border-color:var(--blue)}"
)


def head(dark: bool) -> None:
    """The trust's logo or our anchor, with the trust's name under the dashboard's, at the top of every page."""
    trust = store.definitions().trust
    made_up = store.is_example(store.active())
    own = "" if made_up else trust_face.logo(trust, dark)
    name = trust["example_short_name"] if made_up else trust["short_name"]
    st.logo(own or drawn(name, dark, trust.get("colour_dark" if dark else "colour", "")), size="large")


@cache
def drawn(name: str, dark: bool, own: str = "") -> str:
    """The anchor, "Anchor dashboard", and below it whose."""
    anchor = (ART / "anchor.svg.txt").read_text(encoding="utf-8")
    font = 'font-family="Arial,Liberation Sans,sans-serif"'
    words = (
        f'<text x="38" y="13" {font} font-weight="700" font-size="15" fill="{colour("ink", dark)}">'
        "Anchor dashboard</text>"
        f'<text x="38" y="28" {font} font-size="11" fill="{colour("ink2", dark)}">{escape(name)}</text>'
    )
    stroke = own or colour("blue", dark)
    wide = max(178, 40 + round(5.5 * len(name)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="32" viewBox="0 0 {wide} 32">'
        f'<g transform="translate(0 2) scale(1.166)" fill="none" stroke="{stroke}" stroke-width="1.7" '
        f'stroke-linecap="round" stroke-linejoin="round">{anchor}</g>{words}</svg>'
    )


def css() -> str:
    """The trust's colours as CSS, "" where it has none of its own."""
    own = trust_face.css(store.definitions().trust)
    return own + PRIMARY if own else ""


def coast() -> str:
    """The ornament under a heading; "" for a trust that is not on that coast."""
    return blocks.coast() if store.definitions().trust.get("coast") else ""
