"""The trust's own face on the report: its logo and colour. A report of the example, which is no trust, has none."""

from __future__ import annotations

import re

from metrics import trust_face
from metrics.charts.paper import FAMILY
from metrics.charts.tokens import colour as token
from metrics.views.context import Context

_FAMILY = re.compile(r"""(font-family\s*[:=]\s*)("[^"]*"|'[^']*'|[^;"'>]+)""")


def logo(context: Context) -> str:
    """The trust's logo as SVG for white paper, its words in the letters of the report; "" where it has none."""
    drawn = "" if context.made_up else trust_face.logo(context.framework.trust)
    return _FAMILY.sub(lambda found: found[1] + _quoted(found[2]), drawn)


def colour(context: Context) -> str:
    """The colour of the report's rules and bars: the trust's own, else our blue."""
    return ("" if context.made_up else str(context.framework.trust.get("colour", ""))) or token("blue")


def _quoted(told: str) -> str:
    """Our letters, written as what stood there was."""
    quote = told[0] if told[0] in "\"'" else ""
    return f"{quote}{FAMILY}{quote}"
