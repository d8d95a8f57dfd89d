"""The head of an indicator's page, and what people say about the figure: comments and actions, with their forms."""

from datetime import date
from html import escape

import streamlit as st

from metrics.charts import blocks
from metrics.views.context import Context
from metrics.views.indicator import IndicatorView
from pages.frame import local
from pages.frame.guard import role, who
from pages.frame.paint import failed, paint


def head(view: IndicatorView) -> str:
    """Where one is, the indicator's name as h1, and its sentence."""
    area = blocks.link(local.href(view.lens), "area", view.card.area, view.card.area.capitalize())
    kicker = f"{area}. {escape(view.commitment.title)}. {escape(view.card.code)}"
    said = escape(view.card.sentence or view.card.waiting_for)
    return f'<p class="kick">{kicker}</p><h1>{escape(view.card.title)}</h1><p class="lead">{said}</p>'


def said(now: Context, view: IndicatorView) -> None:
    """What happened and what is done about it; that nobody has said so where the figure wants it."""
    if view.unsaid:
        paint(f'<p class="unsaid">{escape(view.unsaid)}</p>', "unsaid")
    if view.said:
        paint(blocks.section("What happened, and what we are doing", blocks.notes(view.said)), "said")
        _close(now, view)


def _close(now: Context, view: IndicatorView) -> None:
    """The form with which the team closes an action with what came of it."""
    opened = {one.number: one.text for one in view.said if one.is_open}
    if role() != "team" or not opened:
        return
    with st.expander("Close an action"), st.form("close", border=False, clear_on_submit=True):
        which = st.selectbox("Which", list(opened), format_func=lambda number: opened[number])
        came = st.text_area("What came of it", max_chars=600)
        if st.form_submit_button("Close it"):
            if came.strip():
                now.ledger.close_action(which, came.strip(), who())
                st.rerun()
            failed("The action was not closed.", "Say what came of it, also where that is nothing.", "not-closed")


def add(now: Context, view: IndicatorView) -> None:
    """The form with which the team says what happened, why, and what is done next."""
    if role() != "team" or not view.card.period:
        return
    asked = "act" in st.query_params
    with st.expander("Say what happened, or open an action", expanded=asked), st.form("note", border=False):
        given = {
            "happened": st.text_area("What happened", view.happened if asked else "", max_chars=600, key="n-happened"),
            "why": st.text_area("Why, as far as we know", max_chars=600, key="n-why"),
            "next": st.text_area("What we do next (makes it an action)", max_chars=600, key="n-next"),
        }
        left, right = st.columns(2)
        owner = left.text_input("Who does it", key="n-owner")
        due = right.date_input("By when", None, format="DD/MM/YYYY", key="n-due")
        if st.form_submit_button("Keep it"):
            told = {name: (words or "").strip() for name, words in given.items()}
            if lacks := _lacks(told, owner, due):
                failed("Nothing was kept.", lacks, "not-kept")
            else:
                _keep(now, view, told, owner.strip(), due)
                _clear()


def _lacks(told: dict[str, str], owner: str, due: date | None) -> str:
    """What has to be filled in first; "" where nothing has."""
    if not told["happened"] and not told["next"]:
        return "Say what happened, or what is done next."
    if told["next"] and not (owner.strip() and due):
        return "An action needs somebody who does it, and a day by which it is done."
    return "" if told["next"] or not (owner.strip() or due) else "Say what is done next, or leave out who and by when."


def _clear() -> None:
    """The form is empty again, and the address asks for no action any more."""
    for name in ("n-happened", "n-why", "n-next", "n-owner", "n-due"):
        st.session_state.pop(name, None)
    st.query_params.pop("act", None)
    st.rerun()


def _keep(now: Context, view: IndicatorView, told: dict[str, str], owner: str, due: date | None) -> None:
    """A comment is about the figure's month; an action begins in the month it is opened in."""
    id, today = view.indicator.id, now.today.replace(day=1)
    if told["next"]:
        now.ledger.add_action(id, today, told["next"], who(), due, owner, told["happened"], told["why"])
    else:
        now.ledger.add_comment(id, _month(view.card.period) or today, told["happened"], who(), told["why"])


def _month(period: str) -> date | None:
    """The month of a monthly period, "2026-09"; None for another."""
    try:
        return date.fromisoformat(f"{period}-01")
    except ValueError:
        return None
