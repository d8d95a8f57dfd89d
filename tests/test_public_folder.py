"""What is public as a folder for any web server: the same files as our own server shows, and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pytest

from metrics import publication
from metrics.home import Home
from metrics.publication import NotAllowed
from tests.published import Client, publish

EXAMPLE = Path(publication.__file__).parent / "nginx.conf.example"


@pytest.fixture
def home(tmp_path):
    """Publication 1 released, 2 released and shown, 3 only prepared."""
    made = Home(tmp_path / "store")
    made.root.mkdir()
    for _ in range(2):
        publication.approve(made, publish(made), "Ben")
    publish(made)
    return made


def files(folder):
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()} - {".publications"}


def test_the_folder_holds_what_the_server_shows_and_nothing_that_was_only_prepared(home, tmp_path):
    target = tmp_path / "www" / "public"
    assert publication.copy(home, target) == 2
    client = Client(home)
    for path in files(target):
        assert client.get(f"/public/{path}").content == (target / path).read_bytes(), path
    assert {one.name for one in target.iterdir() if one.name.isdigit()} == {"1", "2"}


def test_what_is_withdrawn_is_gone_from_the_folder_and_a_page_says_why(home, tmp_path):
    target = tmp_path / "public"
    publication.copy(home, target)
    publication.withdraw(home, 2, "Ben", "A wrong file")
    assert publication.copy(home, target) == 1
    assert files(target / "2") == {"index.html"}
    assert "A wrong file" in (target / "2" / "index.html").read_text("utf-8")
    assert "Publication 1," in (target / "index.html").read_text("utf-8")
    assert not (target / "publication-2.zip").exists()
    publication.withdraw(home, 1, "Ben", "A wrong file")
    assert publication.copy(home, target) is None
    assert files(target) == {"index.html", "1/index.html", "2/index.html"}


def test_a_second_time_changes_no_file(home, tmp_path):
    target = tmp_path / "public"
    publication.copy(home, target)
    before = {path: (target / path).stat().st_mtime_ns for path in files(target)}
    publication.copy(home, target)
    assert {path: (target / path).stat().st_mtime_ns for path in files(target)} == before


def test_a_folder_of_other_things_is_left_alone(home, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(NotAllowed, match="holds other files"):
        publication.copy(home, tmp_path / "mine")
    for where in (home.public, home.public / "www", home.root):
        with pytest.raises(NotAllowed, match="themselves are kept"):
            publication.copy(home, where)
    assert (tmp_path / "mine" / "letter.txt").is_file()


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_reads_the_example(tmp_path):
    config = tmp_path / "nginx.conf"
    (tmp_path / "logs").mkdir()
    config.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/logs/error.log; events {{ }}\n"
        f"http {{ access_log off;\n{EXAMPLE.read_text('utf-8')}\n}}\n",
        encoding="utf-8",
    )
    done = subprocess.run(["nginx", "-t", "-p", str(tmp_path), "-c", str(config)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
