"""Practise with broken files: each begins with one press and says what to look for; only where all figures are made up.

A file to practise on bears the example trust's name, so that a trust's own store refuses it whatever happens here.
"""

import tempfile
from html import escape
from pathlib import Path

import streamlit as st

from metrics.example.practising import OTHER_TRUST, REFUSED, Lesson, lessons, write_one
from metrics.spreadsheets.problems import KINDS
from metrics.views.context import Context
from pages.frame import bringing, tables
from pages.frame.paint import paint

TITLE = "Practise with broken files"
LEAD = (
    "Each of these made-up files has one fault. Press one: it is checked as if you had sent it, with what to look for "
    "above. Nothing is taken in unless you say so, and it can be taken back."
)


def offer(now: Context) -> None:
    """A button for each file to practise on; nothing at all in a trust's own store."""
    if not now.made_up:
        return
    with st.expander(TITLE):
        paint(f'<p class="sm">{escape(LEAD)}</p>', "practice-lead")
        with st.container(horizontal=True):
            for one in lessons():
                if st.button(_label(one), help=_fault(one), key=f"practice-{one.name}"):
                    _begin(now, one)


def lesson(work: bringing.Work | None) -> None:
    """Above what was found in a file to practise on: what to look for, and what to learn."""
    found = next((one for one in lessons() if work is not None and one.name == work.lesson), None)
    if found is None:
        return
    facts = [("Look for", found.see), ("Learn", found.learn)]
    paint(tables.facts(facts, f"Practice: {_label(found).lower()}"), "practice-lesson")


def _label(one: Lesson) -> str:
    return Path(one.name).stem.replace("-", " ").capitalize()


def _fault(one: Lesson) -> str:
    if one.kind == REFUSED:
        return "A file that cannot be used at all."
    return "A good file in the wrong place." if one.kind == OTHER_TRUST else KINDS[one.kind]


def _begin(now: Context, one: Lesson) -> None:
    """Check the file and make it the one under way."""
    with tempfile.TemporaryDirectory(prefix="practice-", ignore_cleanup_errors=True) as folder:
        content = write_one(one.name, Path(folder)).read_bytes()
    bringing.begin(now, f"practice-{one.name}", one.name, content, lesson=one.name)
    st.rerun()
