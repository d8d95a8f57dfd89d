"""One file checked and taken in, in a process of its own: `python -m metrics.benchmark.taking_in FILE DATA`."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

from metrics import home as homes
from metrics.definitions import framework
from metrics.example.files import Made, Sheet, save
from metrics.geography import Places, ensure_postcodes
from metrics.home import Home, writing
from metrics.spreadsheets.checking import check
from metrics.spreadsheets.reading import Reader, memory_of
from metrics.taking_in import take, writer_of

SMALL = Made("small.csv", [Sheet(["a", "b"], [["1"], ["2"]])])


def main(file: Path, data: Path) -> dict[str, float | None]:
    """The seconds of the check, those until it is acknowledged, and the most memory that was held."""
    home, known = Home(data, shared=data.parent), framework()
    data.mkdir(parents=True)
    ensure_postcodes(home.reference)
    with _Held() as held, Reader() as reader:
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
    return {"check": after_check - start, "seconds": end - start, "peak_mb": held.mb}


class _Held:
    """The most memory that this process and those it started held at once, in bytes; looked at fifty times a second."""

    def __init__(self) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Held:
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    @property
    def mb(self) -> int | None:
        """In millions of bytes; None where the system does not tell (only Linux does)."""
        return round(self.peak / 1e6) or None

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.peak = max(self.peak, sum(memory_of(process) for process in _family(os.getpid())))


def _family(process: int) -> list[int]:
    """A process and all that it started."""
    try:
        started = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return [process]
    return [process, *(other for child in started for other in _family(int(child)))]


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
