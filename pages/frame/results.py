"""The box to search with, and what it found as a list of links. The words asked for live in the address (?q=)."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from metrics.views.finding import Findings, Thing

NAME = "q"
LONGEST = 200  # characters
TRIES = ("apprentices", "paid in time", "carbon", "E1a", "finance", "volunteers")


def asked() -> str:
    """The words in the address."""
    return st.query_params.get(NAME, "")[:LONGEST].strip()


def box(words: str) -> None:
    """The field; what is typed goes into the address."""
    key = "find-words"
    if st.session_state.get(key) != words:
        st.session_state[key] = words

    def keep() -> None:
        st.query_params[NAME] = st.session_state[key]

    st.text_input("A few words, a code, a supplier’s name", key=key, on_change=keep, max_chars=LONGEST, width=640)


def finding(found: Findings) -> str:
    """The page's heading."""
    if not found.asked:
        return "What are you looking for?"
    return f"Found for “{found.asked}”" if found.groups else f"Nothing found for “{found.asked}”"


def drawn(found: Findings) -> str:
    """Each kind under its heading, each thing with its line."""
    parts = []
    for group in found.groups:
        lines = "".join(f"<li>{_way(one)}<p>{escape(one.line)}</p></li>" for one in group.found)
        more = f'<p class="sm">{group.more} more: add a word to narrow them.</p>' if group.more else ""
        head = f"<h2>{escape(group.title)}</h2>"
        parts.append(f'<section class="sec">{head}<ul class="found">{lines}</ul>{more}</section>')
    return f'<p class="sm" role="status">{escape(found.said)}</p>{"".join(parts)}'


def _way(one: Thing) -> str:
    title = escape(one.title)
    return f'<a href="{escape(one.href)}" data-go="1">{title}</a>' if one.href else f"<b>{title}</b>"


def what_to_try(words: str) -> str:
    """What to do with an empty box, or where nothing was found."""
    start = "Try fewer or shorter words. " if words else ""
    ways = ", ".join(f'<a href="/find?{urlencode({NAME: one})}" data-go="1">{escape(one)}</a>' for one in TRIES)
    told = (
        f"{start}A word from the name of an indicator or a commitment, a code, who sends a spreadsheet, a supplier’s "
        "name, or a word that somebody wrote in a comment. Spelling need not be exact."
    )
    return f'<p class="tries">{escape(told)}</p><p class="sm">For example: {ways}.</p>'
