"""Signing in through a provider on this machine: who sees what, and what a visitor does not get."""

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect
from running import free_port, serving, settled

pytestmark = pytest.mark.browser
PEOPLE = (
    User(sub="ann", claims={"email": "ann@trust.example", "email_verified": True}),
    User(sub="bob", claims={"email": "bob@trust.example", "roles": ["board"]}),
    User(sub="cat", claims={"email": "cat@trust.example"}),
)
TEAM_PAGES = ("month", "bring", "publish", "settings")


@pytest.fixture(scope="module")
def provider():
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def address(provider, example_data, tmp_path):
    """A fresh server with sign-in set up, so that nobody has opened a page on it before."""
    port, secrets = free_port(), tmp_path / "secrets.toml"
    secrets.write_text(
        f"""
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a secret of the test, long enough to sign with"
client_id = "dashboard"
client_secret = "known to the test"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles]
"Ann@trust.example" = "team"
""",
        encoding="utf-8",
    )
    with serving(example_data, secrets, port=port) as found:
        yield found


def signed_in(page, address: str, person: str):
    """The page after `person` has signed in."""
    page.route("**/*", lambda route: route.continue_() if "localhost" in route.request.url else route.abort())
    page.goto(address)
    settled(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=person).click()
    page.wait_for_url(f"{address}/**")
    return settled(page)


def test_a_visitor_sees_the_welcome_and_the_way_to_the_public_pages(page, address):
    page.goto(address)
    settled(page)
    expect(page.get_by_role("link", name="Open the public pages")).to_have_attribute("href", "/public/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Overview")).to_have_count(0)


@pytest.mark.parametrize("path", ["bring", "indicator?id=local-hires", "employment"])
def test_a_visitor_with_a_deep_link_gets_nothing_of_it_on_a_fresh_server(page, address, path):
    page.goto(f"{address}/{path}")
    settled(page)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    text = page.locator("[data-testid=stMain]").inner_text()
    assert "Bring in a file" not in text
    assert "New starters" not in text
    assert page.locator("[data-testid=stFileUploader]").count() == 0
    assert page.locator("[data-testid=stTopNavLink]").count() <= 1


def test_someone_of_the_team_gets_the_team_pages_and_can_sign_out(page, address):
    signed_in(page, address, "ann")
    names = page.locator("[data-testid=stTopNavLink]").all_inner_texts()
    assert {"Overview", "This month", "Bring in a file", "Publish", "Settings"} <= set(names)
    expect(page.get_by_text("Signed in as ann@trust.example")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/oauth2/end_session*")  # the provider asks whether to end its own session too
    page.goto(address)
    settled(page)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_board_member_reads_and_has_no_team_pages(page, address):
    signed_in(page, address, "bob")
    names = page.locator("[data-testid=stTopNavLink]").all_inner_texts()
    assert "Overview" in names
    assert not {"This month", "Bring in a file", "Publish", "Settings"} & set(names)
    for path in TEAM_PAGES:
        page.goto(f"{address}/{path}")
        settled(page)
        assert page.locator("[data-testid=stFileUploader]").count() == 0
        expect(page.get_by_role("button", name="Prepare a publication")).to_have_count(0)
        expect(page.get_by_role("button", name="Set the target")).to_have_count(0)


def test_someone_who_signed_in_and_has_no_role_gets_nothing_but_the_reason(page, address):
    signed_in(page, address, "cat")
    expect(page.get_by_text("have no role here yet")).to_be_visible()
    page.goto(f"{address}/indicator?id=local-hires")
    settled(page, "have no role here yet")
