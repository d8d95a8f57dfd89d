"""What was published stands until it is corrected by eight people or more; what was hidden stays hidden."""

import json
from datetime import date

from metrics import publication
from metrics.disclosure import BESIDE, FEW, FEW_BEHIND, GIVEN_AWAY
from metrics.home import Home
from metrics.publication import standing
from metrics.publication.figures import disclosed
from tests.published import INDICATORS, point, publish

COUNTED, SHARE = INDICATORS[4], INDICATORS[0]
MONTH = date(2026, 3, 1)


def after(one, old, new):
    """How `new` is shown where `old` was published."""
    earlier = disclosed((point(MONTH, *old),), one)[0]
    names = ("numerator", "denominator", "value", "status", "reason")
    row = {name: getattr(earlier, name) for name in names}
    return disclosed((point(MONTH, *new),), one, {"2026-03": row})[0]


def test_a_late_record_does_not_move_a_published_count():
    # 42 was shown as 40; 43 would be shown as 45, and who knows of the one late record would know both
    assert after(COUNTED, (42,), (43,)).numerator == 40
    assert after(COUNTED, (42,), (49,)).numerator == 40  # 9 from 40: perhaps 7 people
    assert after(COUNTED, (42,), (50,)).numerator == 50  # 10 from 40: 8 people or more


def test_a_month_of_nobody_stays_so_while_only_a_few_came_late():
    assert after(COUNTED, (0,), (2,)).numerator == 0
    assert after(COUNTED, (0,), (12,)).numerator == 10


def test_a_hidden_month_stays_hidden_and_says_why():
    few, many = after(COUNTED, (5,), (9,)), after(COUNTED, (5,), (40,))
    assert (few.numerator, few.status, few.reason) == (None, "hidden", FEW)
    assert (many.numerator, many.status, many.reason) == (None, "hidden", GIVEN_AWAY)


def test_a_share_moves_with_those_in_all():
    # 25 of 31, then 28 of 36: 5 late records
    assert after(SHARE, (15, 31), (17, 36)).denominator == 30
    assert after(SHARE, (15, 31), (20, 41)).denominator == 40


def test_a_month_told_stands_though_the_indicator_is_counted_in_another_way_since():
    # 40 with the old way of counting and 45 with the new one would tell of the few who are counted anew
    values = [{"period": "2026-03", "status": "complete"}, {"period": "2026-04", "status": "hidden"}]
    before = {"people-new": {"how": "As it was.", "values": values}}
    assert list(standing.rows(before, "people-new", "As it was.")) == ["2026-03", "2026-04"]
    assert list(standing.rows(before, "people-new", "Otherwise.")) == ["2026-03"]
    assert standing.rows(before, "local-hires", "As it was.") == {}


def test_what_a_withdrawn_publication_told_was_seen_and_stands(tmp_path):
    home = Home(tmp_path)
    publication.approve(home, publish(home), "Ben")
    publication.approve(home, publish(home), "Ben")
    folder = home.public / "2" / "data" / "all.json"
    told = json.loads(folder.read_text("utf-8"))
    (people,) = [one for one in told["indicators"] if one["id"] == "people-new"]
    people["values"][0]["numerator"] = 995
    folder.write_text(json.dumps(told), "utf-8")
    publication.withdraw(home, 2, "Ben", "A word was wrong.")
    assert publication.current(home) == home.public / "1"
    assert standing.last(home)["people-new"]["values"][0]["numerator"] == 995


def test_what_was_hidden_beside_another_figure_stays_hidden_as_a_whole():
    told = {"numerator": None, "denominator": None, "value": None, "status": "hidden"}
    for reason in (BESIDE, FEW_BEHIND):
        row = told | {"reason": reason}
        (one,) = disclosed((point(MONTH, 40, 80),), SHARE, {"2026-03": row})
        assert (one.numerator, one.denominator, one.status, one.reason) == (None, None, "hidden", reason)
