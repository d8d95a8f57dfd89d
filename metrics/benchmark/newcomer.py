"""From one command in an empty folder to the Overview, as a newcomer sees it in a browser.

Where there is no Chromium, or no Playwright to drive it, this says so and measures nothing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.benchmark.rows import Row, row

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAME, AIM = "first start to the Overview", "under 30 seconds"
READY = "These figures are made up."


def first_start(root: Path) -> Iterator[Row]:
    """The server started, the example trust made and taken in, and the Overview drawn."""
    with chromium() as browser:
        if browser is None:
            yield row(f"{NAME}: not measured, there is no Chromium", AIM)
            return
        yield row(f"{NAME}, in a browser", AIM, _seen(browser.new_page(), root / "newcomer"))


@contextmanager
def chromium():
    """An installed Chromium, closed at the end; None where there is none, or no Playwright to drive it."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield None
        return
    with sync_playwright() as play:
        path = next((found for name in NAMES if (found := shutil.which(name))), None)
        sandbox = [] if hasattr(os, "geteuid") and os.geteuid() else ["--no-sandbox"]
        try:
            browser = play.chromium.launch(executable_path=path, args=sandbox)
        except Error:
            browser = None
        yield browser
        if browser is not None:
            browser.close()


def _seen(page, data: Path) -> float:
    """The seconds from the command until the page is drawn and no script runs any more."""
    port = _free_port()
    line = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    house = Path(__file__).resolve().parents[2]
    told = os.environ | {"ANCHOR_DATA": str(data)}
    start = time.perf_counter()
    line += ["--server.headless", "true"]
    server = subprocess.Popen(line, cwd=house, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _open(page, f"http://localhost:{port}", start)
        page.get_by_text(READY).first.wait_for(timeout=180_000)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        return time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(timeout=30)


def _open(page, address: str, start: float) -> None:
    """Opens the page as soon as the server answers."""
    from playwright.sync_api import Error

    while True:
        try:
            page.goto(address)
            return
        except Error:
            if time.perf_counter() - start > 60:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
