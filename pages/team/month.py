"""This month: what has come in, what is late, what is missing, and what to bring next."""

import streamlit as st

from metrics import wording
from metrics.views.month import this_month
from pages.frame import tables
from pages.frame.guard import allow
from pages.frame.paint import go, heading, paint
from pages.frame.store import seen

allow("team")

STATES = {"in": "In", "due": "Wanted", "late": "Late", "missing": "Missing", "refused": "Refused", "never": "Never"}
ORDER = list(STATES)[::-1]

view = seen(this_month)
heading(view.finding, view.rest, f"This month: {view.month_words}")
rows = [
    (one.title, STATES.get(one.state, one.state), one.words, one.newest or "none", wording.day(one.due), one.sender)
    for one in sorted(view.sources, key=lambda source: ORDER.index(source.state))
]
columns = ("Spreadsheet", "State", "What that means", "Newest in", "Wanted by", "From")
paint(tables.section("Every spreadsheet") + tables.table(columns, rows, "Every spreadsheet and its state"), "sources")
gaps = [(one.title, ", ".join(one.gaps)) for one in view.sources if one.gaps]
if gaps:
    lead = "Months between the first and the newest for which nothing came. Charts leave a gap there."
    paint(tables.section("Gaps", lead) + tables.table(("Spreadsheet", "Missing"), gaps, "Gaps"), "gaps")
refused = [(one.title, words) for one in view.sources for words in one.rejected]
refused += [("Not known", words) for words in view.unknown_files]
if refused:
    lead = "Files that somebody tried to bring in and that were not taken. One goes from here when a good one comes."
    drawn = tables.table(("Spreadsheet", "File and reason"), refused, "Files that were not taken")
    paint(tables.section("Not taken", lead) + drawn, "refused")
files = [(one.title, words) for one in view.sources for words in one.files]
if files:
    paint(tables.section("Newest files") + tables.table(("Spreadsheet", "File"), files, "Newest files"), "files")
if st.button("Bring in a file", type="primary"):
    go("/bring")
