"""What a person chose lives in the address, so that a link shows a colleague the same thing."""

from datetime import date

import streamlit as st

from metrics.periods import ASKED
from metrics.views.context import Context
from metrics.views.indicator import IndicatorView
from pages.frame import local
from pages.frame.choosing import choice


def month() -> date | None:
    """The month in the address (month=2026-09) as its first day; None when there is none or it is no month."""
    try:
        return date.fromisoformat(st.query_params.get("month", "") + "-01")
    except ValueError:
        return None


def asked(now: Context, id: str) -> tuple[str | None, str, str | None]:
    """The grain, lens and split in the address as a view takes them; what is not known counts as not asked for."""
    found = now.framework.indicator(id)
    grain, split = st.query_params.get("grain"), st.query_params.get("split")
    grains = ("year",) if found.grain == "year" else ASKED
    return grain if grain in grains else None, local.asked(now), split if split in found.by else None


def choices(now: Context, view: IndicatorView) -> None:
    """What can be chosen on an indicator's page: how often, what local means, split by what."""
    split = (("", "Not split"), *view.splits)
    offered = [("How often", view.grains, "grain", view.own_grain), ("Split by", split, "split", "")]
    offered = [one for one in offered if len(one[1]) > 1]
    with st.container(key="choices"):
        columns = st.columns(4, vertical_alignment="bottom")
        for column, (label, options, name, default) in zip(columns, offered, strict=False):
            with column:
                choice(label, options, name, default)
        if view.indicator.local:
            with columns[-2]:
                local.choice(now, view.lens)
            with columns[-1]:
                local.other(now)
