"""Who comes in at the door, and what every answer carries."""

import asyncio
from dataclasses import dataclass

import pytest

from pages.frame import door, signing_in

HERE = ("127.0.0.1", 50000)
THERE = ("10.1.2.3", 50000)


@dataclass
class Answer:
    status: int | None
    headers: dict[str, str]
    text: str


async def the_app(scope, receive, send):
    """Stands behind the door and says that it was reached."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"the app"})


def ask(path="/", host="localhost:8501", client=HERE, kind="http", **headers) -> Answer:
    """One request as the server would hand it on: where it came from, which name it used, its other headers."""
    told = {"host": host} | {name.replace("_", "-").lower(): value for name, value in headers.items()}
    server = ("127.0.0.1", 8501) if client == HERE else ("10.1.2.2", 8501)
    raw = [(name.encode(), value.encode()) for name, value in told.items()]
    scope = {"type": kind, "method": "GET", "path": path, "headers": raw, "client": client, "server": server}
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(door.Door(the_app)(scope, None, send))
    if kind == "websocket":
        return Answer(None, {}, sent[0]["type"])
    told_back = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told_back, b"".join(part["body"] for part in sent[1:]).decode())


@pytest.fixture(autouse=True)
def without_sign_in(monkeypatch):
    monkeypatch.setattr(signing_in, "secrets", lambda section: {})
    monkeypatch.setattr(signing_in, "broken", lambda: False)


@pytest.fixture
def with_sign_in(without_sign_in, monkeypatch):
    monkeypatch.setattr(signing_in, "secrets", lambda section: {"client_id": "x"})


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_a_person_at_this_machine_comes_in(host):
    assert ask(host=host).text == "the app"


@pytest.mark.parametrize("host", ["dashboard.nhs.uk", "10.1.2.3:8501", "localhost.evil.org", "127.0.0.1.nip.io", ""])
def test_any_other_name_of_the_server_is_refused_with_the_reason(host):
    answer = ask(host=host)
    assert answer.status == 403
    assert "sign-in is set up" in answer.text
    assert 'href="/public/"' in answer.text


@pytest.mark.parametrize("header", ["forwarded", "x_forwarded_for", "x_forwarded_host", "X_Forwarded_Proto"])
def test_a_request_that_came_through_another_server_is_refused(header):
    assert ask(**{header: "localhost"}).status == 403


def test_another_machine_is_refused_though_it_says_localhost():
    assert ask(client=THERE).status == 403


def test_a_request_that_does_not_say_where_it_came_from_is_refused():
    assert ask(client=None).status == 403


def test_a_page_of_another_site_cannot_open_the_stream():
    assert ask("/_stcore/stream", kind="websocket", origin="https://evil.example").text == "websocket.close"


def test_the_stream_is_refused_like_the_page():
    assert ask("/_stcore/stream", "dashboard.nhs.uk", kind="websocket").text == "websocket.close"
    assert ask("/_stcore/stream", kind="websocket").text == "websocket.accept"


def test_everyone_may_have_the_published_files():
    assert ask("/public/a.csv", "dashboard.nhs.uk", THERE, x_forwarded_for="8.8.8.8").text == "the app"


@pytest.mark.parametrize("path", ["/publicity", "/public/../", "/Public/", "//public/"])
def test_what_only_looks_like_a_public_address_is_not_public(path):
    assert not door.is_public(path)


@pytest.mark.usefixtures("with_sign_in")
def test_with_sign_in_every_visitor_comes_to_the_pages_which_ask_for_the_role():
    assert ask("/", "dashboard.nhs.uk", THERE, x_forwarded_for="8.8.8.8").text == "the app"


def test_secrets_that_cannot_be_read_close_the_door(monkeypatch):
    monkeypatch.setattr(signing_in, "broken", lambda: True)
    answer = ask()
    assert answer.status == 403
    assert "secrets.toml" in answer.text


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent"])
def test_what_machines_could_ask_is_not_there(path):
    assert ask(path).status == 404


def test_every_answer_carries_the_headers():
    for answer in (ask(), ask(host="dashboard.nhs.uk"), ask("/_stcore/metrics")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_who_may_show_a_public_page_in_a_frame_is_left_to_the_page():
    assert "x-frame-options" not in ask("/public/embed/local-hires.html").headers


def test_what_a_person_sees_is_not_kept_by_machines_on_the_way():
    assert ask().headers["cache-control"] == "no-store"
