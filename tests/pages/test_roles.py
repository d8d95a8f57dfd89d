"""Who is given which role."""

import ast
from pathlib import Path

import pytest

from pages.frame import signing_in

LISTED = {"Ann@trust.example": "team", "odd@trust.example": "king"}
PAGES = Path(__file__).resolve().parents[2] / "pages"


@pytest.fixture(autouse=True)
def listed(monkeypatch):
    monkeypatch.setattr(signing_in, "secrets", lambda section: LISTED)


@pytest.mark.parametrize(
    ("user", "role"),
    [
        ({"email": "ann@trust.example"}, "team"),
        ({"email": "ANN@TRUST.EXAMPLE"}, "team"),
        ({"email": "bob@trust.example"}, "none"),
        ({"email": "odd@trust.example"}, "none"),
        ({"email": "bob@trust.example", "roles": ["board"]}, "board"),
        ({"email": "bob@trust.example", "roles": ["board", "team"]}, "team"),
        ({"email": "bob@trust.example", "roles": "board"}, "board"),
        ({"email": "bob@trust.example", "roles": "boardroom"}, "none"),
        ({"roles": None}, "none"),
        ({}, "none"),
        ({"email": "ann@trust.example", "email_verified": False}, "none"),
        ({"email": "ann@trust.example", "email_verified": True}, "team"),
    ],
)
def test_a_role_comes_from_the_list_or_the_claim_and_is_otherwise_none(user, role):
    assert signing_in.role_of(user) == role


@pytest.mark.parametrize("page", sorted(PAGES.glob("*/*.py")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_page_asks_for_the_role_before_it_does_anything(page):
    if page.parent.name == "frame":
        return
    body = ast.parse(page.read_text("utf-8")).body
    doing = [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom)][1:]  # the first is its words
    assert ast.unparse(doing[0]).startswith("allow("), page


def test_every_page_is_short():
    for page in [*PAGES.glob("*.py"), *PAGES.glob("board/*.py"), *PAGES.glob("team/*.py"), *PAGES.glob("public/*.py")]:
        assert len(page.read_text("utf-8").splitlines()) <= 60, page
