"""The store that pages speak of, as a Context: made in each run, so that a new warehouse is seen at once."""

import streamlit as st

from metrics import home as homes
from metrics import warehouse
from metrics.definitions import Framework, framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.views.context import Context


def definitions() -> Framework:
    """The framework with the trust's own definitions, read once and again when a file changes."""
    return framework(homes.root_home().definitions)


def is_example(home: Home) -> bool:
    """True for the example trust's store."""
    return home.shared is not None


def context() -> Context:
    """Everything a view is made from; `warehouse` is None before anything was brought in."""
    home, known = homes.active_home(), definitions()
    opened = warehouse.open_to_read(home, known)
    return Context(home, known, opened, Ledger(home), homes.today(home), made_up=is_example(home))


def rebuild() -> None:
    """Bring the figures up to date after a setting that moves them; the page says that it is at work."""
    home, known = homes.active_home(), definitions()
    bar = st.progress(0.0, "Working out the figures")
    warehouse.build(home, known, lambda share, words: bar.progress(min(max(share, 0.0), 1.0), words))
    bar.empty()
