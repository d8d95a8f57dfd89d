"""From points to verdicts, cards and pages: hand-made series whose verdict can be worked out on paper."""

from datetime import date

import pytest

from metrics import results, wording
from metrics.charts import blocks
from metrics.definitions import framework
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.results import Point, Series
from metrics.views.area import area
from metrics.views.card import Card, from_series
from metrics.views.context import Context
from metrics.views.indicator import csv_text, indicator
from metrics.views.judging import judge
from metrics.views.month import SourceState, expected, last_whole_month, runs_in_words, source_states, this_month
from metrics.views.overview import changes_of, foremost, late_words, latest_words, matrix_of, months_of, overview

# 24 months going 12, 10, 12, 10 ...: mean 11, moving range 2, limits 11 -/+ 2.66 x 2 = 5.68 and 16.32,
# and two thirds of the way 7.45 and 14.55
CALM = [12, 10] * 12
OUTSIDE = [*CALM, 17]
RUN = [*CALM, *[11.5] * 7]
TREND = [*CALM, 8.4, 9.4, 10.4, 10.9, 11.4, 12.4, 13.4]
NEAR = [*CALM, 15, 11.1, 15]


def month(n: int) -> date:
    """The n-th month from January 2024."""
    return date(2024 + n // 12, n % 12 + 1, 1)


def points(values, unknown=None, status="complete"):
    return tuple(
        Point(
            f"{month(n):%Y-%m}", month(n), value, None, value, unknown, None, status if value is not None else "missing"
        )
        for n, value in enumerate(values)
    )


@pytest.fixture
def context(tmp_path):
    home = Home(tmp_path)
    return Context(home, framework(), None, Ledger(home), date(2026, 10, 12), made_up=True)


def made(context, values, code="B1a", grain="month", **more) -> Card:
    """The card of a count (B1a: hours, up is good) with these values."""
    found = context.framework.indicator(code)
    series = Series(found.id, grain, "catchment", None, None, points(values, **more))
    return from_series(context, found, series, None, grain)


@pytest.mark.parametrize(
    ("values", "better", "verdict", "direction", "rule", "run"),
    [
        (CALM, "up", "usual", "", "", 0),
        (OUTSIDE, "up", "better", "H", "outside", 1),
        (OUTSIDE, "down", "worse", "H", "outside", 1),
        (OUTSIDE, "neither", "shift", "H", "outside", 1),
        (OUTSIDE, "toward", "shift", "H", "outside", 1),
        ([*CALM, 5], "up", "worse", "L", "outside", 1),
        ([*CALM, 5], "down", "better", "L", "outside", 1),
        (RUN, "up", "better", "H", "run", 7),
        (RUN[:-1], "up", "usual", "", "", 0),
        (TREND, "down", "worse", "H", "trend", 6),
        (NEAR, "up", "better", "H", "near", 3),
    ],
)
def test_a_verdict_follows_the_rule_that_the_newest_point_meets(values, better, verdict, direction, rule, run):
    judged = judge(points(values), better)
    assert (judged.verdict, judged.direction, judged.rule, judged.run) == (verdict, direction, rule, run)


def test_eleven_months_are_too_few_and_twelve_are_enough():
    assert judge(points(CALM[:11]), "up").verdict == "few"
    assert judge(points(CALM[:12]), "up").verdict == "usual"


def test_only_months_are_judged():
    assert {judge(points(OUTSIDE), "up", grain=grain).verdict for grain in ("quarter", "year", "rolling12")} == {"none"}


@pytest.mark.parametrize(
    ("target", "better", "letter"),
    [(5, "up", "P"), (17, "up", "F"), (11, "up", "?"), (5, "down", "F"), (17, "down", "P"), (5, "neither", None)],
)
def test_the_target_is_judged_by_where_the_usual_range_lies(target, better, letter):
    assert judge(points(CALM), better, target=target).assurance == letter


def test_limits_are_held_after_24_months():
    judged = judge(points([*CALM, *[40] * 12]), "up")
    assert (judged.spc.mean[-1], round(judged.spc.ucl[-1], 2)) == (11, 16.32)


def test_new_limits_begin_at_the_first_month_there_is_and_need_twelve_months():
    again = judge(points([*CALM, *[40, 42] * 6]), "up", rebase=[month(24)])
    assert (again.verdict, again.spc.mean[-1]) == ("usual", 41)
    assert judge(points([*CALM, 40, 42]), "up", rebase=[month(24)]).verdict == "few"


def test_a_card_says_value_verdict_and_rule(context):
    card = made(context, OUTSIDE)
    assert (card.value, card.unit, card.previous, card.period_words) == ("17", "hours", "10", "January 2026")
    assert (card.verdict, card.direction, card.verdict_words) == ("better", "H", "Better")
    assert card.sentence.startswith(
        "17 hours in January 2026, higher than usual. It is above the usual range of 6 to 16:"
    )
    assert card.change.startswith(f"{card.title} rose to 17 hours, above the usual range")
    assert card.made_up and card.rows[0].value == "17" and len(card.rows) == 25


def test_an_ordinary_month_is_no_news(context):
    card = made(context, CALM)
    assert (card.verdict, card.change) == ("usual", "")


def test_a_missing_month_is_a_gap_and_never_a_zero(context):
    card = made(context, [*CALM, None, 12])
    assert [mark.at for mark in card.chart.marks][-2:] == [23, 25]
    assert card.chart.missing == (24,)
    assert (card.rows[1].value, card.rows[1].status) == ("", "Not in")


def test_a_newest_month_that_is_not_in_is_said(context):
    card = made(context, [*CALM, None])
    assert card.period == "2025-12"
    assert "January 2026 is not in yet." in card.sentence


def test_unknown_and_provisional_are_said(context):
    card = made(context, CALM, unknown=2, status="provisional")
    assert card.coverage == "2 (17%)"  # 2 beside the 10 that are known
    assert card.provisional and "Provisional:" in card.sentence and card.rows[0].status == "Provisional"


def test_a_share_is_drawn_in_percent_and_not_beyond_a_hundred(context):
    found = context.framework.indicator("E1a")
    values = [(95, 100), (85, 100)] * 12
    series = Series(
        found.id,
        "month",
        "catchment",
        None,
        None,
        tuple(
            Point(f"{month(n):%Y-%m}", month(n), top, whole, top / whole, 3, None, "complete")
            for n, (top, whole) in enumerate(values)
        ),
    )
    card = from_series(context, found, series, None, "month")
    band = card.chart.bands[0]
    assert (card.value, card.numerator, card.denominator, card.coverage) == ("85%", "85", "100", "3 people (3%)")
    assert (round(band.mean, 6), band.upper, band.upper_text) == (90, 100, "100%")  # 90 + 26.6 would be 117


def test_a_quarter_of_which_months_are_missing_is_not_drawn(context):
    found = context.framework.indicator("B1a")
    whole = Point("2026-Q1", date(2026, 1, 1), 30, None, 30, None, None, "complete")
    part = Point("2026-Q2", date(2026, 4, 1), 11, None, 11, None, None, "partial")
    card = from_series(
        context, found, Series(found.id, "quarter", "catchment", None, None, (whole, part)), None, "quarter"
    )
    assert (card.value, card.verdict) == ("30", "none")
    assert [row.status for row in card.rows] == ["Not all in", ""]


def test_the_trusts_own_target_wins_and_progress_is_measured_from_its_baseline(context):
    context.ledger.set_target(
        context.framework.indicator("B1a").id,
        20.0,
        date(2027, 1, 1),
        "A. Person",
        baseline_value=10.0,
        baseline_month=date(2024, 1, 1),
        source="board paper",
    )
    card = made(context, [*CALM, 17])
    # January 2026 is 731 of 1096 days on the way from 10 to 20: 16.7 is expected, 17 is 1.05 of the way
    assert (card.target, card.assurance, card.progress) == ("20", "F", "on_track")
    assert "Better than before, and on the way to the target; but the usual range still lies below it." in card.sentence
    assert card.chart.target.value == 20 and card.chart.trajectory.points[0][1] == 10


def test_an_indicator_without_figures_waits_and_says_for_what(context):
    card = made(context, [None, None])
    assert card.verdict == "waiting" and card.waiting_for and card.chart is None
    assert card.sentence == card.waiting_for


def test_with_nothing_built_every_page_still_stands(context):
    view = overview(context)
    assert (view.finding, view.month, view.changes) == ("No figures yet", None, ())
    assert len(view.waiting) == len(context.framework.indicators)
    assert area(context, "employment").finding == "No figures for Employment"
    assert indicator(context, "E1a").downloads == ()
    assert this_month(context).finding == "Nothing has come in yet"
    assert {state.state for state in source_states(context)} == {"never"}


def test_limits_from_before_a_change_do_not_promise_that_some_months_will_meet_the_target(context):
    context.ledger.set_target(context.framework.indicator("B1a").id, 12.0, date(2027, 1, 1), "A. Person")
    card = made(context, [*CALM, *[5] * 5])
    assert (card.verdict, card.assurance) == ("worse", "?")
    assert "The newest five months all miss it; the usual range is from before the change." in card.sentence


def test_a_value_that_reads_the_same_stays(context):
    assert " stays at 17 hours" in made(context, [*CALM, 17, 17.2]).change


def test_worse_comes_first_and_an_older_figure_says_its_month(context):
    fresh, old = made(context, OUTSIDE), made(context, [*CALM, 5])
    found = changes_of([fresh, old], date(2026, 1, 1))
    assert [change.card.verdict for change in found] == ["worse", "better"]
    later = changes_of([fresh], date(2026, 3, 1))
    assert later[0].text.endswith("January 2026 is its newest month.")


def test_better_and_worse_have_two_places_each_among_what_changed(context):
    better, worse = made(context, OUTSIDE), made(context, [*CALM, 5])

    def shown(n_worse, n_better):
        found = foremost(changes_of([worse] * n_worse + [better] * n_better, date(2026, 1, 1)))
        return [change.card.verdict for change in found]

    assert shown(7, 4) == ["worse"] * 3 + ["better"] * 2
    assert shown(7, 1) == ["worse"] * 4 + ["better"]
    assert shown(1, 9) == ["worse"] + ["better"] * 4
    assert shown(6, 0) == ["worse"] * 5 and shown(1, 1) == ["worse", "better"]


def test_the_matrix_names_four_and_counts_the_rest(context):
    cards = [made(context, CALM) for _ in range(6)]
    cell = next(cell for cell in matrix_of(cards) if cell.row == "usual" and cell.column == (cards[0].assurance or ""))
    assert (len(cell.cards), len(cell.rest)) == (4, 2)


def test_the_month_in_hand_is_the_last_whole_one():
    assert last_whole_month(date(2026, 10, 12)) == date(2026, 9, 1)
    assert last_whole_month(date(2026, 1, 3)) == date(2025, 12, 1)


def test_what_is_due_when_follows_the_cadence(context):
    by_cadence = {source.cadence: source for source in context.framework.sources}
    monthly = by_cadence["month"]
    assert expected(monthly, date(2026, 10, 12)) == ("2026-09", date(2026, 10, monthly.due_day))
    assert expected(monthly, date(2026, 1, 12))[0] == "2025-12"
    yearly = by_cadence["year"]
    assert expected(yearly, date(2026, 10, 12))[0] == "2025/26"
    assert expected(yearly, date(2026, 3, 31))[0] == "2024/25"


def test_months_missing_in_a_row_are_one_stretch():
    assert runs_in_words(("2024-10", "2024-11", "2024-12", "2025-01", "2025-06")) == [
        "October 2024 to January 2025",
        "June 2025",
    ]


def _load(context, source, period, number):
    context.ledger.add_load(
        {
            "load": f"{source}-{number}", "number": number, "source": source, "file": f"{source}.csv", "sha256": "0",
            "rows_sha256": str(number), "rows": 1204, "kind": "example", "by": "A. Person",
            "at": "2026-10-06T09:00:00+00:00", "periods": {period: (1204, True)},
        }
    )  # fmt: skip


def _state(context, source):
    return next(state for state in source_states(context) if state.source == source)


def test_a_source_is_in_then_late_and_its_gap_is_missing(context):
    for number, period in enumerate(("2026-06", "2026-08"), 1):
        _load(context, "starters", period, number)
    late = _state(context, "starters")
    due = expected(context.framework.source("starters"), context.today)[1]
    assert late.state == ("late" if context.today > due else "due")
    assert late.gaps == ("July 2026",) and "August 2026 is the newest." in late.words
    _load(context, "starters", "2026-09", 3)
    assert _state(context, "starters").words == "July 2026 is missing."
    _load(context, "starters", "2026-07", 4)
    state = _state(context, "starters")
    assert (state.state, state.words) == ("in", "September 2026 is in.")
    assert state.files == ("starters.csv: 1,204 rows, brought in by A. Person on 6 October 2026",)


def test_the_download_of_the_example_says_so_in_every_row(context):
    found = context.framework.indicator("B1a")
    lines = csv_text(
        context, found, [Series(found.id, "month", "catchment", None, None, points([3, None]))]
    ).splitlines()
    assert lines[0].endswith(",status,note")
    assert all(line.endswith("made-up figures") for line in lines[1:])
    assert lines[2] == f"B1a,{found.title},2024-02,,,,,,missing,made-up figures"


def test_words_and_grains_meet_the_results():
    assert set(results.GRAINS) == {"month", "quarter", "year", "rolling12"}
    assert all(wording.period(code, grain) for code, grain in (("2026-03", "month"), ("2025/26", "year")))


# winter high, summer low
WINTERS = [120, 100, 80, 60, 50, 40, 40, 40, 50, 70, 90, 110]


def like_for_like(values, better="down"):
    return judge(points(values), better, seasonal=True)


def alternating(years=3):
    """Each later year is 1 lower in one month and 3 in the next than the year before: differences -1, -3, -1, -3 ...,
    mean -2, moving range 2, limits -2 -/+ 2.66 x 2, which are -7.32 and 3.32."""
    made = list(WINTERS)
    while len(made) < 12 * years:
        made.append(made[-12] - (1 if len(made) % 2 == 0 else 3))
    return made


def test_winter_is_no_failure_where_a_month_is_compared_with_the_same_month_last_year():
    plain = judge(points(alternating()), "down")
    assert {"better", "worse"} <= set(plain.kinds)  # the noise of the seasons, taken month against month
    judged = like_for_like(alternating())
    assert set(judged.kinds[:12]) == {"few"} and set(judged.kinds[12:]) == {"usual"}
    assert judged.verdict == "usual" and judged.assurance is None
    assert [round(level, 2) for level in (judged.spc.lcl[-1], judged.spc.mean[-1], judged.spc.ucl[-1])] == [
        -7.32, -2, 3.32,
    ]  # fmt: skip


@pytest.mark.parametrize(("change", "verdict", "side"), [(10, "worse", "H"), (-20, "better", "L")])
def test_a_month_far_from_the_same_month_last_year_is_marked(change, verdict, side):
    values = [*alternating(), alternating()[24] + change]
    judged = like_for_like(values)
    assert (judged.verdict, judged.direction, judged.rule) == (verdict, side, "outside")
    assert like_for_like(values, "up").verdict == {"worse": "better", "better": "worse"}[verdict]


def test_what_fell_against_last_year_but_less_than_usual_has_changed_and_is_not_worse():
    big = list(WINTERS)
    while len(big) < 36:
        big.append(big[-12] - (11 if len(big) % 2 == 0 else 13))  # mean -12, limits -17.32 and -6.68
    assert like_for_like([*big, big[24] - 2]).verdict == "shift"
    assert like_for_like([*big, big[24] + 2]).verdict == "worse"


def test_a_seasonal_figure_is_judged_from_24_months_on(context):
    card = made(context, alternating()[:23], "N1a")
    assert (card.verdict, card.verdict_words) == ("few", "23 of 24 months")
    assert "23 months so far: few points, because it has seasons." in card.sentence
    assert made(context, alternating()[:24], "N1a").verdict == "usual"


def test_a_seasonal_card_says_and_draws_the_same_month_last_year_and_no_range(context):
    card = made(context, alternating(), "N1a")
    assert card.sentence.startswith("104 tonnes CO₂e in December 2026, 3 less than a year before. ")
    usual = "Compared with the same month last year, it is within the usual differences, 7 less to 3 more."
    assert usual in card.sentence
    assert card.chart.bands == ()
    assert [mark.at for mark in card.chart.before] == list(range(12, 36))
    assert [mark.value for mark in card.chart.before] == [mark.value for mark in card.chart.marks[:24]]
    worse = made(context, [*alternating(), 130], "N1a")
    told = "130 tonnes CO₂e, 12 more than the same month last year, above the usual differences; lower is better."
    assert worse.change == f"Carbon from energy in our buildings: {told}"


def test_without_the_same_month_last_year_the_newest_is_not_judged(context):
    values = [*alternating()[:24], None, *alternating()[25:], 110]
    card = made(context, values, "N1a")
    assert (card.verdict, card.verdict_words) == ("few", "Nothing to compare")
    assert "the same month last year, which has no figure" in card.sentence


def test_other_grains_of_a_seasonal_indicator_are_not_judged(context):
    assert made(context, [500, 480], "N1a", grain="year").verdict == "none"


def test_a_quarter_or_a_year_is_not_shown_before_its_last_month(context):
    found = context.framework.indicator("E1a")
    quarters = [
        Point(f"2025-Q{n}", date(2025, 3 * n - 2, 1), 4, 9, 4 / 9, 0, 0, "complete") for n in (1, 2, 3)
    ]
    series = Series(found.id, "quarter", "catchment", None, None, tuple(quarters))
    assert from_series(context, found, series, date(2025, 8, 1), "quarter").period == "2025-Q2"
    assert from_series(context, found, series, date(2025, 9, 1), "quarter").period == "2025-Q3"


def test_the_months_of_quarters_can_be_looked_at_too(context):
    found = context.framework.indicator("E1a")
    quarters = (
        Point("2025-Q1", date(2025, 1, 1), 4, 9, 4 / 9, 0, 0, "complete"),
        Point("2025-Q2", date(2025, 4, 1), 1, 2, 0.5, 0, 0, "partial"),
    )
    card = from_series(
        context, found, Series(found.id, "quarter", "catchment", None, None, quarters), None, "quarter"
    )
    assert months_of([card]) == (date(2025, 4, 1), date(2025, 3, 1), date(2025, 2, 1), date(2025, 1, 1))


def test_a_trust_can_leave_great_steps_out_of_the_usual_range_as_its_boards_own_charts_do(context):
    # steps of 2 and one of 60 out and back: mean step (22 x 2 + 2 x 60) / 23... the two are over 3.267 times the mean
    values = [*[12, 10] * 6, 72, *[10, 12] * 5, 10]
    wide = judge(points(values), "up").spc
    narrow = judge(points(values), "up", screened=True).spc
    # without the two great steps every step left is 2: the range is 2.66 x 2 on either side of the mean
    assert narrow.ucl[-1] - narrow.mean[-1] == pytest.approx(5.32)
    assert wide.ucl[-1] - wide.mean[-1] > 10
    context.ledger.set_setting("spc_screening", True, "Ann")
    definition = dict(indicator(context, "B1a").definition)
    assert definition["How change is judged"].endswith("with screening.")


def test_the_overview_says_in_words_which_month_is_the_latest():
    july, june = date(2026, 7, 1), date(2026, 6, 1)
    assert latest_words(july, (july, june)) == "July 2026, the latest month"
    assert latest_words(june, (july, june)) == "June 2026; the latest month is July 2026"
    assert latest_words(None, ()) == ""


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (("in", "in"), "Nothing is late."),
        (("in", "never"), "Nothing is late. One spreadsheet has never come in."),
        (("late", "refused", "due"), "Two spreadsheets are late. One spreadsheet is still to come."),
        (("in", "due"), "Nothing is late. One spreadsheet is still to come."),
        (("late", "missing"), "One spreadsheet is late. One spreadsheet has a gap in an earlier month."),
    ],
)
def test_the_overview_says_what_is_late_or_missing_also_where_nothing_is(states, told):
    made = [SourceState("s", "S", "Ann", "month", state, "", "", None, (), (), (), 1) for state in states]
    assert late_words(made) == told


def test_a_sentence_of_what_changed_leads_to_its_chart_by_its_own_name(context):
    card = made(context, OUTSIDE)
    drawn = blocks.changes(changes_of([card], month(24)))
    assert f'<a href="/indicator?id={card.id}" data-go="/indicator?id={card.id}">{card.title}</a> rose to' in drawn
