"""From the figures to the public page: prepared by one person, approved by another, read without any script."""

import shutil

import pytest
from playwright.sync_api import expect
from running import serving, settled

pytestmark = pytest.mark.browser
AREAS = ("Employment", "Procurement", "Environment", "Buildings and assets", "Partnership working")


def say_name(page, name: str) -> None:
    box = page.get_by_label("Your name, which is kept with the publication")
    box.fill(name)
    box.press("Enter")
    settled(page)


def test_two_people_publish_and_the_public_reads_it_without_a_script(browser, page, example_data, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(example_data, data)
    with serving(data) as address:
        page.goto(f"{address}/publish")
        settled(page)
        say_name(page, "Ann")
        page.get_by_role("button", name="Prepare a publication").click()
        page.get_by_role("button", name="Approve and let it out").wait_for(timeout=120_000)
        settled(page)
        for said in ("Page of the publication", "It is the first: all of it is new.", "numbers are hidden and"):
            expect(page.get_by_text(said).first).to_be_visible()
        expect(page.frame_locator("iframe[srcdoc]").first.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_role("button", name="Approve and let it out").click()
        settled(page, "another person has to approve it")
        say_name(page, "Bea")
        page.get_by_role("button", name="Approve and let it out").click()
        settled(page, "Out, shown at /public/")
        context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
        reader = context.new_page()
        reader.goto(f"{address}/public/")
        for area in AREAS:
            expect(reader.get_by_text(area).first).to_be_visible()
        expect(reader.get_by_text("made up").first).to_be_visible()
        assert reader.locator("script").count() == 0
        context.close()
