"""The dashboard itself under its readers: one browser that opens it, and fifty open views that each ask for a page.

A view is what a browser holds open: a web socket over which a page is asked for and drawn. Fifty of them ask in turn
for every page of the board, each once in ten seconds; the time is from asking until all of the page has come.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from metrics.benchmark.newcomer import chromium
from metrics.benchmark.rows import Row, row

VIEWS, ROUNDS = 50, 3  # open views; pages that each asks for
HOUSE = Path(__file__).resolve().parents[2]


def viewers(root: Path, views: int = VIEWS, rounds: int = ROUNDS) -> Iterator[Row]:
    """One viewer, then fifty, of the store in the data folder `root`; and the first view in a browser."""
    with served(root) as port:
        alone, crowd, size = _asked(port, views, rounds)
        yield row("a page over the wire, one viewer, 95 of 100 within", "under 0.15 seconds", p95(alone))
        yield row("bytes of the Overview over the wire, later views", "", size=size)
        name = f"a page over the wire, {views} open views each asking every 10 s, 95 of 100 within"
        yield row(name, "under 0.5 seconds", p95(crowd))
        yield row("the same, half within", "", statistics.median(crowd))
        yield from _in_a_browser(port)


def _asked(port: int, views: int, rounds: int) -> tuple[list[float], list[float], int]:
    """The seconds of one viewer's pages, those of the many, and the bytes of the Overview."""
    line = [sys.executable, "-m", "pages.frame.wire", str(port), str(views), str(rounds)]
    done = subprocess.run(line, cwd=HOUSE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The pages could not be asked for. {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return told["alone"], told["crowd"], told["bytes"]


def p95(times: list[float]) -> float:
    """The time within which 95 of 100 were answered."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


@contextmanager
def served(root: Path) -> Iterator[int]:
    """The dashboard on a free port of this machine, stopped at the end."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    line = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    process = subprocess.Popen(
        [*line, "--server.headless", "true"],
        cwd=HOUSE,
        env=os.environ | {"ANCHOR_DATA": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _answers(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(port: int) -> None:
    for _ in range(600):
        with suppress(OSError):
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2).close()
            return
        time.sleep(0.1)
    raise RuntimeError("The dashboard did not start, so nothing was measured.")


def _in_a_browser(port: int) -> Iterator[Row]:
    """The first view of the Overview in a browser that has nothing yet, the server warm: seconds and all bytes."""
    name, aim = "first view of the Overview in a browser, server warm", "under 2.5 seconds"
    with chromium() as browser:
        if browser is None:
            yield row(f"{name}: not measured, there is no Chromium", aim)
            return
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        sizes: list[float] = []
        watch = page.context.new_cdp_session(page)
        watch.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        watch.on("Network.webSocketFrameReceived", lambda told: sizes.append(_bytes(told["response"]["payloadData"])))
        watch.send("Network.enable")
        start = time.perf_counter()
        page.goto(f"http://localhost:{port}")
        page.locator(".k .mx").wait_for(timeout=60_000)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        yield row(name, aim, time.perf_counter() - start, size=round(sum(sizes)))


def _bytes(payload: str) -> float:
    """The bytes of a frame, which comes to us in base 64."""
    return len(payload) * 3 / 4
