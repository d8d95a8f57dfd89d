"""What is done about a figure: nothing that two people write is lost, and what is said of it is worked out by hand."""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import home as homes
from metrics import loads, warehouse
from metrics.charts import blocks, plotly_xmr, xmr
from metrics.definitions import framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.results import Point, Series
from metrics.views.acting import marked, off_track, since, unsaid
from metrics.views.card import from_series
from metrics.views.claims import from_points
from metrics.views.context import Context
from metrics.views.indicator import Said, indicator
from tests.stores import checked, known, new_store

INDICATOR = Path(__file__).resolve().parents[1] / "pages" / "board" / "indicator.py"
APRIL, TODAY = date(2026, 4, 1), date(2026, 11, 5)
CALM = [12, 10] * 12  # January 2024 to December 2025: mean 11, limits 5.68 and 16.32


@pytest.fixture
def ledger(tmp_path):
    return Ledger(Home(tmp_path))


@pytest.fixture
def context(tmp_path):
    home = Home(tmp_path)
    return Context(home, framework(), None, Ledger(home), TODAY)


def months(values):
    starts = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(len(values))]
    return [
        Point(f"{start:%Y-%m}", start, value, None, value, None, None, "complete" if value is not None else "missing")
        for start, value in zip(starts, values, strict=True)
    ]


def made(context, values, code="B1a"):
    """The card of a count of hours, of which more is better."""
    found = context.framework.indicator(code)
    series = Series(found.id, "month", "catchment", None, None, tuple(months(values)))
    return from_series(context, found, series, None, "month")


def action(ledger, due=date(2026, 8, 31), month=APRIL, owner="Bob", id="community-hours"):
    told = ("Fewer groups came", "Fees rose")
    number = ledger.add_action(id, month, "Open the hall on Sundays", "Ann", due, owner, *told)
    return next(one for one in ledger.actions() if one.number == number)


def said_since(context, values, note, today=TODAY, code="B1a"):
    return since(note, from_points(context, context.framework.indicator(code), months(values)), today)


# the ledger


def test_an_action_keeps_what_happened_why_what_next_who_and_by_when(ledger):
    found = action(ledger)
    assert (found.happened, found.why, found.text) == ("Fewer groups came", "Fees rose", "Open the hall on Sundays")
    assert (found.owner, found.due, found.is_open) == ("Bob", date(2026, 8, 31), True)
    ledger.add_comment("community-hours", APRIL, "The boiler broke", "Ann", "It was old")
    (comment,) = ledger.comments("community-hours")
    assert (comment.text, comment.why, comment.is_open) == ("The boiler broke", "It was old", False)


def test_an_action_is_closed_with_what_came_of_it_and_said_twice_both_stand(ledger):
    number = action(ledger).number
    ledger.close_action(number, "Two groups came back", "Ann")
    ledger.close_action(number, "A third came in June", "Bob")
    (found,) = ledger.actions()
    assert not found.is_open
    assert [(one.text, one.by) for one in found.outcomes] == [
        ("Two groups came back", "Ann"), ("A third came in June", "Bob"),
    ]  # fmt: skip
    with pytest.raises(KeyError, match="no action 99"):
        ledger.close_action(99, "x", "Ann")


WRITER = """
import sys
from datetime import date
from metrics.ledger import Ledger

def write(url, who):
    own, april = Ledger(url), date(2026, 4, 1)
    for n in range(20):
        own.add_comment("local-hires", april, f"{who} {n}", who)
        number = own.add_action("local-hires", april, f"{who} does {n}", who, None, who, "happened", "why")
        own.close_action(number, f"{who} did {n}", who)
"""


def _threads(url):
    names = {}
    exec(WRITER, names)  # the same writer as that of the processes
    writers = [threading.Thread(target=names["write"], args=(url, who)) for who in ("Ann", "Bob")]
    for one in writers:
        one.start()
    for one in writers:
        one.join()


def _processes(url):
    made = [sys.executable, "-c", f"{WRITER}\nwrite(*sys.argv[1:])", url]
    here = Path(__file__).resolve().parents[1]
    writers = [subprocess.Popen([*made, who], cwd=here) for who in ("Ann", "Bob")]
    assert [one.wait(timeout=120) for one in writers] == [0, 0]


@pytest.mark.parametrize("at_once", [_threads, _processes])
def test_nothing_is_lost_when_two_people_write_at_once(tmp_path, at_once):
    # there is no ledger yet: both begin by making it
    at_once(Home(tmp_path).ledger_url)
    ledger = Ledger(Home(tmp_path))
    comments, actions = ledger.comments("local-hires"), ledger.actions("local-hires")
    wanted = sorted(f"{who} {n}" for who in ("Ann", "Bob") for n in range(20))
    assert sorted(one.text for one in comments) == wanted
    assert len({one.number for one in (*comments, *actions)}) == 80
    # each action has its own details and its own outcome
    assert all((one.happened, one.why) == ("happened", "why") for one in actions)
    assert sorted(one.outcomes[0].text for one in actions) == sorted(
        f"{who} did {n}" for who in ("Ann", "Bob") for n in range(20)
    )
    assert all([out.text for out in one.outcomes] == [one.text.replace("does", "did")] for one in actions)


# what is said after it


@pytest.mark.parametrize(
    ("values", "words"),
    [
        # seven months over 11, April to October
        ([*CALM, 10, 12, 10, *[11.5] * 7], "Since the action the figures have changed for the better."),
        ([*CALM, 10, 12, 10, *[10.5] * 7], "Since the action the figures have changed for the worse."),
        ([*CALM, 10, 12, 10, *[12, 10] * 3, 12], "Since the action no change beyond chance is shown."),
        # outside the range from January on: that was before
        ([*CALM, *[18, 19] * 5],
         "The figures had changed before the action; since then no further change is shown."),
        ([*CALM, 10, 12, 10], "No figure since the action is in yet."),
        ([None] * 24 + [10, 12] * 5,
         "Whether the figures have changed since the action cannot be said: too few of them can be judged."),
    ],
)  # fmt: skip
def test_after_its_due_date_it_is_said_by_rule_whether_the_figures_changed(context, values, words):
    note = action(context.ledger)
    told = said_since(context, values, note)
    assert told == f"It was due on 31 August 2026. {words}"
    assert "caus" not in told


def test_before_its_due_date_nothing_is_said_of_the_figures(context):
    note = action(context.ledger)
    told = said_since(context, [*CALM, 10, 12, 10, *[11.5] * 7], note, date(2026, 8, 31))
    assert told == "It is due on 31 August 2026; whether the figures have changed is said after that."


def test_of_a_closed_action_it_is_not_said_that_it_was_due(context):
    number = action(context.ledger).number
    context.ledger.close_action(number, "Done", "Ann")
    (note,) = context.ledger.actions()
    assert said_since(context, [*CALM, 10, 12, 10, *[11.5] * 7], note).startswith("Since the action")


def test_where_neither_side_is_good_it_is_said_which_way_they_went(context):
    found = said_since(context, [*CALM, 10, 12, 10, *[11.5] * 7], action(context.ledger), code="E1c")
    assert found.endswith("Since the action the figures have risen.")


# off track without an owner


def test_a_signal_without_an_action_is_off_track_until_somebody_owns_one(context):
    worse, calm = made(context, [*CALM, 5]), made(context, CALM)
    assert [one.words for one in off_track(context, [worse, calm])] == [
        "Worse than usual; no action is open and nobody has said what happened."
    ]
    context.ledger.add_comment("community-hours", date(2026, 1, 1), "The hall was shut", "Ann")  # the newest month
    assert [one.words for one in off_track(context, [worse])] == ["Worse than usual; no action is open."]
    action(context.ledger, owner=None)
    assert [one.words for one in off_track(context, [worse])] == ["Worse than usual; its action has no owner."]
    owned = action(context.ledger)
    assert off_track(context, [worse]) == ()
    context.ledger.close_action(owned.number, "Nothing came of it", "Ann")
    assert len(off_track(context, [worse])) == 1


def test_a_target_that_is_missed_month_after_month_is_a_signal(context):
    context.ledger.set_target("community-hours", 20, date(2027, 3, 31), "Ann")
    (found,) = off_track(context, [made(context, CALM)])
    assert found.words == "Keeps missing its target of 20; no action is open and nobody has said what happened."


def test_an_owner_alone_is_not_enough_somebody_has_to_say_what_happened(context):
    worse = made(context, [*CALM, 5])  # the newest is January 2026
    context.ledger.add_action("community-hours", APRIL, "Open on Sundays", "Ann", date(2026, 8, 31), "Bob")
    (found,) = off_track(context, [worse])
    assert (found.words, found.ask) == ("Worse than usual; nobody has said what happened.", "Say what happened")
    assert "Say what happened" in blocks.off_track([found])
    context.ledger.add_comment("community-hours", date(2025, 10, 1), "An older story", "Ann")  # not about this
    assert len(off_track(context, [worse])) == 1
    context.ledger.add_comment("community-hours", date(2026, 1, 1), "The hall was shut", "Ann")
    assert off_track(context, [worse]) == ()


def test_the_page_of_a_signal_says_that_nobody_has_spoken_of_it(context):
    worse = made(context, [*CALM, 5])  # the newest is January 2026
    assert unsaid(worse, []) == (
        "Off track: worse than usual. Nobody has said yet what happened or what is done about it."
    )
    assert unsaid(made(context, CALM), []) == ""
    assert unsaid(worse, [action(context.ledger)]) == ""
    context.ledger.add_comment("community-hours", date(2025, 11, 1), "The hall was shut", "Ann")
    (recent,) = context.ledger.comments()
    assert unsaid(worse, [recent]) == ""
    assert unsaid(worse, [replace(recent, month=date(2025, 10, 1))]) != ""  # three months before: not about this


# drawn and shown


def test_an_action_is_drawn_in_its_month_and_a_new_one_at_the_end_of_the_line(context):
    card, starts = made(context, CALM), [point.start for point in months(CALM)]
    notes = [action(context.ledger, month=date(2025, 6, 1)), action(context.ledger, month=APRIL)]
    chart = marked(card, notes, starts).chart
    assert [(note.at, note.kind) for note in chart.notes] == [(17, "action"), (24, "action")]  # June 2025 is the 18th
    assert chart.notes[0].text == "Action, June 2025: Open the hall on Sundays (Bob)"
    assert xmr.xmr(chart).count("Action, ") == 2
    told = [one.hovertext for one in plotly_xmr.figure(chart).layout.annotations if one.hovertext]
    assert told == [note.text for note in chart.notes]


def test_what_people_wrote_is_shown_under_its_headings_and_escaped():
    said = Said("action", "Open <b>", "Ann", "1 April 2026", "31 August 2026", "Bob", happened="A", why="B", since="C.",
                outcomes=("Came (Ann, 1 May 2026)",))  # fmt: skip
    shown = blocks.notes([said])
    for words in ("happened:</b> A", "Why:</b> B", "next:</b> Open &lt;b&gt;", "came of it:</b> Came", "C."):
        assert words in shown


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Thirteen months of 25 starters, of whom 15 are local, and none in the last."""
    folder = tmp_path_factory.mktemp("acting")
    store = new_store(folder / "data")
    rows = ["Employee Number,Start Date,Assignment Category,Home Postcode"]
    for n in range(13):
        day = f"16/{n % 12 + 1:02d}/{2025 + n // 12}"
        for person in range(25):
            local = person % 5 < (3 if n < 12 else 0)
            rows.append(f"{n * 100 + person},{day},Permanent,{'FY3 8NR' if local else 'M1 1AE'}")
    loads.load(store, known(), checked(store, folder, "starters.csv", "\n".join(rows) + "\n"), "Ann", "right")
    warehouse.build(store, known())
    return folder / "data"


def opened(data, monkeypatch, **asked) -> AppTest:
    monkeypatch.setenv("ANCHOR_DATA", str(data))
    homes.start_own()
    page = AppTest.from_file(INDICATOR, default_timeout=60)
    page.query_params["id"] = "local-hires"
    for name, value in asked.items():
        page.query_params[name] = value
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def test_an_action_is_opened_from_a_signal_and_closed_on_the_page(data, monkeypatch):
    page = opened(data, monkeypatch, act="1")
    assert not page.exception
    assert "fell to 0%" in page.text_area(key="n-happened").value  # the signal is already told
    page.text_area(key="n-next").set_value("Ask the college")
    press(page, "Keep it")
    assert Ledger(Home(data)).actions() == []  # nobody does it yet
    page.text_input(key="n-owner").set_value("Bob")
    page.date_input(key="n-due").set_value(date(2026, 3, 31))
    press(page, "Keep it")
    assert not page.exception
    (found,) = Ledger(Home(data)).actions("local-hires")
    assert (found.text, found.owner, found.due) == ("Ask the college", "Bob", date(2026, 3, 31))
    assert "fell to 0%" in found.happened
    page = opened(data, monkeypatch)
    next(one for one in page.text_area if one.label == "What came of it").set_value("Two came")
    press(page, "Close it")
    assert not page.exception
    (found,) = Ledger(Home(data)).actions("local-hires")
    assert [one.text for one in found.outcomes] == ["Two came"]


def test_the_indicators_view_tells_the_action_and_draws_it(data):
    home = Home(data)
    context = Context(home, known(), warehouse.open_to_read(home, known()), Ledger(home), date(2026, 2, 10))
    context.ledger.add_action("local-hires", date(2025, 6, 1), "Go to the fair", "Ann", date(2025, 9, 1), "Bob")
    view = indicator(context, "local-hires")
    assert next(one for one in view.said if one.text == "Go to the fair").since.startswith("It was due on 1 September")
    assert [note.at for note in view.card.chart.notes if "Go to the fair" in note.text] == [5]
