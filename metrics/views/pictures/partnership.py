"""Who was reached, what was asked and done, and what people agreed on."""

from __future__ import annotations

from datetime import date
from typing import Any

from metrics import wording
from metrics.views.context import Context
from metrics.views.pictures import Bar, Bars, Picture, Said, Table, YouSaid
from metrics.views.pictures.reading import rows, span

GROUPS = {
    "young_people": "Young people not in work or training",
    "care_leavers": "Care leavers",
    "carers": "Carers",
    "insecure_work": "People in insecure work or out of work",
    "homeless": "People who are homeless",
    "prison_leavers": "People leaving prison",
    "veterans": "Armed forces veterans",
    "travellers": "Travellers",
    "minority_communities": "People from minority communities",
}
GENERAL = "No one group"
ASKS = 6


def pictures(context: Context, month: date) -> tuple[Picture, ...]:
    """The pictures of the partnership page, for twelve months up to `month`."""
    return (
        _reach(rows(context, "groups_reached", month)),
        _asks(rows(context, "asks_answered", month)),
        _delphi(rows(context, "delphi_ranking", month)),
    )


def _reach(found: list[dict[str, Any]]) -> Picture:
    title = "The nine priority groups"
    if not found:
        return Bars(title, empty="No engagement events have come in yet.")
    people = {row["code"] or "general": float(row["people"] or 0) for row in found}
    bars = [Bar(name, people.get(code, 0.0), f"{people.get(code, 0.0):,.0f}") for code, name in GROUPS.items()]
    bars.sort(key=lambda bar: -bar.value)
    other = sum(n for code, n in people.items() if code not in GROUPS)
    shown = [*bars, Bar(GENERAL, other, f"{other:,.0f}", hatched=True)] if other else bars
    reached = sum(1 for bar in bars if bar.value)
    verb = "was" if reached == 1 else "were"
    return Bars(
        title=title,
        sentence=f"{wording.count_words(reached, capital=True)} of the nine groups {verb} reached in "
        f"{span(found)}; {bars[0].label.lower()} most, {bars[-1].label.lower()} least.",
        caption="People at events; the same person at two events counts twice.",
        bars=tuple(shown),
        table=Table(("Group", "People"), tuple((bar.label, bar.text) for bar in shown)),
    )


def _asks(found: list[dict[str, Any]]) -> Picture:
    title = "You said, we did"
    if not found:
        return YouSaid(title, empty="No asks have come in yet.")
    closed = [row for row in found if row["status"] in ("done", "refused")]
    answered = [row for row in closed if row["reply"]]
    said = tuple(
        Said(
            ask=row["ask"] or "",
            reply=row["reply"],
            group=GROUPS.get(row["code"], GENERAL),
            when=wording.day(row["closed_date"]),
            status="Done" if row["status"] == "done" else "Not done, and why",
        )
        for row in answered[:ASKS]
    )
    waiting = len(found) - len(closed)
    return YouSaid(
        title=title,
        sentence=f"{wording.plural(len(found), 'ask')} in 12 months: {len(closed):,} answered, {waiting:,} open.",
        said=said,
        table=Table(("Asks", "Answered", "Open"), ((f"{len(found):,}", f"{len(closed):,}", f"{waiting:,}"),)),
    )


def _delphi(found: list[dict[str, Any]]) -> Picture:
    title = "What people agreed on"
    if not found:
        return Bars(title, empty="No consensus survey has come in yet.")
    aim = next((float(row["threshold_percent"]) for row in found if row["threshold_percent"] is not None), None)
    scale = 100.0 if max(float(row["agree_percent"] or 0) for row in found) <= 1 else 1.0
    bars = []
    for row in found:
        agree = float(row["agree_percent"] or 0) * scale
        against = (
            f"{float(row['disagree_percent']) * scale:.0f}% disagree" if row["disagree_percent"] is not None else ""
        )
        bars.append(Bar(row["statement"], agree, f"{agree:.0f}%", against, aim=aim and aim * scale))
    reached = sum(1 for bar in bars if bar.aim is not None and bar.value >= bar.aim)
    asked = int(found[0]["respondents"] or 0)
    limit = f"the {aim * scale:.0f}% set before the round" if aim else "a threshold"
    return Bars(
        title=title,
        sentence=f"{reached} of {wording.plural(len(bars), 'statement')} reached {limit} "
        f"({wording.plural(asked, 'person', 'people')}, {wording.month(found[0]['round_date'])}).",
        caption="Share who rated a statement 7 to 9 out of 9. The dashed line is the threshold.",
        bars=tuple(bars),
        table=Table(("Statement", "Agree", "Disagree"), tuple((b.label, b.text, b.note) for b in bars)),
    )
