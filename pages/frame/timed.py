"""How long each page's script takes on the server: `python -m pages.frame.timed`, for the benchmark.

Each page is run whole, as a visit runs it, without a network or a browser. Prints [[page, first time, warm]] as JSON.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.frame import store

PAGES = Path(__file__).resolve().parents[1]
AGAIN = 7  # warm runs of a page; the median counts


def measured() -> list[tuple[str, float, float]]:
    """Every page but the one of the first start, in the order of the navigation."""
    known = store.definitions()
    asked = [("overview", "board/overview", {})]
    asked += [(f"area {area.id}", "board/area", {"page": area.id}) for area in known.areas]
    asked += [(f"indicator {one.id}", "board/indicator", {"id": one.id}) for one in _shown(known.indicators)]
    asked += [(page, f"team/{page}", {}) for page in ("month", "bring", "publish", "settings")]
    asked += [("frame and overview", "navigation", {})]
    return [_one(*page) for page in asked]


def _shown(indicators):
    """The first indicator of each area."""
    return list({one.area: one for one in reversed(indicators)}.values())[::-1]


def _one(name: str, script: str, given: dict[str, str]) -> tuple[str, float, float]:
    test = AppTest.from_file(PAGES / f"{script}.py", default_timeout=120)
    if "page" in given:
        test.session_state["page"] = given["page"]
    if "id" in given:
        test.query_params["id"] = given["id"]
    times = []
    for _ in range(1 + AGAIN):
        start = time.perf_counter()
        test.run()
        times.append(time.perf_counter() - start)
        if test.exception:
            raise RuntimeError(f"The page {name} failed: {test.exception[0].message} {test.exception[0].stack_trace}")
    return name, times[0], statistics.median(times[1:])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured()) + "\n")
    sys.stdout.flush()
    os._exit(0)  # pages may have begun work in the background, which nobody waits for
