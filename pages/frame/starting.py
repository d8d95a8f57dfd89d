"""The first start: the example trust is made and taken in, in the background, while a page says how far it is."""

import logging
import os
import tempfile
import threading
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from metrics import example, loads, warehouse
from metrics.definitions import DefinitionFaults
from metrics.home import Home, example_home, was_started
from pages.frame import store
from pages.frame.paint import failed, heading, paint

TAKE, BUILD = 0, 1
STEPS = ("Make the example trust's spreadsheets and take them in", "Work out the figures")
EXPECTED = (OSError, ValueError, RuntimeError, DefinitionFaults)
_LOG = logging.getLogger(__name__)


@dataclass
class FirstStart:
    """How far the work is. `shares` are 0 to 1, one a step; `fault` is a sentence when it could not be done."""

    home: Home
    shares: list[float] = field(default_factory=lambda: [0.0] * len(STEPS))
    words: str = ""
    fault: str = ""
    done: bool = False
    worker: threading.Thread | None = None

    def tell(self, step: int, share: float, words: str = "") -> None:
        """A step moved on: every step before it is whole."""
        self.shares = [1.0] * step + [max(0.0, min(share, 1.0))] + [0.0] * (len(STEPS) - step - 1)
        self.words = words

    def begin(self) -> None:
        """Start the work in the background, once; it goes on when the page is left."""
        if self.worker is None:
            self.fault = ""
            self.worker = threading.Thread(target=self._work, name="first start", daemon=True)
            self.worker.start()

    def _work(self) -> None:
        try:
            make_example(self.home, self.tell)
            self.done = True
        except EXPECTED as problem:
            _LOG.exception("The example trust could not be made")
            self.fault = str(problem) or type(problem).__name__
        finally:
            # whatever ended the work, the page must not wait for ever
            if not self.done:
                self.fault = self.fault or "The work ended before it was done."
                self.worker = None


def make_example(home: Home, tell) -> None:
    """Write the example's spreadsheets, take them in and build; what an earlier try took in stays and is not repeated.

    The spreadsheets are thrown away afterwards: like real ones they name people.
    """
    known = store.definitions()
    months = int(os.environ.get("ANCHOR_EXAMPLE_MONTHS", "36"))
    with tempfile.TemporaryDirectory(prefix="example-") as folder:
        files, many = example.one_by_one(Path(folder), months), example.expected(months)
        tell(TAKE, 0.0)
        told = partial(tell, TAKE)
        loads.load_many(home, known, files, "first start", progress=told, expected=many)
    tell(BUILD, 0.5)
    warehouse.build(home, known, lambda share, words: tell(BUILD, share, words))
    tell(BUILD, 1.0)


@st.cache_resource(max_entries=2)
def _first_start(root: str) -> FirstStart:
    """The one piece of work for this data folder, shared by every session."""
    start = FirstStart(example_home())
    start.done = start.home.root.exists() and warehouse.open_to_read(start.home, store.definitions()) is not None
    return start


@st.cache_resource(max_entries=4, show_spinner="Working out the figures anew: something they rest on is newer")
def _fresh(root: str, _home: Home) -> None:
    """Once in a process and store: figures that were built by an earlier version, or before a definition was changed,
    are built anew before a page is drawn; an older warehouse may lack what this version reads."""
    known = store.definitions()
    built = warehouse.open_to_read(_home, known)
    try:
        if built is not None and built.identity != warehouse.identity(_home, known):
            warehouse.build(_home, known)
    except EXPECTED:
        _LOG.exception("The figures could not be built anew")


def needed() -> bool:
    """True when nothing was ever brought in or started here, and the example is not ready yet."""
    if was_started() or _first_start(str(example_home().root)).done:
        _fresh(str(store.active().root), store.active())
        return False
    return True


def show() -> None:
    """The page of the first start. It can be left: the work goes on, and the next visit sees how far it is."""
    start = _first_start(str(example_home().root))
    if start.fault:
        heading("The example trust could not be made", kicker="First start")
        failed(start.fault, "Nothing of yours was changed. Look at the server's log, put it right, and try again.")
        if not st.button("Try again"):
            return
    start.begin()
    heading(
        "Getting the example trust ready",
        "It takes about half a minute, once. You can leave this page: the work goes on.",
        "First start",
    )
    _bars()


@st.fragment(run_every=0.5)
def _bars() -> None:
    start = _first_start(str(example_home().root))
    if start.done or start.fault:
        st.rerun()
    rows = "".join(
        f'<li><span>{escape(title)}<span class="vh">, {share:.0%}</span></span>'
        f'<span class="b" aria-hidden="true"><i style="width:{share:.0%}"></i></span></li>'
        for title, share in zip(STEPS, start.shares, strict=True)
    )
    paint(f'<ul class="steps-bars">{rows}</ul><p class="sm" role="status">{escape(start.words)}</p>', "bars")
