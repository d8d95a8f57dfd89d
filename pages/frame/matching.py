"""Which heading of the file is which column of ours: a person can put it right, and it is remembered."""

from functools import partial

import streamlit as st

from metrics.definitions import Source
from metrics.spreadsheets.learned import KIND, NOT_HERE
from metrics.views.context import Context
from pages.frame import bringing
from pages.frame.paint import paint

AS_FOUND = "As found"
LEAD = "Choose the heading of your file that stands for each column. It is remembered for the next file of this kind."


def put_right(now: Context, work: bringing.Work) -> None:
    """A choice of heading for each column of the first table of each kind; nothing for a file without headings."""
    kinds = {table.source: table for table in work.checked.tables if table.headings}
    for source_id, table in kinds.items():
        found = {name: heading for name, (heading, _) in table.columns.items()}
        _choices(now, work, now.framework.source(source_id), table.headings, found)


def match_by_hand(now: Context, work: bringing.Work) -> None:
    """For a file that was refused: what it is, if a person knows, and then which heading is which column."""
    if not work.checked.kind:
        return
    kinds = {source.id: source.title for source in sorted(now.framework.sources, key=lambda one: one.title)}
    near = work.checked.near
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = list(kinds).index(near[0]) if near else None
        label = "If you know what it is, say so"
        chosen = st.selectbox(label, list(kinds), at, format_func=kinds.get, key="what-it-is")
        if st.button("Read it as that", disabled=chosen is None) and chosen:
            bringing.check_again(now, work, chosen, work.answers)
    if near and near[1]:
        _choices(now, work, now.framework.source(near[0]), near[1], {})


def _choices(now: Context, work: bringing.Work, source: Source, headings: tuple[str, ...], found: dict) -> None:
    """The form for one kind of spreadsheet."""
    title = f"Match the columns of {source.title} by hand"
    with st.expander(title), st.form(f"match-{source.id}", border=False):
        paint(f'<p class="sm">{LEAD}</p>', f"match-lead-{source.id}")
        options = [AS_FOUND, *dict.fromkeys(headings), NOT_HERE]
        columns, said = st.columns(3), {}
        for number, column in enumerate(sorted(source.columns, key=lambda one: not one.required)):
            given = work.answers.get(f"{KIND}:{column.name}", AS_FOUND)
            at = options.index(given) if given in options else 0
            said[column.name] = columns[number % 3].selectbox(
                column.title + (" (needed)" if column.required else ""),
                options,
                at,
                format_func=partial(_option, found.get(column.name)),
                key=f"match-{source.id}-{column.name}",
            )
        if st.form_submit_button("Read it again with these"):
            answers = {key: value for key, value in work.answers.items() if not key.startswith(f"{KIND}:")}
            answers |= {f"{KIND}:{name}": heading for name, heading in said.items() if heading != AS_FOUND}
            bringing.check_again(now, work, source.id, answers)


def _option(stands: str | None, option: str) -> str:
    """A heading as it is offered; the first says which heading was found."""
    if option != AS_FOUND:
        return option
    return f"{AS_FOUND}: {stands}" if stands else "Not found in this file"
