"""The public addresses: files of a publication and nothing else. No database, no import of what knows one.

Only a path that the publication's own manifest names is answered, letter for letter, so that no spelling of an
address leads out of the folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from metrics.publication import archive, plain
from metrics.publication.archive import NUMBER, Store
from metrics.publication.tongues import ENGLISH, NAMES, Tongue, tongue

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; style-src {style}; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
FOREVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"


def public_routes(get_home: Callable[[], Store]) -> list[Route]:
    """Routes for /public and all below it; `get_home` is asked at each request which store is shown."""

    async def answer(request: Request) -> Response:
        return _answer(get_home(), request.path_params.get("path", ""), request)

    async def door(request: Request) -> Response:
        return RedirectResponse("public/", status_code=308)

    return [Route("/public", door), Route("/public/{path:path}", answer)]


def _answer(home: Store, path: str, request: Request) -> Response:
    """The file at `path` below /public/, or a plain page that says why there is none."""
    first, slash, rest = path.partition("/")
    if NUMBER.fullmatch(first):
        return _numbered(home, int(first), rest, request) if slash else RedirectResponse(f"{first}/", status_code=308)
    number = archive.current_number(home)
    if number is None:
        said = plain.nothing_yet if path.rstrip("/") in ("", *NAMES) else plain.not_found
        return _plain(*said(_tongue(path)), request)
    if not _open(home, number):
        return _plain(*plain.nothing_yet(_tongue(path)), request)
    return _file(home.public / str(number), path, ASK_AGAIN, request)


def _numbered(home: Store, number: int, path: str, request: Request) -> Response:
    """A file of one publication by its number: only what was released, and not what was withdrawn."""
    facts = _status(home, number)
    if facts.get("status") == "withdrawn" and facts.get("released_at"):
        return _plain(*plain.withdrawn(_tongue(path), number, facts.get("reason", "")), request)
    if facts.get("status") != "released":
        return _plain(*plain.not_found(_tongue(path)), request)
    return _file(home.public / str(number), path, FOREVER, request)


def _tongue(path: str) -> Tongue:
    """The language of a path below a publication; English where it names none."""
    first = path.partition("/")[0]
    return tongue(first if first in NAMES else ENGLISH)


def _open(home: Store, number: int) -> bool:
    return _status(home, number).get("status") == "released"


def _status(home: Store, number: int) -> dict:
    """What became of a publication; {} where there is none."""
    try:
        return archive.status(home, number)
    except FileNotFoundError:
        return {}


def _file(folder: Path, path: str, cache: str, request: Request) -> Response:
    """A file that the manifest names, with its checksum as ETag."""
    path = f"{path}index.html" if not path or path.endswith("/") else path
    found = contents(folder, path)
    if found is None and contents(folder, f"{path}/index.html"):
        return RedirectResponse(f"{path.rpartition('/')[2]}/", status_code=308)
    if found is None:
        return _plain(*plain.not_found(_tongue(path)), request)
    body, mark = found
    headers = _headers("'self'") | {"ETag": f'"{mark}"', "Cache-Control": cache}
    if path.endswith((".csv", ".json")):
        headers["Access-Control-Allow-Origin"] = "*"
    if _known(request.headers.get("if-none-match", ""), mark):
        return Response(status_code=304, headers=headers)
    return _sent(body, TYPES[Path(path).suffix], headers, 200, request)


def contents(folder: Path, path: str) -> tuple[bytes, str] | None:
    """The bytes of a published file and their sha256, or None for all that the manifest does not name."""
    try:
        stamp = (folder / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        return None
    named = _named(folder, stamp)
    if path not in named:
        return None
    return _read(folder, path, stamp)


@lru_cache(maxsize=64)
def _named(folder: Path, stamp: int) -> frozenset[str]:
    """Every path of a publication; `stamp` makes a folder that was thrown away and made anew another one."""
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    paths = {one["path"] for one in listed} | {"manifest.json"}
    return frozenset(path for path in paths if _safe(folder, path))


def _safe(folder: Path, path: str) -> bool:
    """True for a file inside the folder with a kind that we serve; a link that leads out is none."""
    real = (folder / path).resolve()
    return real.is_relative_to(folder.resolve()) and real.suffix in TYPES and not (folder / path).is_symlink()


@lru_cache(maxsize=512)
def _read(folder: Path, path: str, stamp: int) -> tuple[bytes, str] | None:
    try:
        body = (folder / path).read_bytes()
    except FileNotFoundError:
        return None
    return body, sha256(body).hexdigest()


def _known(asked: str, mark: str) -> bool:
    """True where the reader already has these bytes (If-None-Match, weak or strong, one or several, or *)."""
    marks = [one.strip().removeprefix("W/").strip('"') for one in asked.split(",")]
    return mark in marks or asked.strip() == "*"


def _plain(status: int, page: str, style: str, request: Request) -> Response:
    """A page of ours that belongs to no publication; its style is inline, allowed by its hash."""
    headers = _headers(f"'{style}'") | {"Cache-Control": ASK_AGAIN}
    return _sent(page.encode("utf-8"), TYPES[".html"], headers, status, request)


def _headers(style: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY.format(style=style),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def _sent(body: bytes, kind: str, headers: dict[str, str], status: int, request: Request) -> Response:
    """The answer; to HEAD the same headers and no body."""
    headers = headers | {"Content-Type": kind, "Content-Length": str(len(body))}
    return Response(b"" if request.method == "HEAD" else body, status_code=status, headers=headers)
