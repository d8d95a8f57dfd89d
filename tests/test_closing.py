"""The end of a month: what is in, late, refused or waiting; notes to those who send; what remains before publishing."""

from datetime import date

import pytest

from metrics import loads, publication, warehouse
from metrics.definitions import framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.views.arriving import arrivals, usual_day
from metrics.views.chasing import chases
from metrics.views.closing import closing, remaining
from metrics.views.context import Context
from metrics.views.month import source_states, this_month
from tests.stores import checked, known, new_store

TODAY = date(2026, 4, 14)  # the file of March was due on 10 April
HEADINGS = "Employee Number,Start Date,Assignment Category,Home Postcode\n"
STARTERS = HEADINGS + "".join(f"{number},16/03/2026,Permanent,FY3 8NR\n" for number in range(1, 21))


@pytest.fixture
def context(tmp_path):
    home = Home(tmp_path)
    return Context(home, framework(), None, Ledger(home), TODAY)


def came(context, period: str, at: str, source: str = "starters") -> None:
    number = context.ledger.next_number()
    context.ledger.add_load(
        {
            "load": f"{source}-{number}", "number": number, "source": source, "file": f"{source}-{period}.csv",
            "sha256": str(number), "rows_sha256": str(number), "rows": 12, "kind": "real", "by": "Ann",
            "at": f"{at}T09:00:00+00:00", "periods": {period: (12, True)},
        }
    )  # fmt: skip


def state(context, source: str = "starters"):
    return next(one for one in source_states(context) if one.source == source)


def chase(context, sender: str):
    return next(one for one in chases(context) if one.sender == sender)


def test_the_day_a_file_usually_comes_is_told_by_the_middle_one_of_its_last_six(context):
    for period, at in (("2025-08", "2025-09-30"), ("2025-09", "2025-10-03"), ("2025-10", "2025-11-09"),
                       ("2025-11", "2025-12-11"), ("2025-12", "2026-01-12"), ("2026-01", "2026-02-08"),
                       ("2026-02", "2026-03-10")):
        came(context, period, at)
    found = context.ledger.loads()
    # day 30 is the seventh back and not counted; 3, 8, 9, 10, 11, 12: the fourth of six is 10
    assert arrivals(found) == [30, 3, 9, 11, 12, 8, 10]
    assert usual_day(context.framework.source("starters"), found) == "day 10 after the month (last 6 files)"


def test_history_that_was_brought_in_at_the_start_says_nothing_of_when_files_come(context):
    for month in range(1, 10):
        came(context, f"2025-0{month}", "2026-04-01")
    assert arrivals(context.ledger.loads()) == []
    assert state(context).usual == "day 10 after the month (asked for)"


def test_a_source_says_which_file_came_last_and_when(context):
    came(context, "2026-01", "2026-02-08")
    came(context, "2026-02", "2026-03-10")
    one = state(context)
    assert (one.state, one.last_file, one.last_day) == ("late", "starters-2026-02.csv", date(2026, 3, 10))
    assert (one.wanted, one.due) == ("March 2026", date(2026, 4, 10))


def test_a_file_that_was_tried_and_not_taken_makes_its_source_refused_until_a_good_one_comes(context):
    came(context, "2026-02", "2026-03-10")
    context.ledger.note_refusal("starters", "march.csv", "One thing to put right.", "Ann")
    one = state(context)
    assert one.state == "refused"
    assert one.words.startswith("March 2026 has not come in: march.csv, tried on ")
    assert this_month(context).finding == "One file was refused"
    came(context, "2026-03", "2026-04-13")
    assert (state(context).state, state(context).rejected) == ("in", ())
    assert this_month(context).all_in


def test_a_note_says_what_is_wanted_for_which_month_since_when_and_which_template_fits(context):
    came(context, "2026-01", "2026-02-08")
    came(context, "2026-02", "2026-03-10")
    text = chase(context, "Workforce information team").text
    assert text.startswith("Subject: New starters for March 2026\n\nHello,\n\n")
    for said in (
        "We need this spreadsheet for the Blackpool Teaching Hospitals anchor dashboard.",
        "New starters, March 2026\nIt was due on 10 April 2026.",
        "Names and dates of birth are not needed",
        "Columns that it must have: Employee Number and Start date.",
        "Empty template, if it helps: starters-template.xlsx",
        "The last that came: starters-2026-02.csv, on 10 March 2026.",
        "Thank you.\nbfwh.socialvalue@nhs.net",
    ):
        assert said in text


def test_a_gap_is_asked_for_together_with_the_month_that_is_late(context):
    came(context, "2025-12", "2026-01-08")
    came(context, "2026-02", "2026-03-10")
    assert chase(context, "Workforce information team").wanted == "New starters for January 2026 and March 2026"


def test_one_sender_gets_one_note_for_all_that_they_owe_and_why_a_file_was_not_taken(context):
    came(context, "2026-02", "2026-03-10")
    came(context, "2026-02", "2026-03-10", "leavers")
    context.ledger.note_refusal("leavers", "leavers-march.csv", "One thing to put right.", "Ann")
    note = chase(context, "Workforce information team")
    assert set(note.sources) == {"starters", "leavers"}
    assert "these spreadsheets" in note.text
    assert "leavers-march.csv, tried by Ann on" in note.text and "One thing to put right." in note.text


def test_nothing_is_asked_of_whoever_sent_everything(context):
    came(context, "2026-03", "2026-04-08")
    came(context, "2026-03", "2026-04-08", "payments")
    assert "New starters" not in chase(context, "Workforce information team").text
    assert all("payments" not in one.sources for one in chases(context))


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "data")


def seen(store) -> Context:
    return Context(store, known(), warehouse.open_to_read(store, known()), Ledger(store), TODAY)


def take(store, folder, text: str = STARTERS, name: str = "starters-march.csv", accept: str | None = "right"):
    return loads.load(store, known(), checked(store, folder, name, text), "Ann", accept)


def states(store) -> list[str]:
    return [step.state for step in closing(seen(store))]


def test_with_everything_in_what_remains_is_the_page_prepared_and_then_approved_by_another(store, tmp_path):
    take(store, tmp_path)
    assert states(store) == ["done", "done", "done", "done", "done", "open", "later"]
    assert remaining(closing(seen(store))) == "Two things remain before publishing"
    number = publication.prepare(store, known(), "Ann")
    assert states(store)[-2:] == ["done", "open"]
    publication.approve(store, number, "Bo")
    assert states(store) == ["done"] * 7
    assert remaining(closing(seen(store))) == "Nothing remains before publishing"


def test_a_publication_from_before_the_newest_file_has_to_be_prepared_again(store, tmp_path):
    take(store, tmp_path)
    publication.approve(store, publication.prepare(store, known(), "Ann"), "Bo")
    take(store, tmp_path, "Reference,Date asked,Ask,Status\nA1,15/03/2026,More buses,Open\n", "asks-march.csv")
    made = closing(seen(store))[-2]
    assert (made.state, made.words) == (
        "open", "Publication 1 was made before asks-march.csv came in. Prepare it again.",
    )


def test_a_file_with_a_warning_that_nobody_accepted_waits_and_is_forgotten_once_it_is_in(store, tmp_path):
    take(store, tmp_path)
    twice = STARTERS.replace("03/2026", "02/2026") + "20,16/02/2026,Permanent,FY3 8NR\n"
    take(store, tmp_path, twice, "starters-february.csv", accept=None)
    step = closing(seen(store))[2]
    assert (step.state, step.ways) == ("open", (("/bring", "starters-february.csv"),))
    assert step.words == "1 file waits for an answer, or a reason to accept a warning."
    assert "One thing to decide." in state(seen(store)).undecided[0]
    take(store, tmp_path, twice, "starters-february.csv")
    assert closing(seen(store))[2].state == "done"
    take(store, tmp_path, twice, "starters-february.csv", accept=None)  # the same file again asks nothing
    assert closing(seen(store))[2].state == "done"


def test_a_refused_file_stands_open_with_its_name(store, tmp_path):
    take(store, tmp_path)
    take(store, tmp_path, "", "empty.csv")
    step = closing(seen(store))[1]
    assert (step.state, step.ways) == ("open", (("/bring", "empty.csv"),))


# twelve months of ten local people in twenty, then all twenty: beyond any usual range
LEAP = HEADINGS + "".join(
    f"{100 * month + n},{day},Permanent,{'FY3 8NR' if month == 12 or n % 2 else 'M1 1AE'}\n"
    for month, day in enumerate([f"16/{m:02d}/2025" for m in range(3, 13)] + [f"16/{m:02d}/2026" for m in range(1, 4)])
    for n in range(20)
)


def test_a_figure_that_moved_wants_a_comment_of_its_month_and_an_earlier_one_does_not_do(store, tmp_path):
    take(store, tmp_path, LEAP)
    way = ("/indicator?id=local-hires", "Local people among new starters")
    assert way in closing(seen(store))[3].ways
    ledger = Ledger(store)
    ledger.add_comment("local-hires", date(2026, 2, 1), "An ordinary month.", "Ann")
    assert way in closing(seen(store))[3].ways
    ledger.add_comment("local-hires", date(2026, 3, 1), "The jobs fair was in March.", "Ann")
    assert way not in closing(seen(store))[3].ways


def test_a_target_that_is_missed_wants_an_action_with_somebody_who_sees_to_it(store, tmp_path):
    take(store, tmp_path, LEAP)
    ledger = Ledger(store)
    ledger.set_target("local-hires", 1.0, date(2027, 3, 31), "Ann", source="plan")
    # half in each of twelve months: the usual range ends far below the whole
    assert [words for _, words in closing(seen(store))[4].ways] == ["Local people among new starters"]
    ledger.add_action("local-hires", date(2026, 3, 1), "Ask the colleges", "Ann", None, None)
    assert closing(seen(store))[4].state == "open"
    ledger.add_action("local-hires", date(2026, 3, 1), "Ask the colleges", "Ann", None, "Bo Birk")
    assert closing(seen(store))[4].state == "open"  # nobody has said yet what happened
    ledger.add_comment("local-hires", date(2026, 3, 1), "Few applied from here", "Ann")
    assert closing(seen(store))[4].state == "done"
