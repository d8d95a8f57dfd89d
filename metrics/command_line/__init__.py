"""The command line. `main()` reads the words, runs one command and returns its exit code: 0, 1 or 2."""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from metrics.command_line.printing import Unusable, say
from metrics.command_line.words import Parser
from metrics.definition_faults import DefinitionFaults

UNUSABLE = 2
# Only the module of the command that is asked for is imported: the libraries behind the others take seconds.
MODULES = {
    "making": ("example", "template"),
    "files": ("check",),
    "store": ("load", "loads", "undo", "build", "verify"),
    "figures": ("indicators", "values", "report"),
    "rules": ("spc",),
    "spending": ("flags",),
    "publishing": ("publish",),
    "speed": ("benchmark",),
}


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command in `words` (or the process's own arguments); a problem is a sentence, never a traceback."""
    sys.excepthook = _last_words
    for stream in (sys.stdout, sys.stderr):
        # newlines as they are: a JSON document has the same bytes on Windows
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    words = sys.argv[1:] if words is None else list(words)
    try:
        arguments = _parser(words).parse_args(words)
        return arguments.run(arguments)
    except Unusable as problem:
        say(str(problem))
    except DefinitionFaults as faults:
        say(str(faults))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        say(f"{problem.filename or 'A file'}: {problem.strerror or problem}. Check that it is there and may be used.")
    return UNUSABLE


def _last_words(kind: type[BaseException], problem: BaseException, trace: object) -> None:
    """What nobody foresaw: a sentence for the person, the details in a file for whoever mends it."""
    if issubclass(kind, KeyboardInterrupt):
        say("Stopped. Nothing half-done was kept.")
        os._exit(UNUSABLE)
    folder = Path(os.environ.get("ANCHOR_DATA") or "data")
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "fault.log"
    # where it happened and of what kind; not what the exception says, which may quote a cell
    log.write_text("".join(traceback.format_tb(problem.__traceback__)) + f"{kind.__name__}\n", encoding="utf-8")
    say(f"This should not have happened ({kind.__name__}). Nothing was changed. The details are in {log}.")
    sys.stdout.flush()
    os._exit(UNUSABLE)


def _parser(words: Sequence[str] = ()) -> Parser:
    """The parser of the command that the words begin with, or of all commands where they begin with none."""
    parser = Parser(prog="python -m metrics", description="Spreadsheets in, indicators out.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    every = [name for names in MODULES.values() for name in names]
    if words and words[0] not in every and not words[0].startswith("-"):
        raise Unusable(f"There is no command '{words[0]}'. Commands: {', '.join(every)}.")
    asked = [module for module, names in MODULES.items() if words and words[0] in names]
    for module in asked or MODULES:
        import_module(f"metrics.command_line.{module}").add(commands)
    return parser
