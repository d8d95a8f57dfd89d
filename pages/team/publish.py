"""Publish: prepare the public page, look at it, have it approved by another person, withdraw it."""

import streamlit as st

from metrics import publication
from pages.frame import preview, tables
from pages.frame.guard import allow
from pages.frame.paint import failed, heading, paint
from pages.frame.store import context, rebuild

allow("team")

now = context()
heading("What the public sees", "One person prepares it, looks at it, and another approves it.", "Publish")


def step(action, *more) -> None:
    """One step of a publication; a refusal is said where the person looks."""
    try:
        with st.spinner("Making the public files"):
            action(*more)
        rebuild()  # whether the page came in time is one of the figures
    except publication.NotAllowed as problem:
        st.session_state["publish-refused"] = str(problem)
    st.rerun()


if refused := st.session_state.pop("publish-refused", ""):
    failed("That step was not taken.", refused)
name = preview.name()
if st.button("Prepare a publication", type="primary", disabled=now.warehouse is None):
    step(publication.prepare, now.home, now.framework, name)
if now.warehouse is None:
    st.write("A publication can be prepared once there are figures.")
st.checkbox(
    "One person may prepare and approve (the publication says so)",
    publication.allows_one_person(now.home),
    key="one-person",
    on_change=lambda: now.ledger.set_setting("allow_one_person", st.session_state["one-person"], name),
)
rows = publication.listing(now.home)
paint(tables.section("Publications") + preview.listing(rows), "list")
for row in rows[:5]:
    preview.steps(now, row, name, step)
