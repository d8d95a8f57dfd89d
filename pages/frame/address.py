"""What a person chose lives in the address, so that a link shows a colleague the same thing."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from metrics.geography import councils
from metrics.lenses import DEFAULT_LENS, UnknownLens, lens_condition, measured_from
from metrics.periods import ASKED
from metrics.views.context import Context
from metrics.views.indicator import IndicatorView


def chosen(name: str, known: Sequence[str], default: str) -> str:
    """The value of `name` in the address, if it is one that is known; else the default."""
    value = st.query_params.get(name, default)
    return value if value in known else default


def choice(label: str, options: Sequence[tuple[str, str]], name: str, default: str) -> str:
    """A list to choose from, kept in the address as `name`. Options are (value, words)."""
    words = dict(options)
    current, key = chosen(name, list(words), default), f"choice-{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current

    def keep() -> None:
        st.query_params[name] = st.session_state[key]

    st.selectbox(label, list(words), format_func=lambda value: words[value], key=key, on_change=keep)
    return current


def month() -> date | None:
    """The month in the address (month=2026-09) as its first day; None when there is none or it is no month."""
    try:
        return date.fromisoformat(st.query_params.get("month", "") + "-01")
    except ValueError:
        return None


def asked(now: Context, id: str) -> tuple[str | None, str, str | None]:
    """The grain, lens and split in the address as a view takes them; what is not known counts as not asked for."""
    found = now.framework.indicator(id)
    lens = st.query_params.get("lens", DEFAULT_LENS)
    if not _can_be_told(now, lens):
        lens = DEFAULT_LENS
    grain, split = st.query_params.get("grain"), st.query_params.get("split")
    grains = ("year",) if found.grain == "year" else ASKED
    return grain if grain in grains else None, lens, split if split in found.by else None


def _can_be_told(now: Context, lens: str) -> bool:
    """Whether a lens of the address is one that we know: its words, its council, its site."""
    try:
        lens_condition(lens)
    except UnknownLens:
        return False
    kind, _, rest = lens.partition(":")
    if kind == "council":
        return rest in councils(now.home)
    site = measured_from(lens)
    if site is None:
        return True
    if now.warehouse is None:
        return False
    cursor = now.warehouse.cursor()
    try:
        found = cursor.execute("select 1 from sites where upper(site_code) = ? and place.east is not null", [site])
        return found.fetchone() is not None
    finally:
        cursor.close()


def _lens_words(now: Context, lens: str) -> str:
    """A lens that the list does not offer, in words."""
    kind, _, rest = lens.partition(":")
    if kind == "council":
        return councils(now.home)[rest].name
    if kind == "miles":
        return f"Within {rest.partition('@')[0]} miles of {rest.partition('@')[2].upper()}"
    return f"{len(rest.split(','))} wards" if kind == "wards" else lens


def choices(now: Context, view: IndicatorView) -> None:
    """What can be chosen on an indicator's page: how often, what local means, split by what."""
    split = (("", "Not split"), *view.splits)
    lens = asked(now, view.indicator.id)[1]
    local = view.lenses if lens in dict(view.lenses) else (*view.lenses, (lens, _lens_words(now, lens)))
    offered = [
        ("How often", view.grains, "grain", view.own_grain),
        ("What local means", local if view.indicator.local else (), "lens", DEFAULT_LENS),
        ("Split by", split, "split", ""),
    ]
    offered = [one for one in offered if len(one[1]) > 1]
    with st.container(key="choices"):
        for column, (label, options, name, default) in zip(st.columns(4), offered, strict=False):
            with column:
                choice(label, options, name, default)
