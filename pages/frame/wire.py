"""Asks a dashboard for pages as browsers do, for the benchmark: `python -m pages.frame.wire PORT VIEWS ROUNDS`.

Prints {"alone": seconds, "crowd": seconds, "bytes": of the Overview} as JSON.
"""

import asyncio
import json
import sys
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

EVERY = 10.0  # seconds between two pages of one view
PAGES = (
    ("", ""), ("employment", ""), ("procurement", ""), ("environment", ""), ("buildings", ""), ("partnership", ""),
    ("indicator", "id=local-hires"), ("indicator", "id=local-spend"), ("report", ""), ("find", "q=local"),
    ("month", ""),
)  # fmt: skip


async def _one_after_another(port: int, rounds: int) -> tuple[list[float], list[int]]:
    """The seconds and bytes of every page in turn, in one view."""
    times, sizes = [], []
    async with view(port) as line:
        for _ in range(rounds):
            for page in PAGES:
                seconds, size = await ask(line, *page)
                times.append(seconds)
                sizes.append(size)
    return times, sizes[-len(PAGES) :]


async def _crowd(port: int, views: int, rounds: int) -> list[float]:
    """The seconds of every page that so many views asked for, their asking spread over the ten seconds."""
    found = await asyncio.gather(*(_member(port, number, views, rounds) for number in range(views)))
    return [seconds for times in found for seconds in times]


async def _member(port: int, number: int, views: int, rounds: int) -> list[float]:
    """One view: its first page opens it, the others are measured."""
    times = []
    async with view(port) as line:
        await asyncio.sleep(EVERY * number / views)
        for turn in range(rounds + 1):
            begun = time.perf_counter()
            seconds, _ = await ask(line, *PAGES[(number + turn) % len(PAGES)])
            times.append(seconds)
            if turn < rounds:
                await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - begun)))
    return times[1:]


def view(port: int):
    """An open view of the dashboard: the connection over which its pages come."""
    return connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=f"http://localhost:{port}",
        max_size=None,
        ping_interval=None,
    )


async def ask(line, page: str, query: str = "") -> tuple[float, int]:
    """Asks for a page over an open view; the seconds until its script has run, and the bytes that came."""
    wanted = BackMsg()
    wanted.rerun_script.page_name, wanted.rerun_script.query_string = page, query
    start, size = time.perf_counter(), 0
    await line.send(wanted.SerializeToString())
    while True:
        came = await asyncio.wait_for(line.recv(), 120)
        size += len(came)
        told = ForwardMsg.FromString(came)
        if told.WhichOneof("type") == "script_finished" and told.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        ):
            return time.perf_counter() - start, size


async def measured(port: int, views: int, rounds: int) -> dict[str, object]:
    """One viewer, who asks for every page once before it counts; then the many."""
    await _one_after_another(port, 1)
    alone, sizes = await _one_after_another(port, 3)
    return {"alone": alone, "crowd": await _crowd(port, views, rounds), "bytes": sizes[0]}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measured(*map(int, sys.argv[1:4])))))
