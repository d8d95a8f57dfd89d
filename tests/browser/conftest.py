"""An installed Chromium, and the example trust on a server that tests share when they change nothing."""

import os
import shutil

import pytest
from filelock import FileLock
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright
from running import MONTHS, serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "No Chromium found. `python -m playwright install chromium` gets one, or install chromium from your system."


@pytest.fixture(scope="module")  # not longer: while Playwright runs, no other test of the process can use asyncio
def browser():
    """An installed Chromium; without one the browser tests are skipped, but under CI they fail."""
    with sync_playwright() as play:
        path = next((found for name in NAMES if (found := shutil.which(name))), None)
        sandbox = [] if hasattr(os, "geteuid") and os.geteuid() else ["--no-sandbox"]
        try:
            found = play.chromium.launch(executable_path=path, args=sandbox)
        except PlaywrightError:
            if os.environ.get("CI") == "true":
                pytest.fail(HOW)
            pytest.skip(HOW)
        yield found
        found.close()


@pytest.fixture
def page(browser):
    """A new visitor with nothing remembered, at a desk."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def example_data(tmp_path_factory):
    """A data folder in which the example trust is ready, made once for a whole run, as a first start does."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    own = tmp_path_factory.mktemp("example")
    once = tmp_path_factory.getbasetemp().parent / f"example-{run}" if run else own / "once"
    with FileLock(f"{once}.lock"):
        if not (once / "made").exists():
            _make_example(once / "data")
            (once / "made").touch()
    shutil.copytree(once / "data", own / "data")
    return own / "data"


def _make_example(data):
    from metrics.home import example_home
    from pages.frame.starting import make_example

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANCHOR_DATA", str(data))
        patch.setenv("ANCHOR_EXAMPLE_MONTHS", MONTHS)
        make_example(example_home(), lambda *told: None)


@pytest.fixture(scope="session")
def example_server(example_data):
    """A server, shared by tests that change nothing, showing the example trust."""
    with serving(example_data) as address:
        yield address
