"""What is said on every page: that figures are made up, and who is signed in."""

import streamlit as st

from metrics import home
from pages.frame import signing_in, store
from pages.frame.paint import go, paint

MADE_UP = (
    '<p class="made-up"><b>These figures are made up.</b> They belong to Example Coast NHS Trust, which does not '
    "exist. Look round, try things, then start with your own files.</p>"
)


def show(who: str) -> None:
    """The notice above every page of the example, with the way to the trust's own files."""
    looks_at_example = store.is_example(store.active())
    store.say_in_address()
    if not looks_at_example:
        return
    with st.container(key="banner", horizontal=True, vertical_alignment="center"):
        paint(MADE_UP, "banner-words")
        if home.was_started():
            st.button("Back to our own files", on_click=store.look_at_example, args=(False,), key="back-to-own")
        elif who == "team" and st.button("Start with our own files", key="start-own"):
            home.start_own()
            go("/bring")


def foot(who: str) -> None:
    """Who is signed in, and the way out; nothing in one-person mode or for a visitor."""
    if not signing_in.configured() or who == "public":
        return
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        st.text(f"Signed in as {st.user.get('email') or st.user.get('name') or st.user.get('sub')}")
        st.button("Sign out", on_click=st.logout)
