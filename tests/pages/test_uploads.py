"""An uploaded file may hold names: it is gone when it was looked at, also when the process that looked was killed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pages.frame.uploads import scratch

LEAVES_IT = """
import os
from pathlib import Path
from pages.frame.uploads import scratch
folder = scratch("bring")
Path(folder.name, "starters.csv").write_text("Zebedee")
print(folder.name)
os._exit(9)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="There age decides: nothing harmless says whether a process is there")
def test_what_a_killed_process_left_is_gone_at_the_next_upload(temporary):
    place = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run([sys.executable, "-c", LEAVES_IT], env=place, cwd=Path(__file__).parents[2],
                          stdout=subprocess.PIPE, text=True)  # fmt: skip
    left = Path(done.stdout.strip())
    assert (left / "starters.csv").exists()
    with scratch("bring"):
        assert not left.exists()


def test_what_this_process_is_looking_at_stays(temporary):
    with scratch("bring") as first, scratch("upload") as second:
        assert Path(first).exists() and Path(second).exists()
    assert not any(temporary.iterdir())
