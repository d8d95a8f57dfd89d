"""The ledger says which loads stand, keeps what the trust decided, and who did it."""

import threading
from datetime import date

import pytest

from metrics.home import Home
from metrics.known_loads import KnownLoads
from metrics.ledger import Ledger


@pytest.fixture
def ledger(tmp_path):
    return Ledger(Home(tmp_path))


def add(ledger, load, periods, source="starters"):
    number = ledger.next_number()
    ledger.add_load(
        {
            "number": number, "load": load, "source": source, "file": f"{load}.csv", "sha256": load,
            "rows_sha256": load, "rows": 10, "kind": "real", "by": "Ann",
            "periods": {period: (10, covers) for period, covers in periods.items()},
        }
    )


def states(ledger):
    return {fact.load: (fact.status, fact.standing) for fact in ledger.loads()}


def test_a_later_load_of_the_same_month_stands_in_place_of_the_earlier(ledger):
    add(ledger, "first", {"2026-03": True})
    add(ledger, "second", {"2026-03": True})
    assert states(ledger) == {"first": ("replaced", ()), "second": ("current", ("2026-03",))}


def test_only_the_months_that_both_cover_are_replaced(ledger):
    add(ledger, "first", {"2026-02": True, "2026-03": True})
    add(ledger, "second", {"2026-03": True})
    assert states(ledger) == {"first": ("current", ("2026-02",)), "second": ("current", ("2026-03",))}


def test_a_few_late_rows_replace_nothing_and_go_with_their_load(ledger):
    add(ledger, "march", {"2026-03": True})
    add(ledger, "april", {"2026-03": False, "2026-04": True})
    assert states(ledger)["march"] == ("current", ("2026-03",))
    assert states(ledger)["april"] == ("current", ("2026-03", "2026-04"))
    add(ledger, "april again", {"2026-04": True})
    assert states(ledger)["april"] == ("replaced", ())


def test_undoing_brings_the_earlier_load_back_and_redoing_takes_it_away(ledger):
    add(ledger, "first", {"2026-03": True})
    add(ledger, "second", {"2026-03": True})
    ledger.set_status("second", "undone", "Bob")
    assert states(ledger) == {"first": ("current", ("2026-03",)), "second": ("undone", ())}
    ledger.set_status("second", "current", "Bob")
    assert states(ledger)["first"] == ("replaced", ())


def test_loads_of_other_sources_do_not_meet(ledger):
    add(ledger, "starters", {"2026-03": True})
    add(ledger, "leavers", {"2026-03": True}, source="leavers")
    assert [fact.load for fact in ledger.current_loads("leavers")] == ["leavers"]
    assert len(ledger.current_loads()) == 2


def test_several_loads_are_noted_together_or_not_at_all(ledger):
    add(ledger, "first", {"2026-03": True})
    fact = {
        "number": 2, "load": "second", "source": "starters", "file": "f", "sha256": "s", "rows_sha256": "r",
        "rows": 1, "kind": "real", "by": "Ann", "periods": {},
    }
    with pytest.raises(Exception, match=r"(?i)unique"):
        ledger.add_loads([fact, fact | {"load": "first", "number": 3}])
    assert list(states(ledger)) == ["first"]


def test_what_a_writer_knows_of_the_loads_is_what_the_ledger_says_after_each_that_it_adds(ledger):
    add(ledger, "first", {"2026-03": True})
    known = KnownLoads(ledger)
    assert (known.kind, known.of("starters"), known.of("leavers")) == ("real", ledger.loads(), [])
    fact = {
        "number": 2, "load": "second", "source": "starters", "file": "f", "sha256": "s", "rows_sha256": "r",
        "rows": 1, "kind": "real", "by": "Ann", "periods": {"2026-03": (7, True), "2026-04": (1, False)},
    }
    known.add([fact])
    assert [(one.load, one.status) for one in known.of("starters")] == [("first", "replaced"), ("second", "current")]
    assert known.of("starters") == ledger.loads(source="starters")
    assert known.names == {"first", "second"}


def test_a_target_is_kept_with_who_set_it_and_the_log_keeps_the_earlier_one(ledger):
    ledger.set_target("local-hires", 0.5, date(2027, 3, 31), "Ann", baseline_value=0.4, baseline_month=date(2025, 4, 1))
    ledger.set_target("local-hires", 0.6, date(2027, 3, 31), "Bob", source="Board, May")
    (target,) = ledger.targets()
    assert (target.value, target.set_by, target.source, target.baseline_value) == (0.6, "Bob", "Board, May", None)
    newest = ledger.entries()[0]
    assert (newest.by, newest.action) == ("Bob", "target")
    assert '"value": "0.5"' in newest.before
    ledger.remove_target("local-hires", "Bob")
    assert ledger.targets() == []


def test_settings_rebasings_and_actions_come_back_as_they_were_put(ledger):
    ledger.set_setting("allow_one_person", True, "Ann")
    ledger.add_rebasing("local-hires", date(2026, 4, 1), "New recruitment team", "Ann")
    ledger.add_action("local-hires", date(2026, 4, 1), "Ask the college", "Ann", date(2026, 5, 1), "Bob")
    assert ledger.setting("allow_one_person") is True
    assert ledger.setting("nothing", "default") == "default"
    assert [(one.month, one.reason) for one in ledger.rebasings("local-hires")] == [
        (date(2026, 4, 1), "New recruitment team")
    ]
    (action,) = ledger.actions("local-hires")
    assert (action.due, action.owner) == (date(2026, 5, 1), "Bob")
    ledger.remove_note(action.number, "Ann")
    assert ledger.actions() == []


def test_tables_that_somebody_else_makes_at_the_same_moment_are_no_fault(tmp_path):
    url, found = Home(tmp_path / "new").ledger_url, []
    (tmp_path / "new").mkdir()
    starts = threading.Barrier(8)

    def begin():
        starts.wait()
        found.append(Ledger(url).setting("nothing", "there"))

    people = [threading.Thread(target=begin) for _ in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert found == ["there"] * 8


def test_publications_are_numbered_and_move_on(ledger):
    assert ledger.add_publication({"prepared_by": "Ann"}, "Ann") == 1
    assert ledger.add_publication({}, "Ann") == 2
    ledger.set_publication(1, "approved", "Bob", approved_by="Bob")
    first = ledger.publications()[0]
    assert (first.status, first.facts) == ("approved", {"prepared_by": "Ann", "approved_by": "Bob"})


def test_a_file_that_was_not_taken_is_kept_until_a_good_one_of_its_source_comes(ledger):
    ledger.note_refusal("starters", "march.csv", "One thing to put right.", "Ann")
    ledger.note_refusal("starters", "march.csv", "One thing to put right.", "Ann")
    ledger.note_refusal("", "picture.xlsx", "It is a picture.", "Ben")
    assert [(one.source, one.file, one.by) for one in ledger.refusals()] == [
        ("starters", "march.csv", "Ann"), ("", "picture.xlsx", "Ben"),
    ]
    add(ledger, "march", {"2026-03": True})
    assert [one.file for one in ledger.refusals()] == ["picture.xlsx"]
    add(ledger, "picture", {"2026-03": True}, source="energy")
    assert [one.file for one in ledger.refusals()] == ["picture.xlsx"]


def test_a_refused_file_is_made_good_by_one_of_the_same_name(ledger):
    ledger.note_refusal("", "march.csv", "It is empty.", "Ann")
    add(ledger, "march", {"2026-03": True})
    assert ledger.refusals() == []
