"""A list of steps with the ways to where each is done: done, to do, or waiting; never by colour alone."""

from collections.abc import Iterable
from html import escape

from metrics.views.closing import Step

STATES = {"done": "Done", "open": "To do", "later": "Not yet"}
RING = '<circle cx="12" cy="12" r="10" fill="none" stroke-width="2"'
MARKS = {
    "done": '<circle cx="12" cy="12" r="11" fill="var(--blue)"/>'
    '<path d="M6.5 12.5l3.6 3.6 7.2-8" fill="none" stroke="var(--on-blue)" stroke-width="2.4"/>',
    "open": f'{RING} stroke="var(--ink)"/>',
    "later": f'{RING} stroke="var(--edge)" stroke-dasharray="3 3"/>',
}


def steps(found: Iterable[Step]) -> str:
    """The steps in their order."""
    return f'<ol class="todo">{"".join(map(_step, found))}</ol>'


def _step(step: Step) -> str:
    mark = f'<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{MARKS[step.state]}</svg>'
    ways = ", ".join(
        f'<a href="{escape(href)}" data-go="1">{escape(words)}</a>' for href, words in dict.fromkeys(step.ways)
    )
    more = f" and {step.more} more" if step.more else ""
    led = f'<p class="sm">{ways}{more}</p>' if ways else ""
    head = f"<b>{escape(step.title)}</b> <i>{STATES[step.state]}</i>"
    return f'<li class="{step.state}">{mark}<div><p>{head}</p><p class="sm">{escape(step.words)}</p>{led}</div></li>'
