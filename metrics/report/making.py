"""Makes the board report of a month in one of its forms; all three say the same, from the same view."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from metrics import home as homes
from metrics import warehouse
from metrics.definitions import Framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.views import as_seen
from metrics.views.context import Context
from metrics.views.report import Report, Tell, report

HALF = 0.5  # gathering what is said takes about as long as writing it


@dataclass(frozen=True)
class Form:
    """A kind of file: its ending, what a person calls it, its media type, and the module that writes it."""

    ending: str
    title: str
    media_type: str
    module: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    form.ending: form
    for form in (
        Form("pdf", "PDF, to read and to print", "application/pdf", "metrics.report.pdf"),
        Form("pptx", "PowerPoint, to edit", f"{_OFFICE}.presentationml.presentation", "metrics.report.slides"),
        Form("xlsx", "Excel, every number", f"{_OFFICE}.spreadsheetml.sheet", "metrics.report.workbook"),
    )
}


def made(context: Context, month: str | None, ending: str, tell: Tell | None = None, by: str = "") -> bytes:
    """The report of a month ("2026-03"; None: the newest) as the bytes of a file. Where it is said who makes it (`by`),
    its figures are kept as the board sees them.

    ValueError, in a sentence, for a month without figures and for a template that cannot be used.
    """
    told = report(context, month, _part(tell, 0.0))
    write: Callable[[Report, Context, Tell | None], bytes] = import_module(FORMS[ending].module).made
    found = write(told, context, _part(tell, HALF))
    if by:
        as_seen.keep(context, told.month, told.overview.cards, "report", FORMS[ending].title.split(",")[0], by)
    if tell:
        tell(1.0, "The report is ready")
    return found


def _part(tell: Tell | None, start: float) -> Tell | None:
    """Progress of one half, told as progress of the whole."""
    return (lambda share, words: tell(start + HALF * share, words)) if tell else None


def write(home: Home, framework: Framework, month: str | None, out: Path) -> None:
    """Writes the report of a month to `out`, in the form that its name ends in. ValueError as from `made`."""
    ledger = Ledger(home)
    made_up = home.shared is not None or ledger.setting("kind") == "example"
    context = Context(home, framework, warehouse.build(home, framework), ledger, homes.today(home), made_up)
    found = made(context, month, out.suffix.lower().removeprefix("."), by=getpass.getuser())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(found)
