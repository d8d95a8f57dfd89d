"""Our own HTML and SVG on a Streamlit page, through one small component, and links that stay in the session.

The markup comes from metrics/charts, which escapes every word that enters it. `st.html` would strip the drawings.
"""

from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from metrics.charts.tokens import css_vars, look_css
from pages.frame import face, house

_HERE = Path(__file__).parent

# A click on a link of ours is sent to the page, which stays in its session; with a modifier key the browser's own
# way stands, because the href is real. Links to the public files are never taken over.
_SCRIPT = """
export default function({parentElement, data, setTriggerValue}) {
  const root = parentElement.querySelector('.k');
  if (root.dataset.drawn !== data.html) { root.innerHTML = data.html; root.dataset.drawn = data.html; }
  root.onclick = event => {
    const link = event.target.closest('a[data-go]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue('go', link.getAttribute('href'));
  };
}
"""
_ink = st.components.v2.component("ink", html='<div class="k"></div>', js=_SCRIPT, isolate_styles=False)


def style() -> None:
    """Put our style sheet on the page, once a run."""
    css = css_vars() + look_css() + (_HERE / "streamlit.css").read_text(encoding="utf-8") + face.css()
    st.html(f"<style>{css}</style>")


def paint(html: str, key: str) -> None:
    """Draw markup of ours; a link in it that was clicked opens its page. `key` is unique on the page."""
    drawn = _ink(data={"html": html}, key=key, on_go_change=lambda: None)
    if drawn.go:
        go(str(drawn.go))


def go(address: str) -> None:
    """Open one of our own pages by its address, such as /indicator?id=local-hires; an unknown one does nothing."""
    parts = urlsplit(address)
    page = house.page_at(parts.path.strip("/"))
    if page is not None and not parts.netloc:
        st.switch_page(page, query_params=dict(parse_qsl(parts.query)))


def heading(finding: str, lead: str = "", kicker: str = "", key: str = "heading") -> None:
    """The page's finding as its h1, with what goes above and below it. Plain text."""
    top = f'<p class="kick">{escape(kicker)}</p>' if kicker else ""
    below = f'<p class="lead">{escape(lead)}</p>' if lead else ""
    paint(f"{top}<h1>{escape(finding)}</h1>{below}", key)


def failed(what: str, remedy: str, key: str = "failed") -> None:
    """Something failed: what, what to do, and that nothing was changed."""
    mark = (
        '<svg class="ic" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">'
        '<rect x="7" y="7" width="26" height="26" rx="4" transform="rotate(45 20 20)" fill="var(--worse)"/>'
        '<text class="il" x="20" y="26">!</text></svg>'
    )
    said = f"<p><b>{escape(what)}</b></p><p>{escape(remedy)}</p>"
    paint(f'<div class="fail" role="alert">{mark}<div>{said}</div></div>', key)


def dark() -> bool:
    """True when the reader's theme is dark: the one thing a Plotly figure must be told."""
    return st.context.theme.type == "dark"


def empty(what: str, next_step: str, key: str = "empty") -> None:
    """Nothing to show: the coast, what is missing, and the next thing to do."""
    bring = '<a href="/bring" data-go="bring">Bring in a file</a>' if house.page_at("bring") else ""
    said = f'<h1 class="h3">{escape(what)}</h1><p class="sm">{escape(next_step)} {bring}</p>'
    paint(f"<div>{face.coast()}{said}</div>", key)
