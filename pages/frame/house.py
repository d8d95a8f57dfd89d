"""Which pages there are, at which address, and for whom. The navigation and every link of ours read it here."""

from pathlib import Path

import streamlit as st

from pages.frame import store
from pages.frame.guard import role

_PAGES = Path(__file__).resolve().parent.parent


def pages() -> list[st.Page]:
    """The pages for whoever is looking, in the order of the navigation; the first is the one at `/`."""
    who = role()
    if who == "public":
        return [_page("public/welcome", "Welcome", default=True)]
    if who == "none":
        return [_page("public/no_role", "No role yet", default=True)]
    board = [_page("board/overview", "Overview", default=True)]
    board += [_page("board/area", area.title, url_path=area.id) for area in store.definitions().areas]
    board += [_page("board/claims", "Claim checker", url_path="claims")]
    board += [_page("board/indicator", "Indicator", url_path="indicator", visibility="hidden")]
    board += [_page("board/report", "Report", url_path="report")]
    board += [_page("board/find", "Find", url_path="find")]
    if who != "team":
        return board
    return [
        *board,
        _page("team/month", "This month", url_path="month"),
        _page("team/bring", "Bring in a file", url_path="bring"),
        _page("team/publish", "Publish", url_path="publish"),
        _page("team/settings", "Settings", url_path="settings"),
    ]


def page_at(url_path: str) -> st.Page | None:
    """The page at an address (no slashes), if whoever is looking may have it; "" is the first page."""
    found = pages()
    if not url_path:
        return found[0]
    return next((page for page in found if page.url_path == url_path), None)


def _page(script: str, title: str, **more) -> st.Page:
    return st.Page(_PAGES / f"{script}.py", title=title, **more)
