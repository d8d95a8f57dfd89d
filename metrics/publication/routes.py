"""The public addresses: files of a publication and nothing else. No database, no import of what knows one.

Only a path that the publication's own manifest names is answered, letter for letter, so that no spelling of an
address leads out of the folder. What is asked most is answered from memory with headers made once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from metrics.publication import archive, plain
from metrics.publication.archive import NUMBER, Store
from metrics.publication.held import TYPES, Held, held
from metrics.publication.tongues import ENGLISH, NAMES, Tongue, tongue

POLICY = (
    "default-src 'none'; style-src {style}; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {framed}"
)
FOREVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
ROOT = "/public/"
# all that is read of a request's headers
ASKED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
# in an address as it was sent: a slash, backslash, dot, nought or percent sign that was written in another way
TRICKS = re.compile(rb"%(?:2f|5c|2e|00|25)", re.IGNORECASE)
RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
FRAMED = "embed"  # the folder of the pages that other sites may show in a frame
SHARED = (".csv", ".json", ".xml", ".zip")  # that a program on another site may read


@dataclass(frozen=True)
class Answer:
    """What is sent for one request. `headers` as the server wants them."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = b""


class Files:
    """The ASGI application of all below /public/; `get_home` is asked at each request which store is shown."""

    def __init__(self, get_home: Callable[[], Store]) -> None:
        self.get_home = get_home

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = {name: value.decode("latin-1") for name, value in scope["headers"] if name in ASKED}
        if TRICKS.search(scope.get("raw_path") or b""):
            answer = _plain(*plain.not_found(tongue(ENGLISH)))
        elif scope["method"] in ("GET", "HEAD"):
            path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(ROOT)
            answer = _answer(self.get_home(), path, asked)
        else:
            answer = Answer(405, _written({"Allow": "GET, HEAD", "Content-Length": "0"} | _strict("'none'")))
        body = b"" if scope["method"] == "HEAD" else answer.body
        # a list of their own: what stands between us and the reader may add to them
        await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
        await send({"type": "http.response.body", "body": body})


def public_routes(get_home: Callable[[], Store]) -> list[Route]:
    """Routes for /public and all below it."""

    async def door(request: Request) -> Response:
        return RedirectResponse("public/", status_code=308)

    return [Route("/public", door), Route("/public/{path:path}", Files(get_home))]


def _answer(home: Store, path: str, asked: Mapping[bytes, str]) -> Answer:
    """The file at `path` below /public/, or a plain page that says why there is none."""
    first, slash, rest = path.partition("/")
    if NUMBER.fullmatch(first):
        return _numbered(home, int(first), rest, asked) if slash else _moved(f"{first}/")
    number = archive.current_number(home)
    if number is None:
        said = plain.nothing_yet if path.rstrip("/") in ("", *NAMES) else plain.not_found
        return _plain(*said(_tongue(path)))
    if _status(home, number).get("status") != "released":
        return _plain(*plain.nothing_yet(_tongue(path)))
    return _file(f"{archive.place(home)}/{number}", path, ASK_AGAIN, asked)


def _numbered(home: Store, number: int, path: str, asked: Mapping[bytes, str]) -> Answer:
    """A file of one publication by its number: only what was released, and not what was withdrawn."""
    facts = _status(home, number)
    if facts.get("status") == "withdrawn" and facts.get("released_at"):
        return _plain(*plain.withdrawn(_tongue(path), number, facts.get("reason", "")))
    if facts.get("status") != "released":
        return _plain(*plain.not_found(_tongue(path)))
    return _file(f"{archive.place(home)}/{number}", path, FOREVER, asked)


def _tongue(path: str) -> Tongue:
    """The language of a path below a publication; English where it names none."""
    first = path.partition("/")[0]
    return tongue(first if first in NAMES else ENGLISH)


def _status(home: Store, number: int) -> dict:
    """What became of a publication; {} where there is none."""
    try:
        return archive.status(home, number)
    except FileNotFoundError:
        return {}


def _file(folder: str, path: str, cache: str, asked: Mapping[bytes, str]) -> Answer:
    """A file that the manifest names, packed for a reader who takes that; nothing but headers for one who has it."""
    path = f"{path}index.html" if not path or path.endswith("/") else path
    found = held(folder, path)
    if found is None and held(folder, f"{path}/index.html"):
        return _moved(f"{path.rpartition('/')[2]}/")
    if found is None:
        return _plain(*plain.not_found(_tongue(path)))
    wanted = _range(found, asked)
    packed = wanted is None and found.packed is not None and _takes_gzip(asked.get(b"accept-encoding", ""))
    headers = _headers_of(found, path, cache, packed)
    if _has(found, asked):
        return Answer(304, tuple(one for one in headers if not one[0].startswith(b"content-")))
    if wanted is not None:
        return _part(found, headers, *wanted)
    return Answer(200, headers, found.packed if packed else found.body)


def _has(file: Held, asked: Mapping[bytes, str]) -> bool:
    """Whether the reader has these bytes: by the mark, else by the very moment that we gave. An earlier or later one
    says nothing, for after a withdrawal an older file stands in place of a newer one."""
    if b"if-none-match" in asked:
        return _known(asked[b"if-none-match"], file.mark)
    return asked.get(b"if-modified-since") == file.since


def _range(file: Held, asked: Mapping[bytes, str]) -> tuple[int, int] | None:
    """The first byte and the one after the last, where one part is wanted of the file that the reader knows; None for
    the whole. A part that the file does not have begins at its end."""
    found = RANGE.fullmatch(asked.get(b"range", "").replace(" ", ""))
    same = asked.get(b"if-range", file.since) in (file.since, f'"{file.mark}"')
    if not found or not same or not any(found.groups()):
        return None
    size, (first, last) = len(file.body), found.groups()
    if not first:
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    return min(int(first), size), min(int(last) + 1 if last else size, size)


def _part(file: Held, headers: tuple[tuple[bytes, bytes], ...], first: int, end: int) -> Answer:
    """One part of a file, or that it has no such part."""
    size, there = len(file.body), first < end
    said = f"bytes {first}-{end - 1}/{size}" if there else f"bytes */{size}"
    own = (b"content-length", b"content-range")
    told = _written({"Content-Length": str(end - first if there else 0), "Content-Range": said})
    return Answer(206 if there else 416, (*(one for one in headers if one[0] not in own), *told), file.body[first:end])


def _takes_gzip(accepted: str) -> bool:
    """Whether gzip is among what the reader takes, and not refused with a weight of nothing."""
    for one in accepted.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.strip().removeprefix("q=").strip(" 0.") != "" or not weight
    return False


def _known(asked: str, mark: str) -> bool:
    """True where the reader already has these bytes (If-None-Match, weak or strong, packed or not, several, or *)."""
    marks = [one.strip().removeprefix("W/").strip('"').removesuffix("-gzip") for one in asked.split(",")]
    return mark in marks or asked.strip() == "*"


@lru_cache(maxsize=8192)
def _headers_of(file: Held, path: str, cache: str, packed: bool) -> tuple[tuple[bytes, bytes], ...]:
    """The headers of a published file, made once."""
    framed = FRAMED in path.split("/")[:-1]
    told = {
        "Content-Type": file.kind,
        "Content-Length": str(len(file.packed if packed and file.packed else file.body)),
        "ETag": f'"{file.mark}-gzip"' if packed else f'"{file.mark}"',
        "Last-Modified": file.since,
        "Accept-Ranges": "bytes",
        "Cache-Control": cache,
    }
    told |= {"Vary": "Accept-Encoding"} if file.packed else {}
    told |= {"Content-Encoding": "gzip"} if packed else {}
    told |= {"Access-Control-Allow-Origin": "*"} if path.endswith(SHARED) else {}
    return _written(told | _strict("'self'", framed))


def _strict(style: str, framed: bool = False) -> dict[str, str]:
    """What a browser may do with the answer. `framed`: any site may show it in a frame."""
    told = {
        "Content-Security-Policy": POLICY.format(style=style, framed="*" if framed else "'self'"),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return told if framed else told | {"X-Frame-Options": "SAMEORIGIN"}


def _plain(status: int, page: str, style: str) -> Answer:
    """A page of ours that belongs to no publication; its style is inline, allowed by its hash."""
    body = page.encode("utf-8")
    told = {"Content-Type": TYPES[".html"], "Content-Length": str(len(body)), "Cache-Control": ASK_AGAIN}
    return Answer(status, _written(told | _strict(f"'{style}'")), body)


def _moved(where: str) -> Answer:
    """The same address with its last slash."""
    return Answer(308, _written({"Location": where, "Content-Length": "0"}))


def _written(headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items())
