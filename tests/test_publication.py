"""A publication: pages and files from disclosed figures only, let out by a second person, served as they are."""

import csv
import gzip
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath

import pytest
from starlette.middleware.gzip import GZipMiddleware

from metrics import loads, publication, warehouse
from metrics.home import Home, writing
from metrics.ledger import Ledger
from metrics.publication import NotAllowed, archive, chart, chart_wording, verdict_wording, wording
from metrics.publication.figures import about_people
from metrics.publication.tongues import tongue
from metrics.taking_in import take, writer_of
from tests.published import AREAS, INDICATORS, Client, language, months, point, public_of, publics, publish, texts
from tests.stores import checked, known, new_store

ENGLISH = tongue("en")


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.fixture
def released(home):
    publication.approve(home, publish(home), "Ben")
    return home


@pytest.fixture
def client(released):
    return Client(released)


def test_the_manifest_names_every_file_with_its_checksum(released):
    folder = released.public / "1"
    named = {one["path"]: one["sha256"] for one in json.loads((folder / "manifest.json").read_text("utf-8"))["files"]}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    assert set(named) == there
    for path, mark in named.items():
        assert sha256((folder / path).read_bytes()).hexdigest() == mark
    wanted = {"index.html", "employment.html", "indicator/local-hires.html", "data/local-hires.csv", "data/all.json"}
    assert wanted <= there


def test_privacy_licence_contact_and_what_is_not_known_have_pages_of_their_own_in_every_language(released):
    files = texts(released)
    for folder in ("", "pl/", "ro/", "hu/", "it/"):
        for name in ("unknown", "privacy", "licence", "contact", "about", "accessibility"):
            assert f'href="{name}.html' in files[f"{folder}index.html"], (folder, name)
            assert files[f"{folder}{name}.html"].count("<h1") == 1
    assert "Open Government Licence v3.0" in files["licence.html"]
    assert "Asks answered" in files["unknown.html"]  # it waits for its first file
    assert "are hidden, and each says why" in files["unknown.html"]
    assert "Information Commissioner" in files["pl/privacy.html"]


def test_a_second_person_approves_what_the_first_prepared(home):
    number = publish(home, by="Ann")
    with pytest.raises(NotAllowed, match="another person"):
        publication.approve(home, number, " ann ")
    publication.approve(home, number, "Ben")
    row = publication.listing(home)[0]
    assert (row["status"], row["prepared_by"], row["approved_by"]) == ("released", "Ann", "Ben")
    assert row["one_person"] is False
    assert publication.current(home) == home.public / "1"
    assert Ledger(home).publications()[0].status == "released"


def test_one_person_may_do_both_where_the_setting_allows_it_and_the_publication_says_so(home):
    Ledger(home).set_setting("allow_one_person", True, "Ann")
    publication.approve(home, publish(home, by="Ann"), "Ann")
    assert publication.listing(home)[0]["one_person"] is True


def test_two_that_were_prepared_side_by_side_do_not_both_come_out(home):
    first, second = publish(home), publish(home)
    for number in (first, second):
        archive.write_status(home, number, archive.status(home, number) | {"seen": []})
    publication.approve(home, first, "Ben")
    with pytest.raises(NotAllowed, match="came out after publication 2 was prepared"):
        publication.approve(home, second, "Ben")


def test_none_is_approved_while_another_waits_for_its_day(home):
    first, second = publish(home), publish(home)
    publication.approve(home, first, "Ben", at=datetime(2999, 1, 1, 9))
    with pytest.raises(NotAllowed, match="waits for its day"):
        publication.approve(home, second, "Ben")
    publication.withdraw(home, first, "Ben", "It can wait.")
    assert publication.approve(home, second, "Ben") == second


def test_a_publication_with_a_day_waits_for_it(home):
    number = publication.approve(home, publish(home), "Ben", at=datetime(2999, 1, 1, 9))
    assert publication.current(home) is None
    with pytest.raises(NotAllowed, match="1 January 2999"):
        publication.release(home, number, "Ben")
    client = Client(home)
    assert client.get("/public/1/index.html").status_code == 404
    assert client.get("/public/manifest.json").status_code == 404
    assert "Nothing has been published yet" in client.get("/public/").text


def test_a_publication_whose_time_has_come_is_released_with_nobody_there(released):
    number = publication.approve(released, publish(released), "Ben", at=datetime.now(UTC))
    assert (released.public / "current").read_text("ascii") == "1\n"
    assert publication.current(released) == released.public / str(number)
    row = publication.listing(released)[0]
    assert (row["status"], row["current"]) == ("released", True)
    assert Client(released).get(f"/public/{number}/index.html").status_code == 200
    publication.withdraw(released, number, "Ann", "A file was counted twice.")
    assert publication.current(released) == released.public / "1"
    assert "A file was counted twice." in Client(released).get(f"/public/{number}/").text


def test_a_withdrawn_publication_says_why_and_the_one_before_stands_again(released):
    publication.approve(released, publish(released), "Ben")
    with pytest.raises(NotAllowed, match="Say why"):
        publication.withdraw(released, 2, "Ben", "")
    publication.withdraw(released, 2, "Ben", "A file was counted twice.")
    assert publication.current(released) == released.public / "1"
    answer = Client(released).get("/public/2/index.html")
    assert answer.status_code == 410
    assert "A file was counted twice." in answer.text


def test_before_any_release_a_plain_page_says_so(home):
    publish(home)
    client = Client(home)
    assert "Nothing has been published yet" in client.get("/public/").text
    assert client.get("/public/1/index.html").status_code == 404
    assert publication.promises(home) == ()


def test_hidden_months_are_nowhere_in_what_is_published(released):
    rows = list(csv.DictReader(io.StringIO(texts(released)["data/local-hires.csv"].removeprefix("\ufeff"))))
    hidden = [row for row in rows if row["status"] == "hidden"]
    assert [row["period"] for row in hidden] == ["2025-06"]
    assert (hidden[0]["numerator"], hidden[0]["value"]) == ("", "")
    told = json.loads(texts(released)["data/local-hires.json"])["values"][20]
    assert (told["numerator"], told["value"], told["status"]) == (None, None, "hidden")
    assert "1 to 7" in texts(released)["indicator/local-hires.html"]


def test_two_true_series_with_the_same_published_numbers_make_the_same_chart_and_words():
    """Whatever is drawn or said comes from the disclosed numbers: 40 and 42 people both round to 40."""
    made = []
    for true in (40, 42, 38):
        points = [point(month, 5 if n == 7 else true + 5 * (n % 3)) for n, month in enumerate(months())]
        public = public_of(INDICATORS[4], points)
        words = (wording.lead(public, ENGLISH), chart_wording.chart_words(public, ENGLISH))
        made.append((chart.chart(public, ENGLISH), *words))
    assert made[0] == made[1] == made[2]


def test_rows_about_one_person_count_as_people_whatever_the_indicator_calls_them():
    """Posts are held by somebody; suppliers and square metres are not."""
    from metrics.definitions import framework

    known = framework()
    assert about_people(known, known.indicator("real-living-wage"))
    # hours, days and contacts are somebody's, and their SELECT says of how many
    for one in ("volunteer-hours", "time-to-hire", "priority-area-services"):
        assert about_people(known, known.indicator(one))
    assert not about_people(known, known.indicator("local-suppliers"))
    assert not about_people(known, known.indicator("empty-space"))


def test_a_label_that_would_be_cut_off_is_drawn_closer():
    """On a phone 84 pixels: "Mean £144,742" has 13 letters, "Mean 40%" has 8."""
    money = replace(INDICATORS[2], unit="money", counts="money")
    for one, close in ((money, True), (INDICATORS[2], False)):
        public = public_of(one, [point(month, 144_742 + n % 2) for n, month in enumerate(months())])
        label = re.search(r"<text[^>]*>Mean [^<]*", chart.chart(public, ENGLISH)).group()
        assert ("textLength" in label) == close, label


def test_a_hidden_month_is_a_gap_with_a_hatched_mark_of_one_height():
    drawn = chart.chart(publics()[4], ENGLISH)
    assert drawn.count('class="hd"') == 6  # three hidden months, drawn wide and for a phone
    line = re.search(r'class="ln" d="([^"]+)"', drawn).group(1)
    assert line.count("M") == 3  # lifted after the 4th and the 12th month; the 36th is the last
    assert len(set(re.findall(r'class="hd"[^>]+height="(\d+)"', drawn))) == 1


def test_no_page_has_a_script_a_cookie_or_a_request_to_anywhere_else(client, released):
    for path, text in texts(released).items():
        if path.endswith((".html", ".css")):
            assert "<script" not in text
            assert not re.search(r'(?:src|srcset)="|@import|url\((?!#)', text), path
            assert not re.search(r'<link[^>]+href="(?:https?:)?//', text), path
            assert not re.search(r"\son\w+=", text), path
    assert "set-cookie" not in client.get("/public/").headers


def test_every_page_with_its_chart_is_under_sixty_thousand_bytes(released):
    for path, text in texts(released).items():
        if path.endswith((".html", ".css")):
            assert len(text.encode()) < 60_000, path


def test_every_page_and_data_file_of_the_example_says_that_it_is_made_up(released):
    for path, text in texts(released).items():
        if path.endswith((".html", ".csv", ".json")) and path != "manifest.json":
            said = tongue(language(path)).gettext("These figures are made up.")
            assert said in text or '"made_up": true' in text, path
        assert "A Real Trust" not in text
        assert "somebody@example.org" not in text


def test_a_real_publication_bears_the_trusts_name_and_no_such_banner(home):
    publish(home, made_up=False)
    text = texts(home)["index.html"]
    assert "A Real Trust" in text
    assert "made up" not in text


class Outline(HTMLParser):
    """Headings, ids and links of a page."""

    def __init__(self):
        super().__init__()
        self.levels, self.ids, self.links, self.language = [], [], [], None

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "a":
            self.links.append(told["href"])
        if tag == "html":
            self.language = told.get("lang")


def outline(text):
    found = Outline()
    found.feed(text)
    return found


def test_headings_stand_in_order_ids_are_unique_and_links_lead_somewhere(released):
    pages = texts(released) | {"publication-1.zip": ""}
    for path, text in pages.items():
        if not path.endswith(".html"):
            continue
        found = outline(text)
        assert found.language == language(path)
        assert found.levels.count(1) == 1 and found.levels[0] == 1, path
        assert all(b - a <= 1 for a, b in zip(found.levels, found.levels[1:], strict=False)), (path, found.levels)
        assert len(found.ids) == len(set(found.ids)), path
        for link in found.links:
            if not link.startswith(("http", "mailto:", "#")):
                target = normpath((Path(path).parent / link.split("#")[0]).as_posix())
                assert target in pages, (path, link)
                fragment = link.partition("#")[2]
                assert not fragment or fragment in outline(pages[target]).ids, (path, link)


def test_the_promises_come_from_the_current_publications_files_alone(released):
    (released.root / "ledger.sqlite").unlink()
    promises = publication.promises(released)
    assert [one.area for one in promises] == [id for id, _, _ in AREAS]
    assert promises[0].href == "employment.html"
    assert promises[0].finding.startswith(("One", "None"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/public/", "text/html; charset=utf-8"),
        ("/public/style.css", "text/css; charset=utf-8"),
        ("/public/data/all.csv", "text/csv; charset=utf-8"),
        ("/public/manifest.json", "application/json; charset=utf-8"),
        ("/public/1/indicator/carbon.html", "text/html; charset=utf-8"),
    ],
)
def test_files_are_served_with_their_kind_and_strict_headers(client, path, kind):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    wanted = "public, max-age=31536000, immutable" if "/1/" in path else "no-cache"
    assert answer.headers["cache-control"] == wanted


@pytest.mark.parametrize("path", [f"/public/{folder}embed/carbon.html" for folder in ("", "pl/", "1/")])
def test_any_site_may_show_the_small_page_of_an_indicator_in_a_frame_and_no_other_page(client, path):
    small, whole = client.get(path), client.get(path.replace("embed", "indicator"))
    assert "frame-ancestors *" in small.headers["content-security-policy"]
    assert "x-frame-options" not in small.headers
    assert "frame-ancestors 'self'" in whole.headers["content-security-policy"]
    assert whole.headers["x-frame-options"] == "SAMEORIGIN"
    assert path.rpartition("/")[2] in whole.text and "embed/carbon.html" in whole.text


def test_answers_are_shown_and_escaped_on_the_page_of_what_was_asked(released):
    page = texts(released)["said.html"]
    assert "Free parking for &lt;everybody&gt;" in page
    assert page.index("It stands there since September.") < page.index("The rules do not allow it.")
    assert "2 answers are published here. 2 asks wait for an answer. 1 answer was given, but not in public." in page


def test_a_reader_who_has_the_bytes_gets_none(client):
    first = client.get("/public/")
    again = client.get("/public/", headers={"If-None-Match": f'W/"nothing", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/public/about.html", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_a_reader_who_takes_packed_files_gets_fewer_bytes_with_a_mark_of_their_own(client):
    whole, packed = client.get("/public/"), client.get("/public/", headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert gzip.decompress(packed.content) == whole.content
    assert len(packed.content) < len(whole.content) / 2
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(packed.content))
    assert whole.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["etag"] == f'{whole.headers["etag"][:-1]}-gzip"'
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}
    assert client.get("/public/", headers=again).status_code == 304
    refused = client.get("/public/", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in refused.headers


def test_what_stands_is_asked_of_the_disk_again_after_each_step(released):
    client = Client(released)
    assert "Publication 1," in client.get("/public/").text
    publication.approve(released, publish(released), "Ben")
    assert "Publication 2," in client.get("/public/").text
    publication.withdraw(released, 2, "Ben", "A wrong file")
    assert "Publication 1," in client.get("/public/").text
    assert client.get("/public/2/").status_code == 410


def test_a_reader_who_was_cut_off_asks_for_the_rest_alone(client):
    whole = client.get("/public/1/data/all.csv")
    size, mark = len(whole.content), whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    parts = (("bytes=10-19", 10, 20), (f"bytes={size - 5}-", size - 5, size), ("bytes=-7", size - 7, size))
    for asked, first, end in parts:
        part = client.get("/public/1/data/all.csv", headers={"Range": asked, "Accept-Encoding": "gzip"})
        assert (part.status_code, part.content) == (206, whole.content[first:end])
        assert part.headers["content-range"] == f"bytes {first}-{end - 1}/{size}"
        assert part.headers["content-length"] == str(end - first)
        assert "content-encoding" not in part.headers
    beyond = client.get("/public/1/data/all.csv", headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.content, beyond.headers["content-range"]) == (416, b"", f"bytes */{size}")
    for odd in ("bytes=9-3", "lines=1-2", "bytes=-", "bytes=1-2,5-6", "bytes=a-b", f"bytes={9:09999}-", "bytes=²-"):
        assert client.get("/public/1/data/all.csv", headers={"Range": odd}).status_code == 200
    for held, status in ((mark, 206), ('"another"', 200), (whole.headers["last-modified"], 206)):
        two = {"Range": "bytes=0-1", "If-Range": held}
        assert client.get("/public/1/data/all.csv", headers=two).status_code == status


def test_a_reader_who_has_the_file_of_that_moment_gets_none_and_one_of_a_later_moment_gets_it(client):
    since = client.get("/public/index.html").headers["last-modified"]
    assert client.get("/public/index.html", headers={"If-Modified-Since": since}).status_code == 304
    # what was withdrawn may be newer than what stands in its place
    later = "Fri, 01 Jan 2999 00:00:00 GMT"
    assert client.get("/public/index.html", headers={"If-Modified-Since": later}).status_code == 200
    both = {"If-Modified-Since": since, "If-None-Match": '"another"'}
    assert client.get("/public/index.html", headers=both).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("1%2Findex.html", "1/data%2fall.csv", "%2e%2e/current", "1/%2E%2E/1.status.json", "1/index.html%00"),
        *("1%5cindex.html", "%252e%252e/current", "1/..%2f1.status.json", "1/.%2e/current"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_address_that_hides_its_slashes_and_dots_is_not_there(client, path, method):
    assert client.get(f"/public/{path}", method=method).status_code == 404


def test_what_stands_before_the_files_may_add_to_their_headers(released):
    client = Client(released)
    client.app = GZipMiddleware(client.app)
    for asked in ({}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "identity"}):
        for path in ("index.html", "data/all.csv", "publication-1.zip", "not-there.html"):
            first, second = (client.get(f"/public/1/{path}", headers=asked) for _ in range(2))
            assert first.status_code == (404 if "not" in path else 200)
            assert (first.content, first.headers) == (second.content, second.headers)


def test_no_other_method_does_anything(client):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        answer = client.get("/public/index.html", method=method)
        assert (answer.status_code, answer.headers["allow"], answer.content) == (405, "GET, HEAD", b"")


def test_head_gives_the_headers_alone(client):
    full, head = client.get("/public/data/all.csv"), client.get("/public/data/all.csv", "HEAD")
    assert head.content == b""
    assert head.headers["content-length"] == str(len(full.content))
    assert client.get("/public/", "POST").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/public/../ledger.sqlite",
        "/public/%2e%2e/ledger.sqlite",
        "/public/1/%2e%2e/%2e%2e/ledger.sqlite",
        "/public/1/..%2f1.status.json",
        "/public/1.status.json",
        "/public//etc/passwd",
        "/public/1//etc/passwd",
        "/public/C:%5Cwindows%5Cwin.ini",
        "/public/current",
        "/public/1/data/",
        "/public/1/index.html%00.css",
        "/public/01/index.html",
        "/public/outside.html",
        "/public/999999999999/",
        "/public/2/",
    ],
)
def test_no_spelling_of_an_address_leads_out_of_the_publication(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "SQLite" not in answer.text and "root:" not in answer.text


def test_a_link_that_leads_out_is_not_followed(released):
    folder = released.public / "1"
    (released.root / "secret.html").write_text("secret", encoding="utf-8")
    (folder / "about.html").unlink()
    try:
        (folder / "about.html").symlink_to(released.root / "secret.html")
    except OSError:
        pytest.skip("this system does not let us make links")
    assert Client(released).get("/public/about.html").status_code == 404


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client):
    assert client.get("/public").headers["location"] == "public/"
    assert client.get("/public/1").headers["location"] == "1/"


def test_the_public_server_needs_nothing_but_the_files(released):
    (released.root / "ledger.sqlite").unlink()
    assert not released.loads.exists() and not released.warehouse.exists()
    assert Client(released).get("/public/employment.html").status_code == 200


def test_a_page_that_is_not_there_says_so_in_plain_words(client):
    answer = client.get("/public/nowhere.html")
    assert answer.status_code == 404
    assert "This page is not here" in answer.text


STARTERS = "Employee Number,Full Name,Start Date,Assignment Category,Pay Band,Home Postcode\n"


def starters(year, month, local, others, first):
    """A month's file: so many from Blackpool, so many from Manchester, numbered from `first`."""
    homes = ["FY3 8NR"] * local + ["M2 5DB"] * others
    lines = [
        f"{first + n:08},Planted Surname{first + n},{2 + n % 20:02}/{month:02}/{year},Permanent,Band 2,{home}\n"
        for n, home in enumerate(homes)
    ]
    return STARTERS + "".join(lines)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with fourteen months of starters, of which one has five local people among forty."""
    folder = tmp_path_factory.mktemp("store")
    home = new_store(folder / "data")
    for n in range(14):
        year, month = 2025 + n // 12, n % 12 + 1
        text = starters(year, month, 5 if n == 9 else 22 + n % 4, 35 if n == 9 else 20, 41_000_000 + 1000 * n)
        with writing(home):  # the warehouse is built once, after the last
            take(writer_of(home, known(), "Ann", "a small store"), checked(home, folder, f"starters {n}.csv", text))
    warehouse.build(home, known())
    return home


def test_what_is_prepared_from_a_store_is_what_its_warehouse_says_after_disclosure(store):
    number = publication.prepare(store, known(), "Ann")
    told = json.loads(texts(store, number)["data/local-hires.json"])["values"]
    # 22 of 42 -> 20 of 40; 5 of 40 is hidden; the tenth month is October 2025
    assert (told[0]["period"], told[0]["numerator"], told[0]["denominator"]) == ("2025-01", 20, 40)
    assert told[0]["value"] == 0.5
    assert (told[9]["period"], told[9]["numerator"], told[9]["value"]) == ("2025-10", None, None)
    assert (told[9]["denominator"], told[9]["status"]) == (40, "hidden")
    manifest = json.loads(texts(store, number)["manifest.json"])
    assert (manifest["number"], manifest["prepared_by"], len(manifest["loads"])) == (number, "Ann", 14)
    assert manifest["made_up"] is False


def test_nothing_about_a_person_is_in_any_published_byte(store):
    number = publication.prepare(store, known(), "Ann")
    for path, text in texts(store, number).items():
        text = re.sub(r"\b[0-9a-f]{64}\b", "", text)  # of hundreds of checksums one may hold five given digits
        for planted in ("Planted", "41000", "FY3 8NR", "FY38NR", "M2 5DB", "starters 3.csv"):
            assert planted not in text, (path, planted)


def test_a_publication_is_not_changed_by_what_comes_in_later(store, tmp_path):
    number = publication.prepare(store, known(), "Ann")
    before = texts(store, number)
    text = starters(2025, 2, 30, 30, 45_000_000)
    loads.load(store, known(), checked(store, tmp_path, "starters again.csv", text), "Ann", "a correction")
    later = publication.prepare(store, known(), "Ann")
    assert texts(store, number) == before
    assert texts(store, later)["data/local-hires.json"] != before["data/local-hires.json"]


def test_a_publication_is_of_what_is_in_now_whatever_was_built_last(store, tmp_path):
    shutil.copytree(store.root, tmp_path / "copy")
    home = Home(tmp_path / "copy")
    shutil.rmtree(home.warehouse)
    number = publication.prepare(home, known(), "Ann")
    assert publication.listing(home)[0]["number"] == number
    assert [one for one in home.warehouse.glob("*.duckdb")]


def test_there_is_nothing_to_prepare_in_an_empty_store_and_nobody_prepares_nothing(home, store):
    with pytest.raises(NotAllowed, match="Bring in a file first"):
        publication.prepare(home, known(), "Ann")
    with pytest.raises(NotAllowed, match="Say who"):
        publication.prepare(store, known(), " ")


def test_what_has_seasons_is_compared_with_the_same_month_last_year_and_has_no_range():
    energy = replace(next(one for one in INDICATORS if one.id == "carbon"), seasonal=True)
    year = [120, 100, 80, 60, 50, 40, 40, 40, 50, 70, 90, 110]
    levels = [level - 2 * n + i % 2 for n in range(3) for i, level in enumerate(year)]  # 2 less each year
    public = public_of(energy, [point(m, levels[n]) for n, m in enumerate(months())])
    assert (public.verdict, public.limits) == ("usual", ())
    assert {one.verdict for one in public.figures} == {"", "usual"}
    assert verdict_wording.verdict_sentence(public, ENGLISH) == (
        "Compared with the same month last year, that is within what is usual."
    )
    assert public.before[0] == (12, 120) and public.before[-1] == (35, levels[23])
    assert chart_wording.chart_notes(public, ENGLISH) == ["The dotted line is the same month a year before."]
    assert "stroke-dasharray" in chart.chart(public, ENGLISH)


def test_how_many_have_no_verdict_is_said_beside_those_that_have_one(released):
    said = "One has too few figures to say, or only yearly ones. One waits for figures."
    assert verdict_wording.unjudged(publics(), ENGLISH) == said
    assert said in texts(released)["index.html"]
    assert verdict_wording.unjudged([], ENGLISH) == ""
