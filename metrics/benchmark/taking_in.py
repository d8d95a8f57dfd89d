"""One file checked and taken in, in a process of its own: `python -m metrics.benchmark.taking_in FILE DATA`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from metrics import home as homes
from metrics.definitions import framework
from metrics.example.files import Made, Sheet, save
from metrics.geography import Places, ensure_postcodes
from metrics.home import Home, writing
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader
from metrics.taking_in import take, writer_of

SMALL = Made("small.csv", [Sheet(["a", "b"], [["1"], ["2"]])])


def main(file: Path, data: Path) -> dict[str, float | None]:
    """The seconds of the check, those until it is acknowledged, and the most memory that was held."""
    home, known = Home(data, shared=data.parent), framework()
    data.mkdir(parents=True)
    ensure_postcodes(home.reference)
    with Reader() as reader:
        reader.read(save(SMALL, data))  # the reading process is there
        places = Places(home)
        start = time.perf_counter()
        checked = check(file, known, places=places, today=homes.today(home), reader=reader)
        after_check = time.perf_counter()
        with writing(home):
            outcomes = take(writer_of(home, known, "benchmark", "benchmark"), checked)
        end = time.perf_counter()
    if not any(one.load for one in outcomes):
        raise RuntimeError(checked.refused or "; ".join(str(one) for one in outcomes)[:2000])
    return {"check": after_check - start, "seconds": end - start, "peak_mb": _peak_mb()}


def _peak_mb() -> int | None:
    """The peaks of this process and of its reading process together, which is no less than what was held at once."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    read = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(((_own_peak() or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) + read) / unit)


def _own_peak() -> int | None:
    """In kB, since this program began: what the system's usage says counts whoever started it, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    return next((int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")), None)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
