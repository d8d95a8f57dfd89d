"""The door: which requests come in at all, and the headers that every answer leaves with."""

import html
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.frame import signing_in

OWN_NAMES = {"localhost", "127.0.0.1", "::1"}
CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent", "/openapi.json")
# Streamlit's own page needs inline script and style, evaluation (its tables) and blobs (our component);
# nothing may come from, or go to, another host.
APP_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Door:
    """ASGI middleware. Without sign-in the app is for one person on this machine; all others get the public files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        leave = _with_headers(scope, send)
        path = scope["path"]
        reason = None if is_public(path) else refusal(scope)
        if reason is None and _closed(path):
            await PlainTextResponse("Not here.", status_code=404)(scope, receive, leave)
        elif reason is None:
            await self.app(scope, receive, leave)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await HTMLResponse(_why(reason), status_code=403)(scope, receive, leave)


def is_public(path: str) -> bool:
    """True for the published files, the only ones that are for everybody."""
    return (path == "/public" or path.startswith("/public/")) and ".." not in path


def _closed(path: str) -> bool:
    """True for the addresses that Streamlit keeps open for machines and nobody here needs."""
    return any(path == closed or path.startswith(closed + "/") for closed in CLOSED_PATHS)


def refusal(scope: Scope) -> str | None:
    """Why this request may not see the app: a sentence, or None when it may.

    With sign-in configured every request may come in; the pages then ask for the role.
    """
    if signing_in.broken():
        return "The sign-in settings (.streamlit/secrets.toml) cannot be read. Mend the file and start again."
    if signing_in.configured():
        return None
    headers = Headers(scope=scope)
    if any(name == "forwarded" or name.startswith("x-forwarded-") for name in headers):
        return "The request came through another server, and nobody can be told apart until sign-in is set up."
    if not (_own(headers.get("host", "")) and _own(headers.get("origin") or "localhost")):
        return "The request was not made to localhost, and nobody can be told apart until sign-in is set up."
    if not (listens_on_loopback() and _loopback(scope.get("server")) and _loopback(scope.get("client"))):
        return "The server can be reached from other machines, and nobody can be told apart until sign-in is set up."
    return None


def listens_on_loopback() -> bool:
    """True when the settings name a loopback address; Streamlit's own default would listen everywhere."""
    return st.get_option("server.address") in OWN_NAMES


def _own(host: str) -> bool:
    """True for localhost, 127.0.0.1 and [::1], with or without a port or scheme."""
    try:
        return urlsplit(host if "//" in host else f"//{host}").hostname in OWN_NAMES
    except ValueError:
        return False


def _loopback(end: tuple | None) -> bool:
    """True when this end of the connection is on this machine. No address (a socket file) means another server."""
    try:
        return ip_address(end[0]).is_loopback if end else False
    except ValueError:
        return False


def _with_headers(scope: Scope, send: Send) -> Send:
    """`send`, with our headers added where the answer does not set its own."""

    async def leave(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                # who may show a published page in a frame is for the page's own headers to say
                if name != "X-Frame-Options" or not is_public(scope["path"]):
                    headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", APP_POLICY)
            if not is_public(scope["path"]) and headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return leave


def _why(reason: str) -> str:
    """The plain page for a request that may not come in."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Only the public pages are open here</title>"
        '<body style="font:18px/28px Arial,sans-serif;max-width:40em;margin:48px auto;padding:0 16px">'
        f"<h1>Only the public pages are open here</h1><p>{html.escape(reason)}</p>"
        '<p><a href="/public/">Go to the public pages</a></p>'
        "<p>Whoever runs this server: the README says how to set up sign-in, or open the dashboard on the machine "
        "itself at <code>http://localhost:8501</code>.</p></body></html>"
    )
