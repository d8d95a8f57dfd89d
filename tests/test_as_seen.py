"""A month as the board saw it stays as it was, beside today's figures and why they differ."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import home as homes
from metrics import loads, publication, warehouse
from metrics.ledger import Ledger
from metrics.report import making
from metrics.verify import verify
from metrics.views.as_seen import as_seen, of_indicator
from metrics.views.context import Context
from tests.stores import checked, known, new_store

MARCH = date(2026, 3, 1)
PAGES = Path(__file__).resolve().parents[1] / "pages" / "board"


def bring(store, folder, name, local, by="Ann"):
    """Twenty starters of March 2026, so many of them local."""
    rows = ["Employee Number,Start Date,Assignment Category,Home Postcode"]
    rows += [f"{n},16/03/2026,Permanent,{'FY3 8NR' if n < local else 'M1 1AE'}" for n in range(20)]
    loads.load(store, known(), checked(store, folder, name, "\n".join(rows) + "\n"), by, "right")
    warehouse.build(store, known())


def seen_by(store) -> Context:
    return Context(store, known(), warehouse.open_to_read(store, known()), Ledger(store), date(2026, 4, 12))


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path / "data")
    bring(made, tmp_path, "starters.csv", 12)
    return made


def row_of(view, id="local-hires"):
    return next(row for row in view.rows if row.id == id)


def test_a_reported_month_is_kept_and_a_later_file_is_named_as_what_restated_it(store, tmp_path):
    making.made(seen_by(store), "2026-03", "xlsx", by="Ann")
    view = as_seen(seen_by(store), MARCH)
    assert row_of(view).differs is False and row_of(view).then == "60%"  # 12 of 20
    bring(store, tmp_path, "starters-again.csv", 13, "Bob")
    view = as_seen(seen_by(store), MARCH)
    row = row_of(view)
    assert (row.then, row.now, row.differs) == ("60%", "65%", True)  # 13 of 20
    assert row.why.startswith("starters-again.csv came on ") and row.why.endswith(" from Bob.")
    assert view.rows[0].differs and "today" in view.finding
    ((words, own),) = of_indicator(seen_by(store), "local-hires")
    assert words.startswith("reported to the board (Excel), ") and own == row


def test_a_target_that_was_set_since_is_told(store):
    making.made(seen_by(store), "2026-03", "xlsx", by="Ann")
    Ledger(store).set_target("local-hires", 0.5, date(2027, 3, 31), "Ann")
    row = row_of(as_seen(seen_by(store), MARCH))
    assert (row.then, row.now, row.differs) == ("60%", "60%", True)
    assert row.why == "The target was not set, and is 50%."


def test_the_same_report_twice_is_one_occasion_and_another_figure_is_another(store, tmp_path):
    for _ in range(2):
        making.made(seen_by(store), "2026-03", "xlsx", by="Ann")
    assert len(Ledger(store).seen(MARCH)) == 1
    bring(store, tmp_path, "starters-again.csv", 13)
    making.made(seen_by(store), "2026-03", "xlsx", by="Ann")
    assert [fact.file for fact in Ledger(store).seen(MARCH)] == ["2026-03-1.json", "2026-03-2.json"]
    view = as_seen(seen_by(store), MARCH)
    first = as_seen(seen_by(store), MARCH, view.occasions[-1].number)
    assert (row_of(view).then, row_of(first).then) == ("65%", "60%")


def test_a_publication_counts_as_seen_when_it_is_let_out_with_the_figures_of_its_preparation(store, tmp_path):
    number = publication.prepare(store, known(), "Ann")
    assert as_seen(seen_by(store), MARCH).occasions == ()
    bring(store, tmp_path, "starters-again.csv", 13)
    publication.approve(store, number, "Bob")
    view = as_seen(seen_by(store), MARCH)
    assert view.occasions[0].words.startswith(f"published as number {number}, ")
    assert (row_of(view).then, row_of(view).now) == ("60%", "65%")


def test_a_file_that_was_changed_is_not_shown_and_verify_names_it(store):
    making.made(seen_by(store), "2026-03", "xlsx", by="Ann")
    path = store.root / "seen" / "2026-03-1.json"
    told = json.loads(path.read_text("utf-8"))
    told["cards"][0]["value"] = "99%"
    path.write_text(json.dumps(told), encoding="utf-8")
    view = as_seen(seen_by(store), MARCH)
    assert view.rows == () and "changed" in view.damaged
    assert [fault["where"] for fault in verify(store, known())["faults"]] == ["seen/2026-03-1.json"]
    path.unlink()
    assert as_seen(seen_by(store), MARCH).damaged


def test_a_month_that_nobody_saw_says_so(store):
    view = as_seen(seen_by(store), MARCH)
    assert view.finding == "March 2026 was not published or reported"
    assert of_indicator(seen_by(store), "local-hires") == ()


def test_a_report_that_nobody_signs_is_not_kept(store):
    making.made(seen_by(store), "2026-03", "xlsx")
    assert Ledger(store).seen() == []


@pytest.mark.parametrize(("page", "asked"), [
    ("overview.py", {"as": "published"}),
    ("overview.py", {"as": "published", "month": "2026-03", "occasion": "1"}),
    ("overview.py", {"as": "published", "month": "nonsense", "occasion": "x"}),
    ("overview.py", {}),
    ("indicator.py", {"id": "local-hires"}),
])  # fmt: skip
def test_the_pages_show_what_was_seen(store, monkeypatch, page, asked):
    making.made(seen_by(store), "2026-03", "xlsx", by="Ann")
    monkeypatch.setenv("ANCHOR_DATA", str(store.root))
    homes.start_own()
    test = AppTest.from_file(PAGES / page, default_timeout=60)
    for name, value in asked.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    drawn = " ".join(str(element.proto) for element in test.get("bidi_component"))
    assert ("Seen then" if "as" in asked else "As the board saw it") in drawn
