"""An indicator's chart as a picture (PNG) for a slide or a letter: title, sentence, drawing, its letters drawn too."""

from __future__ import annotations

import textwrap

import font_source_sans_pro
import typst

from metrics.charts.alone import MADE_UP
from metrics.charts.paper import on_paper
from metrics.charts.svg import text
from metrics.charts.xmr import xmr
from metrics.views.chart import XmrChart

WIDE, DRAWN = 1248, 420  # px of the picture, and of the drawing's height
LINE, LETTERS = 22, 150  # px between lines of the sentence; letters that a line holds
SHARP = 192  # dots an inch: two for each px, so that it stays sharp on a screen of any kind
SHEET = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg")"""


def png(chart: XmrChart, made_up: bool = False) -> bytes:
    """The chart as a PNG file, light, two dots for each px. The same on every machine: its font comes with us."""
    return of(drawing(chart, made_up))


def of(svg: str) -> bytes:
    """An SVG that stands alone as a PNG file."""
    return typst.compile(
        SHEET,
        format="png",
        ppi=SHARP,
        font_paths=[font_source_sans_pro.font_directory],
        ignore_system_fonts=True,
        sys_inputs={"drawing": svg},
    )


def drawing(chart: XmrChart, made_up: bool = False) -> str:
    """Title, sentence, chart and foot as one SVG for paper."""
    lines = textwrap.wrap(chart.sentence, LETTERS)
    top = 44 + LINE * len(lines)
    high = top + DRAWN + (28 if made_up else 8)
    said = "".join(
        f'<text x="8" y="{52 + LINE * at}" font-size="16">{text(line)}</text>' for at, line in enumerate(lines)
    )
    foot = f'<text x="8" y="{high - 10}" font-size="14" class="nt">{text(MADE_UP)}</text>' if made_up else ""
    return on_paper(
        f'<svg viewBox="0 0 {WIDE} {high}" width="{WIDE}" height="{high}">'
        f'<rect width="{WIDE}" height="{high}" fill="var(--paper)"/>'
        f'<text x="8" y="26" font-size="20" class="nt">{text(chart.title)}</text>{said}'
        f'<svg y="{top}" width="{WIDE}" height="{DRAWN}">{xmr(chart, hover=False)}</svg>{foot}</svg>'
    )
