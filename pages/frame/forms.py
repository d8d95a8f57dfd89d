"""The forms of the settings page. Each writes one fact into the ledger or the data folder, and says so."""

from html import escape

import streamlit as st

from metrics import flat_file, geography, home, typed, wording
from metrics.definitions import Framework
from metrics.directory import DirectoryRefused
from metrics.preview import told_by_another_directory
from metrics.views import aims
from metrics.views.context import Context
from pages.frame import store, tables, uploads
from pages.frame.guard import who
from pages.frame.paint import failed, go, paint

SCREENING_LEAD = (
    "It is worked out from the steps from one month to the next. A few great steps make it wide, so that it may be "
    "worked out without them. Leave this as your board's own charts have it: both ways are in use in the NHS."
)


def rebasings(now: Context) -> None:
    """Months from which a chart's usual range is worked out anew, with the reason, which is drawn on the chart."""
    rows = [
        (now.framework.indicator(one.indicator).title, wording.month(one.month), one.reason, one.by)
        for one in now.ledger.rebasings()
    ]
    lead = "Only when something lasting was changed, and never because a result is unwelcome."
    columns = ("Indicator", "From", "Why", "By")
    drawn = tables.table(columns, rows, "New limits") if rows else ""
    paint(tables.section("New limits", lead) + drawn, "rebasings")
    _refusal("rebasing")
    with st.form("rebasing", border=False):
        indicator = choose_indicator(now.framework, "rebasing-indicator")
        left, right = st.columns([1, 2])
        month = left.text_input("First month of the new limits", placeholder="April 2025")
        reason = right.text_input("Why", placeholder="Invoices are now scanned on arrival")
        if st.form_submit_button("Begin new limits"):
            _add_rebasing(now, indicator, month, reason)


def _add_rebasing(now: Context, indicator: str, month: str, reason: str) -> None:
    try:
        if not reason.strip():
            raise ValueError("Say what was changed. The reason is drawn on the chart.")
        now.ledger.add_rebasing(indicator, typed.month(month), reason.strip(), who())
    except ValueError as problem:
        st.session_state["refused-rebasing"] = str(problem)
        st.rerun()
    done("The limits begin anew.")


def screening(now: Context) -> None:
    """Whether great steps from month to month are left out when the usual range is worked out."""
    paint(tables.section("The usual range", SCREENING_LEAD), "screening")
    st.checkbox(
        "Leave out steps over 3.267 times the average step",
        aims.screening(now.ledger),
        key="screened",
        on_change=lambda: now.ledger.set_setting(aims.SCREENING, st.session_state["screened"], who()),
    )


def directory(now: Context) -> None:
    """The ONS postcode directory, which adds ward, LSOA and deprivation to the packaged postcodes."""
    places = geography.Places(now.home)
    said = f"In use: {places.edition}." if places.has_directory else "Not there yet: only councils are known."
    paint(tables.section("Postcode directory", f"The ONS directory (NSPL or ONSPD, csv or zip). {said}"), "directory")
    if stale := told_by_another_directory(now.home):
        names = list(dict.fromkeys(fact.file for fact in stale))
        more = f" and {len(names) - 12} more" if len(names) > 12 else ""
        said = (
            "Home postcodes are not kept, so ward and deprivation of people in these files are as the directory before "
            f"told them. Bring them in again: {', '.join(names[:12])}{more}."
        )
        paint(f'<p class="sm">{escape(said)}</p>', "directory-again")
    _refusal("directory")
    given = st.file_uploader("Drop the directory here", type=["csv", "zip"], key="directory-file")
    if given is None or not st.button("Use this directory", type="primary"):
        return
    with uploads.kept(given) as path, st.spinner("Reading the directory"):
        try:
            geography.add_directory(now.home, path)
        except DirectoryRefused as problem:
            st.session_state["refused-directory"] = problem.reason
            st.rerun()
    done("The directory is in use.")


def factors(now: Context) -> None:
    """Next year's conversion factors, from the government's flat file; earlier years do not move."""
    years = [path.stem for path in flat_file.added(now.home.reference)]
    said = f"Added: {', '.join(years)}." if years else "The years 2019 to 2025 come with the dashboard."
    lead = f"The government's flat file of greenhouse gas conversion factors, each June. {said}"
    paint(tables.section("Conversion factors", lead), "factors")
    _refusal("factors")
    given = st.file_uploader("Drop the flat file here", type=["xlsx", "xls"], key="factors-file")
    if given is None or not st.button("Add these factors", key="add-factors"):
        return
    with uploads.kept(given) as path, st.spinner("Reading the factors"):
        try:
            found = flat_file.add(now.home.reference, path)
        except flat_file.FactorsRefused as problem:
            st.session_state["refused-factors"] = problem.reason
            st.rerun()
    done(found.words)


def stores(now: Context) -> None:
    """From the example to the trust's own files, and the end of the example."""
    paint(tables.section("Our own files and the example trust"), "stores")
    with st.container(horizontal=True):
        if store.is_example(now.home) and not home.was_started() and st.button("Start with our own files", key="own"):
            home.start_own()
            go("/bring")
        if not store.is_example(now.home) and home.example_home().root.exists():
            st.button("Look at the example again", on_click=store.look_at_example, args=(True,), key="look")
        sure = st.checkbox("Throw the example away with everything in it", key="sure")
        if st.button("Throw it away", disabled=not (sure and home.example_home().root.exists())):
            home.start_own()
            home.throw_away_example()
            store.look_at_example(False)
            st.session_state["said"] = "The example is gone. The store is empty until you bring in a file."
            st.rerun()
    if said := st.session_state.pop("said", ""):
        st.success(said)


def choose_indicator(known: Framework, key: str) -> str:
    """The id of the indicator that a person picks."""
    names = {one.id: f"{one.code} {one.title}" for one in known.indicators}
    return st.selectbox("Indicator", list(names), format_func=names.get, key=key)


def _refusal(name: str) -> None:
    if said := st.session_state.pop(f"refused-{name}", ""):
        failed(said, "Nothing was changed.", f"failed-{name}")


def done(said: str) -> None:
    """Bring the figures up to date, and say what was done when the page is drawn again."""
    store.rebuild()
    st.session_state["said"] = said
    st.rerun()
