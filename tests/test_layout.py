"""The shape of the house: what may be where, and that the lists in the pages people read are true."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from metrics import example
from metrics.command_line import _parser
from metrics.definitions import OWN, framework
from metrics.spreadsheets.problems import KINDS

HOUSE = Path(__file__).resolve().parents[1]
TOP = {
    "dashboard.py", "pages", "metrics", "data", "tests", "requirements.txt", "README.md", "pyproject.toml",
    "requirements-dev.txt", ".streamlit", ".ci", ".gitignore", "LICENSE",
}
LEFT_BY_TOOLS = {".git", ".venv", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
PYTHON = sorted(path for folder in ("metrics", "pages") for path in (HOUSE / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


def test_the_top_level_holds_what_was_agreed_and_nothing_else():
    assert {path.name for path in HOUSE.iterdir()} - LEFT_BY_TOOLS <= TOP


@pytest.mark.parametrize("path", [p for p in PYTHON if p.is_relative_to(HOUSE / "metrics")], ids=lambda p: p.name)
def test_what_knows_something_never_imports_streamlit(path):
    assert "streamlit" not in imported(path)


def test_only_the_frame_lies_directly_in_pages():
    assert [path.name for path in (HOUSE / "pages").glob("*.py")] == ["navigation.py"]


@pytest.mark.parametrize("folder", ["board", "team"])
def test_every_page_checks_the_role_before_anything_else(folder):
    for path in (HOUSE / "pages" / folder).glob("*.py"):
        body = [n for n in ast.parse(path.read_text("utf-8")).body if not isinstance(n, ast.Import | ast.ImportFrom)]
        statements = [n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
        if path.name == "__init__.py" and not statements:
            continue
        first = ast.unparse(statements[0])
        assert re.match(r"(\w+\.)?allow\(", first), f"{path.name} begins with {first}"


def test_every_indicator_has_a_commitment_a_source_and_a_worked_example():
    definitions = framework()
    commitments = {commitment.id for commitment in definitions.commitments}
    sources = {source.id for source in definitions.sources} | set(OWN)
    for indicator in definitions.indicators:
        assert indicator.commitment in commitments
        assert set(indicator.source) <= sources
        assert (HOUSE / "tests" / "indicators" / f"{indicator.id}.toml").exists(), indicator.id


def test_every_worked_example_belongs_to_an_indicator():
    known = {indicator.id for indicator in framework().indicators}
    assert {path.stem for path in (HOUSE / "tests" / "indicators").glob("*.toml")} <= known


def test_every_source_has_a_file_in_the_example_trust(tmp_path):
    written = [path.name for path in example.write(tmp_path, months=3)]
    folders = {path.parent.name for path in tmp_path.rglob("*") if path.is_file()}
    for source in framework().sources:
        assert source.id in folders or any(source.id in name for name in written), source.id


def test_the_readme_lists_every_command_and_no_other():
    readme = (HOUSE / "README.md").read_text("utf-8")
    commands = set(next(a for a in _parser()._actions if a.dest == "run" or a.choices).choices)
    rows = re.search(r"\| command \| does \|\n\|---\|---\|\n((?:\|.*\n)+)", readme).group(1)
    listed = {word.split()[0] for row in rows.splitlines() for word in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert listed == commands


def test_the_list_of_problem_kinds_in_the_readme_is_the_one_in_the_code():
    readme = (HOUSE / "metrics" / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", readme, re.M)) == set(KINDS)


def test_what_the_readme_links_to_is_there():
    for readme in (HOUSE / "README.md", HOUSE / "metrics" / "README.md", HOUSE / "data" / "README.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", readme.read_text("utf-8")):
            assert (readme.parent / link).exists(), f"{readme.name} links to {link}"


def test_every_package_is_pinned_and_has_its_reason():
    decisions = (HOUSE / "metrics" / "DECISIONS.md").read_text("utf-8").lower()
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (HOUSE / name).read_text("utf-8").splitlines():
            if line and line[0] not in "#-":
                assert "==" in line, line
                assert re.split(r"[\[=]", line)[0].lower() in decisions, line


def test_the_server_listens_on_loopback_only_and_sends_nothing_anywhere():
    settings = tomllib.loads((HOUSE / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
