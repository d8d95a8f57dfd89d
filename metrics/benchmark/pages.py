"""The server's time for every page: the whole script that answers a visit, run in a process of its own.

Pages are not of this package, so they are run by a program that lies with them. Warm: the page was asked for before,
as when a colleague opens it after another. The time of the network and of the browser is not in it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from metrics.benchmark.rows import Row, row


def pages(root: Path) -> Iterator[Row]:
    """Every page of the store at `root`, first asked for and warm."""
    line = [sys.executable, "-m", "pages.frame.timed"]
    house = Path(__file__).resolve().parents[2]
    told = os.environ | {"ANCHOR_DATA": str(root)}
    done = subprocess.run(line, cwd=house, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The pages could not be run. {done.stderr[-2000:]}")
    for name, first, warm in json.loads(done.stdout.splitlines()[-1]):
        yield row(f"page {name}, first time", "", first)
        yield row(f"page {name}, warm", "under 0.15 seconds", warm)
