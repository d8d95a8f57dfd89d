"""A publication before it is let out: its pages as they will look, what is hidden or rounded, what changed."""

import csv
import html
import io
from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path

import streamlit as st

from metrics import wording
from metrics.harmless import csv_row
from metrics.publication import reviewing
from metrics.publication.reviewing import KINDS, Changed, Withheld
from metrics.views.context import Context
from pages.frame import tables
from pages.frame.paint import paint

LISTED = 200  # lines of a table on the page; the file has them all


def draw(now: Context, number: int) -> None:
    """All of it, each part by itself."""
    folder = now.home.public / str(number)
    look(folder, number)
    compared(now, folder, number)
    hidden(folder, number)


def look(folder: Path, number: int) -> None:
    """One page after another, each whole."""
    path = st.selectbox(
        "Page of the publication",
        reviewing.pages(folder),
        format_func=lambda path: html.unescape(reviewing.title(folder, path)),
        key=f"page-{number}",
    )
    st.iframe(reviewing.page(folder, path), height=640, alt=f"Publication {number}, {path}")


def compared(now: Context, folder: Path, number: int) -> None:
    """New, restated, hidden since: against the publication that was out when this one was prepared."""
    known = {one.id: one for one in now.framework.indicators}

    def write(id: str, value: float | None) -> str:
        one = known.get(id)
        return wording.number(value, one.unit, one.decimals) if one else str(value)

    last, found = reviewing.changed(folder, write)
    if last is None:
        paint(tables.section("Compared with the last one", "It is the first: all of it is new."), f"new-{number}")
        return
    many = Counter(one.kind for one in found)
    said = ", ".join(f"{words.lower()} {many[kind]:,}" for kind, words in KINDS.items() if many[kind])
    lead = f"Against publication {last}: {said or 'nothing changed'}."
    paint(tables.section("Compared with the last one", lead) + _changes(found), f"changes-{number}")


def _changes(found: list[Changed]) -> str:
    told = [one for one in found if one.kind != "new"][:LISTED]
    rows = [(one.title, _period(one.period), KINDS[one.kind], one.before, one.after) for one in told]
    headings = ("Indicator", "Period", "What", "Before", "Now")
    return tables.table(headings, rows, "Changes since the last publication", right=(3, 4)) if rows else ""


def _period(code: str) -> str:
    """Sep 2026; 2025/26; nothing for a change of the whole indicator."""
    return wording.period_short(code, "month") if code[4:5] == "-" else code


def hidden(folder: Path, number: int) -> None:
    """Every number that is hidden or rounded, with why: the hidden ones on the page, all of them in a file."""
    found = reviewing.withheld(folder)
    kept = [one for one in found if one.what == "hidden"]
    lead = f"{len(kept):,} numbers are hidden and {len(found) - len(kept):,} rounded. The file lists each with why."
    rows = [(one.title, _period(one.period), one.part, one.why) for one in kept[:LISTED]]
    headings = ("Indicator", "Period", "Part", "Why")
    drawn = tables.table(headings, rows, "Hidden numbers") if rows else ""
    paint(tables.section("Hidden and rounded", lead) + drawn, f"hidden-{number}")
    name = f"publication-{number}-hidden-and-rounded.csv"
    st.download_button("Hidden and rounded numbers (CSV)", as_csv(found), name, "text/csv", key=f"withheld-{number}")


def as_csv(found: list[Withheld]) -> str:
    """Every hidden or rounded number as a file."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(("indicator", "period", "part", "hidden or rounded", "why"))
    rows.writerows(csv_row([one.title, one.period, one.part, one.what, one.why]) for one in found)
    return "\ufeff" + text.getvalue()


def when(number: int) -> datetime | None:
    """The moment at which it lets itself out; None: at once."""
    if st.radio("When it comes out", ("Now", "On a day"), key=f"when-{number}", horizontal=True) == "Now":
        return None
    tomorrow = datetime.now().date() + timedelta(days=1)
    left, right = st.columns(2)
    day = left.date_input("Day", tomorrow, min_value=datetime.now().date(), format="DD/MM/YYYY", key=f"day-{number}")
    hour = right.time_input("Time", time(9, 30), key=f"time-{number}")
    return datetime.combine(day, hour)
