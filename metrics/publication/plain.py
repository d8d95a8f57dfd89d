"""The few public pages that belong to no publication: nothing yet, not found, withdrawn."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape

STYLE = (
    "body{margin:0 auto;max-width:40em;padding:48px 16px;background:#fff;color:#212b32;"
    "font:18px/28px Arial,'Helvetica Neue',Helvetica,'Liberation Sans',sans-serif}"
    "h1{font-size:34px;line-height:40px;letter-spacing:-.02em}a{color:#005eb8}"
    "a:focus-visible{background:#ffb81c;color:#212b32;outline:3px solid #ffb81c}"
    "@media(prefers-color-scheme:dark){body{background:#0d1821;color:#edf2f5}a{color:#74bdf2}}"
)
STYLE_HASH = "sha256-" + b64encode(sha256(STYLE.encode()).digest()).decode()


def nothing_yet() -> tuple[int, str, str]:
    """Before the first release: (status, page, hash of its style)."""
    words = "The first figures are being prepared. Come back soon."
    return 200, _page("Nothing has been published yet", words), STYLE_HASH


def not_found() -> tuple[int, str, str]:
    """An address that leads nowhere."""
    words = "The address may be mistyped, or the page may have another name now."
    return 404, _page("This page is not here", words, '<p><a href="/public/">All figures</a></p>'), STYLE_HASH


def withdrawn(number: int, reason: str) -> tuple[int, str, str]:
    """A publication that was taken back, with the reason that was given."""
    words = f"Publication {number} was taken back. The reason: {reason.rstrip('.')}."
    home = '<p><a href="/public/">The figures that stand now</a></p>'
    return 410, _page("These figures were withdrawn", words, home), STYLE_HASH


def _page(title: str, words: str, more: str = "") -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(words)}</p>{more}</main></body></html>\n"
    )
