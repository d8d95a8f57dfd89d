"""An uploaded file as a file on disk, under its own name, for as long as it is looked at."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def kept(given) -> Iterator[Path]:
    """The upload in a folder of its own, which is gone afterwards. The name keeps letters, digits and its ending."""
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        path = Path(folder) / safe_name(given.name)
        path.write_bytes(given.getbuffer())
        yield path


def safe_name(name: str) -> str:
    """A file name that no system takes for a path: the last part, without what Windows forbids."""
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(r'[<>:"|?*\x00-\x1f]', "_", last).strip(" .")[-120:] or "upload"
