"""The flag table on the settings page: edited in place or as a file, kept as a new edition with who and why."""

import hashlib
from html import escape

import pandas as pd
import streamlit as st

from metrics import flag_files, spend_flags
from metrics.ledger_decisions import ChangedMeanwhile
from metrics.ledger_facts import SpendFlag
from metrics.views.context import Context
from metrics.views.spending import DECIDES, HEADINGS, Spending, list_to_fill, spending
from pages.frame import store, tables, uploads
from pages.frame.forms import done
from pages.frame.guard import who
from pages.frame.paint import failed, paint

LEAD = (
    "Which spend can we choose how to place? A row is about a supplier (its number or name), a category or a route to "
    "market, as the payments write them. The supplier wins over the category, the category over the route, and a row "
    "over the supplier register and the rules. NHS bodies, tax, pensions and payroll stay out whatever a row says. "
    "SME and VCFSE can be said of a supplier alone. What is left empty is left to the register and the rules."
)
FAULTS, FILLED = "flag-faults", "flag-filled"
EMPTY = 3  # lines to begin with


def flags(now: Context) -> None:
    """What is in force and how much it decides; the table to edit; its files; earlier editions."""
    view = store.seen(spending)
    drawn = tables.section("What we can choose", LEAD) + _drawn(view)
    paint(drawn, "flags")
    if said := st.session_state.pop(FAULTS, None):
        failed(said[0], " ".join(said[1:]), "failed-flags")
    with st.expander("Change the table"):
        _files(now)
        _editor(now, view)
    if view.editions:
        with st.expander("Earlier editions of the table"):
            _back(now, view)


def _drawn(view: Spending) -> str:
    parts = [_line(view.in_force)]
    if view.rows:
        parts.append(tables.table(HEADINGS, view.rows, "The flag table in force", right=(6, 7)))
    parts += [_line(said) for said in view.unmet]
    if view.decides:
        right = tuple(range(1, len(DECIDES)))
        parts.append(_line(f"Who decides about the payments of {view.span}, whatever is said of each:"))
        parts.append(tables.table(DECIDES, view.decides, "Who decides what we can choose", right=right))
    return "".join(parts)


def _line(said: str) -> str:
    return f'<p class="sm">{escape(said)}</p>'


def _files(now: Context) -> None:
    """The table down and up. What comes up stands in the editor first, and is kept when a person says so."""
    table = now.ledger.flag_table()
    text = flag_files.csv_text(flag_files.rows_of(table.flags if table else ()))
    with st.container(horizontal=True):
        st.download_button("The table (CSV)", text, "flags.csv", "text/csv", on_click="ignore", key="flags-down")
        st.download_button(
            "All that payments have, to fill in (CSV)", lambda: list_to_fill(now), "flags-to-fill.csv", "text/csv",
            on_click="ignore", key="flags-to-fill",
        )  # fmt: skip
    given = st.file_uploader("A filled-in table (CSV or workbook); it takes the place of the whole table",
                             type=["csv", "xlsx", "xls", "ods"], key="flags-file")
    if given is None or not st.button("Look at this table", key="flags-look"):
        return
    with uploads.kept(given) as path, st.spinner("Reading the table"):
        found = flag_files.from_file(path, given.name)
    if found.faults:
        _refuse(f"{given.name} cannot be used as it is", *found.faults)
    st.session_state[FILLED] = found.flags
    st.rerun()


def _editor(now: Context, view: Spending) -> None:
    filled: tuple[SpendFlag, ...] | None = st.session_state.get(FILLED)
    begun = view.flags if filled is None else filled
    if filled is not None:
        changes = spend_flags.differences(view.flags, filled) or "nothing"
        paint(_line(f"From the file, and not kept yet. Against the table in force: {changes}."), "flags-new")
    with st.form("flags", border=False):
        edited = st.data_editor(
            _frame(begun), num_rows="dynamic", hide_index=True, width="stretch", key=_key(view.edition, begun),
            column_config=_columns(),
        )  # fmt: skip
        why = st.text_input("Why the table changes", placeholder="Framework ended on 31 March", key="flags-why")
        if st.form_submit_button("Keep this table"):
            _keep(now, edited, why.strip(), view.edition)
    if filled is not None and st.button("Do not use the file", key="flags-drop"):
        del st.session_state[FILLED]
        st.rerun()


def _columns() -> dict:
    answered = {name: spend_flags.ANSWERS for name in ("Influenceable", *spend_flags.ABOUT_SUPPLIERS)}
    pick = {"Kind": spend_flags.KINDS, **answered}
    return {name: st.column_config.SelectboxColumn(name, options=list(options)) for name, options in pick.items()}


def _frame(begun: tuple[SpendFlag, ...]) -> pd.DataFrame:
    rows = [{name: said or None for name, said in row.items()} for row in flag_files.rows_of(begun)]
    rows += [dict.fromkeys(spend_flags.HEADINGS)] * EMPTY
    return pd.DataFrame(rows, columns=list(spend_flags.HEADINGS), dtype="string")


def _key(edition: int, begun: tuple[SpendFlag, ...]) -> str:
    """The editor begins anew with another edition or another file, and keeps what is typed otherwise."""
    return f"flags-{edition}-{hashlib.sha256(repr(begun).encode()).hexdigest()[:8]}"


def _keep(now: Context, edited: pd.DataFrame, why: str, edition: int) -> None:
    found = spend_flags.read(edited.fillna("").astype(str).to_dict("records"))
    faults = [*found.faults, *([] if why else ["Say why the table changes. It is kept with the table."])]
    if faults:
        _refuse("The table was not kept", *faults)
    _put(now, found.flags, why, edition)


def _back(now: Context, view: Spending) -> None:
    with st.form("flags-back", border=False):
        words = dict(view.editions)
        number = st.selectbox("Edition", list(words), format_func=words.get, key="flags-edition")
        why = st.text_input("Why it comes back", key="flags-back-why").strip()
        if st.form_submit_button("Put this edition in force again"):
            if not why:
                _refuse("The table was not changed", "Say why the edition comes back. It is kept with the table.")
            earlier = next(one for one in now.ledger.flag_tables() if one.number == number)
            _put(now, earlier.flags, why, view.edition)


def _put(now: Context, flags: tuple[SpendFlag, ...], why: str, edition: int) -> None:
    try:
        now.ledger.set_flag_table(flags, why, who(), edition)
    except ChangedMeanwhile as problem:
        _refuse("The table was not kept", str(problem))
    st.session_state.pop(FILLED, None)
    done("The table is in force, and the figures go by it.")


def _refuse(what: str, *why: str) -> None:
    st.session_state[FAULTS] = (what + ". Nothing was changed.", *why)
    st.rerun()
