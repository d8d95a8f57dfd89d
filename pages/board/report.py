"""The board report: choose the month and the form, see how far it is, take the file away."""

import streamlit as st

from metrics import wording
from metrics.report import making
from metrics.views.overview import overview
from pages.frame import reporting
from pages.frame.choosing import choice
from pages.frame.guard import allow
from pages.frame.paint import empty, heading
from pages.frame.store import context, seen

allow("board", "team")

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

reporting.offer(now, month, dict(months)[month], ending)
