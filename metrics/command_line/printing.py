"""How the command line speaks: JSON alone on standard output, sentences for people on standard error."""

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path


class Unusable(Exception):
    """The command cannot be done; the message says why and what to do. Exit code 2."""


def written_as(path: Path, *endings: str) -> Path:
    """The path to write to; Unusable where its name's ending says another kind of file than what is written."""
    if path.suffix.lower() in endings:
        return path
    known = " or ".join(filter(None, (", ".join(endings[:-1]), endings[-1])))
    what = f"ends in '{path.suffix}'" if path.suffix else "has no ending"
    raise Unusable(f"{path.name} {what}, and what is written here is {known}. Give it a name that ends in {known}.")


def say(sentence: str) -> None:
    """A message for a person, on standard error."""
    print(sentence, file=sys.stderr)


def put(document: object) -> None:
    """One JSON document on standard output: money as a string with two decimals, dates as 2026-03-31."""
    print(json.dumps(document, default=_plain, ensure_ascii=False, indent=1, allow_nan=False))


def table(rows: list[dict], columns: list[str]) -> None:
    """Rows as aligned text on standard output; an unknown value is a dash."""
    cells = [columns] + [[_words(row.get(column)) for column in columns] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a JSON document")


def _words(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 10 else f"{value:,.1f}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
