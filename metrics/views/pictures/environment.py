"""Carbon by fuel against the straight path to zero, and the clinical waste split against its aim."""

from __future__ import annotations

from datetime import date
from typing import Any

from metrics import results, wording
from metrics.results import Point, Series
from metrics.views.context import Context
from metrics.views.pictures import Picture, Piece, SplitAim, StackPath, StackYear, Table
from metrics.views.pictures.reading import rows, span

CARBON = "N1a"
UNCHANGED = "N1a4"  # the same at the factors of one year
STREAMS = (
    ("high_temperature", "Incinerated", 0.2),
    ("alternative_treatment", "Treated", 0.2),
    ("offensive", "Offensive", 0.6),
)


def pictures(context: Context, month: date) -> tuple[Picture, ...]:
    """The pictures of the environment page up to `month`."""
    return _carbon(context, month), _waste(rows(context, "waste_split", month))


def _carbon(context: Context, month: date) -> Picture:
    title = "Carbon from our buildings, against the path to net zero"
    if context.warehouse is None:
        return StackPath(title, empty="No energy bills have come in yet.")
    split = results.series(context.warehouse, context.framework, CARBON, "year", split=_split(context))
    found = [series for series in split if any(point.value for point in series.points)]
    whole = results.series(context.warehouse, context.framework, CARBON, "year")
    years = [point for point in whole[0].points if _counts(point, month)] if whole else []
    if not years:
        return StackPath(title, empty="No whole financial year of energy bills has come in yet.")
    parts = tuple(_name(series) for series in found if any(_counts(point, month) for point in series.points))
    columns = tuple(_column(point, found, month) for point in years)
    trust = context.framework.trust
    wanted, end = str(trust.get("carbon_baseline_year", "")), int(trust.get("net_zero_year", 2040))
    base = next((column for column in columns if column.label == wanted), columns[0])
    note = (
        "" if base.label == wanted else f" No figures for the baseline year {wanted}: the path starts in {base.label}."
    )
    newest = columns[-1]
    now, way = sum(newest.values), _on_path(base, end, newest.year)
    side = "over" if now > way else "under"
    return StackPath(
        title=title,
        sentence=f"{now:,.0f} tonnes in {newest.label}, {abs(now - way):,.0f} {side} the path. Lower is better.",
        caption="Tonnes of carbon dioxide equivalent a financial year. The path runs straight from the baseline year "
        f"to zero in {end}.{note} {_whose_doing(context, base, newest)}"
        "The national aim of 80% by 2028 to 2032 is against 1990, so it is not on this path.",
        parts=parts,
        years=columns,
        path=((base.year, sum(base.values)), (end, 0.0)),
        path_label="Path",
        end_label=f"Net zero {end}",
        table=Table(
            ("Year", *parts, "All", "Path"),
            tuple(
                (c.label, *(f"{v:,.0f}" for v in c.values), c.text, f"{_on_path(base, end, c.year):,.0f}")
                for c in columns
            ),
        ),
    )


def _whose_doing(context: Context, base: StackYear, newest: StackYear) -> str:
    """How much of the change since the first year the trust made, and how much the factors did; "" where untold."""
    fixed = results.series(context.warehouse, context.framework, UNCHANGED, "year")
    held = {point.period: point.value for point in fixed[0].points} if fixed else {}
    if base.label == newest.label or held.get(base.label) is None or held.get(newest.label) is None:
        return ""
    ours = held[newest.label] - held[base.label]
    theirs = sum(newest.values) - sum(base.values) - ours
    return (
        f"Since {base.label} it changed by {_signed(ours + theirs)} tonnes: {_signed(ours)} by what we used, "
        f"{_signed(theirs)} by the factors alone. "
    )


def _signed(tonnes: float) -> str:
    return f"{'−' if round(tonnes) < 0 else '+' if round(tonnes) else ''}{abs(tonnes):,.0f}"


def _split(context: Context) -> str | None:
    offered = context.framework.indicator(CARBON).by
    return "fuel" if "fuel" in offered else offered[0] if offered else None


def _counts(point: Point, month: date) -> bool:
    return point.value is not None and point.status != "partial" and point.start <= month


def _name(series: Series) -> str:
    return (series.part or "All").replace("_", " ").capitalize()


def _column(point: Point, found: list[Series], month: date) -> StackYear:
    """One year's values by part, in the order of the parts that have any."""
    values = []
    for series in found:
        if any(_counts(one, month) for one in series.points):
            own = next((one for one in series.points if one.period == point.period), None)
            values.append(float(own.value or 0) if own else 0.0)
    provisional = point.status == "provisional"
    return StackYear(point.period, point.start.year, tuple(values), f"{float(point.value):,.0f}", provisional)


def _on_path(base: StackYear, end: int, year: int) -> float:
    gone = min(1.0, (year - base.year) / (end - base.year))
    return sum(base.values) * (1 - gone)


def _waste(found: list[dict[str, Any]]) -> Picture:
    title = "Clinical waste against 20 : 20 : 60"
    held = {row["stream"]: float(row["tonnes"] or 0) for row in found}
    whole = sum(held.values())
    if not whole:
        return SplitAim(title, empty="No clinical waste has come in yet.")
    pieces = tuple(
        Piece(label, held.get(stream, 0.0), wording.share(held.get(stream, 0.0), whole), f"aim {aim:.0%}",
              f"{held.get(stream, 0.0):,.0f} tonnes", step)
        for step, (stream, label, aim) in enumerate(STREAMS)
    )  # fmt: skip
    offensive = held.get("offensive", 0.0)
    return SplitAim(
        title=title,
        sentence=f"{wording.share(offensive, whole)} of clinical waste went to the offensive stream, with the least "
        f"carbon, in {span(found)}. The aim is 60%.",
        pieces=pieces,
        aims=tuple(aim for *_, aim in STREAMS),
        table=Table(
            ("Stream", "Tonnes", "Share", "Aim"),
            tuple((p.label, f"{p.value:,.1f}", p.text, p.share.removeprefix("aim ")) for p in pieces),
        ),
    )
