"""What the secrets say about signing in: is it set up, and who has which role."""

from pathlib import Path

import streamlit as st

ROLES = ("team", "board")


def secrets(section: str) -> dict:
    """One section of the secrets, empty where it is not there; a file that cannot be read counts as no section."""
    try:
        found = st.secrets.get(section)
    except FileNotFoundError:
        return {}
    return dict(found) if found else {}


def configured() -> bool:
    """True when people must sign in: an [auth] section is there, or a secrets file is there and cannot be read.

    A slip in the secrets must close the door, not open it.
    """
    return bool(secrets("auth")) or broken()


def broken() -> bool:
    """True when a secrets file exists and Streamlit cannot make sense of it."""
    try:
        st.secrets.get("auth")
    except FileNotFoundError:
        return any(Path(path).exists() for path in st.get_option("secrets.files"))
    return False


def role_of(user: dict) -> str:
    """team, board or none for someone who has signed in: the list in the secrets first, then the claim `roles`.

    A provider that says an address is not verified is believed: the list is then not asked.
    """
    listed = {str(email).casefold(): role for email, role in secrets("roles").items()}
    email = str(user.get("email") or "").casefold()
    if email and user.get("email_verified") is not False and listed.get(email) in ROLES:
        return listed[email]
    claim = user.get("roles") or ()
    claimed = [claim] if isinstance(claim, str) else list(claim)
    return next((role for role in ROLES if role in claimed), "none")
