"""The published figures for machines: described, compared with the last publication, and packed to open from disk."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from posixpath import dirname, normpath
from xml.etree import ElementTree as Tree

import html5lib
import pytest

from metrics import publication
from metrics.home import Home
from metrics.publication import changes, describing, other_pages, preparing, site
from metrics.publication.other_pages import Told
from metrics.publication.tongues import tongue
from tests.published import Client, framework, publics, publish, texts, zipped

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A store with two publications of the same figures, the second one shown."""
    made = Home(tmp_path_factory.mktemp("opendata"))
    publication.approve(made, publish(made), "Ben")
    publication.approve(made, publish(made), "Ben")
    return made


@pytest.fixture(scope="module")
def files(home):
    return texts(home, 2)


def test_the_data_package_names_each_csv_with_its_size_checksum_and_columns(files):
    package = json.loads(files["datapackage.json"])
    named = {one["path"]: one for one in package["resources"]}
    assert set(named) == {path for path in files if path.endswith(".csv")}
    for path, one in named.items():
        body = files[path].encode("utf-8")
        assert one["bytes"] == len(body) and one["hash"] == f"sha256:{sha256(body).hexdigest()}", path
        assert re.fullmatch(r"[a-z0-9][a-z0-9._/-]*", one["name"]), "a name as the standard wants it"
        assert one["schema"] == "data/schema.json"
    assert (package["licenses"][0]["name"], package["version"]) == ("OGL-UK-3.0", "2.0.0")


def test_every_csv_has_the_columns_that_its_descriptions_say_and_no_value_of_another_type(files):
    fields = json.loads(files["data/schema.json"])["fields"]
    for path in (path for path in files if path.endswith(".csv")):
        rows = list(csv.DictReader(io.StringIO(files[path].removeprefix("\ufeff"))))
        table = json.loads(files[f"{path}-metadata.json"])
        assert table["url"] == path.removeprefix("data/")
        described = [column["name"] for column in table["tableSchema"]["columns"]]
        assert list(rows[0]) == [field["name"] for field in fields] == described, path
        for row in rows:
            assert row["status"] in describing.STATUSES
            for field in fields:
                if row[field["name"]] and field["type"] in ("number", "integer"):
                    float(row[field["name"]])


def test_each_indicator_is_defined_for_machines_with_its_words_and_its_kind(files):
    told = json.loads(files["data/definitions.json"])
    one = next(one for one in told["indicators"] if one["id"] == "local-hires")
    assert (one["code"], one["kind"], one["unit"], one["aim"]) == ("E1a", "share", "percent", 0.6)
    assert one["how"] == "Everybody who started in the month and whose postcode is known."
    assert told["areas"][0]["id"] == "employment"
    assert {one["commitment"] for one in told["indicators"]} == {one["id"] for one in told["commitments"]}


def document(**periods):
    """A data/all.json with one indicator and a value by period; None is hidden."""
    values = [
        {"period": p, "numerator": v, "denominator": None, "value": v, "status": "hidden" if v is None else "complete"}
        for p, v in periods.items()
    ]
    return {"indicators": [{"id": "people", "how": "In words.", "values": values}]}


def test_what_is_new_restated_hidden_since_shown_again_or_gone_is_listed_period_by_period():
    before = document(jan=10, feb=20, mar=None, apr=30, may=40)
    now = document(jan=10, feb=25, mar=15, apr=None, jun=50, jul=None)
    found = changes.compared(before, now)
    assert [one["period"] for one in found["new"]] == ["jun", "jul"]
    (restated,) = found["restated"]
    assert (restated["period"], restated["before"]["value"], restated["after"]["value"]) == ("feb", 20, 25)
    assert [one["period"] for one in found["shown_again"]] == ["mar"]
    assert [one["period"] for one in found["hidden"]] == ["apr"]
    assert [one["period"] for one in found["gone"]] == ["may"]


def test_an_indicator_that_came_went_or_is_counted_in_another_way_is_named():
    before, now = document(jan=10), document(jan=10)
    now["indicators"][0]["how"] = "In other words."
    now["indicators"].append(document(jan=5)["indicators"][0] | {"id": "new-one"})
    before["indicators"].append({"id": "old-one", "how": "", "values": []})
    found = changes.compared(before, now)
    assert (found["defined_anew"], found["added"], found["removed"]) == (["people"], ["new-one"], ["old-one"])
    assert found["new"] == [{"indicator": "new-one", "period": "jan"}]


def test_the_first_publication_lists_no_change_and_the_second_keeps_the_first_ones_line(home, files):
    (first,) = json.loads(texts(home, 1)["data/changes.json"])["publications"]
    assert first["compared_with"] is None and not any(first[name] for name in changes.LISTS)
    assert [one["publication"] for one in json.loads(files["data/changes.json"])["publications"]] == [2, 1]


def test_a_publication_that_was_taken_back_is_compared_with_no_more_and_its_figures_are_not_told_again(tmp_path):
    home = Home(tmp_path)
    publication.approve(home, publish(home), "Ben")
    kept = {"publication": 1, "made": "2026-10-12", "compared_with": None, **{name: [1] for name in changes.LISTS}}
    folder = changes.Folder(home.public)
    assert changes._without_withdrawn(folder, kept) == kept
    publication.withdraw(home, 1, "Ben", "A wrong file")
    told = changes._without_withdrawn(folder, kept)
    assert told["withdrawn"] and not any(told[name] for name in changes.LISTS)
    (only,) = changes.log(home.public, 2, "2026-11-12", document(jan=10))
    assert only["compared_with"] is None


def test_the_feed_has_an_entry_for_each_publication_with_a_lasting_id_and_address(home, files):
    feed = Tree.fromstring(files["feed.xml"])
    entries = feed.findall(f"{ATOM}entry")
    assert [one.find(f"{ATOM}link").get("href") for one in entries] == ["2/index.html", "1/index.html"]
    ids = [one.find(f"{ATOM}id").text for one in (feed, *entries)]
    assert len(set(ids)) == 3
    before = Tree.fromstring(texts(home, 1)["feed.xml"])
    assert before.find(f"{ATOM}id").text == ids[0]
    assert before.find(f"{ATOM}entry/{ATOM}id").text == ids[2]
    base = feed.get("{http://www.w3.org/XML/1998/namespace}base")
    assert Client(home).get(f"{base}{entries[1].find(f'{ATOM}link').get('href')}").status_code == 200
    assert Client(home).get("/public/feed.xml").headers["content-type"] == "application/atom+xml; charset=utf-8"


def test_the_zip_holds_every_file_and_a_list_of_checksums_that_holds(home, files):
    with zipped(home, 2) as zip:
        names = {name.removeprefix("publication-2/") for name in zip.namelist()}
        inside = {name: zip.read(f"publication-2/{name}") for name in names}
    assert names == set(files) | {"SHA256SUMS", "README.txt"}
    sums = dict(reversed(line.split("  ")) for line in inside["SHA256SUMS"].decode().splitlines())
    assert sums == {name: sha256(body).hexdigest() for name, body in inside.items() if name != "SHA256SUMS"}
    for path, text in files.items():
        others = path == "manifest.json" or path.endswith("data.html")  # there the zip is named, which is not in itself
        assert others or inside[path] == text.encode("utf-8"), path
    assert "publication-2.zip" in files["data.html"] and b"publication-2.zip" not in inside["data.html"]
    assert Client(home).get("/public/2/publication-2.zip").headers["content-type"] == "application/zip"


def test_every_link_in_the_zip_leads_to_a_file_in_it_so_that_it_can_be_read_from_disk(home):
    with zipped(home, 2) as zip:
        names = set(zip.namelist())
        for name in (name for name in names if name.endswith(".html")):
            page = html5lib.parse(zip.read(name).decode("utf-8"))
            for element in page.iter():
                link = (element.get("href") or "").partition("#")[0]
                if link and not re.match(r"\w+:", link):
                    assert normpath(f"{dirname(name)}/{link}") in names, (name, link)


def test_the_page_of_the_data_says_what_changed_and_names_what_was_corrected_or_hidden_since():
    log = changes.compared(document(jan=10, feb=20, mar=30), document(jan=15, feb=None, mar=30, apr=40))
    log |= {"publication": 7, "made": "2026-11-12", "compared_with": 6}
    public = next(one for one in publics() if one.indicator.id == "people-new")
    named = replace(public, indicator=replace(public.indicator, id="people"))
    (told,) = other_pages.data(Told(log=(log,)), (named,), tongue("en"))["log"]
    assert told["title"] == "Publication 7, made 12 November 2026."
    assert told["words"] == "Compared with publication 6: 1 new figure; 1 figure corrected; 1 figure hidden since."
    assert told["named"] == [("people", "People new", "1 figure corrected, 1 figure hidden since")]


def test_a_publication_has_absolute_addresses_only_where_the_trust_has_said_its_own(tmp_path):
    trust = framework().trust | {"public_address": "https://figures.example.nhs.uk/public"}
    known = replace(framework(), trust=trust)
    facts = preparing.facts_of(4, known, publics(), False, date(2026, 10, 12))
    assert facts.at("data/all.csv") == "https://figures.example.nhs.uk/public/4/data/all.csv"
    assert preparing.facts_of(4, known, publics(), True, date(2026, 10, 12)).at("data/all.csv") == ""
    page = dict(site.pages_in(tongue("pl"), facts, known, publics()))["pl/indicator/carbon.html"]
    address = "https://figures.example.nhs.uk/public/pl/indicator/carbon.html"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page


def test_the_same_figures_make_the_same_zip_and_its_name_and_number_are_all_that_differ(home):
    with zipped(home, 1) as first, zipped(home, 2) as second:
        assert {one.date_time for one in first.infolist()} == {(2026, 10, 12, 0, 0, 0)}
        assert first.read("publication-1/style.css") == second.read("publication-2/style.css")
