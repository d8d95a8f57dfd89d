"""Who is written to, and the note to copy: on This month."""

from functools import partial

import streamlit as st

from metrics import wording
from metrics.spreadsheets import templates
from metrics.views.chasing import Chase
from metrics.views.context import Context
from metrics.views.month import SourceState
from pages.frame import tables
from pages.frame.choosing import choice
from pages.frame.handing import XLSX
from pages.frame.paint import paint


def last(one: SourceState) -> str:
    """The file that came last, and the day it came."""
    return f"{one.last_file}, {wording.day(one.last_day)}" if one.last_file else "none yet"


def notes(now: Context, found: tuple[Chase, ...]) -> None:
    """The note to one sender, who is chosen in the address (?to=), with the templates that it names."""
    if not found:
        return
    lead = "Choose who, copy the note, send it from your own e-mail. Nothing is sent from here."
    paint(tables.section("A note to whoever sends them", lead), "chase-lead")
    senders = [(one.sender, f"{one.sender}: {one.wanted}") for one in found]
    to = choice("To", senders, "to", senders[0][0])
    note = next(one for one in found if one.sender == to)
    st.code(note.text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for id in note.sources:
            source = now.framework.source(id)
            made, name = partial(templates.template_bytes, source), templates.file_name(source)
            st.download_button(f"Template: {source.title}", made, name, XLSX, on_click="ignore", key=f"chase-{id}")
