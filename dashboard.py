"""The door: one ASGI application for the dashboard and the public files.

`streamlit run dashboard.py` finds it; `uvicorn dashboard:app` serves it in production.
"""

import gc
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from metrics.home import active_home
from metrics.publication import public_routes
from pages.frame.door import Door

app = st.App(
    Path(__file__).resolve().parent / "pages" / "navigation.py",
    routes=public_routes(active_home),
    middleware=[Middleware(Door)],
)

# Everything imported so far lives as long as the process: the collector need not walk it again on each run.
gc.collect()
gc.freeze()
