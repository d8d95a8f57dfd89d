"""The same work for many things, two at a time, each thread with a connection of its own to one database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

from .counting import Tables

THREADS = 2  # the database counts in one while the other adds up
Thing, Outcome = TypeVar("Thing"), TypeVar("Outcome")


def side_by_side(
    tables: Tables, work: Callable[[Tables, Thing], Outcome], things: Iterable[Thing]
) -> list[Outcome]:
    """What the work gives for each thing, in the order of the things."""
    free: SimpleQueue[Tables] = SimpleQueue()
    cursors = [tables.con.cursor() for _ in range(THREADS)]
    for cursor in cursors:
        cursor.execute(f"use {tables.prefix}")
        free.put(Tables(cursor))

    def worked(thing: Thing) -> Outcome:
        mine = free.get()
        try:
            return work(mine, thing)
        finally:
            free.put(mine)

    try:
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(worked, things))
    finally:
        for cursor in cursors:
            cursor.close()
