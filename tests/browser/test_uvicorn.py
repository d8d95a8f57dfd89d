"""The second way of starting, the one for production."""

import urllib.error
import urllib.request

import pytest
from running import serving, settled

pytestmark = pytest.mark.browser


def status(address: str, path: str, **headers) -> int:
    """The status of a request to the running server."""
    request = urllib.request.Request(address + path, headers=headers)
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as answer:
        return answer.code


def test_uvicorn_serves_the_app_and_its_door_holds(page, example_data):
    with serving(example_data, command="uvicorn") as address:
        page.goto(f"{address}/indicator?id=local-hires")
        settled(page, "Where this number comes from")
        assert status(address, "/", Host="dashboard.nhs.uk") == 403
        assert status(address, "/", **{"X-Forwarded-For": "8.8.8.8"}) == 403
        assert status(address, "/public/", Host="dashboard.nhs.uk") == 200
        assert status(address, "/_stcore/metrics") == 404
