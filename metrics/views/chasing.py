"""Notes to whoever sends the spreadsheets: what is wanted, for which month, and how; plain text to copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics import wording
from metrics.spreadsheets.templates import file_name
from metrics.views.context import Context
from metrics.views.month import SourceState, this_month

CHASED = ("late", "refused", "missing", "due", "never")


@dataclass(frozen=True)
class Chase:
    """One note to one sender. `wanted` says in short for what; `sources` are the spreadsheets whose templates fit."""

    sender: str
    wanted: str
    text: str
    sources: tuple[str, ...]


def chases(context: Context) -> tuple[Chase, ...]:
    """A note to each sender from whom something is wanted, the most pressing first; one for all that they send."""
    held: dict[str, list[SourceState]] = {}
    for one in this_month(context).sources:  # the most pressing first
        if one.state in CHASED and one.sender and (one.state != "never" or one.indicators):
            held.setdefault(one.sender, []).append(one)
    return tuple(_chase(context, sender, states) for sender, states in held.items())


def _chase(context: Context, sender: str, states: list[SourceState]) -> Chase:
    trust = context.framework.trust
    name = trust["example_short_name"] if context.made_up else trust["short_name"]
    pressing = [one for one in states if one.state != "never"]
    asked = pressing or states  # what never came is asked for only where nothing is more pressing
    titles = wording.listed([one.title for one in asked])
    subject = f"Subject: {titles}{_months(asked)}"
    parts = [
        subject,
        "Hello,",
        f"We need {'this spreadsheet' if len(asked) == 1 else 'these spreadsheets'} for the {name} anchor dashboard.",
        *(_about(context, one) for one in asked),
        "Thank you.",
    ]
    contact = "" if context.made_up else trust.get("contact", "")
    text = "\n\n".join(parts) + (f"\n{contact}" if contact else "") + "\n"
    return Chase(sender, f"{titles}{_months(asked)}", text, tuple(one.source for one in asked))


def _months(states: Iterable[SourceState]) -> str:
    """The period that all of them are wanted for, where it is one."""
    periods = {wanted_for(one) for one in states}
    only = next(iter(periods)) if len(periods) == 1 else ""
    return f" for {only}" if only else ""


def wanted_for(one: SourceState) -> str:
    """The periods that a source still owes: the newest, and the gaps before it."""
    return wording.listed([*one.gaps, *([one.wanted] if one.wanted else [])])


def _about(context: Context, one: SourceState) -> str:
    """What is wanted of one spreadsheet, line by line."""
    source = context.framework.source(one.source)
    period = wanted_for(one)
    needed = [column.title for column in source.columns if column.required]
    lines = [f"{one.title}{f', {period}' if period else ''}", _due(one)]
    lines += [f"{told}." if not told.endswith((".", "?")) else told for told in one.rejected[-1:]]
    lines += [
        " ".join(source.help.split()),
        f"Columns that it must have: {wording.listed(needed)}." if needed else "",
        f"Empty template, if it helps: {file_name(source)}",
        f"The last that came: {one.last_file}, on {wording.day(one.last_day)}." if one.last_file else "",
    ]
    return "\n".join(line for line in lines if line)


def _due(one: SourceState) -> str:
    if one.due is None:
        return ""
    if one.state == "due":
        return f"It is due on {wording.day(one.due)}."
    return f"It was due on {wording.day(one.due)}."
