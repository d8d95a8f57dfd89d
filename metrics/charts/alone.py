"""A chart as an SVG file that needs nothing beside it: colours, title, and that it is made up if it is."""

from __future__ import annotations

from metrics.charts.svg import text
from metrics.charts.tokens import css_vars_flat, look_css
from metrics.charts.xmr import xmr
from metrics.views.chart import XmrChart

MADE_UP = "Made-up figures of Example Coast NHS Trust, which does not exist."
TITLE, SIZE = 40, (1248, 420)  # px of the title above, and of the drawing


def standing_alone(chart: XmrChart, made_up: bool = False) -> str:
    """The chart at 1248 x 480 with a title and a foot, light or dark as the viewer is."""
    width, height = SIZE
    whole = height + TITLE + 20
    style = css_vars_flat() + look_css().replace(".k ", "") + "text{font:400 14px var(--font);fill:var(--ink2)}"
    foot = MADE_UP if made_up else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" width="{width}" height="{whole}">'
        f"<title>{text(chart.title)}</title><desc>{text(chart.sentence)}</desc><style>{style}</style>"
        f'<rect width="{width}" height="{whole}" fill="var(--paper)"/>'
        f'<text x="8" y="26" style="font:700 18px var(--font);fill:var(--ink)">{text(chart.title)}</text>'
        f'<svg y="{TITLE}" width="{width}" height="{height}">{xmr(chart, hover=False)}</svg>'
        f'<text x="8" y="{whole - 8}" style="fill:var(--worse-t)">{text(foot)}</text></svg>'
    )
