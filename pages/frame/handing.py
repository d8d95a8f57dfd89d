"""What a person takes away from Bring in a file: their own workbook with its cells marked, and empty templates."""

from functools import partial
from html import escape

import streamlit as st

from metrics.spreadsheets import marking, templates
from metrics.spreadsheets.checking import Checked
from metrics.views.context import Context
from pages.frame import tables
from pages.frame.paint import failed, paint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def hand_back(checked: Checked, key: str) -> None:
    """The file with its cells marked, made when it is asked for and kept nowhere; nothing where there is no mark."""
    if not marking.can_be_marked(checked) or not (checked.refused or checked.problems):
        return
    made = st.session_state.get("marked")
    if made is None or made[0] != key:
        if st.button("Mark the cells in a copy of the file", key="mark"):
            try:
                with st.spinner("Marking the cells"):
                    st.session_state["marked"] = (key, marking.marked(checked))
            except marking.Refused as refused:
                failed(refused.reason, "Nothing was changed.", "not-marked")
                return
            st.rerun()
        return
    copy = made[1]
    paint(f'<p class="sm">{escape(copy.sentence)}</p>', "marked-words")
    st.download_button(f"Download {copy.name}", copy.content, copy.name, copy.media_type, on_click="ignore")


def offer_templates(now: Context) -> None:
    """An empty workbook for each kind of spreadsheet, to send to whoever keeps the figures."""
    with st.expander("Empty templates to send to colleagues"):
        lead = "Headings, rules and a page of help. What is filled in comes in without questions."
        paint(tables.section("Templates", lead), "templates-lead")
        with st.container(horizontal=True):
            for source in sorted(now.framework.sources, key=lambda one: one.title):
                name = templates.file_name(source)
                made = partial(templates.template_bytes, source)
                st.download_button(source.title, made, name, XLSX, on_click="ignore", key=f"template-{source.id}")
