"""A past month as the board saw it, beside today's figures."""

from datetime import date

import streamlit as st

from metrics import wording
from metrics.charts import blocks
from metrics.charts import then as drawn
from metrics.views.as_seen import as_seen, of_indicator, was_seen
from metrics.views.context import Context
from metrics.views.overview import all_cards, months_of
from pages.frame import tables
from pages.frame.choosing import choice
from pages.frame.paint import heading, paint


def way(now: Context, month: date) -> None:
    """The link to the month as it was published or reported; nothing where it was not."""
    if was_seen(now, month):
        address = f"/?month={month:%Y-%m}&amp;as=published"
        paint(f'<p class="sm"><a href="{address}" data-go="{address}">As the board saw it</a></p>', "as-seen-way")


def page(now: Context, month: date | None) -> None:
    """The overview with ?as=published: every figure as it was seen, those that differ today first."""
    months = months_of(all_cards(now))
    month = month or (months[0] if months else now.today.replace(day=1))
    number = st.query_params.get("occasion", "")
    view = as_seen(now, month, int(number) if number.isdigit() else None)
    heading(view.finding, view.rest, "As the board saw it")
    left, right = st.columns(2)
    with left:
        choice("Month", [(f"{one:%Y-%m}", wording.month(one)) for one in months], "month", f"{month:%Y-%m}")
    if len(view.occasions) > 1:
        with right:
            options = [(str(one.number), one.words[:1].upper() + one.words[1:]) for one in view.occasions]
            choice("Occasion", options, "occasion", str(view.shown))
    if view.damaged:
        st.write(view.damaged)
    if view.rows:
        paint(tables.scrolling(drawn.table(view.rows), "Then and now"), "then")
    back = f"/?month={month:%Y-%m}"
    paint(f'<p><a href="{back}" data-go="{back}">The month as it is today</a></p>', "then-back")


def section(now: Context, id: str) -> None:
    """On an indicator's page: what was seen of it, and what the same month is today."""
    found = of_indicator(now, now.framework.indicator(id).id)
    if found:
        paint(blocks.section("As the board saw it", drawn.occasions(found[:6])), "as-seen")
