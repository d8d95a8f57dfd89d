"""Who is looking, asked again in every run. A page that does not name the role is not shown."""

import getpass
import time

import streamlit as st

from pages.frame import signing_in

READERS = ("team", "board")
LONGEST_SIGN_IN = 12 * 3600  # seconds; a working day, after which the provider is asked again


def role() -> str:
    """team, board, none (signed in, no role) or public (not signed in). One-person mode is team: the door saw to it."""
    if not signing_in.configured():
        return "team"
    user = st.user.to_dict()
    if not user.get("is_logged_in") or _stale(user):
        return "public"
    return signing_in.role_of(user)


def _stale(user: dict) -> bool:
    """True when the sign-in is older than a working day; Streamlit's own cookie would last for 30 days."""
    issued = user.get("iat")
    return isinstance(issued, int | float) and time.time() - issued > LONGEST_SIGN_IN


def allow(*roles: str) -> None:
    """Let these roles past; anyone else gets one sentence and the page stops here."""
    if role() in roles:
        return
    st.title("This page is not open to you")
    st.write("It needs a role that your sign-in does not have. Ask the social value team if you should see it.")
    st.stop()


def who() -> str:
    """The name that goes into the ledger beside what a person does."""
    if signing_in.configured():
        user = st.user.to_dict()
        return str(user.get("email") or user.get("name") or user.get("sub"))
    return getpass.getuser()
