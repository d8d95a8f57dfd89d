"""A trust's own files: brought in, seen to move the numbers, taken back; and a file that cannot be used."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect
from running import serving, settled

pytestmark = pytest.mark.browser
HEADINGS = "Employee Number,Start Date,Assignment Category,Staff Group,Pay Band,Primary Assignment,Home Postcode"
NEAR, FAR = "FY3 8NR", "M13 9WL"  # Blackpool and Manchester


def starters(near: int, far: int, month: date) -> bytes:
    """A month's new starters, so many from near and so many from far."""
    people = [NEAR] * near + [FAR] * far
    lines = [
        f"{20_000_000 + number},{month:%d/%m/%Y},Permanent,Nursing and Midwifery Registered,Band 5,Yes,{postcode}"
        for number, postcode in enumerate(people)
    ]
    return "\n".join([HEADINGS, *lines, ""]).encode()


@pytest.fixture
def address(tmp_path):
    """A server on a store that the trust has started and that is still empty."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "started").write_text("The trust works with its own files.\n", encoding="utf-8")
    with serving(data) as found:
        yield found


def bring(page, address: str, name: str, content: bytes):
    page.goto(f"{address}/bring")
    settled(page)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    return page


def take_in(page, name: str) -> None:
    page.get_by_role("heading", name=f"{name}: ready to take in").wait_for(timeout=60_000)
    page.get_by_role("region", name="What would change").wait_for(timeout=60_000)
    settled(page)
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("heading", name=f"{name} is in").wait_for(timeout=120_000)
    settled(page)


def test_a_file_of_our_own_moves_the_numbers_and_can_be_taken_back(page, address):
    page.goto(address)
    settled(page, "No figures yet.")
    bring(page, address, "starters-2026-08.csv", starters(6, 14, date(2026, 8, 3)))
    take_in(page, "starters-2026-08.csv")
    effect = page.get_by_role("region", name="What changed")
    expect(effect).to_contain_text("Local people among new starters")
    expect(effect).to_contain_text("30%")
    page.goto(f"{address}/indicator?id=local-hires")
    settled(page, "30%")
    bring(page, address, "starters-2026-08 again.csv", starters(12, 8, date(2026, 8, 3)))
    take_in(page, "starters-2026-08 again.csv")
    effect = page.get_by_role("region", name="What changed")
    expect(effect).to_contain_text("30%")
    expect(effect).to_contain_text("60%")
    bring(page, address, "starters-2026-08 again.csv", starters(12, 8, date(2026, 8, 3)))
    settled(page, "is already in, from this same file. Nothing to do.")
    expect(page.get_by_role("button", name="Take it in")).to_have_count(0)
    page.get_by_role("button", name="Take it back").click()
    settled(page, "is taken back")
    page.goto(f"{address}/indicator?id=local-hires")
    settled(page, "30%")


def test_a_file_that_cannot_be_used_is_refused_in_a_sentence_and_the_app_goes_on(page, address):
    bring(page, address, "photo.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 2_000)
    page.get_by_role("heading", name="This file cannot be used").wait_for(timeout=60_000)
    settled(page, "Nothing was changed.")
    page.goto(f"{address}/month")
    settled(page)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def undated() -> bytes:
    """Payments of two months, a sheet each, without a date in any row."""
    book = Workbook()
    book.remove(book.active)
    for name in ("Jul 2026", "Aug 2026"):
        sheet = book.create_sheet(name)
        sheet.append(["Supplier", "Invoice Number", "Supplier Postcode", "Amount"])
        sheet.append(["Shop Ltd", "A1", NEAR, 125.5])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_assumed_and_what_is_told_twice_stand_on_the_page_before_anything_is_taken_in(page, address):
    bring(page, address, "payments.xlsx", undated())
    settled(page, "'Jul 2026' and 'Aug 2026' have no column Payment date: it is assumed")
    bring(page, address, "starters-2026-08.csv", starters(6, 14, date(2026, 8, 3)))
    take_in(page, "starters-2026-08.csv")
    told = b"Indicator,Month,Counted,Out of,Said by,Written in\nE1a,August 2026,42,68,Head of recruitment,E-mail\n"
    bring(page, address, "typed.csv", told)
    settled(page, "E1a, August 2026: typed 42 of 68, the file says 6 of 20. The file counts.")
