"""Overview: all five areas at a glance, what changed, and every indicator in one place."""

import streamlit as st

from metrics import wording
from metrics.charts import blocks, matrix
from metrics.views.overview import overview
from pages.frame import address, face, local, tables, then
from pages.frame.choosing import choice
from pages.frame.guard import allow
from pages.frame.paint import empty, heading, paint
from pages.frame.store import context, seen

allow("board", "team")

now = context()
lens = local.asked(now)
if st.query_params.get("as") == "published":
    then.page(now, address.month())
    st.stop()
view = seen(overview, address.month(), lens)
if view.month is None:
    empty("No figures yet.", "Bring in a file and its indicators appear here.")
    st.stop()

months = [(f"{month:%Y-%m}", wording.month(month)) for month in view.months]
left, right = st.columns([5, 1], vertical_alignment="bottom")
with left:
    heading(view.finding, view.rest, f"Overview, {wording.month(view.month)}. {view.place}")
with right:
    choice("Month", months, "month", f"{view.month:%Y-%m}")
    then.way(now, view.month)
local.switch(now, lens, view.switch, view.switched)
to = local.href(lens)
paint(face.coast() + blocks.strip(view.areas, to), "strip")
left, right = st.container(key="first").columns([5, 7], gap="large")
with left:
    titles = {glance.area.id: glance.area.title for glance in view.areas}
    changes = blocks.changes(view.changes, titles, view.more_changes, to)
    paint(blocks.section("What changed this month", changes + tables.late(view.late)), "changes")
with right:
    paint(blocks.section("Every indicator in one place", matrix.matrix(view, to)), "matrix")
if view.off_track:
    lead = "More than chance for the worse, or kept from its target, and nobody's name stands beside it."
    drawn = blocks.off_track(view.off_track, to)
    paint(blocks.section(f"Off track without an owner ({len(view.off_track)})", drawn, lead), "off-track")
paint(blocks.section("Five areas at a glance", blocks.areas(view.areas, to)), "areas")
for glance in view.areas:
    rows = blocks.rows(glance.cards, to) if glance.cards else '<p class="quiet">No indicator yet.</p>'
    paint(blocks.section(glance.area.title, rows, glance.area.summary), f"rows-{glance.area.id}")
