"""The forms of the settings page. Each writes one fact into the ledger or the data folder, and says so."""

from datetime import date

import streamlit as st

from metrics import geography, home, typed, wording
from metrics.definitions import Framework
from metrics.directory import DirectoryRefused
from metrics.views.context import Context
from pages.frame import store, tables, uploads
from pages.frame.guard import who
from pages.frame.paint import failed, go, paint


def targets(now: Context) -> None:
    """The targets that stand, and a form for one more (an indicator has one: the new one takes its place)."""
    known = now.framework
    rows = [_target_row(known, target) for target in now.ledger.targets()]
    lead = "An aim is drawn on the chart and judged against the way from the baseline to it."
    columns = ("Indicator", "Aim", "By", "From", "Whose aim it is", "Set by")
    paint(tables.section("Targets", lead) + (tables.table(columns, rows, "Targets") if rows else ""), "targets")
    _refusal("target")
    with st.form("target", border=False):
        indicator = _indicator(known, "target-indicator")
        left, middle, right = st.columns(3)
        value = left.text_input("Aim", placeholder="43%")
        by_date = middle.date_input("By", date(now.today.year + 2, 3, 31), format="DD/MM/YYYY")
        source = right.text_input("Whose aim it is, and where it is written", placeholder="Green plan 2025, page 12")
        baseline = left.text_input("Baseline, if there is one", placeholder="38%")
        month = middle.text_input("Month of the baseline", placeholder="March 2024")
        if st.form_submit_button("Set the target"):
            _set_target(now, indicator, (value, by_date, source, baseline, month))
    _remove_target(now)


def _target_row(known: Framework, target) -> tuple[str, ...]:
    one = known.indicator(target.indicator)
    said = _number(target.value, one)
    start = f"{_number(target.baseline_value, one)}, {wording.month(target.baseline_month)}".strip(", ")
    return (one.title, said, wording.day(target.by_date), start, target.source, target.set_by)


def _number(value: float | None, one) -> str:
    return wording.with_unit(wording.number(value, one.unit, one.decimals), one.unit)


def _set_target(now: Context, indicator: str, typed_in: tuple) -> None:
    value, by_date, source, baseline, month = typed_in
    unit = now.framework.indicator(indicator).unit
    try:
        if not source.strip():
            raise ValueError("Say whose aim it is and where it is written, so that a reader can look it up.")
        now.ledger.set_target(
            indicator,
            typed.figure(value, unit),
            by_date,
            who(),
            baseline_value=typed.figure(baseline, unit) if baseline.strip() else None,
            baseline_month=typed.month(month) if month.strip() else None,
            source=source.strip(),
        )
    except ValueError as problem:
        st.session_state["refused-target"] = str(problem)
        st.rerun()
    _done("The target is set.")


def _remove_target(now: Context) -> None:
    names = {target.indicator: now.framework.indicator(target.indicator).title for target in now.ledger.targets()}
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("A target to take away", list(names), format_func=names.get)
        if st.button("Take it away"):
            now.ledger.remove_target(chosen, who())
            _done("The target is taken away.")


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
        indicator = _indicator(now.framework, "rebasing-indicator")
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
    _done("The limits begin anew.")


def directory(now: Context) -> None:
    """The ONS postcode directory, which adds ward, LSOA and deprivation to the packaged postcodes."""
    places = geography.Places(now.home)
    said = f"In use: {places.edition}." if places.has_directory else "Not there yet: only councils are known."
    paint(tables.section("Postcode directory", f"The ONS directory (NSPL or ONSPD, csv or zip). {said}"), "directory")
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
    _done("The directory is in use.")


def stores(now: Context) -> None:
    """From the example to the trust's own files, and the end of the example."""
    paint(tables.section("Our own files and the example trust"), "stores")
    with st.container(horizontal=True):
        if store.is_example(now.home) and st.button("Start with our own files", key="own"):
            home.start_own()
            go("/bring")
        sure = st.checkbox("Throw the example away with everything in it", key="sure")
        if st.button("Throw it away", disabled=not (sure and home.example_home().root.exists())):
            home.start_own()
            home.throw_away_example()
            st.session_state["said"] = "The example is gone. The store is empty until you bring in a file."
            st.rerun()
    if said := st.session_state.pop("said", ""):
        st.success(said)


def _indicator(known: Framework, key: str) -> str:
    names = {one.id: f"{one.code} {one.title}" for one in known.indicators}
    return st.selectbox("Indicator", list(names), format_func=names.get, key=key)


def _refusal(name: str) -> None:
    if said := st.session_state.pop(f"refused-{name}", ""):
        failed(said, "Nothing was changed.", f"failed-{name}")


def _done(said: str) -> None:
    store.rebuild()
    st.session_state["said"] = said
    st.rerun()
