"""A real server on a free port of this machine, and how to wait for a page of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
MONTHS = os.environ.get("ANCHOR_EXAMPLE_MONTHS", "14")  # of the example: enough to judge, and quick to make


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, seconds: float = 60) -> None:
    """Until something answers at `url`, whatever its status."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"Nothing answered at {url} within {seconds} seconds.")


@contextmanager
def serving(data: Path, secrets: Path | None = None, command: str = "streamlit", port: int = 0):
    """`streamlit run dashboard.py` (or uvicorn) with its own data folder; gives the address."""
    port = port or free_port()
    data.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"ANCHOR_DATA": str(data), "ANCHOR_EXAMPLE_MONTHS": MONTHS}
    if command == "streamlit":
        options = ["--server.port", str(port), "--server.headless", "true"]
        options += ["--secrets.files", str(secrets)] if secrets else []
        line = ["streamlit", "run", str(HOUSE / "dashboard.py"), *options]
    else:
        line = ["uvicorn", "dashboard:app", "--port", str(port), "--log-level", "warning"]
    with (data.parent / f"server-{port}.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", *line], cwd=HOUSE, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def settled(page, words: str | None = None, timeout: float = 30_000):
    """Wait until the page is drawn: its h1 is there and no script is running. Gives the page."""
    page.wait_for_selector("h1", timeout=timeout)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=timeout)
    if words:
        page.get_by_text(words).first.wait_for(timeout=timeout)
    return page
