"""Every page of the example trust: on a fresh server by its address, for everyone, on every screen."""

import asyncio
import itertools
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from running import serving, settled

from pages.frame import wire

pytestmark = pytest.mark.browser
AREAS = ("employment", "procurement", "environment", "buildings", "partnership")
CLAIM = "claims?claim=Local+hiring+has+improved+since+April.+Carbon+fell."
TEAM = ("month", "bring", "publish", "settings")
PAGES = ("", *AREAS, "indicator?id=local-hires", CLAIM, "report", "find?q=local", *TEAM)
WIDE = ("Math.max(document.documentElement.scrollWidth, "
        "document.querySelector('[data-testid=stMain]').scrollWidth)")
CUT = ("[...document.querySelectorAll('.k .mx td, .k .mx th, .k .strip > a')]"
       ".filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)")
PAPER = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


@pytest.mark.parametrize("path", ["indicator?id=local-hires&grain=quarter", "settings"])
def test_a_deep_link_opens_its_page_on_a_fresh_server(page, example_data, path):
    with serving(example_data) as address:
        page.goto(f"{address}/{path}")
        settled(page)
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert page.url.endswith(path)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_an_error_stands_in_nobodys_way_and_fits_every_screen(page, example_server, path):
    hosts, errors = set(), []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "//" in request.url[:9] else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{example_server}/{path}")
    settled(page)
    assert page.locator("[data-testid=stException]").count() == 0
    expect(page.get_by_text("These figures are made up.")).to_be_visible()
    assert _serious(page) == []
    light = page.evaluate(PAPER)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{PAPER} != '{light}'")
    assert _serious(page, runOnly=["color-contrast"]) == []  # all else is the same in the dark
    page.set_viewport_size({"width": 720, "height": 450})  # a desk's screen at 200 %
    page.wait_for_function(f"{WIDE} <= 720")
    assert page.evaluate(CUT) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(f"{WIDE} <= 390")
    settled(page)
    assert hosts == {example_server.removeprefix("http://")}
    assert errors == []


def _serious(page, **options):
    """What axe finds that keeps somebody out, with the first places."""
    found = Axe().run(page, options={"resultTypes": ["violations"]} | options).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in found if one["impact"] in ("serious", "critical")]


def test_a_click_on_an_indicator_stays_in_the_session_and_the_address_can_be_sent_on(page, example_server):
    page.goto(example_server)
    settled(page)
    page.locator("main a[data-go][href*='/indicator?id=']").first.click()
    page.wait_for_url("**/indicator?id=*")
    settled(page, "Where this number comes from")
    page.get_by_role("combobox", name="How often").click()
    page.get_by_role("option", name="Quarter").click()
    page.wait_for_url("**grain=quarter*")
    settled(page)
    sent_on = page.url
    heading = page.locator("h1").first.inner_text()
    page.goto("about:blank")
    page.goto(sent_on)
    settled(page)
    assert page.locator("h1").first.inner_text() == heading
    assert "grain=quarter" in page.url


def test_the_board_report_of_a_month_is_made_before_ones_eyes_and_taken_away(page, example_server):
    page.goto(f"{example_server}/report?form=pdf")
    settled(page)
    page.get_by_role("button", name="Make the report").click()
    how_far = re.compile(r"Indicator \d+ of \d+|Setting the pages")
    expect(page.get_by_text(how_far).first).to_be_visible(timeout=30_000)
    with page.expect_download(timeout=120_000) as taken:
        page.get_by_role("button", name="Download anchor-report-2026-09.pdf").click(timeout=120_000)
    assert taken.value.path().read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_is_one_screen_at_a_desk(page, example_server, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(example_server)
    settled(page)
    for part in (".k .strip", ".k .mx", ".k .unj", ".k .chg", ".k .ways"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 900, part
        assert box["x"] + box["width"] <= 1440, part
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 900
    assert page.locator(".k .strip > a").count() == 5
    assert page.locator(".k .chg > li").count() <= 5
    assert page.get_by_text("the latest month").is_visible()
    assert page.get_by_text("Late or missing.").is_visible()


def test_the_overview_reads_from_top_to_bottom_on_a_phone(page, example_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(example_server)
    settled(page)
    order = ("h1", ".k .strip", ".k .chg", ".k .ways", ".k .mx", ".k .unj")
    boxes = [page.locator(part).first.bounding_box() for part in order]
    for above, below in itertools.pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1


def test_what_the_overview_leaves_for_later_is_one_click_away_and_has_an_address(page, example_server):
    page.goto(example_server)
    settled(page)
    page.get_by_role("link", name=re.compile(r"All \d+ indicators, area by area")).click()
    page.wait_for_url("**/?show=all*")
    settled(page, "Five areas at a glance")
    assert page.locator(".k .ix").count() == 5
    page.get_by_role("link", name="Back to the Overview").click()
    settled(page, "What changed this month")
    rest = page.locator(".k .mx details").first
    rest.locator("summary").click()
    expect(rest.locator("a").first).to_be_visible()


def test_a_later_view_of_any_page_sends_less_than_200_kb(example_server):
    async def sizes():
        async with wire.view(int(example_server.rpartition(":")[2])) as line:
            return {page: (await wire.ask(line, *page))[1] for page in wire.PAGES}

    with ThreadPoolExecutor() as apart:  # while Playwright runs, this thread has a loop already
        told = apart.submit(asyncio.run, sizes()).result()
    assert {page: size for page, size in told.items() if not 0 < size < 200_000} == {}


PRINTED = ("", "procurement", "indicator?id=local-hires", "month", "settings")


@pytest.mark.parametrize("path", PRINTED)
def test_a_print_has_what_is_read_and_nothing_that_is_clicked(page, example_server, path):
    page.goto(f"{example_server}/{path}")
    settled(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 without its margins
    for clicked in ("[data-testid=stHeader]", ".stButton", ".stSelectbox", ".stDownloadButton", ".stPopover"):
        assert not [one for one in page.locator(clicked).all() if one.is_visible()], clicked
    expect(page.locator("h1").first).to_be_visible()
    for drawn in page.locator(".k svg.xmr, .k svg.pic, .k table").all():
        box = drawn.bounding_box() if drawn.is_visible() else None
        assert box is None or box["x"] + box["width"] <= 689, drawn


def test_the_print_of_an_indicator_has_its_whole_chart(page, example_server):
    page.goto(f"{example_server}/indicator?id=local-hires")
    settled(page)
    page.emulate_media(media="print")
    expect(page.locator(".st-key-paper svg.xmr")).to_be_visible()
    expect(page.locator(".st-key-wide")).to_be_hidden()
    assert page.pdf(format="A4")[:5] == b"%PDF-"
