"""Where a store lives on disk: the trust's own in the data folder, the example trust's in `example/` beneath it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock

PROJECT = Path(__file__).resolve().parent.parent
EXAMPLE_TODAY = date(2026, 10, 12)  # twelve days after the example's last month, when a real team would be closing it


@dataclass(frozen=True)
class Home:
    """One store: its loads, its ledger, its warehouse, its publications and its key."""

    root: Path
    shared: Path | None = None  # the data folder, when the store is not the data folder itself

    @property
    def loads(self) -> Path:
        return self.root / "loads"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def public(self) -> Path:
        return self.root / "public"

    @property
    def ledger_file(self) -> Path:
        return self.root / "ledger.sqlite"

    @property
    def ledger_url(self) -> str:
        """The ledger's address; ANCHOR_LEDGER names another database (the trust's own store only)."""
        elsewhere = os.environ.get("ANCHOR_LEDGER")
        if elsewhere and self.shared is None:
            return elsewhere
        return f"sqlite:///{self.ledger_file.as_posix()}"

    @property
    def key_file(self) -> Path:
        return self.root / "key"

    @property
    def lock_file(self) -> Path:
        return self.root / "lock"

    @property
    def reference(self) -> Path:
        """What the trust added (the postcode directory, say): one folder for the example and the real store."""
        return (self.shared or self.root) / "reference"

    @property
    def definitions(self) -> Path:
        """The trust's own definitions, which win over those of `metrics/`."""
        return (self.shared or self.root) / "definitions"

    @property
    def has_loads(self) -> bool:
        return self.loads.is_dir() and any(
            load.is_dir() and not load.name.startswith(".")
            for source in self.loads.iterdir()
            if source.is_dir()
            for load in source.iterdir()
        )


def data_folder() -> Path:
    """The data folder: ANCHOR_DATA, or `data` beside `metrics`."""
    return Path(os.environ.get("ANCHOR_DATA") or PROJECT / "data").resolve()


def definitions_folder() -> Path:
    """Where the trust's own definitions lie, whether there are any or not."""
    return data_folder() / "definitions"


def root_home() -> Home:
    """The trust's own store, made if it is not there."""
    root = data_folder()
    root.mkdir(parents=True, exist_ok=True)
    return Home(root)


def example_home() -> Home:
    """The example trust's store, which may not exist yet."""
    root = data_folder()
    return Home(root / "example", shared=root)


def active_home() -> Home:
    """The store that pages and commands speak of: the trust's own once started, else the example if there is one."""
    own, example = root_home(), example_home()
    if own.has_loads or _started_mark(own).exists() or not example.root.exists():
        return own
    return example


def was_started() -> bool:
    """True once the trust works with its own files: something was brought in, or a person said so."""
    own = root_home()
    return own.has_loads or _started_mark(own).exists()


def start_own() -> None:
    """From now on the trust's own store is the active one; the example stays apart."""
    _started_mark(root_home()).write_text("The trust works with its own files.\n", encoding="utf-8")


def throw_away_example() -> None:
    """Removes the example's store with everything in it."""
    shutil.rmtree(example_home().root, ignore_errors=True)


def writing(home: Home) -> FileLock:
    """The lock of the store's one writer, to be held with `with`. Held twice by one thread, it stays one lock."""
    home.root.mkdir(parents=True, exist_ok=True)
    return FileLock(home.lock_file, is_singleton=True)


def today(home: Home) -> date:
    """The day that a store reckons from: the example has its own, wherever it was loaded."""
    example = home.shared is not None or (home.root / "kind").exists()
    return EXAMPLE_TODAY if example else date.today()


def mark_kind(home: Home, kind: str) -> None:
    """Notes beside the store whether its files are the example's, so that it has the example's today."""
    if kind == "example":
        (home.root / "kind").write_text("The files of this store are made up.\n", encoding="utf-8")
    else:
        (home.root / "kind").unlink(missing_ok=True)


def _started_mark(home: Home) -> Path:
    return home.root / "started"
