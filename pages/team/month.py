"""This month: what is in, late, refused or missing, whom to write to, and what remains before publishing."""

import streamlit as st

from metrics.charts import blocks
from metrics.views.chasing import chases
from metrics.views.closing import closing, remaining
from metrics.views.month import this_month
from metrics.views.overview import overview
from pages.frame import chase, everything, tables, todo, untaken
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
steps = seen(closing)
paint(tables.section(remaining(steps)) + todo.steps(steps), "closing")
if off := seen(overview).off_track:
    drawn = blocks.section(f"Off track, and nobody at it ({len(off)})", blocks.off_track(off), everything.LEAD)
    paint(drawn, "off-track")
if view.all_in:
    chase.notes(context(), seen(chases))
for others in LISTS[1:]:
    listed(*others)
untaken.show(view)
