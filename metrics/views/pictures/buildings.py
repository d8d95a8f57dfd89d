"""When community groups use the rooms, and what the space is used for."""

from __future__ import annotations

from datetime import date
from typing import Any

from metrics import wording
from metrics.views.context import Context
from metrics.views.pictures import Bar, Bars, HeatGrid, HeatRow, Picture, Table
from metrics.views.pictures.reading import rows, span

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
USES = (("clinical", "Clinical"), ("non_clinical", "Not clinical"), ("under_used", "Under-used"), ("empty", "Empty"))


def pictures(context: Context, month: date) -> tuple[Picture, ...]:
    """The pictures of the buildings page, for twelve months up to `month`."""
    return _rooms(rows(context, "room_hours", month)), _space(rows(context, "space_by_use", month))


def _rooms(found: list[dict[str, Any]]) -> Picture:
    title = "When community groups use our rooms"
    used = {(row["weekday"], row["hour"]): float(row["used"] or 0) for row in found}
    if not any(used.values()):
        return HeatGrid(title, empty="No bookings by community groups have come in yet.")
    hours = range(min(h for (_, h), n in used.items() if n), max(h for (_, h), n in used.items() if n) + 1)
    most = max(used.values())
    busiest = max(used, key=lambda cell: used[cell])
    made = []
    for number, day in enumerate(DAYS, 1):
        values = [used.get((number, hour), 0.0) for hour in hours]
        cells = tuple((f"{value:,.0f}" if value else "", _tint(value, most)) for value in values)
        made.append(HeatRow(day, f"{sum(values):,.0f}", cells))
    return HeatGrid(
        title=title,
        sentence=f"{DAYS[busiest[0] - 1]} from {_clock(busiest[1])} is the busiest hour. Hours of use in "
        f"{span(found)}; shading compares each cell with the busiest.",
        row_heading="Day",
        lead_heading="All day",
        columns=tuple(_clock(hour) for hour in hours),
        rows=tuple(made),
    )


def _tint(value: float, most: float) -> int:
    return min(4, int(5 * value / most)) if value else 0


def _clock(hour: int) -> str:
    """9am, noon, 5pm."""
    return "noon" if hour == 12 else f"{hour if hour < 12 else hour - 12}{'am' if hour < 12 else 'pm'}"


def _space(found: list[dict[str, Any]]) -> Picture:
    title = "What our space is used for"
    if not found or not found[0]["occupied"]:
        return Bars(title, empty="No count of space has come in yet.")
    row = found[0]
    occupied = float(row["occupied"])
    bars = tuple(
        Bar(
            label,
            float(row[use] or 0),
            f"{float(row[use] or 0):,.0f} m²",
            wording.share(float(row[use] or 0), occupied),
        )
        for use, label in USES
    )
    return Bars(
        title=title,
        sentence=f"{bars[1].note} of the {occupied:,.0f} m² we occupy is not clinical, {bars[3].note} stands empty "
        f"({wording.month(row['month'])}, {wording.plural(row['sites'], 'site')}).",
        caption="Under-used space is counted again within clinical and not clinical.",
        bars=bars,
        table=Table(("Use", "Square metres", "Share of occupied"), tuple((b.label, b.text, b.note) for b in bars)),
    )
