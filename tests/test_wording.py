"""How figures, months and findings are written."""

from datetime import date
from decimal import Decimal

import pytest

from metrics import sentences, wording
from metrics.sentences import Finding


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "written"),
    [
        (1234, "people", 0, "1,234"),
        (0.43, "percent", 0, "43%"),
        (0.145, "percent", 0, "15%"),
        (0.145, "percent", 1, "14.5%"),
        (0.0, "percent", 1, "0.0%"),
        (1.0, "percent", 0, "100%"),
        (-3, "things", 0, "−3"),
        (-0.2, "things", 0, "0"),
        (12.345, "kWh per m2", 1, "12.3"),
        (None, "people", 0, ""),
        (Decimal("1234567.80"), "money", 0, "£1.2 million"),
        (Decimal("999949.99"), "money", 0, "£999,950"),
        (Decimal("999950.00"), "money", 0, "£1.0 million"),
        (Decimal("2500000000"), "money", 0, "£2.5 billion"),
        (Decimal("12345.67"), "money", 0, "£12,346"),
        (Decimal("12.50"), "money", 0, "£12.50"),
        (Decimal("-54000"), "money", 0, "−£54,000"),
    ],
)
def test_a_value_is_written_as_people_write_it(value, unit, decimals, written):
    assert wording.number(value, unit, decimals) == written


@pytest.mark.parametrize(
    ("text", "unit", "written"),
    [
        ("1,193", "tonnes", "1,193 tonnes"),
        ("43%", "percent", "43%"),
        ("£1.2 million", "money", "£1.2 million"),
        ("129", "things", "129"),
        ("15.1", "kWh per m2", "15.1 kWh per m²"),
        ("380", "tCO2e", "380 tonnes CO₂e"),
        ("", "tonnes", ""),
    ],
)
def test_a_unit_that_is_a_word_follows_the_number(text, unit, written):
    assert wording.with_unit(text, unit) == written


@pytest.mark.parametrize(
    ("code", "grain", "long", "short"),
    [
        ("2026-03", "month", "March 2026", "Mar 2026"),
        ("2026-Q1", "quarter", "January to March 2026", "Jan–Mar 2026"),
        ("2026-Q4", "quarter", "October to December 2026", "Oct–Dec 2026"),
        ("2025/26", "year", "2025/26", "2025/26"),
        ("2026-03", "rolling12", "12 months to March 2026", "Mar 2026"),
        ("2026-06", "ytd", "April to June 2026", "Jun 2026"),
        ("2026-02", "ytd", "April 2025 to February 2026", "Feb 2026"),
        ("2026-04", "ytd", "April 2026", "Apr 2026"),
    ],
)
def test_a_period_is_told_in_words(code, grain, long, short):
    assert (wording.period(code, grain), wording.period_short(code, grain)) == (long, short)


def test_days_and_months_bear_their_names():
    assert wording.day(date(2026, 3, 12)) == "12 March 2026"
    assert wording.month(date(2026, 3, 1)) == "March 2026"
    assert wording.day(None) == ""


def test_small_counts_are_words_and_large_ones_figures():
    assert [wording.count_words(n) for n in (0, 1, 12, 13, 1200)] == ["no", "one", "twelve", "13", "1,200"]
    assert [wording.ordinal(n) for n in (7, 12, 13, 21, 22, 111)] == [
        "seventh",
        "twelfth",
        "13th",
        "21st",
        "22nd",
        "111th",
    ]
    assert wording.plural(1, "row") == "1 row"
    assert wording.plural(1204, "row") == "1,204 rows"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"


def test_a_share_that_would_round_to_all_says_so():
    shares = [wording.share(996, 1000), wording.share(999_999, 1_000_000), wording.share(7, 7), wording.share(99, 100)]
    assert shares == ["over 99%", "over 99%", "100%", "99%"]


def test_months_are_named_as_many_as_there_are():
    july = date(2020, 7, 1)
    assert wording.span(july, july) == "July 2020"
    assert wording.span(date(2020, 5, 1), july) == "May to July 2020"
    assert wording.span(date(2019, 11, 1), july) == "November 2019 to July 2020"
    assert wording.span(date(2019, 8, 1), july) == "the 12 months to July 2020"


def test_a_share_that_would_round_to_nothing_says_so():
    assert [wording.share(1, 1000), wording.share(0, 1000), wording.share(1, 0), wording.share(43, 100)] == [
        "under 1%",
        "0%",
        "",
        "43%",
    ]


def of(**facts) -> Finding:
    """A finding of a share, higher is better, usual range 40% to 60%, unless said otherwise."""
    base = {"title": "Local people among new starters", "value": "50%", "period": "March 2026", "better": "up"}
    base |= {"verdict": "usual", "average": "50%", "lower": "40%", "upper": "60%", "points": 36}
    return Finding(**(base | facts))


SENTENCES = {
    "as usual": (
        of(),
        "50% in March 2026, as usual. It is within the usual range of 40% to 60%. Higher is better.",
    ),
    "better, outside": (
        of(value="70%", verdict="better", rule="outside", side="H", run=1),
        "70% in March 2026, higher than usual. It is above the usual range of 40% to 60%: a change this big is "
        "unlikely to be chance. Higher is better.",
    ),
    "worse, a run": (
        of(value="45%", verdict="worse", rule="run", side="L", run=8),
        "45% in March 2026, lower than usual. It is the eighth month in a row under the average of 50%: too long to "
        "be chance. Higher is better.",
    ),
    "worse, a trend, lower is better": (
        of(value="55%", verdict="worse", rule="trend", side="H", run=6, better="down"),
        "55% in March 2026, higher than usual. It has gone up every month for six months: too long to be chance. "
        "Lower is better.",
    ),
    "changed, near the edge, neither way is good": (
        of(value="58%", verdict="shift", rule="near", side="H", run=3, better="neither"),
        "58% in March 2026, higher than usual. Two of the last three months are close to the upper end of the usual "
        "range of 40% to 60%: unlikely to be chance. Neither higher nor lower is better in itself.",
    ),
    "keeps missing": (
        of(target="65%", meets=False, assurance="F"),
        "50% in March 2026, as usual. It is within the usual range of 40% to 60%. Higher is better. It misses the "
        "target of 65%, and its usual range says it will keep missing it unless something changes.",
    ),
    "keeps meeting": (
        of(target="35%", meets=True, assurance="P"),
        "50% in March 2026, as usual. It is within the usual range of 40% to 60%. Higher is better. It meets the "
        "target of 35%, and its usual range says it will keep meeting it unless something changes.",
    ),
    "hit or miss": (
        of(target="50%", meets=True, assurance="?"),
        "50% in March 2026, as usual. It is within the usual range of 40% to 60%. Higher is better. It meets the "
        "target of 50%; its usual range reaches over the target, so some months will meet it and some miss.",
    ),
    "too few": (
        of(verdict="few", points=9, average="", lower="", upper=""),
        "50% in March 2026. Nine months so far: twelve are needed to say what is usual. Higher is better.",
    ),
    "one figure alone": (
        of(verdict="few", points=1, noun="figure", average="", lower="", upper=""),
        "50% in March 2026. One figure so far: twelve are needed to say what is usual. Higher is better.",
    ),
    "a year, without a range": (
        of(period="2025/26", verdict="none", average="", lower="", upper="", better="toward"),
        "50% in 2025/26. Nearer to the target is better.",
    ),
    "rolling": (
        of(period="12 months to March 2026", verdict="none", average="", lower="", upper=""),
        "50% in the 12 months to March 2026. Higher is better.",
    ),
    "unknown, provisional, partial, missing": (
        of(unknown="12 people (4%)", provisional=True, partial=True, missing="April 2026"),
        "50% in March 2026, as usual. It is within the usual range of 40% to 60%. Higher is better. Not known for 12 "
        "people (4%): counted apart, never as a no. Provisional: a rate it uses has no value for this period yet, so "
        "the last one stands in. Not all of this period is in yet. April 2026 is not in yet.",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_every_kind_of_sentence(name):
    finding, told = SENTENCES[name]
    assert sentences.sentence(finding) == told


JOINED = {
    "better, on the way, and its range short of the target": (
        of(value="70%", verdict="better", rule="outside", side="H", target="80%", meets=False, assurance="F",
           progress="on_track"),
        "It misses the target of 80%. Better than before, and on the way to the target; but the usual range still "
        "lies below it.",
    ),
    "as usual and on the way": (
        of(target="80%", meets=False, assurance="F", progress="on_track"),
        "It misses the target of 80%. On the way to the target; but the usual range still lies below it.",
    ),
    "the newest months miss what the range of before could meet": (
        of(value="81.6%", verdict="worse", rule="outside", side="L", target="95%", meets=False, assurance="?",
           lately=5, held=True),
        "It misses the target of 95%. The newest five months all miss it; the usual range is from before the change.",
    ),
    "one month out of its range": (
        of(value="30%", verdict="worse", rule="outside", side="L", target="35%", meets=False, assurance="P", lately=1),
        "It misses the target of 35%, by a change that the usual range does not foresee.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", JOINED)
def test_verdicts_that_seem_to_disagree_are_joined_in_one_sentence(name):
    finding, told = JOINED[name]
    assert sentences.sentence(finding).endswith(told)
    assert "some months will meet it" not in sentences.sentence(finding)


CHANGES = {
    "worse by rising, where lower is better": (
        of(value="70%", verdict="worse", rule="outside", side="H", moved="up", better="down"),
        "Local people among new starters rose to 70%, above the usual range; lower is better.",
    ),
    "worse although it rose": (
        of(value="30%", verdict="worse", rule="outside", side="L", moved="up"),
        "Local people among new starters rose to 30%, but is still below the usual range.",
    ),
    "outside": (
        of(value="30%", verdict="worse", rule="outside", side="L", moved="down"),
        "Local people among new starters fell to 30%, below the usual range.",
    ),
    "a run that rose within itself": (
        of(value="45%", verdict="worse", rule="run", side="L", run=7, moved="up"),
        "Local people among new starters rose to 45%, but it is the seventh month in a row under the average of 50%.",
    ),
    "trend": (
        of(value="55%", verdict="better", rule="trend", side="H", run=6, moved="up"),
        "Local people among new starters rose to 55%, up every month for six months.",
    ),
    "near": (
        of(value="58%", verdict="better", rule="near", side="H", run=3, moved="same"),
        "Local people among new starters stays at 58%; two of the last three months were close to the upper end of "
        "the usual range.",
    ),
    "with a target missed": (
        of(
            value="30%",
            verdict="worse",
            rule="outside",
            side="L",
            moved="down",
            target="50%",
            meets=False,
            assurance="?",
        ),
        "Local people among new starters fell to 30%, below the usual range. It misses the target of 50%.",
    ),
    "with a target that stays out of reach": (
        of(
            value="70%",
            verdict="better",
            rule="outside",
            side="H",
            moved="up",
            target="95%",
            meets=False,
            assurance="F",
        ),
        "Local people among new starters rose to 70%, above the usual range. Better than before; but the usual range "
        "still lies below the target of 95%.",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_kind_of_change(name):
    finding, told = CHANGES[name]
    assert sentences.change(finding) == told


def test_nothing_is_said_to_be_a_cause_or_an_improvement_without_a_special_cause():
    every = [sentences.sentence(finding) for finding, _ in SENTENCES.values()]
    every += [sentences.change(finding) for finding, _ in CHANGES.values()]
    assert not [
        told for told in every if "caus" in told.lower() or "improv" in told.lower() or "signific" in told.lower()
    ]
    usual = sentences.sentence(of())
    assert "got better" not in usual and "unlikely to be chance" not in usual


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((4, 2), "Four indicators got better, two got worse"),
        ((1, 1), "One indicator got better, one got worse"),
        ((19, 11), "19 indicators got better, 11 got worse"),
        ((1, 14), "1 indicator got better, 14 got worse"),
        ((3, 0), "Three indicators got better, none got worse"),
        ((0, 2), "Two indicators got worse, none got better"),
        ((0, 0), "Nothing got clearly better or worse"),
        ((0, 0, 1), "One indicator changed"),
    ],
)
def test_the_heading_of_the_overview_counts_both_ways(counts, told):
    assert wording.overview_finding(*counts) == told


def test_the_line_under_the_heading_accounts_for_the_rest():
    assert wording.overview_rest(12, 0, 2, 1, 3) == (
        "Twelve moved no more than usual. Two are too new to judge. One is yearly or too rare to judge. "
        "Three wait for data."
    )
    assert wording.overview_rest(0, 0, 0, 0, 0) == ""


def test_a_waiting_indicator_says_what_it_waits_for():
    assert (
        wording.waiting("Local spend", "Waits for a first file of: Payments") == "Waits for a first file of: Payments."
    )
    assert wording.waiting("Local spend", "") == "Local spend waits for its first file."
