"""What someone sees who has signed in and has no role: nothing, and why."""

import streamlit as st

from pages.frame.guard import allow
from pages.frame.paint import heading

allow("none")
heading(
    "You are signed in, and have no role here yet",
    "The dashboard is open to the social value team and to board members. Ask the team to add your address.",
)
st.link_button("Go to the public pages", "/public/")
