"""The one way from the warehouse to a picture: a named .sql file beside this module, run for a month."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from metrics import wording
from metrics.views.context import Context

HERE = Path(__file__).parent


def rows(context: Context, name: str, month: date) -> list[dict[str, Any]]:
    """The rows of `<name>.sql` by column name; `$month` in it is the first day of the month shown."""
    if context.warehouse is None:
        return []
    connection = context.warehouse.cursor()
    try:
        found = connection.execute(_sql(name), {"month": month})
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    finally:
        connection.close()


def span(found: list[dict[str, Any]]) -> str:
    """The months that the rows are from: "the 12 months to July 2026", or fewer by their names."""
    return wording.span(found[0]["first"], found[0]["month"])


@cache
def _sql(name: str) -> str:
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")
