"""A newcomer: one command, an empty folder, and the five areas in charts."""

import pytest
from playwright.sync_api import expect
from running import serving, settled

pytestmark = pytest.mark.browser
AREAS = ("Employment", "Procurement", "Environment", "Buildings and assets", "Partnership working")


def test_a_first_start_says_how_far_it_is_and_ends_at_the_five_areas(page, tmp_path):
    with serving(tmp_path / "data") as address:
        page.goto(address)
        settled(page, "Getting the example trust ready")
        page.goto("about:blank")  # the page can be left
        page.goto(address)
        page.get_by_text("These figures are made up.").wait_for(timeout=120_000)
        settled(page)
        for area in AREAS:
            expect(page.get_by_role("link", name=area).first).to_be_visible()
        page.get_by_role("button", name="Start with our own files").click()
        settled(page, "Bring in a file")
        expect(page.get_by_text("These figures are made up.")).to_have_count(0)
