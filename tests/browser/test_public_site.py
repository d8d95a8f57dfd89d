"""The public site in a real browser: on a phone and a desk, in light, dark and print, by keyboard, and by axe."""

import socket
import threading
import time

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe

from metrics import publication
from metrics.home import Home
from metrics.publication.server import application
from metrics.publication.tongues import NAMES
from tests.published import publish

pytestmark = pytest.mark.browser

FIGURES = ("index.html", "employment.html", "indicator/local-hires.html", "indicator/asks-answered.html")
LEGAL = ("unknown.html", "privacy.html", "licence.html", "contact.html")
BESIDE = ("about.html", "said.html", "chosen.html", "data.html", "accessibility.html", *LEGAL, "embed/local-hires.html")
PAGES = FIGURES + BESIDE
TONGUES = (
    *("pl/index.html", "ro/about.html", "hu/indicator/local-hires.html", "it/employment.html"),
    *("hu/chosen.html", "ro/data.html", "it/said.html", "pl/embed/carbon.html"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a server that holds a released publication and nothing else."""
    home = Home(tmp_path_factory.mktemp("site"))
    publication.approve(home, publish(home), "Ben")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(home), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/public/"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def visit(browser, site):
    """Opens a page at a width in a colour scheme; complains of every message and every request to elsewhere."""
    contexts, faults = [], []

    def open_page(path, width=1280, scheme="light", **more):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda asked: None if asked.url.startswith(site) else faults.append(asked.url))
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("path", PAGES + TONGUES)
def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(visit, path):
    page = visit(path)
    assert _found(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert _found(page) == []


def _found(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]]


def test_the_first_tab_leads_past_the_heading_to_the_figures(visit):
    page = visit("indicator/local-hires.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the figures"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    assert page.evaluate("document.activeElement.id") == "main"


def test_one_chart_is_seen_and_heard_at_each_width(visit):
    for width, shown in ((1280, "w"), (390, "p")):
        page = visit("indicator/local-hires.html", width)
        seen = [one for one in page.locator("svg.xmr").all() if one.is_visible()]
        assert [shown in one.get_attribute("class").split() for one in seen] == [True]
        named = page.get_by_role("img", name="Local hires")
        assert named.count() == 1


def test_everything_works_without_script(visit):
    page = visit("index.html", java_script_enabled=False)
    page.get_by_role("link", name="Do local people get good jobs?").click()
    page.get_by_role("link", name="Local hires").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Local hires"
    page.get_by_text("months before these").click()
    assert page.get_by_role("rowheader", name="Oct 2023").is_visible()


def test_a_printed_page_has_all_months_and_light_colours(visit):
    page = visit("indicator/local-hires.html", scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.get_by_role("rowheader", name="Oct 2023").bounding_box()["height"] > 0


def test_a_reader_comes_from_one_language_to_the_same_page_in_another(visit):
    page = visit("indicator/local-hires.html", java_script_enabled=False)
    page.get_by_role("link", name="Polski").click()
    assert page.url.endswith("/public/pl/indicator/local-hires.html")
    assert page.get_by_role("heading", name="Co obiecaliśmy").is_visible()
    page.get_by_role("link", name="Strona główna").click()
    assert page.url.endswith("/public/pl/index.html")
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Our promises to you, and how we keep them"


@pytest.mark.parametrize("language", [f"{code}/" for code in NAMES if code != "en"])
def test_no_label_of_a_chart_is_cut_off_in_any_language(visit, language):
    for width in (1280, 390):
        page = visit(f"{language}indicator/local-hires.html", width)
        edge = page.locator("svg.xmr:visible").bounding_box()
        boxes = [one.bounding_box() for one in page.locator("svg.xmr:visible text").all()]
        assert len(boxes) > 5
        assert all(edge["x"] - 1 <= one["x"] for one in boxes)
        assert all(one["x"] + one["width"] <= edge["x"] + edge["width"] + 1 for one in boxes)
