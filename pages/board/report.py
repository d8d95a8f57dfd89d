"""The board report: choose the month and the form, see how far it is, take the file away."""

from functools import partial

import streamlit as st

from metrics import wording
from metrics.report import making
from metrics.views.overview import overview
from pages.frame.choosing import choice
from pages.frame.guard import allow, who
from pages.frame.paint import empty, failed, heading
from pages.frame.store import context, seen

allow("board", "team")

KEPT = "report-made"  # the newest one made, as (what it is of, its bytes)

now = context()
view = seen(overview, None)
if view.month is None:
    empty("No figures yet.", "The report can be made when a file is in.")
    st.stop()
heading(
    "The board report",
    "The month in short, what needs attention, a page for each indicator, how good the data are and what is not known: "
    "the same words and figures as these pages.",
    f"Report. {view.place}",
)
left, right, _ = st.columns([2, 2, 3])
with left:
    months = [(f"{month:%Y-%m}", wording.month(month)) for month in view.months]
    month = choice("Month", months, "month", months[0][0])
with right:
    forms = [(form.ending, form.title) for form in making.FORMS.values()]
    ending = choice("Form", forms, "form", forms[0][0])



def _wanted() -> tuple:
    """What the report is of: another one is made when any of it changes."""
    lines = now.ledger.entries(1)
    return str(now.home.root), now.warehouse.identity, lines[0].number if lines else 0, month, ending


def _tell(bar, share: float, words: str) -> None:
    bar.progress(min(share, 1.0), words)


wanted = _wanted()
if st.button("Make the report", type="primary"):
    bar = st.progress(0.0, "Gathering what it says")
    try:
        tell = partial(_tell, bar)
        found = making.made(now, month, ending, tell, who())
        wanted = _wanted()  # that it was made is a line of the ledger as well
        st.session_state[KEPT] = (wanted, found)
    except ValueError as problem:
        failed("The report was not made.", str(problem))
    bar.empty()
of, found = st.session_state.get(KEPT, (None, b""))
if of == wanted:
    form, name = making.FORMS[ending], f"anchor-report-{month}.{ending}"
    st.write(f"The report of {dict(months)[month]} is ready.")
    label = f"Download {name} ({len(found) / 1e6:.1f} MB)"
    st.download_button(label, found, name, form.media_type, on_click="ignore")
