"""What the server is told, and that a fault in a definition stops it with a sentence."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from metrics.charts.tokens import colour

HOUSE = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((HOUSE / ".streamlit" / "config.toml").read_text("utf-8"))
PAINTED = {
    "primaryColor": "blue",
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "shoal",
    "textColor": "ink",
    "linkColor": "blue",
    "borderColor": "line",
}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_streamlit_wears_the_colours_of_the_drawings(mode):
    assert SETTINGS["theme"][mode] == {name: colour(token, mode == "dark") for name, token in PAINTED.items()}


def test_nothing_is_watched_collected_or_told_to_others():
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["server"]["fileWatcherType"] == "none"
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["toolbarMode"] == "minimal"
    assert SETTINGS["runner"]["postScriptGC"] is False


def start(data: Path) -> subprocess.CompletedProcess:
    """What importing the door says with a data folder; the door is what both ways of starting import."""
    environment = os.environ | {"ANCHOR_DATA": str(data)}
    line = [sys.executable, "-c", "import dashboard; print(type(dashboard.app).__name__)"]
    return subprocess.run(line, cwd=HOUSE, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_the_door_is_one_asgi_application(tmp_path):
    assert start(tmp_path).stdout.strip() == "App"


def test_a_fault_in_a_definition_stops_the_start_with_file_and_line(tmp_path):
    faulty = tmp_path / "definitions" / "indicators" / "employment" / "odd.sql"
    faulty.parent.mkdir(parents=True)
    faulty.write_text('/* +++\ncode = "E9z"\n+++ */\nselect 1\n', encoding="utf-8")
    outcome = start(tmp_path)
    assert outcome.returncode == 1
    assert "odd.sql" in outcome.stderr
    assert "Traceback" not in outcome.stderr
