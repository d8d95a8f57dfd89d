"""Overview: all five areas at a glance, what changed, and every indicator in one place."""

import streamlit as st

from metrics import wording
from metrics.charts import blocks
from metrics.views.overview import overview
from pages.frame import address
from pages.frame.guard import allow
from pages.frame.paint import empty, heading, paint
from pages.frame.store import context

allow("board", "team")

view = overview(context(), address.month())
if view.month is None:
    empty("No figures yet.", "Bring in a file and its indicators appear here.")
    st.stop()

months = [(f"{month:%Y-%m}", wording.month(month)) for month in view.months]
left, right = st.columns([5, 1], vertical_alignment="bottom")
with left:
    heading(view.finding, view.rest, f"Overview, {wording.month(view.month)}. {view.place}")
with right:
    address.choice("Month", months, "month", f"{view.month:%Y-%m}")
paint(blocks.coast() + blocks.strip(view.areas), "strip")
left, right = st.columns([5, 7], gap="large")
with left:
    paint(blocks.changes(view), "changes")
with right:
    paint(blocks.matrix(view), "matrix")
paint(blocks.areas(view), "areas")
for glance in view.areas:
    paint(blocks.area_rows(glance), f"rows-{glance.area.id}")
