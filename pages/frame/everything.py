"""What the Overview leaves for a second look: every indicator area by area, and what is off track with nobody at it.

Each has an address of its own (show=all, show=off-track), so that a link shows a colleague the same.
"""

from html import escape

import streamlit as st

from metrics import wording
from metrics.charts import blocks
from metrics.lenses import DEFAULT_LENS
from metrics.views.overview import Overview
from pages.frame import local, tables
from pages.frame.paint import heading, paint

NAME = "show"  # in the address
LEAD = "Worse by more than chance, or kept from its target; without an owner, an action or a comment."
NAMED = 2  # late spreadsheets on the Overview itself; the others under This month and one click away


def shown(view: Overview, lens: str) -> bool:
    """Draws what the address asks for in place of the Overview; False where it asks for the Overview itself."""
    asked = {"all": _all, "off-track": _off_track}.get(st.query_params.get(NAME, ""))
    if asked is None:
        return False
    asked(view, lens)
    way = _address(view, lens)
    paint(f'<p class="sec"><a href="{way}" data-go="{way}">Back to the Overview</a></p>', "back")
    return True


def ways(view: Overview, lens: str) -> str:
    """Under what changed: what is late or missing, what is off track without an owner, the way to everything."""
    more = f"{wording.count_words(view.more_changes, capital=True)} more changed. " if view.more_changes else ""
    everything = f"{more}{_way(view, lens, 'all', f'All {len(view.cards)} indicators, area by area')}"
    lines = [f'<p class="sm">{everything}</p>', _late(view)]
    if view.off_track:
        words = f"{wording.count_words(len(view.off_track), capital=True)} without an owner, an action or a comment"
        lines.append(f'<p class="sm"><b>Off track.</b> {_way(view, lens, "off-track", words)}</p>')
    return f'<div class="ways">{"".join(lines)}</div>'


def _late(view: Overview) -> str:
    named = tables.late(view.late[:NAMED])
    rest = tables.late(view.late[NAMED:])
    more = f"<details><summary>and {len(view.late) - NAMED} more</summary>{rest}</details>" if rest else ""
    return f'<div class="sm"><b>Late or missing.</b> {escape(view.late_words)}{named}{more}</div>'


def _all(view: Overview, lens: str) -> None:
    to = local.href(lens)
    heading(f"All {len(view.cards)} indicators, area by area", view.rest, f"{view.latest}. {view.place}")
    paint(blocks.section("Five areas at a glance", blocks.areas(view.areas, to)), "areas")
    for glance in view.areas:
        rows = blocks.rows(glance.cards, to) if glance.cards else '<p class="quiet">No indicator yet.</p>'
        paint(blocks.section(glance.area.title, rows, glance.area.summary), f"rows-{glance.area.id}")


def _off_track(view: Overview, lens: str) -> None:
    many = len(view.off_track)
    finding = f"{wording.count_words(many, capital=True)} off track, and nobody at it"
    heading(finding if many else "What is off track has an owner and a comment", LEAD, f"{view.latest}. {view.place}")
    paint(blocks.off_track(view.off_track, local.href(lens)), "off-track")


def _way(view: Overview, lens: str, show: str, words: str) -> str:
    address = escape(_address(view, lens, show))
    return f'<a href="{address}" data-go="{address}">{escape(words)}</a>'


def _address(view: Overview, lens: str, show: str = "") -> str:
    """The Overview's address with the month and the lens that are shown."""
    newest = view.months and view.month == view.months[0]
    said = {"month": "" if newest else f"{view.month:%Y-%m}", "lens": "" if lens == DEFAULT_LENS else lens, NAME: show}
    query = "&".join(f"{name}={value}" for name, value in said.items() if value)
    return f"/?{query}" if query else "/"
