"""Does each indicator's SELECT parse, and does it give the columns that a result is made from?"""

from __future__ import annotations

import json
from dataclasses import replace

import duckdb

from .definition_faults import Faults
from .definitions import Indicator

ALWAYS = ("month", "numerator", "denominator")
MAY = ("unknown", "left_out", "provisional", "yearly", "lacks", "tier", "people")
BY_REASON = "left_out_"  # left_out_bank, left_out_moves_within_the_trust: what is left out, reason by reason


def check_selects(indicators: list[Indicator], faults: Faults) -> list[Indicator]:
    """The indicators, each with the columns that its SELECT gives.

    A fault for every SELECT that DuckDB cannot parse, or whose columns are not those of its heading.
    """
    with duckdb.connect() as con:
        return [_with_columns(con, indicator, faults) for indicator in indicators]


def _with_columns(con: duckdb.DuckDBPyConnection, indicator: Indicator, faults: Faults) -> Indicator:
    tree = json.loads(con.execute("select json_serialize_sql(?)", [indicator.sql]).fetchone()[0])
    if tree["error"]:
        _parse_fault(indicator, tree, faults)
        return indicator
    columns = _columns(tree["statements"][0]["node"])
    _column_faults(indicator, columns, faults)
    _tier_fault(indicator, columns, faults)
    return replace(indicator, gives=tuple(columns))


def _parse_fault(indicator: Indicator, tree: dict, faults: Faults) -> None:
    position = int(tree.get("position") or 0)
    line = first_line(indicator) + indicator.sql[:position].count("\n")
    reason = tree["error_message"].splitlines()[0]
    faults.add(indicator.path, line, f"the SELECT cannot be read ({reason}): mend it here.")


def first_line(indicator: Indicator) -> int:
    """The line of its file on which the indicator's SELECT begins."""
    text = indicator.path.read_text(encoding="utf-8-sig")
    return text[: text.find(indicator.sql)].count("\n") + 1


def _columns(node: dict) -> list[str]:
    if node["type"] == "SET_OPERATION_NODE":
        return _columns(node.get("left") or node["children"][0])
    return [item.get("alias") or (item.get("column_names") or [""])[-1] for item in node["select_list"]]


def _tier_fault(indicator: Indicator, columns: list[str], faults: Faults) -> None:
    """A figure that says how good it is says what would make it better."""
    if ("tier" in columns) != bool(indicator.improve):
        told = "'improve' in the heading and the column 'tier' of the SELECT go together: add the one that is missing."
        faults.add(indicator.path, first_line(indicator), told)


def _column_faults(indicator: Indicator, columns: list[str], faults: Faults) -> None:
    line = first_line(indicator)
    for name in ALWAYS + indicator.by:
        if name not in columns:
            faults.add(indicator.path, line, f"the SELECT gives no column '{name}': add it, or name it so with 'as'.")
    for name in columns:
        if name not in ALWAYS + MAY + indicator.by and not name.startswith(BY_REASON):
            faults.add(indicator.path, line,
                       f"the SELECT gives a column '{name}' which 'by' does not name: name it there or leave it out.")
