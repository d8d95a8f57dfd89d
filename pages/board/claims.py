"""The claim checker: paste a sentence of a board paper, and see whether the figures support it."""

import streamlit as st

from metrics.charts import claims as drawn
from metrics.views.claims import EXAMPLES, claims
from pages.frame.guard import allow
from pages.frame.paint import heading, paint
from pages.frame.store import seen

allow("board", "team")

LONGEST = 4000  # of a text in the address
ASKED = "claim-text"

text = st.query_params.get("claim", "")[:LONGEST]
view = seen(claims, text, st.query_params.get("indicator", ""))
heading(view.finding, view.rest, "Claim checker")
if st.session_state.get("claim-of-address") != text:  # a link or the way back brought another text
    st.session_state["claim-of-address"] = st.session_state[ASKED] = text


def ask(what: str | None = None) -> None:
    """Puts the text into the address, so that a link shows a colleague the same answer."""
    st.query_params.from_dict({
        **{name: value for name, value in st.query_params.to_dict().items() if name not in ("claim", "indicator")},
        "claim": (what or st.session_state[ASKED]).strip()[:LONGEST],
    })


with st.form("claim", border=False):
    st.text_area("A sentence, or a paragraph, of a board paper", key=ASKED, height=96, max_chars=LONGEST)
    st.form_submit_button("Check it", type="primary", on_click=ask)
if view.checked:
    paint(drawn.answers(view.checked), "answers")
    if view.more:
        st.write(f"{view.more} more sentences were not looked at. Check a shorter text.")
else:
    st.write("For example:")
    for number, example in enumerate(EXAMPLES):
        st.button(example, key=f"example-{number}", on_click=ask, args=(example,), type="tertiary")
