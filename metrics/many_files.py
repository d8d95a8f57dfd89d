"""Many files checked and drafted side by side, in processes of their own: `python -m metrics.many_files`.

Each process is started as a module, like the one that reads spreadsheets, so that this works from a web server or a
test, on Windows too. It is sent what it needs, then one file after the other; it answers with what it found, and has
written the drafts. The ledger stays with the process that asked.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from pathlib import Path
from queue import Queue
from typing import BinaryIO

from metrics.definitions import Framework
from metrics.drafting import Desk, Draft, drafts_of, without_rows
from metrics.home import PROJECT, Home
from metrics.spreadsheets.checking import Checked, check
from metrics.spreadsheets.reading import Reader
from metrics.spreadsheets.worker import receive, send

FEWEST = 12  # files for which it is worth it to start other processes
MOST = 3

Prepared = tuple[Checked, dict[str, Draft]]


def processes() -> int:
    """How many processes can work side by side here."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        cores = os.cpu_count() or 1
    return min(cores, MOST)


class Preparing:
    """Files being checked and drafted by `count` processes, which end with the `with` block."""

    def __init__(self, count: int):
        self._processes = [_start() for _ in range(count)]
        self._taking = threading.Lock()
        self._closed = self._done = False

    def __enter__(self) -> Preparing:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        for process in self._processes:
            _end(process)

    def prepared(
        self, home: Home, framework: Framework, day: date, paths: Iterable[Path]
    ) -> Iterator[tuple[Path, Prepared | None]]:
        """Each file and what was found in it, in the order given; None for one that ended its process.

        A path is asked for when a process is free for it: files may still be in the making when the first are read.
        """
        handed: Queue[tuple[Path, Future] | BaseException | None] = Queue()
        tasks, opening = iter(paths), pickle.dumps((home, framework, day))
        for number in range(len(self._processes)):
            threading.Thread(target=self._work, args=(number, opening, tasks, handed), daemon=True).start()
        while (found := handed.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found[0], found[1].result()

    def _next(self, tasks: Iterator[Path], handed: Queue) -> tuple[Path, Future] | None:
        """The next file, with the promise of what will be found in it; None where there are no more."""
        with self._taking:
            if self._closed or self._done:
                return None
            try:
                task = next(tasks), Future()
            except StopIteration:
                task = None
            except Exception as fault:  # in making the file: whoever waits for it is told
                handed.put(fault)
                task = None
            self._done = task is None
            handed.put(task)
            return task

    def _work(self, number: int, opening: bytes, tasks: Iterator[Path], handed: Queue) -> None:
        opened = False
        while (task := self._next(tasks, handed)) is not None:
            path, future = task
            answer = None
            try:
                if self._processes[number].poll() is not None:
                    _end(self._processes[number])
                    self._processes[number], opened = _start(), False
                answer = _asked(self._processes[number], path, None if opened else opening)
                opened = answer is not None
            except (OSError, ValueError):  # the process has gone, or its pipes are closed
                _end(self._processes[number])
            finally:
                # whatever happens here, whoever waits for this file is told
                future.set_result(None if answer is None else pickle.loads(answer))


def _asked(process: subprocess.Popen, path: Path, opening: bytes | None) -> bytes | None:
    """What a process answers about a file; None when it has ended."""
    if opening is not None:
        send(process.stdin, opening)
    send(process.stdin, pickle.dumps(path))
    answer = receive(process.stdout)
    if answer is None:
        _end(process)
    return answer


def _start() -> subprocess.Popen:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH", "")])),
        "OMP_NUM_THREADS": "1",  # the processes share the cores already
        "OPENBLAS_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "metrics.many_files"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):  # what was not sent yet has nobody to go to
            stream.close()


def main() -> None:
    """Answer until the pipe closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that nothing a library prints can fall among the answers
    with Reader().start() as reader:
        opening = receive(sys.stdin.buffer)
        if opening is None:
            return
        home, framework, day = pickle.loads(opening)
        _answer(Desk.of(home, framework), day, reader, answers)


def _answer(desk: Desk, day: date, reader: Reader, answers: BinaryIO) -> None:
    while (request := receive(sys.stdin.buffer)) is not None:
        checked = check(pickle.loads(request), desk.framework, places=desk.places, today=day, reader=reader)
        drafts = {} if checked.refused else drafts_of(desk, checked)
        send(answers, pickle.dumps((without_rows(checked), drafts)))


if __name__ == "__main__":
    main()
