"""The frame round every page: the look, who may see which page, the first start, and what is said on all of them."""

from pathlib import Path

import streamlit as st

from pages.frame import banner, face, guard, house, paint, starting

ART = Path(__file__).parent / "frame" / "art"

st.set_page_config(page_title="Anchor dashboard", layout="wide", page_icon=str(ART / "icon.svg"))
paint.style()
face.head(paint.dark())
page = st.navigation(house.pages(), position="top")
st.session_state["page"] = page.url_path

who = guard.role()
if who in guard.READERS and starting.needed():
    starting.show()
elif who in guard.READERS:
    banner.show(who)
    page.run()
else:
    page.run()
banner.foot(who)
