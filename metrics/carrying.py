"""A SELECT written anew so that each row it counts brings the load, the sheet and the row number that it came from.

An indicator counts people, pounds or tonnes; its rows have been put together by the time that it gives a figure. The
same SELECT with three columns more, down to the tables that it reads, gives the same counts row by row. That can be
done where no table is put together on the way (grouped, made distinct) before the last step; where one is, we say so
and do not guess.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import duckdb

KEYS = ("load", "sheet", "row")
PREFIX = "from_"  # of the columns added to the last SELECT: no other column there begins so

Node = dict[str, Any]


@dataclass(frozen=True)
class Carried:
    """The SELECT that brings its rows' keys (PREFIX + each of KEYS), and the tables whose rows they are."""

    sql: str
    tables: tuple[str, ...]


@lru_cache(maxsize=256)
def carried(sql: str, sources: tuple[str, ...], views: tuple[str, ...] = ()) -> Carried | None:
    """The SELECT with the keys of its rows, read from `sources`; None where its rows cannot be told apart.

    `views` are what else may be read by name and hands the keys of the sources' rows on.
    """
    with _parser().cursor() as con:
        tree = json.loads(con.execute("select json_serialize_sql(?)", [sql]).fetchone()[0])
        node = tree["statements"][0]["node"]
        known = {name: (name,) for name in sources} | {name: sources for name in views}
        try:
            tables = _Writer(_aggregates()).last(node, known)
        except _Uneven:
            return None
        if not tables:
            return None
        written = con.execute("select json_deserialize_sql(?)", [json.dumps(tree)]).fetchone()[0]
    return Carried(written, tables)


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """A database without tables, to take SELECTs apart and put them together."""
    return duckdb.connect()


@cache
def _aggregates() -> frozenset[str]:
    """The names of all functions that put rows together."""
    listing = "select distinct function_name from duckdb_functions() where function_type = 'aggregate'"
    with _parser().cursor() as con:
        return frozenset(name for (name,) in con.execute(listing).fetchall())


class _Uneven(Exception):
    """One side of a union brings its keys and the other cannot."""


Known = dict[str, tuple[str, ...]]  # what can be read by name and brings its keys -> the tables whose rows they are


@dataclass(frozen=True)
class _Writer:
    """Writes the keys into a parse tree, in place."""

    aggregates: frozenset[str]

    def last(self, node: Node, known: Known) -> tuple[str, ...]:
        """The SELECT that gives the counts: it may put rows together, for the keys then part them again."""
        if node["type"] != "SELECT_NODE" or node["group_expressions"] or _distinct(node):
            return ()
        name, tables = self._first(node, known)
        if not tables:
            return ()
        node["select_list"] += [_column(name, key, PREFIX + key) for key in KEYS]
        node["aggregate_handling"] = "FORCE_AGGREGATES"
        return tables

    def _inner(self, node: Node, known: Known) -> tuple[str, ...]:
        """A table on the way: () where it puts rows together, else the tables whose keys it brings."""
        if node["type"] == "SET_OPERATION_NODE":
            parts = node.get("children") or [node["left"], node["right"]]
            brought = [self._inner(part, known) for part in parts]
            if any(brought) and not all(brought):
                raise _Uneven
            return tuple(dict.fromkeys(table for tables in brought for table in tables))
        if node["type"] != "SELECT_NODE":
            return ()
        name, tables = self._first(node, known)
        if not tables or self._puts_together(node):
            return ()
        if not _stars(node):
            node["select_list"] += [_column(name, key, key) for key in KEYS]
        return tables

    def _first(self, node: Node, known: Known) -> tuple[str, tuple[str, ...]]:
        """What the node reads first, and the tables whose keys it brings. What is joined to it is looked up."""
        here = dict(known)
        for cte in node["cte_map"]["map"]:
            here[cte["key"]] = self._inner(cte["value"]["query_node"], here)
        source = node["from_table"]
        while source["type"] == "JOIN":
            source = source["left"]
        if source["type"] == "BASE_TABLE":
            return source["alias"] or source["table_name"], here.get(source["table_name"], ())
        if source["type"] == "SUBQUERY":
            source["alias"] = source["alias"] or "read_here"  # without a name its columns cannot be asked for
            return source["alias"], self._inner(source["subquery"]["node"], here)
        return "", ()

    def _puts_together(self, node: Node) -> bool:
        return bool(
            node["aggregate_handling"] == "FORCE_AGGREGATES" or node["group_expressions"] or _distinct(node)
            or any(one.get("function_name") in self.aggregates for item in node["select_list"] for one in _within(item))
        )


def _within(item: Any) -> Iterator[Node]:
    """Every expression of a tree but for those of a SELECT within it."""
    if isinstance(item, dict):
        if "class" in item:
            yield item
        for name, value in item.items():
            if name != "subquery":
                yield from _within(value)
    elif isinstance(item, list):
        for value in item:
            yield from _within(value)


def _distinct(node: Node) -> bool:
    return any(modifier["type"] == "DISTINCT_MODIFIER" for modifier in node["modifiers"])


def _stars(node: Node) -> bool:
    return any(item["class"] == "STAR" for item in node["select_list"])


def _column(relation: str, name: str, alias: str) -> Node:
    return {"class": "COLUMN_REF", "type": "COLUMN_REF", "alias": alias, "query_location": 0,
            "column_names": [relation, name]}
