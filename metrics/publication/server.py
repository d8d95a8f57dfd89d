"""A server that holds nothing but the published files, on this machine's own address."""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from metrics.publication.archive import Store
from metrics.publication.routes import public_routes


def application(home: Store) -> Starlette:
    """The public routes alone; `/` leads to them."""

    async def door(request: Request) -> Response:
        return RedirectResponse("public/", status_code=307)

    return Starlette(routes=[Route("/", door), *public_routes(lambda: home)])


def serve(home: Store, port: int) -> None:
    """Serves until it is stopped, and says where. Loopback only; a web server in front carries it further."""
    uvicorn.run(application(home), host="127.0.0.1", port=port, log_level="info", access_log=False, server_header=False)
