"""A publication before and after it is let out: the list, a look at its pages, the buttons for its next step."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import streamlit as st

from metrics import publication, wording
from metrics.views.context import Context
from pages.frame import signing_in, tables
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
        if st.toggle("Look at its first page", row["status"] == "prepared", key=f"look-{number}"):
            st.iframe(first_page(now.home.public / str(number)), height=640, alt=f"Publication {number}, first page")
        if row["status"] == "prepared" and st.button("Approve and let it out", type="primary", key=f"approve-{number}"):
            step(publication.approve, now.home, number, name)
        if row["status"] == "released" and row["current"]:
            st.link_button("Open the public page", "/public/")
        reason = st.text_input("Why it is withdrawn; readers are told", key=f"reason-{number}")
        if st.button("Withdraw", key=f"withdraw-{number}", disabled=not reason.strip()):
            step(publication.withdraw, now.home, number, name, reason)


def first_page(folder: Path) -> str:
    """The first page of a publication with its style put in, so that it can be shown before it has an address."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    styles = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.css")))
    return page.replace("</head>", f"<style>{styles}</style></head>", 1)
