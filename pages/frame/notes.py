"""The head of an indicator's page, and what people say about the figure: comments and actions, with their forms."""

from datetime import date
from html import escape

import streamlit as st

from metrics.charts import blocks
from metrics.views.context import Context
from metrics.views.indicator import IndicatorView
from pages.frame import local
from pages.frame.guard import role, who
from pages.frame.paint import paint


def head(view: IndicatorView) -> str:
    """Where one is, the indicator's name as h1, and its sentence."""
    area = blocks.link(local.href(view.lens), "area", view.card.area, view.card.area.capitalize())
    kicker = f"{area}. {escape(view.commitment.title)}. {escape(view.card.code)}"
    said = escape(view.card.sentence or view.card.waiting_for)
    return f'<p class="kick">{kicker}</p><h1>{escape(view.card.title)}</h1><p class="lead">{said}</p>'


def said(view: IndicatorView) -> None:
    """What happened and what is done about it."""
    if view.said:
        paint(blocks.section("What happened, and what we are doing", blocks.notes(view.said)), "said")


def add(now: Context, view: IndicatorView) -> None:
    """The form with which the team adds a comment or an action."""
    if role() != "team" or not view.card.period:
        return
    with st.expander("Add a comment or an action"), st.form("note", border=False, clear_on_submit=True):
        kind = st.radio("What it is", ("Comment", "Action"), horizontal=True)
        text = st.text_area("In words that a board member understands", max_chars=600)
        left, right = st.columns(2)
        owner = left.text_input("Who does it (for an action)")
        due = right.date_input("Due (for an action)", None, format="DD/MM/YYYY")
        if st.form_submit_button("Keep it") and text.strip():
            _keep(now, view, (kind, text.strip(), owner.strip() or None, due))
            st.rerun()


def _keep(now: Context, view: IndicatorView, note: tuple[str, str, str | None, date | None]) -> None:
    kind, text, owner, due = note
    month = _month(view.card.period) or now.today.replace(day=1)
    if kind == "Action":
        now.ledger.add_action(view.indicator.id, month, text, who(), due, owner)
    else:
        now.ledger.add_comment(view.indicator.id, month, text, who())


def _month(period: str) -> date | None:
    """The month of a monthly period, "2026-09"; None for another."""
    try:
        return date.fromisoformat(f"{period}-01")
    except ValueError:
        return None
