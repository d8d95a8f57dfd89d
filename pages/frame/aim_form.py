"""The form for a target: what it must say, every fault at once beside its field, and what was typed stays."""

import re
from datetime import date

import streamlit as st

from metrics import typed, wording
from metrics.definitions import Framework
from metrics.views.context import Context
from pages.frame import tables
from pages.frame.forms import choose_indicator, done
from pages.frame.guard import who
from pages.frame.paint import failed, paint

FAULTS = "target-faults"


def targets(now: Context) -> None:
    """The targets that stand, and a form for one more (an indicator has one: the new one takes its place)."""
    known = now.framework
    rows = [_row(known, target) for target in now.ledger.targets()]
    lead = "An aim is drawn on the chart and judged against the way from the baseline to it."
    columns = ("Indicator", "Aim", "By", "From", "Whose aim it is", "Set by")
    paint(tables.section("Targets", lead) + (tables.table(columns, rows, "Targets") if rows else ""), "targets")
    faults = st.session_state.get(FAULTS, {})
    if faults:
        failed(_count(faults), "Nothing was changed. What to put right stands under each field.", "failed-target")
    _form(now, faults)
    _remove(now)


def _form(now: Context, faults: dict[str, str]) -> None:
    with st.form("target", border=False):
        indicator = choose_indicator(now.framework, "target-indicator")
        left, middle, right = st.columns(3)
        said = {
            "value": _field(left, faults, "value", "Aim", "43%"),
            "source": _field(right, faults, "source", "Whose aim it is, and where it is written", "Green plan, p. 12"),
            "baseline": _field(left, faults, "baseline", "Baseline, if there is one", "38%"),
            "month": _field(middle, faults, "month", "Month of the baseline", "March 2024"),
        }
        label = "Milestones, one a line, if there are any"
        said["milestones"] = left.text_area(label, placeholder="March 2026: 41%", key="target-milestones")
        _beside(left, faults, "milestones")
        by_date = middle.date_input("By", date(now.today.year + 2, 3, 31), format="DD/MM/YYYY")
        _beside(middle, faults, "by_date")
        if st.form_submit_button("Set the target"):
            _set(now, indicator, said, by_date)


def _field(column, faults: dict[str, str], name: str, label: str, such_as: str) -> str:
    said = column.text_input(label, placeholder=such_as, key=f"target-{name}")
    _beside(column, faults, name)
    return said


def _beside(column, faults: dict[str, str], name: str) -> None:
    """What is to be put right, under its field."""
    if name in faults:
        column.text(f"▲ {faults[name]}")


def _count(faults: dict[str, str]) -> str:
    return "One thing is to be put right." if len(faults) == 1 else f"{len(faults)} things are to be put right."


def _set(now: Context, indicator: str, said: dict[str, str], by_date: date) -> None:
    unit = now.framework.indicator(indicator).unit
    faults: dict[str, str] = {}
    value = _read(faults, "value", typed.figure, said["value"], unit)
    baseline = _read(faults, "baseline", typed.figure, said["baseline"], unit) if said["baseline"].strip() else None
    month = _read(faults, "month", typed.month, said["month"]) if said["month"].strip() else None
    if not said["source"].strip():
        faults["source"] = "Say whose aim it is and where it is written, so that a reader can look it up."
    between = _milestones(faults, said["milestones"], unit)
    if between and month is None and "month" not in faults:
        faults["milestones"] = "Milestones need a baseline to begin from. Give it, or leave them out."
    if (baseline is None) != (month is None) and not {"baseline", "month"} & set(faults):
        lacking = "month" if month is None else "baseline"
        faults[lacking] = "A baseline is a figure and its month. Give both, or neither."
    if month and month >= by_date:
        faults["by_date"] = "The target's day has to come after the baseline's month."
    if between and month and not all(month < day < by_date for day, _ in between):
        faults["milestones"] = "Every milestone has to lie between the month of the baseline and the target's day."
    st.session_state[FAULTS] = faults
    if faults:
        st.rerun()
    more = {"baseline_value": baseline, "baseline_month": month, "source": said["source"].strip()}
    more["milestones"] = between
    now.ledger.set_target(indicator, value, by_date, who(), **more)
    done("The target is set.")


def _read(faults: dict[str, str], name: str, reader, *said):
    """What `reader` makes of a field; None and a fault under `name` where it cannot."""
    try:
        return reader(*said)
    except ValueError as problem:
        faults[name] = str(problem)
        return None


def _milestones(faults: dict[str, str], text: str, unit: str) -> list[tuple[date, float]]:
    """Each line as a month and what is aimed for in it; a fault that names the line which cannot be read."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        when, _, aim = line.replace("\t", ":").rpartition(":") if re.search(r"[:\t]", line) else line.rpartition(" ")
        try:
            found.append((typed.month(when.strip()), typed.figure(aim.strip(), unit)))
        except ValueError as problem:
            faults["milestones"] = f"{problem} Write a month and what is aimed for in it, such as March 2026: 41%."
    return found


def _row(known: Framework, target) -> tuple[str, ...]:
    one = known.indicator(target.indicator)
    start = f"{_number(target.baseline_value, one)}, {wording.month(target.baseline_month)}".strip(", ")
    aim, day = _number(target.value, one), wording.day(target.by_date)
    return (one.title, aim, day, start, target.source, target.set_by)


def _number(value: float | None, one) -> str:
    return wording.with_unit(wording.number(value, one.unit, one.decimals), one.unit)


def _remove(now: Context) -> None:
    names = {target.indicator: now.framework.indicator(target.indicator).title for target in now.ledger.targets()}
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("A target to take away", list(names), format_func=names.get)
        if st.button("Take it away"):
            now.ledger.remove_target(chosen, who())
            done("The target is taken away.")
