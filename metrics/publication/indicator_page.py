"""What the page of one indicator says: its chart, its table, how it is counted."""

from __future__ import annotations

from metrics.publication import chart_wording, units, verdict_wording, wording
from metrics.publication.chart import chart
from metrics.publication.figures import THERE, Figure, Public
from metrics.publication.splits import Split
from metrics.publication.tongues import Tongue

FIRST_ROWS = 12  # a year; the rest of the table opens with a click, as in the template


def words(one: Public, tongue: Tongue) -> dict:
    """All that the template wants beside the indicator's entry in the lists."""
    indicator, told = one.indicator, _told(one)
    monthly = one.grain == "month"
    return {
        "area": one.area.id,
        "question": wording.question(one.area, tongue),
        "code": indicator.code,
        "chart": chart(one, tongue),
        "key": chart_wording.key(one, tongue),
        "notes": chart_wording.chart_notes(one, tongue),
        "rows": _rows(one, tongue),
        "earlier": wording.earlier(one, len(told) - FIRST_ROWS, tongue),
        "left_out": wording.left_out(one, len(one.figures) - len(told), tongue),
        "headings": _headings(one, tongue),
        "words_heading": tongue.gettext("Compared with usual") if monthly else tongue.gettext("Notes"),
        "period_heading": tongue.gettext("Month") if monthly else tongue.gettext("Year"),
        "value_heading": units.value_heading(indicator, tongue),
        "promise": tongue.own(one.commitment.promise),
        "proposed": one.commitment.proposed,
        "why": tongue.own(indicator.why),
        "how": tongue.own(indicator.how),
        "caveat": tongue.own(indicator.caveat),
        "owner": tongue.own(indicator.owner),
        "unknown": wording.unknown_sentence(one, tongue),
        "quality": wording.quality_sentence(one, tongue),
        "good": verdict_wording.good(one, tongue),
        "good_words": tongue.own(indicator.good),
        "aim": verdict_wording.aim_sentence(one, tongue),
        "people": indicator.counts == "people",
        "splits": [_table(one, table, tongue) for table in one.splits],
    }


def _table(one: Public, table: Split, tongue: Tongue) -> dict:
    """A year in its parts, as the template wants a table."""
    top = one.indicator.kind not in ("total", "count") and any(row.numerator is not None for row in table.rows)
    shown = top, any(row.denominator is not None for row in table.rows)
    named = zip(wording.headings(one.indicator, tongue), shown, strict=True)
    return {
        "by": table.by,
        "title": wording.parts_title(table.by, table.period, tongue),
        "headings": [heading for heading, there in named if there],
        "period_heading": tongue.gettext("Part"),
        "value_heading": units.value_heading(one.indicator, tongue),
        "words_heading": tongue.gettext("Notes"),
        "rows": [
            {
                "period": wording.part(row.part, tongue),
                "value": units.figure_value(row, one.indicator, tongue),
                "counts": [
                    text for text, there in zip(units.counts(row, one.indicator, tongue), shown, strict=True) if there
                ],
                "words": tongue.gettext(row.reason) if row.reason else "",
            }
            for row in table.rows
        ],
    }


def _headings(one: Public, tongue: Tongue) -> tuple[str, ...]:
    """Numerator and denominator where there are any to show beside the value."""
    named = zip(wording.headings(one.indicator, tongue), _counted(one), strict=True)
    return tuple(heading for heading, there in named if there)


def _counted(one: Public) -> tuple[bool, bool]:
    """Whether any period shows a numerator that is not the value itself, and a denominator."""
    shares = one.indicator.kind not in ("total", "count")
    top = shares and any(f.numerator is not None for f in one.figures)
    return top, any(f.denominator is not None for f in one.figures)


def _rows(one: Public, tongue: Tongue) -> list[dict]:
    """The table, newest first."""
    shown = _counted(one)
    return [
        {
            "period": units.period_short(one, figure, tongue),
            "value": units.figure_value(figure, one.indicator, tongue),
            "counts": [
                text for text, there in zip(units.counts(figure, one.indicator, tongue), shown, strict=True) if there
            ],
            "words": wording.row_words(figure, tongue),
        }
        for figure in reversed(_told(one))
    ]


def _told(one: Public) -> list[Figure]:
    """The periods of the table: all, or where most have no figure (a survey now and then) those that have one."""
    there = [figure for figure in one.figures if figure.status in THERE]
    return there if len(there) * 2 < len(one.figures) else list(one.figures)
