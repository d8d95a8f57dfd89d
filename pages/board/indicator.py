"""One indicator: chart, numbers, definition, where the numbers come from, and the files to take away."""

from html import escape

import streamlit as st

from metrics.charts import blocks, numbers, plotly_xmr, xmr
from metrics.views.indicator import indicator
from pages.frame import address, downloads, notes, tables, then
from pages.frame.guard import allow
from pages.frame.paint import dark, empty, paint
from pages.frame.store import context, seen

allow("board", "team")

now = context()
wanted = st.query_params.get("id", "")
if wanted not in {name for one in now.framework.indicators for name in (one.id, one.code)}:
    empty(f"There is no indicator called {wanted or '(none)'}.", "Choose one from the overview.")
    st.stop()

view = seen(indicator, wanted, *address.asked(now, wanted), address.month())
left, right = st.columns([8, 4], vertical_alignment="bottom", gap="large")
with left:
    paint(notes.head(view), "head")
with right:
    paint(blocks.verdict(view.card), "verdict")
if view.card.chart is None:
    empty("There is nothing to draw yet.", view.card.waiting_for or "Points appear when their spreadsheets are in.")
else:
    with st.container(key="wide"):
        figure = plotly_xmr.kept(view.card.chart, dark())
        st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, alt=view.card.chart.sentence)
    with st.container(key="narrow"):
        paint(f'<figure class="fig">{xmr.xmr(view.card.chart, phone=True)}</figure>', "narrow-chart")
    with st.container(key="paper"):
        paint(f'<figure class="fig">{xmr.xmr(view.card.chart, hover=False, paper=True)}</figure>', "paper-chart")
address.choices(now, view)
if view.switch:
    paint(blocks.switched(view.switch, ()), "switched")
if view.addresses:
    paint(blocks.section("By which address", f"<p>{escape(view.addresses)}</p>"), "addresses")
left, right = st.columns([7, 5], gap="large")
with left:
    if view.parts:
        title = f"{view.card.period_words}, {dict(view.splits).get(view.split, 'split').lower()}"
        paint(blocks.section(title, numbers.parts(view.parts, title)), "parts")
    if view.card.takes:
        paint(blocks.section("What it would take", f"<p>{escape(view.card.takes)}</p>"), "takes")
    if view.beside:
        paint(blocks.section("Beside last year", blocks.pairs(view.beside)), "beside")
    notes.said(now, view)
    paint(blocks.section("What is counted", blocks.pairs(view.definition)), "definition")
    notes.add(now, view)
    then.section(now, wanted)
with right:
    table = numbers.numbers(view.card.rows, (view.numerator_heading, view.denominator_heading), limit=12)
    paint(blocks.section("The numbers", tables.scrolling(table, "The numbers")), "numbers")
    downloads.offer(view, now)
paint(blocks.receipt(view.receipt), "receipt")
