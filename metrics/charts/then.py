"""What was seen beside what is so today, as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.charts.blocks import Href, app_href, link
from metrics.charts.svg import text
from metrics.views.as_seen import Then

SAME = "As it was"


def table(rows: Iterable[Then], href: Href = app_href) -> str:
    """One line an indicator: what was seen, what it is today, why they differ."""
    heads = ("Indicator", "Month", "Seen then", "Today", "Why it differs")
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join(_line(row, href) for row in rows)
    return f'<table class="tb stack then"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _line(row: Then, href: Href) -> str:
    name = f'<th scope="row">{link(href, "indicator", row.id, row.title)}</th>'
    why = text(row.why) if row.differs else SAME
    mark = ' class="diff"' if row.differs else ""
    return (
        f'<tr{mark}>{name}<td data-l="Month">{text(row.period)}</td>'
        f'<td data-l="Seen then"><b>{text(row.then)}</b> {text(row.then_words)}</td>'
        f'<td data-l="Today"><b>{text(row.now)}</b> {text(row.now_words)}</td><td data-l="Why">{why}</td></tr>'
    )


def occasions(found: Iterable[tuple[str, Then]]) -> str:
    """One indicator, occasion by occasion."""
    made = []
    for words, row in found:
        told = f"{row.then} for {row.period}"
        now = f"Today {row.now}. {row.why}" if row.differs else f"{SAME}."
        made.append(f"<li><b>{text(told)}</b>, {text(words)}. {text(now)}</li>")
    return f'<ul class="late">{"".join(made)}</ul>'
