"""The trust's own face under Settings: its name, logo, colours, contact and wording, and where they are set."""

import base64
from html import escape

from metrics import trust_face
from metrics.views.context import Context
from pages.frame import tables
from pages.frame.paint import paint

LEAD = (
    "From [trust] in framework.toml in the folder data/definitions. What is changed there is borne by the pages, "
    "the next report and the next publication."
)


def shown(now: Context) -> None:
    """The panel of the trust's name, logo, colours, contact and framework wording."""
    trust = now.framework.trust
    pairs = [
        ("Name", trust.get("name", "")),
        ("In short", trust.get("short_name", "")),
        ("Place that is local", trust.get("place", "")),
        ("Councils", ", ".join(trust.get("catchment_names", trust.get("catchment", ())))),
        ("Contact", trust.get("contact", "none given")),
        ("Framework wording", _wording(now)),
    ]
    lines = "".join(f"<dt>{escape(label)}</dt><dd>{escape(str(words))}</dd>" for label, words in pairs)
    drawn = f'<dl class="dl">{lines}<dt>Colours</dt><dd>{_colours(now)}</dd><dt>Logo</dt><dd>{_logos(now)}</dd></dl>'
    paint(tables.section("The trust's own face", LEAD) + drawn, "own-face")


def _wording(now: Context) -> str:
    promises = now.framework.commitments
    proposed = sum(one.proposed for one in promises)
    own = f"{len(now.framework.areas)} areas, {len(promises)} commitments"
    return f"{own}; {proposed} of them in proposed wording" if proposed else f"{own}, all in the trust's own wording"


def _colours(now: Context) -> str:
    told = [("on white", now.framework.trust.get("colour")), ("on dark", now.framework.trust.get("colour_dark"))]
    made = [
        f'<span class="swatch"><i style="background:{escape(str(value))}"></i>{escape(str(value))} {where}</span>'
        for where, value in told
        if value
    ]
    return "".join(made) or "the dashboard's own blue: no colour is given"


def _logos(now: Context) -> str:
    """The logos as pictures, in which no script runs."""
    made = []
    for dark in (False, True):
        if drawn := trust_face.logo(now.framework.trust, dark):
            data = base64.b64encode(drawn.encode()).decode()
            told = f"Logo for {'dark' if dark else 'white'} pages"
            paper = " dark" if dark else ""
            made.append(f'<img class="logo{paper}" alt="{told}" src="data:image/svg+xml;base64,{data}">')
    return "".join(made) or "the dashboard's anchor: no logo is given"
