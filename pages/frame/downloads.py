"""The files of an indicator's page to take away: numbers as CSV and XLSX, the chart as SVG."""

import streamlit as st
from metrics.report.workbook import indicator_workbook

from metrics.charts import xmr


def offer(view, now) -> None:
    """One button a file. Nothing is made before the button is pressed but the text files, which are small."""
    with st.container(horizontal=True):
        for file in view.downloads:
            st.download_button(file.label, file.text, file.name, file.media_type, on_click="ignore", key=file.name)
        st.download_button(
            "Numbers (XLSX)", lambda: indicator_workbook(now, view), f"{view.indicator.id}.xlsx", on_click="ignore"
        )
        if view.card.chart is not None:
            st.download_button(
                "Chart (SVG)", xmr.svg(view.card.chart), f"{view.indicator.id}.svg", "image/svg+xml", on_click="ignore"
            )
