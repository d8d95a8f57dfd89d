"""Welcome: what a visitor sees who has not signed in. Everything on it comes from the current publication's files."""

import streamlit as st

from metrics import publication
from metrics.home import active_home
from pages.frame import face, tables
from pages.frame.guard import allow
from pages.frame.paint import heading, paint

allow("public")

promises = publication.promises(active_home())
heading(
    "What our hospitals do for the places around them",
    "Five promises, with figures that are checked and published month by month.",
)
if ornament := face.coast():
    paint(ornament, "coast")
if promises:
    paint(tables.promises(promises), "promises")
else:
    st.write("Nothing has been published yet.")
with st.container(horizontal=True):
    st.link_button("Open the public pages", "/public/", type="primary")
    st.button("Sign in", on_click=st.login)
