"""Overview: on one screen, the five areas, what changed, every indicator by movement and target, what is late."""

import streamlit as st

from metrics import wording
from metrics.charts import blocks, matrix
from metrics.views.overview import overview
from pages.frame import address, everything, face, local, then
from pages.frame.choosing import choice
from pages.frame.guard import allow
from pages.frame.paint import empty, heading, paint
from pages.frame.store import context, seen

allow("board", "team")

LENS_WIDE = 260  # pixels

now = context()
lens = local.asked(now)
if st.query_params.get("as") == "published":
    then.page(now, address.month())
    st.stop()
view = seen(overview, address.month(), lens)
if view.month is None:
    empty("No figures yet.", "Bring in a file and its indicators appear here.")
    st.stop()
if everything.shown(view, lens):
    st.stop()

months = [(f"{month:%Y-%m}", wording.month(month)) for month in view.months]
to = local.href(lens)
with st.container(key="screen", gap="small"):
    left, right = st.columns([7, 5], vertical_alignment="bottom", gap="medium")
    with left:
        heading(view.finding, view.rest, f"{view.latest}. {view.place}")
    with right:
        with st.container(key="top-choices", horizontal=True, vertical_alignment="bottom"):
            local.choice(now, lens, LENS_WIDE)
            choice("Month", months, "month", f"{view.month:%Y-%m}")
        with st.container(key="top-ways", horizontal=True, vertical_alignment="center"):
            local.other(now, "tertiary")
            then.way(now, view.month)
    local.told(lens, view.switch, view.switched)
    paint(face.coast() + blocks.strip(view.areas, to), "strip")
    left, right = st.columns([3, 5], gap="medium")
    with left:
        changed = blocks.section("What changed this month", blocks.changes(view.changes, to))
        paint(changed + everything.ways(view, lens), "changes")
    with right:
        paint(blocks.section("Every indicator in one place", matrix.matrix(view, to)), "matrix")
