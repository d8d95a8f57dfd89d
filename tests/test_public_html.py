"""Every public page is valid HTML as a strict reader sees it: one first heading, named pictures, no dead link."""

from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from metrics import publication
from metrics.home import Home
from metrics.publication.tongues import NAMES
from tests.published import language, publish, texts

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("public"))
    publication.approve(home, publish(home), "Ben")
    return texts(home)


@pytest.fixture(scope="module")
def pages(files):
    reader = html5lib.HTMLParser(strict=True)
    return {path: reader.parse(text) for path, text in files.items() if path.endswith(".html")}


def test_every_page_reads_strictly_and_says_its_language(pages):
    assert {language(path) for path in pages} == set(NAMES)
    for path, page in pages.items():
        assert page.get("lang") == language(path), path


def test_every_page_has_one_first_heading_and_none_below_is_left_out(pages):
    for path, page in pages.items():
        levels = [int(e.tag[-1]) for e in page.iter() if e.tag in {f"{HTML}h{n}" for n in range(1, 7)}]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_no_name_of_a_place_in_a_page_is_given_twice(pages):
    for path, page in pages.items():
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), (path, sorted(i for i in ids if ids.count(i) > 1))


def test_every_picture_has_a_name_or_is_passed_over(pages):
    for path, page in pages.items():
        ids = {e.get("id"): e for e in page.iter() if e.get("id")}
        for picture in page.iter(f"{SVG}svg"):
            if picture.get("aria-hidden") == "true":
                continue
            named = [ids[i] for i in (picture.get("aria-labelledby") or "").split()]
            assert picture.get("role") == "img", path
            assert picture.get("aria-label") or any("".join(e.itertext()).strip() for e in named), path


def test_every_link_leads_to_a_file_of_the_publication(pages, files):
    for path, page in pages.items():
        for element in page.iter():
            href = element.get("href") or element.get("src") or ""
            parts = urlsplit(href)
            if not href or parts.scheme or parts.netloc or not parts.path:
                continue
            target = PurePosixPath("/public") / PurePosixPath(path).parent / unquote(parts.path)
            there = _without_dots(target).removeprefix("/public/").strip("/")
            if parts.path.startswith("/"):
                there = unquote(parts.path).removeprefix("/public/").strip("/")
            assert (there or "index.html") in files or there in ("", "publication-1.zip"), (path, href)


def _without_dots(path: PurePosixPath) -> str:
    kept: list[str] = []
    for part in path.parts:
        if part == "..":
            kept.pop()
        elif part != ".":
            kept.append(part)
    return "/" + "/".join(kept).lstrip("/")
