"""Fifty readers of the public page at once: our server of the files against `python -m http.server` on the same files.

Each server runs in a process of its own; the readers are one program, the same for both, which keeps a connection where
the server lets it, as a browser does. The two take turns and the quickest round of each counts.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.benchmark.rows import Row, row
from metrics.home import Home
from metrics.publication import archive

READERS, PAGES, ROUNDS = 50, 40, 3
HOUSE = Path(__file__).resolve().parents[2]


def fifty_readers(home: Home) -> Iterator[Row]:
    """How long fifty readers wait for forty files each, from us and from Python's own server."""
    folder = archive.current(home)
    if folder is None:
        return
    paths = visits(folder)
    ours, theirs = [], []
    with _ours(home) as port, _theirs(folder) as other:
        for _ in range(ROUNDS):
            ours.append(read(port, "/public/", paths))
            theirs.append(read(other, "/", paths))
    name = f"{READERS} readers at once, {PAGES} public files each"
    aim = "at most 0.667 of the reference: 1.5 times as fast"
    yield row(name, aim, min(ours), ("python -m http.server on the same files", min(theirs)))


def visits(folder: Path) -> list[str]:
    """What a reader asks for, in turn: pages in several languages, the style, data."""
    found = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*.html"))
    first = ["index.html", "style.css", "about.html"]
    some = [path for path in found[:: max(1, len(found) // PAGES)] if path not in first]
    return (first + some)[:PAGES]


def read(port: int, root: str, paths: list[str]) -> float:
    """The seconds until fifty readers have all that they asked for. Raises RuntimeError where a file does not come."""
    start = time.perf_counter()
    asyncio.run(_all(port, root, paths))
    return time.perf_counter() - start


async def _all(port: int, root: str, paths: list[str]) -> None:
    await asyncio.gather(*(_one(port, root, paths[n % len(paths) :] + paths[: n % len(paths)]) for n in range(READERS)))


async def _one(port: int, root: str, paths: list[str]) -> None:
    """One reader, who opens a new connection only when the server closed the last."""
    line = None
    for path in paths:
        line = line or await asyncio.open_connection("127.0.0.1", port)
        kept = await _get(*line, f"{root}{path}")
        if not kept:
            line[1].close()
            line = None
    if line:
        line[1].close()


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> bool:
    """One file read to its end; True where the connection stays."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    version, status = head.split(" ", 2)[:2]
    if status != "200":
        raise RuntimeError(f"{path} was answered with {status}, so nothing was measured.")
    size = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
    await reader.readexactly(int(size.partition(":")[2]))
    return version == "http/1.1" and "connection: close" not in head


@contextmanager
def _ours(home: Home) -> Iterator[int]:
    with _served(["-m", "metrics.benchmark.serving", str(home.root)]) as port:
        yield port


@contextmanager
def _theirs(folder: Path) -> Iterator[int]:
    with _served(["-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder)]) as port:
        yield port


@contextmanager
def _served(line: list[str]) -> Iterator[int]:
    """A server in a process of its own, with its port as the last word of its line, stopped at the end."""
    port = _free()
    process = subprocess.Popen(
        [sys.executable, *line, str(port)],
        cwd=HOUSE,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def _wait(port: int, process: subprocess.Popen) -> None:
    """Until it answers. Raises RuntimeError where it ends or does not come."""
    for _ in range(300):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("The server that was to be measured did not start.")
