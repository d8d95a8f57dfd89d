"""A server that holds nothing but the published files, on this machine's own address."""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from metrics.publication.archive import Store
from metrics.publication.routes import ROOT, Files, public_routes


def application(home: Store) -> ASGIApp:
    """The public routes alone; `/` leads to them. What is below /public/ is answered without looking for its route."""
    files = Files(lambda: home)

    async def door(request: Request) -> Response:
        return RedirectResponse("public/", status_code=307)

    others = Starlette(routes=[Route("/", door), *public_routes(lambda: home)])

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        below = scope["type"] == "http" and scope["path"].startswith(ROOT)
        await (files if below else others)(scope, receive, send)

    return answer


def serve(home: Store, port: int) -> None:
    """Serves until it is stopped, and says where. Loopback only; a web server in front carries it further."""
    uvicorn.run(application(home), host="127.0.0.1", port=port, log_level="info", access_log=False, server_header=False)
