"""An attacker who holds every file of 24 successive publications finds no small count of people in them.

She knows the policy, so she knows everything that could have made a published row. She knows from elsewhere how many
people there are in all each month, exactly and as often as it is corrected, and that a corrected month is one to which
late records were added. Months are added one by one, and some are corrected. Of whole financial years she knows the
exact totals.
"""

import json
import random
from collections import defaultdict
from datetime import date
from functools import cache

import pytest

from metrics import disclosure
from metrics.disclosure import Cell, disclose
from metrics.publication import opendata, preparing, standing
from metrics.publication.figures import Public, as_shown, disclosed
from tests.published import framework, indicator, point

SMALL = range(1, 8)
PUBLICATIONS, FIRST, SERIES, MOST = 24, 12, 430, 30
MONTHS = [date(2023 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(FIRST + PUBLICATIONS - 1)]


class Truth:
    """One series: who is counted and who is not, as first told and after its corrections."""

    def __init__(self, chance, kind):
        self.kind = kind
        most = [chance.choice(((10, MOST), (MOST, 10))) for _ in MONTHS]
        self.counted = [chance.randint(0, one) for one, _ in most]
        self.others = [chance.randint(0, other) if kind == "share" else 0 for _, other in most]
        self.late = {
            month: (chance.randint(1, PUBLICATIONS - 1), chance.randint(0, MOST), chance.randint(0, MOST))
            if chance.random() < 0.3
            else (chance.randint(1, PUBLICATIONS - 1), chance.randint(0, 4), chance.randint(0, 4))
            for month in range(len(MONTHS))
            if chance.random() < 0.1
        }

    def at(self, month, publication):
        """(counted, others) of a month as known when a publication was made."""
        since, more, others = self.late.get(month, (PUBLICATIONS, 0, 0))
        late = publication >= since
        return self.counted[month] + late * more, self.others[month] + late * others * (self.kind == "share")


@cache
def defined(place, kind):
    return as_shown(indicator(f"series-{place}", "employment", "E1a", kind=kind), people=True)


def published(truths, publication, before):
    """data/all.json of one publication, through disclosure control, after the last one."""
    known = framework()
    before = {one["id"]: one for one in before["indicators"]}
    publics = []
    for place, truth in enumerate(truths):
        one = defined(place, truth.kind)
        points = []
        for month in range(FIRST + publication):
            counted, others = truth.at(month, publication)
            points.append(point(MONTHS[month], counted, counted + others if truth.kind == "share" else None))
        figures = disclosed(tuple(points), one, standing.rows(before, one.id, one.how))
        publics.append(Public(one, known.commitment(one.commitment), known.area(one.area), "month", figures))
    facts = preparing.facts_of(publication + 1, known, tuple(publics), True, date(2026, 10, 12))
    return json.loads(opendata.together(facts, tuple(publics)))


def seen(row):
    return row["numerator"], row["denominator"], row["value"], row["status"], row["reason"] or ""


@pytest.fixture(scope="module")
def preimages():
    """What could have made each published row: {kind: {row: [(counted, others)]}}, by trying all."""
    found = {"share": defaultdict(list), "count": defaultdict(list)}
    for counted in range(2 * MOST + 20):
        for others in range(2 * MOST + 20):
            whole = {"share": counted + others, "count": None}
            for kind in found if not others else ("share",):
                one = disclose([Cell("m", None, counted, whole[kind])], "people", kind, 0)[0]
                status = "hidden" if one.status == "hidden" else "complete"
                status = "missing" if one.status == "missing" else status
                row = (one.numerator, one.denominator, one.value, status, one.reason)
                found[kind][row].append((counted, others))
    return found


@pytest.fixture(scope="module")
def truths():
    chance = random.Random(20261124)
    return [Truth(chance, "count" if place % 12 == 0 else "share") for place in range(SERIES)]


@pytest.fixture(scope="module")
def held(truths):
    """Every row of every publication: [publication][series][month]."""
    files = [{"indicators": []}]
    for number in range(PUBLICATIONS):
        files.append(published(truths, number, files[-1]))
    return [[[seen(row) for row in one["values"]] for one in file["indicators"]] for file in files[1:]]


def solved(truth, rows, preimages):
    """{(month, its first publication): [(counted, others)]}: all that can be of every month, and of every corrected
    month of which the publications tell something new."""
    possible = {}
    for month in range(len(MONTHS)):
        first = max(0, month - FIRST + 1)
        known = {n: [rows[n][month], sum(truth.at(month, n))] for n in range(first, PUBLICATIONS)}
        row, whole = known[first]
        possible[month, first] = [one for one in preimages[truth.kind][row] if _fits(truth, one, whole)]
        since = truth.late.get(month, (0, 0, 0))[0]
        if since > first:
            earlier, later = _corrected(truth, month, possible[month, first], row, *known[since], preimages)
            possible[month, first] = earlier
            if known[since][0] != row:
                possible[month, since] = later
    return possible


def _fits(truth, pair, whole):
    """Whether it obeys the exact number of people; a number of 1 to 7 is told by nobody."""
    if truth.kind == "count":
        return True
    return sum(pair) <= MOST if disclosure.small(whole) else sum(pair) == whole


def _corrected(truth, month, earlier, old, row, whole, preimages):
    """What can be of a month before and after its correction: late records only add, and the policy says when a
    correction is shown."""
    one = defined(0, truth.kind)
    before = dict(zip(("numerator", "denominator", "value", "status", "reason"), old, strict=True))
    made = set()
    for pair in (one for pairs in preimages[truth.kind].values() for one in pairs):
        if _fits(truth, pair, whole):
            true = point(MONTHS[month], pair[0], sum(pair) if truth.kind == "share" else None)
            figure = disclosed((true,), one, {true.period: before})[0]
            told = (figure.numerator, figure.denominator, figure.value, figure.status, figure.reason)
            made |= {pair} if told == row else set()
    later = [b for b in made if any(a[0] <= b[0] and a[1] <= b[1] for a in earlier)]
    return [a for a in earlier if any(a[0] <= b[0] and a[1] <= b[1] for b in later)], later


def test_no_small_count_of_24_publications_is_narrowed_to_less_than_one_to_seven(truths, held, preimages):
    cells, narrowed = 0, []
    for place, truth in enumerate(truths):
        rows = [publication[place] for publication in held]
        for (month, first), pairs in solved(truth, rows, preimages).items():
            true = truth.at(month, first)
            assert true in pairs
            if truth.kind == "share" and disclosure.small(sum(true)):
                continue  # nothing of such a row is told; the next test looks at it
            for side in (0, 1):
                if true[side] in SMALL:
                    cells += 1
                    found = {one[side] for one in pairs}
                    if not found >= set(SMALL):
                        narrowed.append((truth.kind, month, first, true, side, sorted(found)))
    assert cells >= 10_000
    assert narrowed == []


def test_the_exact_total_of_a_financial_year_narrows_no_small_month():
    """Twelve months of 0 to 30, and their sum to the last person: eleven rounded months leave room enough."""
    chance, cells = random.Random(20261124), 0
    while cells < 10_000:
        months = [chance.randint(0, MOST) for _ in range(12)]
        shown = [disclose([Cell("m", None, one)], "people", "count")[0] for one in months]
        spans = [disclosure.bounds(one) for one in shown]
        low, high = (sum(span[end] for span in spans) for end in (0, 1))
        for one, (least, most) in zip(months, spans, strict=True):
            if one in SMALL:
                cells += 1
                assert sum(months) - (high - most) <= 1 and sum(months) - (low - least) >= 7, months


def test_of_a_month_with_one_to_seven_people_in_all_nothing_is_told(preimages):
    for kind, wholes in (("share", lambda a, b: a + b), ("count", lambda a, b: a)):
        hidden = [pairs for row, pairs in preimages[kind].items() if row[:3] == (None, None, None)]
        small = {wholes(*pair) for pairs in hidden for pair in pairs}
        assert set(SMALL) <= small


def test_an_attacker_who_knows_the_policy_finds_the_others_where_it_says_which_side_is_small():
    """Why rule 2 says neither below 15: of 10 people at least 8 are counted, so the others were 1 or 2."""
    told = {disclose([Cell("m", None, n, 10)], "people", "share")[0].reason for n in range(1, 10)}
    assert told == {disclosure.FEW_EITHER}
    told = {n: disclose([Cell("m", None, n, 15)], "people", "share")[0].reason for n in (7, 8)}
    assert told == {7: disclosure.FEW, 8: disclosure.FEW_OTHERS}
