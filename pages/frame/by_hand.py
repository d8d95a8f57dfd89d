"""Figures by hand: a grid by month for what somebody said and no file holds; from there it goes the way of a file."""

import csv
import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

import pandas as pd
import streamlit as st

from metrics import typed
from metrics.by_hand import DIVIDED, can_be_typed, headings
from metrics.definitions import Indicator
from metrics.views.context import Context
from pages.frame import bringing
from pages.frame.paint import failed, paint

ROWS = 6  # empty lines at first; more can be added, or pasted from Excel
LEAD = (
    "A colleague says \"42 placements in March\", and there is no file? Type it here, or paste cells from Excel. It is "
    "checked like a file, marked as typed wherever it shows, and can be taken back. A file for the month always wins."
)


def grid(now: Context) -> None:
    """The form: which indicator, the figures by month, who said so and where it is written."""
    with st.expander("Figures by hand"):
        paint(f'<p class="sm">{LEAD}</p>', "by-hand-lead")
        if said := st.session_state.pop("by-hand-faults", None):
            failed("Nothing was checked yet.", " ".join(said), "by-hand-failed")
        open_ones = [one for one in now.framework.indicators if can_be_typed(one, now.framework)]
        names = {one.id: f"{one.code} {one.title}" for one in open_ones}
        chosen = st.selectbox("Indicator", list(names), format_func=names.get, key="by-hand-indicator")
        one = now.framework.indicator(chosen)
        with st.form("by-hand", border=False):
            filled = st.data_editor(
                _empty(one), num_rows="dynamic", hide_index=True, width="stretch", key=f"by-hand-{chosen}",
                column_config=_titles(one),
            )  # fmt: skip
            left, right = st.columns(2)
            said_by = left.text_input("Who said so", placeholder="Head of recruitment", key="by-hand-who")
            written = right.text_input("Where it is written", placeholder="E-mail of 3 April 2026", key="by-hand-where")
            if st.form_submit_button("Check these figures"):
                _check(now, one, filled, said_by.strip(), written.strip())


def _empty(one: Indicator) -> pd.DataFrame:
    columns = ["Month", "Counted"] + (["Out of"] if one.kind in DIVIDED else [])
    return pd.DataFrame({name: [""] * ROWS for name in columns}, dtype="string")


def _titles(one: Indicator) -> dict[str, str]:
    """What the indicator itself calls the two figures."""
    return dict(zip(("Counted", "Out of"), headings(one), strict=True))


def _check(now: Context, one: Indicator, filled: pd.DataFrame, said_by: str, written: str) -> None:
    """Reads what was typed as people write it; then it is a small file like any other."""
    rows, faults = [], []
    for number, row in enumerate(filled.fillna("").astype(str).to_dict("records"), start=1):
        if any(cell.strip() for cell in row.values()):
            if wrong := faults_in(row, _titles(one)):
                faults += [f"Line {number}, {row['Month'].strip() or 'no month'}: {said}" for said in wrong]
            else:
                rows.append(read(row))
    if not rows and not faults:
        faults.append("Type at least one month and its figure.")
    if not said_by:
        faults.append("Say who said so.")
    if not written:
        faults.append("Say where it is written, so that a reader can look it up.")
    if faults:
        st.session_state["by-hand-faults"] = faults
        st.rerun()
    name = f"{one.code} typed by hand.csv"
    content = as_file(one, rows, said_by, written, now.made_up)
    bringing.begin(now, f"by-hand-{hash(content)}", name, content, typed=True)
    st.rerun()


def faults_in(row: dict[str, str], titles: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """Everything in one line that cannot be read, a sentence each; `titles` are what the person sees over it."""
    readers: dict[str, Callable] = {"Month": typed.month, "Counted": _plain, "Out of": _plain}
    found = []
    for name, cell in row.items():
        if not cell.strip():
            found.append(f"'{titles.get(name, name)}' is empty. Fill it in.")
            continue
        try:
            readers[name](cell)
        except ValueError as problem:
            found.append(str(problem))
    return found


def read(row: dict[str, str]) -> tuple[str, str, str]:
    """Month, figure and what it is out of ("" for nothing) of one line; ValueError with a sentence."""
    month = typed.month(row["Month"])
    whole = row.get("Out of", "").strip()
    return f"{month:%Y-%m-%d}", _plain(row["Counted"]), whole and _plain(whole)


def _plain(said: str) -> str:
    """The figure without commas and signs, and with every digit that was typed."""
    return format(Decimal(str(typed.figure(said, ""))).normalize(), "f")


def as_file(one: Indicator, rows: list[tuple[str, str, str]], said_by: str, written: str, made_up: bool) -> bytes:
    """The figures as a text file; in the example it bears the example's name, as every file of it does."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if made_up:
        writer.writerow(["Example Coast NHS Trust: figures by hand, made-up figures"])
    writer.writerow(["Indicator", "Month", "Counted", "Out of", "Said by", "Written in"])
    writer.writerows([one.code, *row, said_by, written] for row in rows)
    return out.getvalue().encode("utf-8")
