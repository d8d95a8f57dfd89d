"""An uploaded file as a file on disk, under its own name, for as long as it is looked at."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LONGEST = 24 * 3600  # seconds that an upload may wait for a decision


@contextmanager
def kept(given) -> Iterator[Path]:
    """The upload in a folder of its own, which is gone afterwards. The name keeps letters, digits and its ending."""
    with scratch("upload") as folder:
        path = Path(folder) / safe_name(given.name)
        path.write_bytes(given.getbuffer())
        yield path


def scratch(what: str) -> tempfile.TemporaryDirectory:
    """A folder for a file that is looked at, named after this process; those of processes that were killed go first."""
    _sweep(Path(tempfile.gettempdir()))
    return tempfile.TemporaryDirectory(prefix=f"anchor-{what}-{os.getpid()}-", ignore_cleanup_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a process left that is no more: an uploaded file may hold names."""
    for path in folder.glob("anchor-*-*-*"):
        found = re.fullmatch(r"anchor-\w+-(\d+)-\w+", path.name)
        with suppress(OSError):  # another process may be at it, or it is somebody else's
            old = time.time() - path.stat().st_mtime > LONGEST
            if found and (old or not _alive(int(found[1]))):
                shutil.rmtree(path, ignore_errors=True)


def _alive(process: int) -> bool:
    """Whether a process is there. On Windows there is no harmless way to ask, so age alone decides."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def safe_name(name: str) -> str:
    """A file name that no system takes for a path: the last part, without what Windows forbids."""
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(r'[<>:"|?*\x00-\x1f]', "_", last).strip(" .")[-120:] or "upload"
