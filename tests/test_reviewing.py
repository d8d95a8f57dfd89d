"""What an approver is shown, from a publication's files alone."""

import json

import pytest

from metrics import publication
from metrics.disclosure import FEW, GIVEN_AWAY
from metrics.home import Home
from metrics.publication import reviewing
from metrics.publication.reviewing import Changed, Withheld
from tests.published import publish


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("review"))
    publication.approve(made, publish(made), "Ben")
    publish(made)
    return made


def text(id, value):
    return f"{id} {value}"


def test_every_hidden_and_every_rounded_number_is_listed_with_why(home):
    found = reviewing.withheld(home.public / "1")
    assert Withheld("People new", "2024-01", "", "hidden", FEW) in found
    assert Withheld("People new", "2025/26", "group: veterans", "hidden", GIVEN_AWAY) in found
    assert Withheld("People new", "2023-10", "", "rounded", reviewing.ROUNDED) in found
    # money and things are as they are
    assert {one.title for one in found} == {"People new", "Local hires"}
    rows = json.loads((home.public / "1" / "data" / "all.json").read_text("utf-8"))["indicators"]
    every = [row for one in rows for row in (*one["values"], *(r for t in one["splits"] for r in t["values"]))]
    assert sum(one.what == "hidden" for one in found) == sum(row["status"] == "hidden" for row in every)


def test_the_first_publication_is_compared_with_none_and_the_second_with_the_first(home):
    assert reviewing.changed(home.public / "1", text) == (None, [])
    assert reviewing.changed(home.public / "2", text) == (1, [])


def test_a_restated_figure_is_shown_before_and_after(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    own = {kind: [] for kind in reviewing.KINDS} | {"compared_with": 3}
    own["restated"] = [{"indicator": "a", "period": "2026-03", "before": {"value": 40}, "after": {"value": 50}}]
    own["hidden"] = [{"indicator": "a", "period": "2026-04"}]
    own["removed"] = ["b"]
    (data / "changes.json").write_text(json.dumps({"publications": [own]}), "utf-8")
    (data / "all.json").write_text(json.dumps({"indicators": [{"id": "a", "title": "A"}]}), "utf-8")
    assert reviewing.changed(tmp_path, text) == (
        3,
        [Changed("restated", "A", "2026-03", "a 40", "a 50"), Changed("hidden", "A", "2026-04"),
         Changed("removed", "b", "")],
    )  # fmt: skip


def test_every_page_in_english_can_be_looked_at_and_asks_the_server_for_nothing(home):
    folder = home.public / "1"
    paths = reviewing.pages(folder)
    assert paths[0] == "index.html"
    assert "indicator/local-hires.html" in paths
    assert not [path for path in paths if path.startswith(("pl/", "hu/"))]
    for path in paths:
        shown = reviewing.page(folder, path)
        assert "<link" not in shown
        assert "pointer-events:none" in shown
    assert reviewing.title(folder, "indicator/local-hires.html") == "Local hires"
