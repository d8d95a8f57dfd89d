"""The parser of the command line, which says in whole sentences what it cannot use and what it would take."""

import argparse
import re
from typing import NoReturn

from metrics.command_line.printing import Unusable

KINDS = {"int": "a whole number", "float": "a number", "fromisoformat": "a moment such as 2026-10-14T09:30"}
# what argparse says (Python 3.11 to 3.14) -> what we say; `help` ends each
SAYINGS = (
    (r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)", "{0} cannot be '{1}'. It is one of: {2}."),
    (r"argument (.+?): invalid (\w+) value: '(.*)'", "{0} wants {kind}, not '{2}'."),
    (r"argument (.+?): expected (?:one|at least one) argument", "Something has to follow {0}."),
    (r"argument (.+?): not allowed with argument (.+)", "{0} and {1} cannot be asked for together."),
    (r"the following arguments are required: (.+)", "Not given: {0}."),
    (r"one of the arguments (.+) is required", "Say what to do: one of {0}."),
    (r"unrecognized arguments: (.+)", "{0} means nothing to this command."),
)


class Parser(argparse.ArgumentParser):
    """An argparse parser whose complaints are sentences of ours, raised as Unusable."""

    def error(self, message: str) -> NoReturn:
        """Raises Unusable with what is wrong, what would be right, and where the help is."""
        raise Unusable(f"{_sentence(message)} `{self.prog} --help` explains it.")


def _sentence(message: str) -> str:
    for pattern, saying in SAYINGS:
        if found := re.fullmatch(pattern, message, re.S):
            parts = [part.replace("'", "") if i == 2 else part for i, part in enumerate(found.groups())]
            kind = KINDS.get(parts[1], "something else") if len(parts) == 3 else ""
            return saying.format(*parts, kind=kind)
    return f"The command cannot be read: {message}."
