"""What local means for the moment: in the address, on every page that has "local", and in the links between them."""

import re
from html import escape

import streamlit as st

from metrics import geography
from metrics.charts import blocks
from metrics.lenses import DEFAULT_LENS
from metrics.views import local as views
from metrics.views.context import Context
from pages.frame import choosing
from pages.frame.paint import failed, paint

NAME = "lens"  # in the address, and in the session for a way that drops the address (the navigation's)
MOST_MOVED = 6  # figures named before "and so many more"
WIDE = 380  # pixels, of the list beside another
WARD = r"[A-Z]\d{8}"


def asked(now: Context) -> str:
    """The lens that this person looks through; in the place of one that cannot be told, and the page says why, the
    trust's own meaning of local."""
    lens = st.query_params.get(NAME, st.session_state.get(NAME, DEFAULT_LENS))
    if problem := views.why_not(now, lens):
        own = views.words_of(now, DEFAULT_LENS)
        failed(problem, f"Local means {own} here. Choose another meaning under What local means.", "lens-unknown")
        return DEFAULT_LENS
    st.session_state[NAME] = lens
    if lens != DEFAULT_LENS and st.query_params.get(NAME) != lens:
        st.query_params[NAME] = lens
    return lens


def href(lens: str) -> blocks.Href:
    """The app's addresses with the lens in them, so that a link opened in another tab shows the same."""
    if lens == DEFAULT_LENS:
        return blocks.app_href

    def way(kind: str, id: str) -> str:
        plain = blocks.app_href(kind, id)
        return f"{plain}{'&' if '?' in plain else '?'}{NAME}={lens}"

    return way


def switch(now: Context, lens: str, said: str, moved: tuple[views.Switched, ...]) -> None:
    """The list of meanings, any other meaning, and what the choice does to the figures of the page."""
    with st.container(key="local", horizontal=True, vertical_alignment="bottom"):
        choice(now, lens, WIDE)
        other(now)
    told(lens, said, moved)


def told(lens: str, said: str, moved: tuple[views.Switched, ...]) -> None:
    """What the choice does to the figures of the page; nothing under the trust's own meaning."""
    if said:
        paint(blocks.switched(said, moved, href(lens), MOST_MOVED), "switched")


def choice(now: Context, lens: str, width="stretch") -> None:
    """The meanings that the trust offers, and the one in the address."""
    offered = views.offered(now)
    if lens not in dict(offered):
        offered = (*offered, (lens, views.words_of(now, lens)))
    choosing.choice("What local means", offered, NAME, lens, width)


def other(now: Context, type: str = "secondary") -> None:
    """Any council, any distance from a site, any list of wards."""
    with st.popover("Another meaning of local", type=type):
        _council(now)
        _miles(now)
        _wards(now)


def _council(now: Context) -> None:
    names = {one.code: one.name for one in sorted(geography.councils(now.home).values(), key=lambda one: one.name)}
    with st.form("lens-council", border=False):
        code = st.selectbox("One council", list(names), format_func=names.get, index=None, key="lens-council-code")
        if st.form_submit_button("Use this council") and code:
            _use(f"council:{code}")


def _miles(now: Context) -> None:
    names = dict(views.sites(now))
    if not names:
        st.text("A distance is measured from a site: bring in the yearly site return (ERIC) first.")
        return
    with st.form("lens-miles", border=False):
        miles = st.number_input("Miles, as the crow flies", 0.5, 100.0, 5.0, 0.5, key="lens-miles-number")
        site = st.selectbox("From", list(names), format_func=names.get, key="lens-miles-site")
        if st.form_submit_button("Use this distance"):
            _use(f"miles:{miles:g}@{site}")


def _wards(now: Context) -> None:
    with st.form("lens-wards", border=False):
        said = st.text_area("Wards by their codes", placeholder="E05015283, E05015284", key="lens-wards-codes")
        if problem := st.session_state.pop("lens-wards-problem", ""):
            st.text(f"▲ {problem}")
        if st.form_submit_button("Use these wards"):
            _use_wards(now, said)


def _use_wards(now: Context, said: str) -> None:
    codes = list(dict.fromkeys(code.upper() for code in re.split(r"[\s,;]+", said) if code))
    wrong = [code for code in codes if not re.fullmatch(WARD, code)]
    if not codes:
        problem = "Type the codes of the wards, such as E05015283, with commas between them."
    elif wrong:
        problem = f"'{wrong[0]}' is not the code of a ward. A code is a letter and eight digits, such as E05015283."
    elif not geography.Places(now.home).has_directory:
        problem = "Wards are known once the ONS postcode directory is in. Bring it in under Settings."
    else:
        _use(f"wards:{','.join(codes)}")
    st.session_state["lens-wards-problem"] = problem
    st.rerun()


def _use(lens: str) -> None:
    st.query_params[NAME] = st.session_state[NAME] = lens
    st.rerun()


def pictured(said: str) -> None:
    """What local means in the pictures, where it is not what the figures go by."""
    if said:
        paint(f'<p class="sm">The pictures go by {escape(said)}, whatever local means above.</p>', "pictured")
