"""A list to choose from whose value lives in the address."""

from collections.abc import Sequence

import streamlit as st


def chosen(name: str, known: Sequence[str], default: str) -> str:
    """The value of `name` in the address, if it is one that is known; else the default."""
    value = st.query_params.get(name, default)
    return value if value in known else default


def choice(label: str, options: Sequence[tuple[str, str]], name: str, default: str, width="stretch") -> str:
    """A list to choose from, kept in the address as `name`. Options are (value, words)."""
    words = dict(options)
    current, key = chosen(name, list(words), default), f"choice-{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current

    def keep() -> None:
        st.query_params[name] = st.session_state[key]

    st.selectbox(label, list(words), format_func=lambda value: words[value], key=key, on_change=keep, width=width)
    return current
