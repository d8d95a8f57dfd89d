"""One of the five areas: its finding, its pictures, its commitments and their indicators."""

from html import escape

import streamlit as st

from metrics import wording
from metrics.charts import blocks, pictures
from metrics.views.area import area
from pages.frame import address, local
from pages.frame.guard import allow
from pages.frame.paint import empty, heading, paint
from pages.frame.store import context, seen

allow("board", "team")

now = context()
lens = local.asked(now)
to = local.href(lens)
view = seen(area, st.session_state["page"], address.month(), lens)
if view.strip:
    paint(blocks.strip(view.strip, to, view.area.id), "strip")
if view.month is None:
    empty(f"No figures for {view.area.title}.", "Its indicators appear when their spreadsheets are in.")
    st.stop()
heading(view.finding, view.lead, f"{view.area.title}, {wording.month(view.month)}")
if view.local:
    local.switch(now, lens, view.switch, view.switched)
    local.pictured(view.pictured if view.pictures else "")
for number, picture in enumerate(view.pictures):
    paint(pictures.draw(picture), f"picture-{number}")
if view.addresses:
    paint(blocks.section("By which address", f"<p>{escape(view.addresses)}</p>"), "addresses")
lead = "Each promise and how it goes. The pale band is the usual range."
paint(blocks.section("Our commitments here", blocks.commitments(view, to), lead), "commitments")
