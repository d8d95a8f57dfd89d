"""Small tables and lists of facts as our own HTML. Everything that enters is plain text and is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], label: str, right: Sequence[int] = ()) -> str:
    """A table with its name for screen readers; `right` are the columns of figures. The first column heads its row."""
    head = "".join(f'<th scope="col"{_side(at, right)}>{escape(text)}</th>' for at, text in enumerate(headings))
    body = "".join(f"<tr>{_row(headings, row, right)}</tr>" for row in rows)
    parts = f'<caption class="vh">{escape(label)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
    return scrolling(f'<table class="tb stack">{parts}</table>', label)


def scrolling(drawn: str, label: str) -> str:
    """Markup that scrolls by itself where the screen is narrow, also by keyboard."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">{drawn}</div>'


def _row(headings: Sequence[str], row: Sequence[str], right: Sequence[int]) -> str:
    """One row; each cell also bears its heading, which a phone shows in front of it."""
    first = f'<th scope="row"{_side(0, right)}>{escape(row[0])}</th>'
    cells = zip(headings[1:], row[1:], range(1, len(row)), strict=True)
    return first + "".join(
        f'<td{_side(at, right)} data-l="{escape(heading)}">{escape(text)}</td>' for heading, text, at in cells
    )


def _side(at: int, right: Sequence[int]) -> str:
    return ' class="r"' if at in right else ""


def facts(pairs: Iterable[tuple[str, str]], title: str, lead: str = "") -> str:
    """The receipt: a title and its facts, label and text."""
    lines = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in pairs if text)
    said = f'<p class="sm">{escape(lead)}</p>' if lead else ""
    return f'<div class="sec rcpt"><h2>{escape(title)}</h2>{said}<dl>{lines}</dl></div>'


def section(title: str, lead: str = "") -> str:
    """The heading of a section with one line under it."""
    said = f'<p class="sm">{escape(lead)}</p>' if lead else ""
    return f'<div class="sec"><h2>{escape(title)}</h2>{said}</div>'


def late(sources: Iterable) -> str:
    """Spreadsheets whose month has not come in by its day, as a small list; "" when none is late."""
    items = "".join(f"<li><b>{escape(one.title)}</b>: {escape(one.text)}</li>" for one in sources)
    return f'<ul class="late">{items}</ul>' if items else ""


def promises(found: Iterable) -> str:
    """The five promises as the publication tells them, each with the way to its public page."""
    items = []
    for one in found:
        made_up = '<span class="tag">made-up figures</span>' if one.made_up else ""
        way = f'<a href="{escape(one.href)}">{escape(one.question or one.title)}</a>'
        items.append(f"<li><h2>{escape(one.title)}</h2><p>{escape(one.finding)} {made_up}</p><p>{way}</p></li>")
    return f'<ol class="promises">{"".join(items)}</ol>'
