"""Stores for tests: a data folder of their own, with the packaged postcodes read once for the whole run."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from metrics.definitions import Framework, framework
from metrics.geography import Places, ensure_postcodes
from metrics.home import Home
from metrics.spreadsheets.checking import Checked, check
from metrics.spreadsheets.reading import Reader

# the same file for every run of the same day's tests: the package never changes under us
CACHE = Path(tempfile.gettempdir()) / "anchor-test-postcodes"


@cache
def postcodes() -> Path:
    """The packaged directory as Parquet."""
    return ensure_postcodes(CACHE)


@cache
def known() -> Framework:
    """The definitions as shipped."""
    return framework(Path(os.devnull))


@cache
def reader() -> Reader:
    """One reading process for all files of the run."""
    return Reader().__enter__()


def new_store(folder: Path) -> Home:
    """An empty store that has its postcodes already."""
    home = Home(folder)
    home.reference.mkdir(parents=True)
    here = home.reference / "postcodes.parquet"
    try:
        os.link(postcodes(), here)
    except OSError:  # another disk
        shutil.copyfile(postcodes(), here)
    return home


def checked(home: Home, folder: Path, name: str, text: str) -> Checked:
    """A csv file of that text, written and checked."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check(path, known(), places=Places(home), reader=reader())
