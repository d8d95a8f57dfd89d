"""Which pages each person has, and that a page asked for without the role shows nothing."""

from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from metrics import home, warehouse
from tests.stores import known

PAGES = Path(__file__).resolve().parents[2] / "pages"
AUTH = {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x", "client_id": "x"}
ANN = {"is_logged_in": True, "email": "ann@trust.example"}
BOB = {"is_logged_in": True, "email": "bob@trust.example", "roles": ["board"]}
CAT = {"is_logged_in": True, "email": "cat@trust.example"}
NOBODY = {"is_logged_in": False}


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """An empty store of the trust's own, so that no example is made."""
    monkeypatch.setenv("ANCHOR_DATA", str(tmp_path))
    home.start_own()


def opened(page: str, user: dict, **secrets) -> AppTest:
    """The page as `user` gets it where sign-in is set up."""
    test = AppTest.from_file(PAGES / page, default_timeout=60)
    test.secrets["auth"] = AUTH
    test.secrets["roles"] = {"ann@trust.example": "team"} | secrets
    test.user = user
    return test.run()


def words(test: AppTest) -> str:
    """Everything on the page that is text."""
    shown = [element.value for kind in (test.title, test.markdown, test.text) for element in kind]
    drawn = [str(element.proto) for element in test.get("bidi_component")]
    return " ".join([*map(str, shown), *drawn])


TEAM = sorted(f"team/{path.name}" for path in (PAGES / "team").glob("*.py"))
BOARD = sorted(f"board/{path.name}" for path in (PAGES / "board").glob("*.py"))


@pytest.mark.parametrize("page", [*TEAM, *BOARD])
@pytest.mark.parametrize("user", [NOBODY, CAT], ids=["visitor", "without a role"])
def test_a_page_opened_without_the_role_says_so_and_nothing_else(page, user):
    test = opened(page, user)
    assert not test.exception
    assert [title.value for title in test.title] == ["This page is not open to you"]
    assert len(test.main) == 2


@pytest.mark.parametrize("page", TEAM)
def test_a_board_member_gets_no_team_page(page):
    assert [title.value for title in opened(page, BOB).title] == ["This page is not open to you"]


@pytest.mark.parametrize("page", TEAM)
def test_the_team_gets_its_pages_with_an_empty_store(page):
    test = opened(page, ANN)
    assert not test.exception
    assert not test.title


def test_a_sign_in_of_yesterday_is_asked_for_again():
    test = opened("team/settings.py", ANN | {"iat": 1})
    assert [title.value for title in test.title] == ["This page is not open to you"]


def test_the_navigation_of_a_visitor_has_nothing_but_the_welcome():
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened("navigation.py", NOBODY).switch_page("team/settings.py").run()


def test_the_navigation_of_a_board_member_has_no_team_page():
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened("navigation.py", BOB).switch_page("team/settings.py").run()


def test_an_empty_store_says_what_to_do_next():
    test = opened("navigation.py", ANN)
    assert not test.exception
    assert "No figures yet" in words(test)


def test_figures_of_an_earlier_version_are_worked_out_anew_before_a_page_is_drawn():
    own = home.root_home()
    now = warehouse.build(own, known())
    earlier = own.warehouse / f"{'0' * 16}.duckdb"
    now.close()
    now.path.rename(earlier)
    with duckdb.connect(earlier) as con:  # what this version reads was not there yet
        con.execute("alter table results drop column lacks")
    (own.warehouse / "current").write_text(earlier.stem, encoding="ascii")
    test = opened("navigation.py", BOB)
    assert not test.exception
    assert warehouse.open_to_read(own).identity == warehouse.identity(own, known())
