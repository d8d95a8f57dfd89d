"""The steps of bringing in a file: upload, check, decide, take in. What is under way belongs to one session."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import streamlit as st

from metrics import loads
from metrics.geography import Places, edition_in_use
from metrics.history import earlier
from metrics.preview import Foreseen
from metrics.spreadsheets.checking import Checked, check
from metrics.spreadsheets.problems import Problem
from metrics.spreadsheets.reading import Reader
from metrics.views.context import Context
from pages.frame import findings, loaded
from pages.frame.guard import who
from pages.frame.paint import failed, paint
from pages.frame.uploads import safe_name, scratch

KINDS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "txt", "tsv"]
UNDER_WAY = "bring-under-way"
LARGE = 300_000  # bytes: about 5,000 rows of a workbook, which take a second


@dataclass
class Work:
    """One file under way: where it lies until it is taken in, what the check found, what became of it."""

    upload: str
    folder: tempfile.TemporaryDirectory
    path: Path
    checked: Checked
    source: str | None = None
    answers: dict = field(default_factory=dict)
    outcomes: list[loads.Loaded] = field(default_factory=list)
    foreseen: Foreseen | None = None  # what taking it in would do; None until that is worked out
    typed: bool = False  # figures by hand
    lesson: str = ""  # the name of the file to practise on, where it is one

    @property
    def refused(self) -> str:
        """Why the file cannot be used at all, or not in this store; "" where it can."""
        return self.checked.refused or (self.foreseen.refused if self.foreseen else None) or ""

    @property
    def errors(self) -> list[Problem]:
        """What stops the file until it is put right."""
        return self._of("error")

    @property
    def questions(self) -> list[Problem]:
        """What only a person can decide."""
        return self._of("question")

    @property
    def warnings(self) -> list[Problem]:
        """What may be right, and has to be accepted with a reason; also what only the loads that are in can tell."""
        return self._of("warning") + list(self.foreseen.needs if self.foreseen else ())

    def _of(self, severity: str) -> list[Problem]:
        return [one for table in self.checked.tables for one in table.problems if one.severity == severity]


@st.cache_resource(max_entries=1, on_release=lambda reader: reader.close())
def _reader() -> Reader:
    """The reading process, shared by all sessions."""
    return Reader()


@st.cache_resource(max_entries=2)
def _places(root: str, edition: str, _home) -> Places:
    """Postcodes of a data folder by its directory in use: long work to open, so kept."""
    return Places(_home)


def current() -> Work | None:
    """The file under way in this session."""
    return st.session_state.get(UNDER_WAY)


def choose(now: Context) -> None:
    """The place to drop a file. A new file takes the place of the one under way; taking it off ends the work."""
    given = st.file_uploader("Drop a spreadsheet here, or choose one", KINDS, key="bring-file")
    work = current()
    if given is None:
        if work is not None and not work.outcomes and not work.lesson and not work.typed:
            del st.session_state[UNDER_WAY]
        return
    if work is None or work.upload != given.file_id:
        begin(now, given.file_id, safe_name(given.name), bytes(given.getbuffer()))


def begin(now: Context, upload: str, name: str, content: bytes, lesson: str = "", typed: bool = False) -> None:
    """Check a file and make it the one under way; `typed` for figures by hand, which nobody dropped here."""
    folder = scratch("bring")
    path = Path(folder.name) / name
    path.write_bytes(content)
    work = Work(upload, folder, path, _check(now, path), lesson=lesson, typed=typed)
    if not lesson and not typed:
        loads.note_not_taken(now.home, work.checked, who())
    st.session_state[UNDER_WAY] = work


def _check(now: Context, path: Path, source: str | None = None, answers: dict | None = None) -> Checked:
    with _shown_reading(path) as progress:
        return check(
            path,
            now.framework,
            source=source,
            places=_places(str(now.home.reference), edition_in_use(now.home), now.home),
            today=now.today,
            reader=_reader(),
            answers=answers or None,
            earlier=earlier(now.home, now.framework),
            progress=progress,
        )


@contextmanager
def _shown_reading(path: Path) -> Iterator[Callable[[float, str], None]]:
    """A bar with what is being done for a large file, which takes seconds; a word for a small one."""
    if path.stat().st_size < LARGE:
        with st.spinner(f"Reading {path.name}"):
            yield lambda share, words: None
        return
    bar = st.progress(0.0, f"Reading {path.name}")
    yield lambda share, words: bar.progress(share, f"{path.name}: {words[:1].lower()}{words[1:]}")
    bar.empty()


def decide(now: Context, work: Work) -> None:
    """The questions, each with its answers; an answer is used at once, in a new check of the same file."""
    if not work.questions and not work.answers:
        return
    paint(findings.decisions_heading(work), "decisions")
    given = dict(work.answers)
    for number, question in enumerate(work.questions):
        options = list(question.options)
        answer = st.radio(question.message, options, index=None, key=f"{work.upload}-{number}-{question.key}")
        if answer is not None:
            given[question.key + (f":{question.sheet}" if question.sheet else "")] = answer
    if given != work.answers:
        check_again(now, work, work.source, given)


def check_again(now: Context, work: Work, source: str | None, answers: dict) -> None:
    """Check the same file with what a person said of it, and draw the page anew."""
    work.source, work.answers = source, answers
    work.checked = _check(now, work.path, source, answers)
    work.foreseen = None
    st.rerun()


def already_in(now: Context, work: Work) -> bool:
    """Whether all of this very file counts already; then it is said, and there is nothing to do."""
    standing = loads.already_in(now.home, work.checked.sha256)
    if standing:
        paint(f'<p class="lead">{escape(loads.said_already_in(now.framework, standing))}</p>', "already-in")
    return bool(standing)


def look_ahead(now: Context, work: Work | None) -> None:
    """Works out what taking the file in would do; not while an error or a question stands in the way."""
    if work is None or work.outcomes or work.checked.refused or work.errors or work.questions or work.foreseen:
        return
    if not loads.already_in(now.home, work.checked.sha256):
        with st.spinner("Working out what would change"):
            work.foreseen = loads.preview(now.home, now.framework, work.checked)


def foresee(now: Context, work: Work) -> None:
    """What taking the file in would do: what it says anew, what it would move, and what only the loads can tell."""
    if work.foreseen is None:
        return
    if work.foreseen.needs:
        paint(findings.problems(work.foreseen.needs), "store-needs")
    findings.told_twice(work.foreseen.twice)
    for number, one in enumerate(work.foreseen.restated):
        loaded.said_anew(now, one, number)
    loaded.moved(now, work.foreseen.changes, "What would change", "No figure would move.")


def take_in(now: Context, work: Work) -> None:
    """The button that takes the file in, closed while something is undecided, with the reason under it."""
    accept = None
    if work.warnings and not work.errors:
        accept = st.text_input("Why these warnings may stand", placeholder="Checked with the sender", key="accept")
    missing = findings.still_missing(work, accept)
    with st.container(horizontal=True):
        pressed = st.button("Take it in", type="primary", disabled=bool(missing), key="take-in")
        if st.button("Leave it", key="leave-it"):
            del st.session_state[UNDER_WAY]
            st.rerun()
    if missing:
        paint(f'<p class="sm">{missing}</p>', "missing")
    if pressed:
        _load(now, work, (accept or "").strip() or None)


def _load(now: Context, work: Work, accept: str | None) -> None:
    with st.spinner("Taking it in and working out the figures. Where a colleague is bringing in a file, this waits."):
        work.outcomes = loads.load(now.home, now.framework, work.checked, who(), accept)
    refused = [one.refused for one in work.outcomes if one.refused]
    needs = [need for one in work.outcomes for need in getattr(one, "needs", ())]
    if refused or needs:
        work.outcomes = []
        failed(refused[0] if refused else "Something is still to be decided.", "Nothing was changed.")
        return
    work.folder.cleanup()
    st.rerun()
