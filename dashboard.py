"""The door: one ASGI application for the dashboard and the public files.

`streamlit run dashboard.py` finds it; `uvicorn dashboard:app` serves it in production.
"""

import gc
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from metrics.definitions import DefinitionFaults, framework
from metrics.home import active_home, root_home
from metrics.publication import public_routes
from pages.frame.door import Door

try:
    framework(root_home().definitions)
except DefinitionFaults as faults:
    # Every fault at once, each with its file and line; a dashboard with half its indicators must not start.
    raise SystemExit(str(faults)) from None

app = st.App(
    Path(__file__).resolve().parent / "pages" / "navigation.py",
    routes=public_routes(active_home),
    middleware=[Middleware(Door)],
)

# Everything imported so far lives as long as the process: the collector need not walk it again on each run.
gc.collect()
gc.freeze()
