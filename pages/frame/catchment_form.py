"""The form for which councils are local, from which month, and why."""

import streamlit as st

from metrics import catchments, typed, wording
from metrics.geography import councils
from metrics.views.context import Context
from pages.frame import tables
from pages.frame.forms import done
from pages.frame.guard import who
from pages.frame.paint import failed, paint

LEAD = (
    "Which councils are local. A change counts from its month on and leaves the months before as they were; it is "
    "marked on the chart of every local figure."
)
AS_TODAY = "As defined today for all months"


def catchment(now: Context) -> None:
    """The definitions that stand, a form for another from a month on, and the switch that rewrites the past."""
    known = councils(now.home)
    found = catchments.catchments(now.framework, now.ledger)
    rows = [
        (
            wording.month(one.first_month) if one.by else "From the beginning",
            wording.listed(catchments.names(one, known)), one.why or "The definitions", one.by,
        )
        for one in found
    ]  # fmt: skip
    drawn = tables.table(("From", "Local means", "Why", "By"), rows, "What local means")
    paint(tables.section("What local means", LEAD) + drawn, "catchment")
    if said := st.session_state.pop("refused-catchment", ""):
        failed(said, "Nothing was changed.", "failed-catchment")
    names = {one.code: one.name for one in sorted(known.values(), key=lambda one: one.name)}
    with st.form("catchment", border=False):
        newest = [code for code in found[-1].councils if code in names]
        chosen = st.multiselect("Local councils", list(names), newest, names.get, key="catchment-councils")
        left, right = st.columns([1, 2])
        month = left.text_input("First month in which they are local", placeholder="April 2025")
        why = right.text_input("Why the area changes", placeholder="Lancaster joined the partnership")
        if st.form_submit_button("Change what local means"):
            _change(now, month, chosen, why)
    _take_back(now, found)
    _switch(now)


def _change(now: Context, month: str, chosen: list[str], why: str) -> None:
    try:
        catchments.change(now.ledger, typed.month(month), chosen, why, who())
    except ValueError as problem:
        st.session_state["refused-catchment"] = str(problem)
        st.rerun()
    done("What local means is changed.")


def _take_back(now: Context, found: tuple[catchments.Catchment, ...]) -> None:
    names = {one.first_month: wording.month(one.first_month) for one in found[1:]}
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("A change to take back", list(names), format_func=names.get)
        if st.button("Take the change back"):
            catchments.take_back(now.ledger, chosen, who())
            done("The change is taken back.")


def _switch(now: Context) -> None:
    """The newest definition in all months, or each in its own: asked for by a person, and kept with who and when."""
    stands = bool(now.ledger.setting(catchments.AS_TODAY, False))
    wanted = st.checkbox(AS_TODAY, stands, help="Rewrites the past: every month is counted again by the newest area.")
    if wanted != stands and st.button("Count all months again"):
        now.ledger.set_setting(catchments.AS_TODAY, wanted, who())
        done("All months go by the newest area." if wanted else "Every month goes by its own area.")
