"""A spreadsheet on disk -> its sheets as tables of text, or a sentence that says why not.

Reading happens in one other process, kept from file to file (`worker.py`), which is stopped when a file takes too
long. It is started as a module of its own, so it works from a web server, a test or a notebook, on Windows too.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from metrics.spreadsheets.safety import Refused

__all__ = ["Reader", "Refused", "Sheet", "Workbook", "read"]

PROJECT = Path(__file__).resolve().parents[2]
TIMEOUT = 9.0  # so that the answer is there within ten
# A file of a million rows on a busy laptop is slow and not hostile: beyond 5 MB each further one brings a second.
LARGE = 5_000_000
SECONDS_A_BYTE = 1e-6
LONGEST_TIMEOUT = 60.0
START_TIMEOUT = 60.0
MOST_MEMORY = 1_400_000_000
LARGE_ENOUGH_TO_END = 20_000_000  # bytes of a file, after which the process gives its memory back by ending
NOT_STARTED = (
    "No file can be read at the moment: the process that reads spreadsheets did not start. "
    "Start the dashboard again; if that does not help, its packages have to be installed again."
)


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` has text columns c0 (Excel's A), c1, ...; its first row is Excel's row 1; empty is null.

    `widths`, of a text file only: (row from 0, cells in it) wherever rows begin to be longer or shorter.
    """

    name: str
    hidden: bool
    rows: pa.Table
    merged: tuple[str, ...] = ()
    widths: tuple[tuple[int, int], ...] = ()
    buried: bool = False  # hidden so that Excel's own list of hidden sheets leaves it out


@dataclass(frozen=True)
class Workbook:
    """One file as read. `kind`: xlsx, xlsm, xlsb, xls, ods, csv, html or xml, from the content and not the name."""

    name: str
    kind: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    encoding: str | None = None
    delimiter: str | None = None


class Reader:
    """Holds the reading process for many files; safe to share between threads, which then wait for each other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, path: Path, *, timeout: float = TIMEOUT, name: str | None = None) -> Workbook:
        """Read one file within `timeout` seconds (more when it is large). Raises Refused when it cannot be used."""
        path = Path(path)
        name = name or path.name
        with self._lock:
            return self._ask(path, name, allowed(path, timeout))

    def start(self) -> Reader:
        """Start the reading process now, so that the first file need not wait for it. Raises Refused."""
        with self._lock:
            self._running()
        return self

    def close(self) -> None:
        """End the reading process; the next `read` starts another."""
        with self._lock:
            self._stop()

    def _ask(self, path: Path, name: str, timeout: float) -> Workbook:
        process = self._running()
        watch = _Watch(process, timeout)
        try:
            found = _conversation(process, path, name)
            if path.stat().st_size > LARGE_ENOUGH_TO_END:
                self._stop()
            return found
        except (EOFError, OSError, pa.ArrowInvalid):
            self._stop()
            raise Refused(_too_slow(name, timeout) if watch.late else _too_much(name)) from None
        finally:
            watch.end()

    def _running(self) -> subprocess.Popen:
        process = self._process
        if process and process.poll() is None and self._owner == os.getpid():
            return process
        self._stop()
        self._process, self._owner = _start(), os.getpid()
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        process.stdout.close()
        with suppress(OSError):  # what was not sent yet has nobody to go to
            process.stdin.close()


class _Watch:
    """Ends a reading process that takes too long or, where the system tells (Linux), too much memory."""

    def __init__(self, process: subprocess.Popen, timeout: float) -> None:
        self.late = False
        self._over = threading.Event()
        self._process, self._timeout = process, timeout
        threading.Thread(target=self._look, daemon=True).start()

    def end(self) -> None:
        """The answer is there."""
        self._over.set()

    def _look(self) -> None:
        until = time.monotonic() + self._timeout
        while not self._over.wait(min(0.1, max(0.0, until - time.monotonic()))):
            self.late = time.monotonic() >= until
            if self.late or memory_of(self._process.pid) > MOST_MEMORY:
                self._process.kill()
                return


def memory_of(pid: int) -> int:
    """The bytes that a process has in memory; 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as told:
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def allowed(path: Path, timeout: float) -> float:
    """The seconds that a file may take: `timeout`, and a second for each megabyte over five, to a minute in all."""
    try:
        size = path.stat().st_size
    except OSError:
        return timeout
    return max(timeout, min(timeout + max(0, size - LARGE) * SECONDS_A_BYTE, LONGEST_TIMEOUT))


def _start() -> subprocess.Popen:
    """Start the reading process and wait until it says that it is ready. Raises Refused when it does not start."""
    paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others set aside address space by the gigabyte
        "OPENBLAS_NUM_THREADS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "metrics.spreadsheets.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    timer = threading.Timer(START_TIMEOUT, process.kill)
    timer.daemon = True
    timer.start()
    try:
        _frame(process)
    except EOFError:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()
        raise Refused(NOT_STARTED) from None
    finally:
        timer.cancel()
    return process


def _frame(process: subprocess.Popen) -> bytes:
    """The next frame of the answer. Raises EOFError when the process has gone."""
    length = process.stdout.read(8)
    wanted = int.from_bytes(length, "little")
    payload = process.stdout.read(wanted) if len(length) == 8 else b""
    if len(length) < 8 or len(payload) < wanted:
        raise EOFError
    return payload


def _conversation(process: subprocess.Popen, path: Path, name: str) -> Workbook:
    request = json.dumps({"path": str(path.absolute()), "name": name}).encode()
    process.stdin.write(len(request).to_bytes(8, "little") + request)
    process.stdin.flush()
    facts = json.loads(_frame(process))
    if "refused" in facts:
        raise Refused(facts["refused"])
    sheets = tuple(_sheet(told, _frame(process)) for told in facts["sheets"])
    told = {key: facts[key] for key in ("kind", "sha256", "encoding", "delimiter")}
    return Workbook(name, sheets=sheets, notes=tuple(facts["notes"]), **told)


def _sheet(told: dict, payload: bytes) -> Sheet:
    rows = pa.ipc.open_stream(payload).read_all()
    widths = tuple(map(tuple, told["widths"]))
    return Sheet(told["name"], told["hidden"], rows, tuple(told["merged"]), widths, bool(told["buried"]))


def _too_slow(name: str, timeout: float) -> str:
    return (
        f"{name} took longer than {timeout:g} seconds to read, so the reading was stopped. "
        "Copy the table into a new workbook, or split it by month, save that and bring it in."
    )


def _too_much(name: str) -> str:
    return (
        f"{name} could not be read: it is damaged, or something in it stands far outside the table. "
        "Open it in Excel, copy the table into a new workbook, save that and bring it in."
    )


_shared = Reader()
atexit.register(_shared.close)


def read(path: Path, *, timeout: float = TIMEOUT) -> Workbook:
    """Read one file with the reader that the whole process shares. Raises Refused."""
    return _shared.read(path, timeout=timeout)
