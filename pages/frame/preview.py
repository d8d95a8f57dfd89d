"""A publication before and after it is let out: the list, a look at its pages, the buttons for its next step."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from metrics import publication, wording
from metrics.views.context import Context
from pages.frame import review, signing_in, tables
from pages.frame.guard import who

WORDS = {
    "prepared": "Waiting for approval",
    "approved": "Approved, not out yet",
    "released": "Out",
    "replaced": "Replaced",
    "withdrawn": "Withdrawn",
}


def name() -> str:
    """Who takes the next step. Whoever signed in cannot be anyone else; in one-person mode people say their names."""
    if signing_in.configured():
        return who()
    return st.columns([1, 2])[0].text_input("Your name, which is kept with the publication", who())


def listing(rows: list[dict]) -> str:
    """All publications as a table."""
    if not rows:
        return '<p class="sm">Nothing has been prepared yet.</p>'
    lines = [
        (
            str(row["number"]),
            _state(row),
            f"{row['prepared_by']}, {_day(row['prepared_at'])}",
            f"{row['approved_by']}, {_day(row['approved_at'])}" if row["approved_by"] else "",
            row["withdrawn_reason"] or "",
        )
        for row in rows
    ]
    return tables.table(("Number", "State", "Prepared", "Approved", "Reason"), lines, "Publications")


def _state(row: dict) -> str:
    """What became of one publication, and when it lets itself out."""
    said = WORDS.get(row["status"], row["status"]) + (", shown at /public/" if row["current"] else "")
    if row["status"] == "approved" and row["release_at"]:
        moment = datetime.fromisoformat(row["release_at"])
        said += f", released by itself on {wording.day(moment)} at {moment:%H:%M}"
    return said


def _day(at: str | None) -> str:
    return wording.day(datetime.fromisoformat(at).date()) if at else ""


def steps(now: Context, row: dict, name: str, step: Callable) -> None:
    """The next steps of one publication: approve what is prepared, withdraw what is out, look at either."""
    number = row["number"]
    if row["status"] not in ("prepared", "approved", "released"):
        return
    with st.expander(f"Publication {number}: {WORDS[row['status']].lower()}", expanded=row["status"] == "prepared"):
        if st.toggle("Look at it before it is out", row["status"] == "prepared", key=f"look-{number}"):
            review.draw(now, number)
        if row["status"] == "prepared":
            at = review.when(number)
            if st.button("Approve and let it out", type="primary", key=f"approve-{number}"):
                step(publication.approve, now.home, number, name, at)
        if row["status"] == "released" and row["current"]:
            st.link_button("Open the public page", "/public/")
        reason = st.text_input("Why it is withdrawn; readers are told", key=f"reason-{number}")
        if st.button("Withdraw", key=f"withdraw-{number}", disabled=not reason.strip()):
            step(publication.withdraw, now.home, number, name, reason)
