"""What a check found, as our own HTML: the steps, the columns, the problems with their cells."""

from collections.abc import Iterable
from decimal import Decimal
from html import escape

import streamlit as st

from metrics import wording
from metrics.charts import blocks
from metrics.definitions import Column
from metrics.spreadsheets.checking import CheckedTable
from metrics.spreadsheets.grouping import Group, together
from metrics.spreadsheets.problems import Problem, letters
from metrics.views.context import Context
from pages.frame import tables
from pages.frame.paint import failed, paint

CHIPS = 12  # cells named before "and so many more"
KEPT = "Columns not listed here are not read. Names are not kept; a home postcode becomes places and is then gone."
MEND = "Mend them in your spreadsheet and drop it again. We never change a number for you."
TAGS = {"error": "Put right", "warning": "Look at this", "question": "Decide"}


def headline(work) -> tuple[str, str]:
    """The finding and the line under it."""
    if work is None:
        return "Bring in a file", "Any of the month's spreadsheets, as it came. It can be taken back."
    if work.outcomes:
        return _taken(work)
    if work.refused:
        return "This file cannot be used", "Nothing was changed."
    rows = sum(table.rows for table in work.checked.tables)
    out = sum(table.left_out for table in work.checked.tables)
    found = _what_waits(work)
    left = f", {wording.plural(out, 'row')} left out" if out else ""
    return f"{work.checked.file}: {found}", f"{wording.plural(rows, 'row')} can be counted{left}."


def _what_waits(work) -> str:
    """The most pressing thing that stands between the file and the figures."""
    if work.errors:
        return f"{wording.plural(len(together(work.errors)), 'thing')} to put right"
    if work.questions:
        return f"{wording.plural(len(work.questions), 'thing')} to decide"
    if work.warnings:
        return f"{wording.plural(len(together(work.warnings)), 'thing')} to look at"
    return "ready to take in"


def _taken(work) -> tuple[str, str]:
    if all(one.unchanged for one in work.outcomes):
        return f"{work.checked.file} was in already", "The same file twice changes nothing."
    moved = {change["id"] for one in work.outcomes for change in one.effect}
    said = f"{wording.plural(len(moved), 'indicator')} moved." if moved else "No indicator moved."
    return f"{work.checked.file} is in", said


def steps(work) -> str:
    """The four steps as a line that fills."""
    at = 0 if work is None else 3 if work.outcomes else 2
    if work is not None and work.refused:
        at = 1
    words = ["", "", "", ""]
    if work is not None:
        read = len(work.checked.tables)
        words = [work.checked.file, wording.plural(read, "table") + " found" if read else "", _check_words(work), ""]
    titles = ("1 Choose", "2 Match columns", "3 Check", "4 See the effect")
    marks = ['class="done"' if n < at else 'aria-current="step"' if n == at else "" for n in range(4)]
    items = "".join(
        f"<li {mark}><b>{title}</b>{escape(said)}</li>" for mark, title, said in zip(marks, titles, words, strict=True)
    )
    return f'<ol class="steps">{items}</ol>'


def _check_words(work) -> str:
    if work.refused:
        return ""
    out = sum(table.left_out for table in work.checked.tables)
    counts = (
        (len(together(work.errors)), "to put right"),
        (len(work.questions), "to decide"),
        (len(together(work.warnings)), "to accept with a reason"),
        (out, "left out"),
    )
    return ", ".join(f"{number} {said}" for number, said in counts if number) or "Nothing to decide"


def refused(work) -> None:
    """A file that cannot be used: the reason, which says what to do."""
    failed(work.refused, "Nothing was changed. Mend the file and drop it again.", "refused")


def notes(work) -> None:
    """What was not read, and what was assumed, of a file that can be used."""
    _list("Good to know", work.checked.notes, "notes")


def told_twice(sentences: Iterable[str]) -> None:
    """Months of which a file and somebody tell different figures."""
    _list("Typed and in a file", sentences, "told-twice")


def _list(title: str, sentences: Iterable[str], name: str) -> None:
    lines = "".join(f"<p>{escape(said)}</p>" for said in sentences)
    if lines:
        paint(f"{tables.section(title)}{lines}", name)


def tables_found(now: Context, found: Iterable[CheckedTable]) -> None:
    """The tables of a file; those of one kind with the same headings, as a sheet for each month has, are one."""
    alike: dict[tuple, list[CheckedTable]] = {}
    for one in found:
        alike.setdefault((one.source, tuple(sorted(one.columns.items()))), []).append(one)
    for number, group in enumerate(alike.values()):
        _table(now, group, number)


def _table(now: Context, group: list[CheckedTable], number: int) -> None:
    """What it is, its columns as we understand them, its sheets, its problems cell by cell."""
    found = group[0]
    source = now.framework.source(found.source)
    several = len(group) > 1
    of = f", {len(group)} tables" if several else f", sheet {found.sheet}" if found.sheet else ""
    title = f"{source.title}{of}"
    periods = sorted({period for one in group for period in one.periods})
    said = [wording.plural(sum(one.rows for one in group), "row"), _periods(periods)]
    columns = [
        (source.column(name).title, letters(at), heading or "", _total(source.column(name), group))
        for name, (heading, at) in found.columns.items()
    ]
    left, right = st.columns([7, 5], gap="large")
    with left:
        head = tables.section(title, ". ".join(text for text in said if text) + ".")
        names = ("We need", "Column", "Your heading", "Comes to")
        paint(head + tables.table(names, columns, f"Columns of {title}", right=(3,)), f"columns-{number}")
    with right:
        paint(tables.section("What is kept", KEPT) + _left_behind(found), f"kept-{number}")
    if several:
        sheets = [(one.sheet, f"{one.rows:,}", f"{one.left_out:,}", _periods(one.periods)) for one in group]
        names = ("Sheet", "Rows", "Left out", "Months")
        drawn = tables.table(names, sheets, f"Sheets of {title}", right=(1, 2))
        paint(tables.section("Sheet by sheet") + drawn, f"sheets-{number}")
    shown = [one for table in group for one in table.problems if one.severity != "question"]
    if shown:
        paint(tables.section("Problems, cell by cell", MEND) + problems(shown), f"problems-{number}")


def _total(column: Column, group: list[CheckedTable]) -> str:
    """The sum of a column as it stands in the file, money to the penny: people check it against their own total."""
    totals = [Decimal(one.total[column.name]) for one in group if column.name in one.total]
    if not totals or column.type == "percent":
        return ""
    return f"£{sum(totals):,}" if column.type == "money" else f"{sum(totals):,}"


def _left_behind(found: CheckedTable) -> str:
    """The columns that are left in the file, named, so that nobody has to guess."""
    fates = ("dropped", "places", "hashed")
    turned = {fate: [one.heading for one in found.personal if one.fate == fate] for fate in fates}
    pairs = [
        ("Personal, left behind", ", ".join(turned["dropped"])),
        ("Turned into places, then gone", ", ".join(turned["places"])),
        ("Turned into a code, then gone", ", ".join(turned["hashed"])),
        ("Not used, not stored", _some(found.ignored)),
    ]
    return blocks.pairs([(label, names) for label, names in pairs if names])


def _some(names: tuple[str, ...]) -> str:
    """The first names of many, and how many more there are."""
    more = f" and {len(names) - CHIPS:,} more" if len(names) > CHIPS else ""
    return ", ".join(names[:CHIPS]) + more


def _periods(periods: Iterable[str]) -> str:
    said = [wording.period(one, "month") for one in periods]
    return wording.listed(said) if len(said) < 4 else f"{said[0]} to {said[-1]}"


def problems(found: Iterable[Problem]) -> str:
    """Problems of one kind and column together: one sentence for all, and the cells of each."""
    return "".join(_group(group) for group in together(found))


def _group(group: Group) -> str:
    chips = " ".join(f'<span class="cell x">{escape(cell)}</span>' for cell in group.cells[:CHIPS])
    more = f" and {len(group.cells) - CHIPS:,} more" if len(group.cells) > CHIPS else ""
    return (
        f'<div class="prob"><p class="mark">{TAGS[group.severity]}</p><h3>{escape(group.sentence)}</h3>'
        f'<p class="sm">{chips}{more}</p></div>'
    )


def decisions_heading(work) -> str:
    """The heading above the questions."""
    waiting = len(work.questions)
    lead = "An answer is used at once." if waiting else "All decisions are made."
    return tables.section("To decide", lead)


def still_missing(work, accept: str | None) -> str:
    """What has to be done before the file can be taken in; "" when nothing."""
    if work.errors:
        things = wording.plural(len(together(work.errors)), "thing")
        return f"{things} must be put right in the file first. Then drop it again."
    if work.questions:
        return f"Taking in opens when {wording.plural(len(work.questions), 'decision')} more is made."
    if work.warnings and not (accept or "").strip():
        return "Taking in opens when it is said why the warnings may stand."
    return ""
