"""Bring in a file: choose, see what was found, decide what is in doubt, take it in, see the effect, take it back."""

import streamlit as st

from pages.frame import bringing, by_hand, findings, handing, loaded, matching, practice
from pages.frame.guard import allow
from pages.frame.paint import heading, paint
from pages.frame.store import context

allow("team")

now = context()
left, right = st.columns([7, 5], gap="large", vertical_alignment="bottom")
with right:
    bringing.choose(now)
work = bringing.current()
bringing.look_ahead(now, work)
with left:
    heading(*findings.headline(work), kicker="Bring in a file")
paint(findings.steps(work), "steps")
practice.lesson(work)
if work is None:
    loaded.what_is_wanted(now)
    by_hand.grid(now)
    handing.offer_templates(now)
    practice.offer(now)
elif work.outcomes:
    loaded.effect(now, work)
elif work.refused:
    findings.refused(work)
    matching.match_by_hand(now, work)
    handing.hand_back(work.checked, work.upload)
elif not bringing.already_in(now, work):
    bringing.decide(now, work)
    findings.notes(work)
    findings.tables_found(now, work.checked.tables)
    matching.put_right(now, work)
    handing.hand_back(work.checked, work.upload)
    bringing.foresee(now, work)
    bringing.take_in(now, work)
loaded.recent(now)
