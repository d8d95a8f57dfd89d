"""The store that pages speak of, as a Context: made in each run, so that a new warehouse is seen at once."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from metrics import home as homes
from metrics import warehouse
from metrics.definitions import Framework, framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.views.context import Context

T = TypeVar("T")
LOOKS = "looks-at-the-example"
ADDRESS = ("store", "example")  # how the address says so, for a reload and for a colleague


def definitions() -> Framework:
    """The framework with the trust's own definitions, read once and again when a file changes."""
    return framework(homes.root_home().definitions)


def is_example(home: Home) -> bool:
    """True for the example trust's store."""
    return home.shared is not None


def active() -> Home:
    """The store this person looks at: the trust's own once it is started, unless they look at the example again."""
    example = homes.example_home()
    if LOOKS not in st.session_state:
        name, value = ADDRESS
        st.session_state[LOOKS] = st.query_params.get(name) == value
    looks = st.session_state[LOOKS] and example.root.exists()
    return example if looks else homes.active_home()


def look_at_example(yes: bool) -> None:
    """This person looks at the example or at the trust's own files; nobody else's view changes."""
    st.session_state[LOOKS] = yes
    say_in_address()


def say_in_address() -> None:
    """The address of every page says whether the example is looked at, so that a reload changes nothing."""
    name, value = ADDRESS
    if st.session_state.get(LOOKS):
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def context() -> Context:
    """Everything a view is made from; `warehouse` is None before anything was brought in."""
    home, known = active(), definitions()
    opened = warehouse.open_to_read(home, known)
    return Context(home, known, opened, Ledger(home), homes.today(home), made_up=is_example(home))


def seen(view: Callable[..., T], *asked: object) -> T:
    """A view made once for each warehouse, day, line of the ledger's log and set of what was asked for, then kept.

    Views are frozen, so that all sessions may share them.
    """
    now = context()
    built = now.warehouse.identity if now.warehouse else ""
    lines = now.ledger.entries(1)
    key = (str(now.home.root), built, lines[0].number if lines else 0, now.today, id(now.framework))
    return _kept(view, now, f"{view.__module__}.{view.__name__}", key, asked)


@st.cache_resource(max_entries=96, show_spinner=False)
def _kept(_view: Callable[..., T], _now: Context, name: str, key: tuple, asked: tuple) -> T:
    return _view(_now, *asked)


def rebuild() -> None:
    """Bring the figures up to date after a setting that moves them; the page says that it is at work."""
    home, known = active(), definitions()
    bar = st.progress(0.0, "Working out the figures")
    warehouse.build(home, known, lambda share, words: bar.progress(min(max(share, 0.0), 1.0), words))
    bar.empty()
