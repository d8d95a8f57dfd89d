"""One of the five areas: its finding, its pictures, its commitments and their indicators."""

import streamlit as st

from metrics import wording
from metrics.charts import blocks, pictures
from metrics.views.area import area
from pages.frame import address
from pages.frame.guard import allow
from pages.frame.paint import empty, heading, paint
from pages.frame.store import seen

allow("board", "team")

view = seen(area, st.session_state["page"], address.month())
if view.strip:
    paint(blocks.strip(view.strip, current=view.area.id), "strip")
if view.month is None:
    empty(f"No figures for {view.area.title}.", "Its indicators appear when their spreadsheets are in.")
    st.stop()
heading(view.finding, view.lead, f"{view.area.title}, {wording.month(view.month)}")
for number, picture in enumerate(view.pictures):
    paint(pictures.draw(picture), f"picture-{number}")
lead = "Each promise and how it goes. The pale band is the usual range."
paint(blocks.section("Our commitments here", blocks.commitments(view), lead), "commitments")
