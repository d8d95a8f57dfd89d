"""The few public pages of no publication: nothing yet, not found, withdrawn; each in the language of its address."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from markupsafe import escape

from metrics.publication.tongues import Tongue

STYLE = (
    "body{margin:0 auto;max-width:40em;padding:48px 16px;background:#fff;color:#212b32;"
    "font:18px/28px Arial,'Helvetica Neue',Helvetica,'Liberation Sans',sans-serif}"
    "h1{font-size:34px;line-height:40px;letter-spacing:-.02em}a{color:#005eb8}"
    "a:focus-visible{background:#ffb81c;color:#212b32;outline:3px solid #ffb81c}"
    "@media(prefers-color-scheme:dark){body{background:#0d1821;color:#edf2f5}a{color:#74bdf2}}"
)
STYLE_HASH = "sha256-" + b64encode(sha256(STYLE.encode()).digest()).decode()


def nothing_yet(tongue: Tongue) -> tuple[int, str, str]:
    """Before the first release: (status, page, hash of its style)."""
    words = tongue.gettext("The first figures are being prepared. Come back soon.")
    return 200, _page(tongue, tongue.gettext("Nothing has been published yet"), words), STYLE_HASH


def not_found(tongue: Tongue) -> tuple[int, str, str]:
    """An address that leads nowhere."""
    words = tongue.gettext("The address may be mistyped, or the page may have another name now.")
    page = _page(tongue, tongue.gettext("This page is not here"), words, tongue.gettext("To all figures"))
    return 404, page, STYLE_HASH


def withdrawn(tongue: Tongue, number: int, reason: str) -> tuple[int, str, str]:
    """A publication that was taken back, with the reason that was given, in the words of who gave it."""
    given = tongue.own(reason.rstrip("."))
    words = tongue.gettext(
        "Publication %(number)s was taken back. The reason: %(reason)s.", number=number, reason=given
    )
    home = tongue.gettext("To the figures that stand now")
    return 410, _page(tongue, tongue.gettext("These figures were withdrawn"), words, home), STYLE_HASH


def _page(tongue: Tongue, title: str, words: str, way: str = "") -> str:
    more = f'<p><a href="/public/{tongue.folder}">{escape(way)}</a></p>' if way else ""
    return (
        f'<!doctype html>\n<html lang="{tongue.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(words)}</p>{more}</main></body></html>\n"
    )
