"""Finding things by a few words: what has them all, what is spelled nearly so, and who is shown what."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import home, loads, warehouse
from metrics.ledger import Ledger
from metrics.views.context import Context
from metrics.views.finding import Index, Thing, find, index, words_of
from tests.stores import checked, known, new_store

PAGE = Path(__file__).resolve().parents[1] / "pages" / "board" / "find.py"
PAYMENTS = (
    "Supplier Number,Supplier Name,Supplier Postcode,Invoice Number,Payment Date,Amount\n"
    "7,Harbour Bakers,FY3 8NR,A1,02/03/2026,10.00\n"
    "7,Harbour Bakers Ltd,FY3 8NR,A2,16/03/2026,20.00\n"  # the same supplier, by its newest name
    "8,Northern Paper,,A3,17/03/2026,30.00\n"
)


def things(*titles: str) -> Index:
    made = tuple(Thing("indicator", title, "", f"/{n}", words_of(title), words_of()) for n, title in enumerate(titles))
    return Index(made, tuple(sorted({word for one in made for word in one.in_title})))


def found(known: Index, asked: str) -> list[str]:
    return [one.title for group in find(known, asked).groups for one in group.found]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finding")
    made = new_store(folder / "data")
    loads.load(made, known(), checked(made, folder, "payments.csv", PAYMENTS), "Ann", "right")
    ledger = Ledger(made)
    ledger.add_comment("local-hires", date(2026, 3, 1), "The jobs fair in Fleetwood was in March.", "Ann Ames")
    ledger.add_action("local-hires", date(2026, 3, 1), "Hold a second fair", "Ann Ames", date(2026, 9, 1), "Bo Birk")
    return made


@pytest.fixture
def held(store):
    opened = warehouse.open_to_read(store, known())
    return Context(store, known(), opened, Ledger(store), date(2026, 4, 12))


def test_only_what_has_every_word_is_found_and_small_words_are_not_asked_for():
    known = things("Local people among new starters", "Local suppliers", "People engaged")
    assert found(known, "the local people") == ["Local people among new starters"]
    assert found(known, "LOCAL") == ["Local people among new starters", "Local suppliers"]


def test_a_word_finds_its_beginning_its_middle_and_its_singular():
    known = things("Waste to landfill", "Supplier development", "Fillings")
    # the beginning of a word stands before the middle of one
    assert found(known, "fill") == ["Fillings", "Waste to landfill"]
    assert found(known, "suppliers") == ["Supplier development"]


def test_one_letter_in_four_may_be_wrong_and_the_page_says_what_it_looked_for():
    known = things("Apprenticeship starts", "Energy", "Time to hire")
    # aprenticship lacks a p and an e: 2 of 12 letters; enrgy lacks an e: 1 of 5; tiem is time with two turned
    assert found(known, "enrgy") == ["Energy"]
    assert found(known, "tiem") == ["Time to hire"]
    said = find(known, "enrgy").said
    assert said == "1 result. Nothing says “enrgy”; shown is what says “energy”."
    assert found(known, "aprenticship") == ["Apprenticeship starts"]
    # two of five letters wrong is another word; and three letters are never guessed at
    assert found(known, "enqqy") == [] == found(known, "hjr")


def test_a_word_that_is_there_is_never_taken_for_another():
    assert found(things("Waste", "Paste"), "waste") == ["Waste"]


def test_where_nothing_has_all_the_words_what_has_the_most_is_shown_and_that_is_said():
    known = things("Local people paid well", "Local suppliers", "Energy")
    answer = find(known, "local people energy")
    assert [one.title for group in answer.groups for one in group.found] == ["Local people paid well"]
    assert answer.said == "1 result. Nothing has all of your words; shown is what has the most of them."


def test_eight_of_a_kind_are_listed_and_the_rest_is_counted():
    (group,) = find(things(*(f"Local {n}" for n in range(11))), "local").groups
    assert (len(group.found), group.more) == (8, 3)


def test_nothing_asked_and_nothing_found_are_no_results():
    known = things("Energy")
    assert (find(known, "  ").groups, find(known, "?!").groups, find(known, "xqzwvk").groups) == ((), (), ())


def test_an_indicator_is_found_by_its_code_and_leads_to_its_page(held):
    first = find(index(held, team=True), "e1a").groups[0]
    assert (first.title, first.found[0].title, first.found[0].href) == (
        "Indicators", "Local people among new starters", "/indicator?id=local-hires",
    )


def test_a_supplier_is_found_once_by_its_newest_name_with_its_council_and_without_what_it_was_paid(held):
    (group,) = find(index(held, team=True), "harbour bakers").groups
    (one,) = group.found
    assert (group.title, one.title, one.line) == ("Suppliers", "Harbour Bakers Ltd", "In Blackpool.")
    (far,) = find(index(held, team=True), "northern paper").groups[0].found
    assert far.line == "Where it is, is not known."


def test_a_word_in_a_comment_and_an_owner_of_an_action_are_found(held):
    known = index(held, team=True)
    (comment,) = find(known, "fleetwood").groups[0].found
    assert comment.title == "Comment on Local people among new starters"
    assert comment.line == "The jobs fair in Fleetwood was in March. (Ann Ames, March 2026)"
    (action,) = find(known, "birk").groups[0].found
    assert action.line == "Hold a second fair (Bo Birk, due 1 September 2026, March 2026)"
    assert action.href == "/indicator?id=local-hires"


def test_a_spreadsheet_leads_the_team_to_this_month_and_a_board_member_nowhere(held):
    for team, way in ((True, "/month"), (False, "")):
        one = find(index(held, team), "accounts payable").groups[0].found[0]
        assert (one.title, one.href) == ("Payments to suppliers", way)


def test_with_nothing_built_there_is_still_something_to_find(tmp_path):
    empty = home.Home(tmp_path)
    context = Context(empty, known(), None, Ledger(empty), date(2026, 4, 12))
    assert "Local people among new starters" in found(index(context, team=False), "local hires")


@pytest.fixture
def opened(store, monkeypatch):
    def page(**address: str) -> AppTest:
        monkeypatch.setenv("ANCHOR_DATA", str(store.root))
        home.start_own()
        test = AppTest.from_file(PAGE, default_timeout=60)
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return page


def drawn(page: AppTest) -> str:
    assert not page.exception
    return " ".join(str(element.proto) for element in page.get("bidi_component"))


def test_the_words_in_the_address_are_in_the_box_and_answered(opened):
    page = opened(q="harbour")
    assert page.text_input[0].value == "harbour"
    assert "Harbour Bakers Ltd" in drawn(page) and "/procurement" in drawn(page)


def test_what_is_typed_goes_into_the_address(opened):
    page = opened()
    assert "For example" in drawn(page)
    page = page.text_input[0].set_value("fleetwood").run()
    assert page.query_params["q"] == "fleetwood"
    assert "Comment on Local people among new starters" in drawn(page)


def test_nothing_found_says_what_to_try(opened):
    page = drawn(opened(q="xqzwvk"))
    assert "Nothing found for" in page and "Try fewer or shorter words." in page


def test_markup_in_the_words_is_only_text(opened):
    assert "<script" not in drawn(opened(q="<script>harbour</script>"))
