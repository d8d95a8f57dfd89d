"""One indicator: chart, numbers, definition, where the numbers come from, and the files to take away."""

import streamlit as st

from metrics.charts import blocks, plotly_xmr, xmr
from metrics.views.indicator import indicator
from pages.frame import address, downloads, tables
from pages.frame.guard import allow
from pages.frame.paint import dark, empty, paint
from pages.frame.store import context

allow("board", "team")

now = context()
wanted = st.query_params.get("id", "")
if wanted not in {name for one in now.framework.indicators for name in (one.id, one.code)}:
    empty(f"There is no indicator called {wanted or '(none)'}.", "Choose one from the overview.")
    st.stop()

asked = {name: st.query_params.get(name) or None for name in ("grain", "lens", "split")}
view = indicator(now, wanted, asked["grain"], asked["lens"] or "catchment", asked["split"], address.month())
left, right = st.columns([8, 4], vertical_alignment="bottom", gap="large")
with left:
    paint(blocks.indicator_head(view), "head")
with right:
    paint(blocks.verdict(view.card), "verdict")
address.choices(view)
if view.card.chart is None:
    empty("No figures to draw yet.", view.card.waiting_for or "They appear when their spreadsheets are in.")
else:
    with st.container(key="wide"):
        figure = plotly_xmr.figure(view.card.chart, dark=dark())
        st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, alt=view.card.chart.sentence)
    with st.container(key="narrow"):
        paint(xmr.svg(view.card.chart, narrow=True), "narrow-chart")
left, right = st.columns([7, 5], gap="large")
with left:
    paint(blocks.said(view) + blocks.parts(view), "said")
with right:
    paint(blocks.numbers(view), "numbers")
    downloads.offer(view, now)
paint(tables.facts(view.definition, "What is counted"), "definition")
paint(tables.facts(view.receipt, "Where this number comes from", "Each figure goes back to a file and its rows."), "rc")
