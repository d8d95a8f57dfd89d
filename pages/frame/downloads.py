"""The files of an indicator's page to take away: numbers as CSV and XLSX, the chart as SVG and PNG."""

import streamlit as st

from metrics.charts.alone import standing_alone
from metrics.report.numbers import workbook
from metrics.report.picture import png
from metrics.views.context import Context
from metrics.views.indicator import IndicatorView
from metrics.views.receipt import rows_csv
from pages.frame import guard

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(view: IndicatorView, now: Context) -> None:
    """One button a file; the workbook is made when its button is pressed."""
    name = view.indicator.id
    with st.container(horizontal=True):
        for file in view.downloads:
            st.download_button(file.label, file.text, file.name, file.media_type, on_click="ignore", key=file.name)
        if view.downloads:
            text = view.downloads[0].text
            st.download_button(
                "Numbers (XLSX)", lambda: workbook(view.card.title, text), f"{name}.xlsx", XLSX, on_click="ignore"
            )
        if view.card.period and guard.role() == "team":  # of small numbers the rows are the team's
            asked = (now, view.indicator, view.card.grain, view.lens, view.card.period)
            label = f"Rows of {view.card.period_words} (CSV)"
            st.download_button(
                label, lambda: rows_csv(*asked), f"{name}-{view.card.period.replace('/', '-')}-rows.csv", "text/csv",
                on_click="ignore",
            )
        if view.card.chart is not None:
            drawing = standing_alone(view.card.chart, now.made_up)
            st.download_button("Chart (SVG)", drawing, f"{name}.svg", "image/svg+xml", on_click="ignore")
            picture = (view.card.chart, now.made_up)
            st.download_button("Chart (PNG)", lambda: png(*picture), f"{name}.png", "image/png", on_click="ignore")
