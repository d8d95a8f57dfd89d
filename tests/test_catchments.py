"""The area that is local is dated: a month is counted by the councils of its own time, unless a person asks."""

from dataclasses import replace
from datetime import date

import pytest

from metrics import catchments, loads, receipts, results, warehouse
from metrics.counting import Tables
from metrics.geography import known_places
from metrics.ledger import Ledger
from metrics.lenses import UnknownLens
from metrics.publication import chart_wording, figures, tongues
from metrics.trail import Asked
from metrics.views.card import card
from metrics.views.context import Context
from metrics.views.indicator import indicator
from metrics.views.local import offered
from tests.example_stores import add_made_up_directory
from tests.stores import checked, known, new_store

BLACKPOOL, LANCASTER = "E06000009", "E07000121"
# in each of three months one person from Blackpool, one from Wyre, one from Lancaster and one from Manchester
HOMES = ("FY3 8NR", "FY6 7PU", "LA1 4YW", "M1 1AE")
STARTERS = "Employee Number,Start Date,Assignment Category,Home Postcode\n" + "".join(
    f"{month}{number},16/{month:02}/2026,Permanent,{postcode}\n"
    for month in (2, 3, 4) for number, postcode in enumerate(HOMES)
)


@pytest.fixture
def store(tmp_path):
    home = new_store(tmp_path / "data")
    loads.load(home, known(), checked(home, tmp_path, "starters.csv", STARTERS), "Ann", "right")
    return home


@pytest.fixture
def changed(store):
    """From March 2026 Blackpool and Lancaster are local, and Fylde and Wyre are not."""
    catchments.change(Ledger(store), date(2026, 3, 1), [LANCASTER, BLACKPOOL], "The partnership moved north", "Ann")
    warehouse.build(store, known())
    return store


def local(home, lens="catchment", **more):
    opened = warehouse.open_to_read(home, known())
    (found,) = results.series(opened, known(), "local-hires", lens=lens, **more)
    return {point.period: (point.numerator, point.denominator) for point in found.points}


def test_a_change_counts_from_its_month_on_and_leaves_the_months_before_alone(store, changed):
    # Blackpool and Wyre before; Blackpool and Lancaster since
    assert local(store) == {"2026-02": (2, 4), "2026-03": (2, 4), "2026-04": (2, 4)}
    split = {
        one.part: [point.numerator for point in one.points]
        for one in results.series(warehouse.open_to_read(store), known(), "local-hires", split="council")
    }
    assert split["Wyre"] == [1, 0, 0]
    assert split["Lancaster"] == [0, 1, 1]


def test_the_newest_area_counts_in_all_months_only_where_a_person_asks_for_it(changed):
    Ledger(changed).set_setting(catchments.AS_TODAY, True, "Ann")
    warehouse.build(changed, known())
    split = {
        one.part: [point.numerator for point in one.points]
        for one in results.series(warehouse.open_to_read(changed), known(), "local-hires", split="council")
    }
    assert split["Wyre"] == [0, 0, 0]
    assert split["Lancaster"] == [1, 1, 1]


def test_the_rings_lie_within_one_another_in_every_month_of_a_change(changed):
    inner, middle, outer = (local(changed, lens) for lens in ("catchment", "lancashire-south-cumbria", "north-west"))
    assert [inner[month][0] for month in sorted(inner)] == [2, 2, 2]
    assert [middle[month][0] for month in sorted(middle)] == [3, 3, 3]  # all but Manchester
    assert [outer[month][0] for month in sorted(outer)] == [4, 4, 4]


def test_a_change_is_part_of_what_a_warehouse_is_named_by_and_taking_it_back_brings_back_every_number(store):
    before, named = local(store), warehouse.identity(store, known())
    catchments.change(Ledger(store), date(2026, 3, 1), [LANCASTER], "A try", "Ann")
    assert warehouse.identity(store, known()) != named
    warehouse.build(store, known())
    assert local(store) == {"2026-02": (2, 4), "2026-03": (1, 4), "2026-04": (1, 4)}
    catchments.take_back(Ledger(store), date(2026, 3, 1), "Ann")
    warehouse.build(store, known())
    assert local(store) == before


def test_two_changes_of_one_month_are_one_and_the_later_stands(store):
    ledger = Ledger(store)
    catchments.change(ledger, date(2026, 3, 1), [LANCASTER], "A try", "Ann")
    catchments.change(ledger, date(2026, 3, 1), [BLACKPOOL], "Better", "Bob")
    own, only = catchments.catchments(known(), ledger)
    assert own.councils == tuple(known().trust["catchment"])
    assert (only.councils, only.why, only.by) == ((BLACKPOOL,), "Better", "Bob")


@pytest.mark.parametrize(("councils", "why"), [([], "Because"), ([BLACKPOOL], " ")])
def test_a_change_without_councils_or_without_a_reason_is_refused(store, councils, why):
    with pytest.raises(ValueError, match=r"Choose the councils|Say why the area changes"):
        catchments.change(Ledger(store), date(2026, 3, 1), councils, why, "Ann")
    assert len(catchments.catchments(known(), Ledger(store))) == 1


def test_the_chart_of_a_local_figure_is_marked_where_local_changed_and_another_is_not(changed):
    now = Context(changed, known(), warehouse.open_to_read(changed), Ledger(changed), date(2026, 5, 12))
    made = card(now, "local-hires", grain="month")
    (note,) = made.chart.notes
    assert note.text == "From March 2026 local means Blackpool and Lancaster: The partnership moved north"
    assert made.chart.places[note.at] == "Mar 2026"
    assert card(now, "local-hires", grain="month", lens="north-west").chart.notes == ()
    receipt = dict(indicator(now, "local-hires", "month").receipt)
    assert receipt["Local means"] == f"Blackpool and Lancaster from March 2026 on\n{note.text}"
    assert "Factors" not in receipt


def test_the_receipt_of_a_month_names_the_councils_that_were_local_in_it(changed):
    opened, ledger = warehouse.open_to_read(changed), Ledger(changed)
    (found,) = results.series(opened, known(), "local-hires", "rolling12")
    (months,) = results.series(opened, known(), "local-hires")
    tables, definition = Tables(opened.cursor()), known().indicator("local-hires")

    def said(grain, point):
        asked = Asked(definition, grain, "catchment", None, "", point)
        return receipts.receipts(changed, ledger, tables, known(), [asked])[0].lens_words

    assert said("month", months.points[0]) == "Blackpool, Fylde and Wyre to February 2026"
    assert said("month", months.points[1]) == "Blackpool and Lancaster from March 2026 on"
    assert said("rolling12", found.points[-1]) == (
        "Blackpool, Fylde and Wyre to February 2026, Blackpool and Lancaster from March 2026 on"
    )


def test_what_the_definitions_say_after_the_files_came_counts_for_those_files_too(store):
    later = replace(known(), trust={**known().trust, "catchment": [LANCASTER], "catchment_names": ["Lancaster"]})
    (found,) = results.series(warehouse.build(store, later), later, "local-hires")
    assert [point.numerator for point in found.points] == [1, 1, 1]


def test_a_ward_or_a_council_that_there_is_not_is_told_in_words(store):
    known_places(store, "wards:E05999999")  # without a directory no ward is known, and the lens waits for one
    add_made_up_directory(store)
    known_places(store, "wards:E05000001,E05000002")
    known_places(store, f"council:{LANCASTER}")
    with pytest.raises(UnknownLens, match="no ward 'E05999999'"):
        known_places(store, "wards:E05000001,E05999999")
    with pytest.raises(UnknownLens, match="no meaning of local called 'wards:x'"):
        known_places(store, "wards:x")
    with pytest.raises(UnknownLens, match="no council 'E07999999' today"):
        known_places(store, "council:E07999999")


def test_a_council_that_became_local_can_be_looked_at_alone(changed):
    now = Context(changed, known(), warehouse.open_to_read(changed), Ledger(changed), date(2026, 5, 12))
    words = dict(offered(now))
    assert words["catchment"] == "Blackpool and Lancaster"
    assert words[f"council:{LANCASTER}"] == "Lancaster"


def test_the_public_page_says_from_when_local_means_other_councils(tmp_path):
    home = new_store(tmp_path / "data")
    # 120 starters a month, so that nothing is hidden
    people = STARTERS.splitlines()
    many = [people[0], *(f"{number}{line}" for number in range(30) for line in people[1:])]
    loads.load(home, known(), checked(home, tmp_path, "starters.csv", "\n".join(many) + "\n"), "Ann", "right")
    catchments.change(Ledger(home), date(2026, 3, 1), [LANCASTER, BLACKPOOL], "The partnership moved north", "Ann")
    opened = warehouse.build(home, known())
    public = {one.indicator.id: one for one in figures.read(opened, known(), Ledger(home))}
    said = chart_wording.chart_notes(public["local-hires"], tongues.tongue("en"))
    assert "From March 2026 on local means Blackpool and Lancaster." in said
    assert public["time-to-hire"].redefined == ()
