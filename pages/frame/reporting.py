"""The board report in the making: what it is of, how far it is, and the file to take away."""

from functools import partial

import streamlit as st

from metrics.report import making
from metrics.views.context import Context
from pages.frame.guard import who
from pages.frame.paint import failed

KEPT = "report-made"  # the newest one made, as (what it is of, its bytes)


def offer(now: Context, month: str, words: str, ending: str) -> None:
    """The button that makes the report of a month in one form, and the file once it is made."""
    if st.button("Make the report", type="primary"):
        _make(now, month, ending)
    of, found = st.session_state.get(KEPT, (None, b""))
    if of == _wanted(now, month, ending):
        form, name = making.FORMS[ending], f"anchor-report-{month}.{ending}"
        st.write(f"The report of {words} is ready.")
        label = f"Download {name} ({len(found) / 1e6:.1f} MB)"
        st.download_button(label, found, name, form.media_type, on_click="ignore")


def _wanted(now: Context, month: str, ending: str) -> tuple:
    """What the report is of: another one is made when any of it changes."""
    lines = now.ledger.entries(1)
    return str(now.home.root), now.warehouse.identity, lines[0].number if lines else 0, month, ending


def _make(now: Context, month: str, ending: str) -> None:
    bar = st.progress(0.0, "Gathering what it says")
    try:
        found = making.made(now, month, ending, partial(_tell, bar), who())
        # that it was made is a line of the ledger as well
        st.session_state[KEPT] = (_wanted(now, month, ending), found)
    except ValueError as problem:
        failed("The report was not made.", str(problem))
    bar.empty()


def _tell(bar, share: float, words: str) -> None:
    bar.progress(min(share, 1.0), words)
