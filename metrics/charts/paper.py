"""Our drawings as they go on paper: SVG that stands alone, its colours written out, its letters those of the sheet."""

from __future__ import annotations

import re

from metrics.charts.tokens import colour, tokens

FAMILY = "Source Sans Pro"  # comes as a package, so that a report looks the same on every machine
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_STYLES = """
text{font-family:'FAMILY';fill:var(--ink2)}
.l3{fill:var(--ink3)}
.lt{fill:var(--target);font-weight:700}
.nt{fill:var(--ink);font-weight:700}
.il{font-size:18px;font-weight:700;fill:var(--paper);text-anchor:middle}
.ia{font-size:19px;font-weight:700;fill:var(--ink);text-anchor:middle}
"""


def on_paper(svg: str) -> str:
    """A drawing of ours (icons.py, xmr.py) as an SVG file for a page of paper: light, and in need of no style sheet."""
    styled = svg.replace(">", f"><style>{_STYLES.replace('FAMILY', FAMILY)}</style>", 1)
    named = styled.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return _VARIABLE.sub(lambda found: colour(found[1]), named)


def colours() -> dict[str, str]:
    """Every colour of the design by name, as it is on paper."""
    return {name: pair[0] for name, pair in (tokens()["colour"] | tokens()["step"]).items()}
