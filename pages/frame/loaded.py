"""What came of it: the figures that moved, the files that are in, and the way back."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from metrics import loads, wording
from metrics.effects import Change
from metrics.restatement import Restatement
from metrics.views.context import Context
from metrics.views.month import this_month
from pages.frame import tables
from pages.frame.guard import who
from pages.frame.paint import go, paint

SHOWN = 12
MOST = 60  # figures that moved, of a file that moves many
STATES = {"current": "In", "replaced": "Replaced by a later file", "undone": "Taken back"}


def effect(now: Context, work) -> None:
    """Every figure that moved, before and after."""
    moved(now, [change for one in work.outcomes for change in one.effect], "What changed", "No figure moved.")
    if st.button("Go to the overview", type="primary"):
        go("/")


def moved(now: Context, changes: Sequence[Change], title: str, none: str) -> None:
    """The figures that a file moves, before and after; `none` where it moves none."""
    rows = [_row(now, change) for change in changes]
    if not rows:
        paint(tables.section(title, none), "effect")
        return
    more = f"The first {MOST} of {len(rows)} figures." if len(rows) > MOST else ""
    columns = ("Figure", "Period", "Before", "With this file")
    paint(tables.section(title, more) + tables.table(columns, rows[:MOST], title, right=(2, 3)), "effect")


def said_anew(now: Context, one: Restatement, number: int) -> None:
    """What the file says otherwise about months that are in: rows added, gone and changed, and the largest changes."""
    title = now.framework.source(one.source).title
    span = _span(one.periods)
    lead = f"It takes the place of {wording.listed(list(one.files))}" + (f" for {span}." if span else ".")
    facts = [
        ("Rows", f"{one.before:,} before, {one.after:,} now"),
        ("New", f"{one.added:,}"),
        ("Gone", f"{one.gone:,}"),
        ("Changed", f"{one.changed:,}"),
    ]
    drawn = tables.facts(facts, f"What it replaces: {title}", lead)
    if one.examples:
        drawn += tables.table(("Row", "Before", "Now"), one.examples, "The largest changes", right=(1, 2))
    paint(drawn, f"anew-{number}")


def _row(now: Context, change: dict) -> tuple[str, str, str, str]:
    title = now.framework.indicator(change["id"]).title
    return title, _period(change["period"]), _said(now, change, "before"), _said(now, change, "after")


def _period(code: str) -> str:
    return wording.period(code, "month")


def _span(codes: tuple[str, ...]) -> str:
    """The periods of a file: one of them, or from the first to the last."""
    return " to ".join(dict.fromkeys(map(_period, (codes[0], codes[-1])))) if codes else ""


def _said(now: Context, change: dict, side: str) -> str:
    one = now.framework.indicator(change["id"])
    value = change[side]
    return "none" if value is None else wording.with_unit(wording.number(value, one.unit, one.decimals), one.unit)


def what_is_wanted(now: Context) -> None:
    """Before a file is chosen: which spreadsheets are wanted now."""
    wanted = [(one.title, one.words, one.sender) for one in this_month(now).sources if one.state != "in"]
    if wanted:
        names = ("Spreadsheet", "How it stands", "From")
        lead = "It is known by its headings, so the file's name does not matter."
        paint(tables.section("What is wanted", lead) + tables.table(names, wanted, "What is wanted"), "wanted")


def recent(now: Context) -> None:
    """The newest files, each with its way back."""
    said_of_undo()
    facts = now.ledger.loads()[::-1][:SHOWN]
    if not facts:
        return
    rows = [
        (one.file, now.framework.source(one.source).title, _span(one.periods), f"{one.rows:,}",
         one.by, _day(one.at), STATES[one.status], one.accepted or "")
        for one in facts
    ]
    names = ("File", "Spreadsheet", "Periods", "Rows", "By", "When", "State", "Warnings accepted because")
    paint(tables.section("Newest files") + tables.table(names, rows, "Newest files", right=(3,)), "recent")
    standing = {one.load: f"{one.file}, {_day(one.at)}" for one in facts if one.status == "current"}
    if standing:
        _undo(now, standing)


def _undo(now: Context, standing: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        load = st.selectbox("A file to take back", list(standing), format_func=standing.get, key="undo-which")
        pressed = st.button("Take it back", key="undo")
    if not pressed:
        return
    with st.spinner("Taking it back and working out the figures"):
        outcome = loads.undo(now.home, now.framework, load, who())
    st.session_state.pop("bring-under-way", None)
    st.session_state["undone"] = outcome.sentence
    st.rerun()


def _day(at: str) -> str:
    return wording.day(datetime.fromisoformat(at).date())


def said_of_undo() -> None:
    """The sentence of the last undo, once."""
    if said := st.session_state.pop("undone", ""):
        st.success(said)
