"""This month: what is in, late, refused or missing, whom to write to, and what remains before publishing."""

import streamlit as st

from metrics.views.chasing import chases
from metrics.views.closing import closing, remaining
from metrics.views.month import this_month
from pages.frame import chase, tables, todo
from pages.frame.guard import allow
from pages.frame.paint import go, heading, paint
from pages.frame.store import context, seen

allow("team")

STATES = {"in": "In", "due": "Wanted", "late": "Late", "missing": "Gap", "refused": "Rejected", "never": "Never came"}
COLUMNS = ("Spreadsheet", "State", "What that means", "From", "Last file", "Usually by")
LISTS = (  # what is most pressing first; each with the line under its heading
    ("Wanted now", ("late", "refused", "missing", "due"), ""),
    ("In", ("in",), ""),
    ("Never came", ("never",), "What is counted from them waits. A trust without such figures can leave them out."),
)


def listed(title: str, states: tuple[str, ...], lead: str) -> None:
    """One list of spreadsheets, where there are any in these states."""
    found = [one for one in view.sources if one.state in states]
    rows = [
        (one.title, STATES[one.state], one.words, one.sender, chase.last(one), one.usual or "when it changes")
        for one in found
    ]
    if rows:
        paint(tables.section(title, lead) + tables.table(COLUMNS, rows, title), f"sources-{states[0]}")


view = seen(this_month)
heading(view.finding, view.rest, f"This month: {view.month_words}")
if st.button("Bring in a file", type="primary"):
    go("/bring")
listed(*LISTS[0])
if not view.all_in:
    chase.notes(context(), seen(chases))
steps = closing(context())
paint(tables.section(remaining(steps)) + todo.steps(steps), "closing")
if view.all_in:
    chase.notes(context(), seen(chases))
for others in LISTS[1:]:
    listed(*others)
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
asked = [(one.title, words) for one in view.sources for words in one.undecided]
if asked:
    lead = "Files that can be taken once somebody answers what they ask, or accepts a warning with a reason."
    drawn = tables.table(("Spreadsheet", "File and what it asks"), asked, "Files that wait for an answer")
    paint(tables.section("Waiting for an answer", lead) + drawn, "undecided")
