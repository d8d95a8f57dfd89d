"""The server of the public files for the measurement, in a process of its own: `python -m ... STORE PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

from metrics.home import Home
from metrics.publication import serve

serve(Home(Path(sys.argv[1])), int(sys.argv[2]))
