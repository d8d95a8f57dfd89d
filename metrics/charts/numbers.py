"""The numbers behind a chart as tables: one line a period, and the parts of a split."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.svg import dot, text
from metrics.views.indicator import Part
from metrics.views.rows import Row


def numbers(found: Sequence[Row], headings: tuple[str, str] = ("Counted", "Out of"), limit: int | None = None) -> str:
    """The numbers behind a chart, newest first; columns without any figure are left out."""
    unknown = any(row.unknown for row in found)
    whole = any(row.denominator for row in found)
    heads = [("", "Period"), ("r", headings[0])] + ([("r", headings[1])] if whole else [])
    heads += [("r", "Value")] + ([("r", "Not known")] if unknown else []) + [("", "Movement")]
    head = "".join(f'<th scope="col" class="{cls}">{text(words)}</th>' for cls, words in heads)
    body = "".join(_numbers_row(row, whole, unknown) for row in found[:limit])
    return f'<table class="tb"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _numbers_row(row: Row, whole: bool, unknown: bool) -> str:
    sign = dot(row.verdict, 11) + " " if row.verdict in ("better", "worse", "shift") else ""
    told = row.verdict_words + (f" {row.status}" if row.status else "")
    cells = [f'<td class="r">{text(row.numerator)}</td>']
    cells += [f'<td class="r">{text(row.denominator)}</td>'] if whole else []
    cells.append(f'<td class="r"><b>{text(row.value)}</b></td>')
    cells += [f'<td class="r">{text(row.unknown)}</td>'] if unknown else []
    cells.append(f'<td class="k-{row.verdict}">{sign}{text(told.strip())}</td>')
    return f'<tr><th scope="row">{text(row.label)}</th>{"".join(cells)}</tr>'


def parts(found: Sequence[Part], title: str) -> str:
    """A split at the newest period: bars from one axis, the figure at the end of each."""
    top = max((part.share or 0 for part in found), default=0) or 1
    made = []
    for part in found:
        width = 100 * (part.share or 0) / top
        bar = f'<span class="pb"><i style="width:{width:.1f}%"></i></span>'
        of = f" of {part.denominator}" if part.denominator else ""
        figure = f'<td class="r"><b>{text(part.value)}</b></td><td class="r sm">{text(part.numerator + of)}</td>'
        made.append(f'<tr><th scope="row">{text(part.label)}</th><td class="hm">{bar}</td>{figure}</tr>')
    return f'<table class="tb pt"><caption class="vh">{text(title)}</caption><tbody>{"".join(made)}</tbody></table>'
