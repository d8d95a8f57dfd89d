"""Faults in definition files, gathered so that all of them are told at once, each with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
KINDS_OF_VALUE = {
    str: "text", bool: "true or false", int: "a whole number", date: "a date", list: "a list", dict: "a table",
}


class DefinitionFaults(Exception):
    """Every fault found in the definition files; `faults` is a tuple of "file:line: sentence"."""

    def __init__(self, faults: Iterable[str]):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass
class Faults:
    """Gathers "file:line: sentence" while the files are read; raises once, at the end."""

    found: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, path: Path, line: int, sentence: str) -> None:
        shown = path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path
        self.found.append((shown.as_posix(), line, sentence))

    def told(self) -> list[str]:
        """The faults as "file:line: sentence", in order."""
        return [f"{path}:{line}: {sentence}" for path, line, sentence in sorted(self.found)]

    def raise_if_any(self) -> None:
        if self.found:
            raise DefinitionFaults(self.told())


@dataclass(frozen=True)
class Entry:
    """One table of a TOML text: its values, and where in the file each key stands."""

    path: Path
    values: Mapping[str, Any]
    faults: Faults
    line: int  # of the table's heading, counted from 1
    lines: Mapping[str, int] = field(default_factory=dict)

    def fault(self, sentence: str, key: str | None = None) -> None:
        self.faults.add(self.path, self.lines.get(key or "", self.line), sentence)

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of a key; a fault where it is missing (no default given) or of another kind."""
        value = self.values.get(key)
        if value is None:
            if default is None:
                self.fault(f"'{key}' is missing: add it ({KINDS_OF_VALUE[kind]}).")
                return kind() if kind is not date else date.min
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(f"'{key}' should be {KINDS_OF_VALUE[kind]}.", key)
            return default if default is not None else (date.min if kind is date else kind())
        return value

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """The value of a key which must be one of a few words."""
        value, words = self.take(key, str, default), tuple(allowed)
        if key in self.values and value not in words:
            self.fault(f"'{key}' is '{value}': it should be one of {', '.join(words)}.", key)
        return value

    def words(self, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        """The value of a key which must be a list of texts."""
        value = self.take(key, list, list(default) if default is not None else None)
        if not all(isinstance(word, str) for word in value):
            self.fault(f"'{key}' should be a list of texts.", key)
            return ()
        return tuple(value)

    def only(self, known: Iterable[str]) -> None:
        """A fault for every key nobody reads: it is nearly always a slip of the pen."""
        known = set(known)
        for key in self.values:
            if key not in known:
                self.fault(f"'{key}' is not a word this file may use: correct or delete it.", key)


def parse_toml(path: Path, text: str, faults: Faults, first_line: int = 1) -> tuple[dict[str, Any], list[str]] | None:
    """Values and lines of a TOML text that begins at `first_line` of its file; None, and a fault, if it is not TOML."""
    try:
        return tomllib.loads(text), text.splitlines()
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else len(text.splitlines())
        reason = str(error).split(" (at")[0]
        faults.add(path, first_line + line - 1, f"this is not TOML ({reason}): mend this line or the one above it.")
        return None


def entry(path: Path, values: Mapping[str, Any], lines: list[str], faults: Faults, first_line: int = 1) -> Entry:
    """The keys at the top of a TOML text."""
    top = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    plain = {key: value for key, value in values.items() if not _is_tables(value)}
    return Entry(path, plain, faults, first_line, _key_lines(lines, 0, top, first_line))


def entries(path: Path, values: Mapping[str, Any], lines: list[str], faults: Faults, name: str) -> list[Entry]:
    """The tables `[name]` or `[[name]]` of a TOML text, in order."""
    given = values.get(name, [])
    tables = given if isinstance(given, list) else [given]
    starts = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[?\s*{re.escape(name)}\s*\]", line)]
    found = []
    for position, table in enumerate(tables):
        start = starts[position] if position < len(starts) else 0
        end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("[[") or _is_top(lines[n], name)),
                   len(lines))
        found.append(Entry(path, table, faults, start + 1, _key_lines(lines, start, end, 1)))
    return found


def _is_top(line: str, name: str) -> bool:
    return line.startswith("[") and not line.startswith(f"[{name}.")


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _key_lines(lines: list[str], start: int, end: int, first_line: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for number in range(start, end):
        key = re.match(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*=", lines[number])
        if key:
            found.setdefault(key.group(1), first_line + number)
    return found
