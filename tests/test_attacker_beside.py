"""The attacker who holds every file looks at two indicators side by side: those counted, and some of them.

Local people among new starters, and of these the ones from priority areas: what lies between the two is a count too.
She knows exactly how many people there are in all each month, before and after its correction, and the policy.
"""

import random
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import product

import pytest

from metrics import disclosure
from metrics.disclosure import Cell, disclose
from metrics.publication.figures import Around, as_shown, disclosed
from tests.published import indicator, point

SMALL = set(range(1, 8))
PUBLICATIONS, FIRST, SERIES = 24, 12, 130
MONTHS = [date(2023 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(FIRST + PUBLICATIONS - 1)]
OUTER = as_shown(indicator("local", "employment", "E1a"), people=True)
INNER = as_shown(indicator("priority", "employment", "E1b", within=("local",)), people=True)
SIDES = {"in both": (0,), "between": (1,), "neither": (2,), "in the outer": (0, 1), "not in the inner": (1, 2)}


@cache
def told(people, outer_before=None, inner_before=None):
    """The two rows that are published of a month in which `people` are (in both, between, neither)."""
    both, between, _ = people
    whole, month = sum(people), MONTHS[0]
    points = [point(month, both + between, whole)], [point(month, both, whole)]
    before = [{"2023-04": as_file(row)} if row else {} for row in (outer_before, inner_before)]
    outer = disclosed(tuple(points[0]), OUTER, before[0])
    inner = disclosed(tuple(points[1]), INNER, before[1], (Around(tuple(points[0]), outer),))
    return tuple((r.numerator, r.denominator, r.value, r.status, r.reason) for r in (*outer, *inner))


def as_file(row):
    names = ("numerator", "denominator", "value", "status", "reason")
    return dict(zip(names, row, strict=True))


@cache
def all_of(whole):
    """Every way of parting so many people, by the rows that are told of it."""
    made = defaultdict(list)
    for both in range(whole + 1):
        for between in range(whole - both + 1):
            people = both, between, whole - both - between
            made[told(people)].append(people)
    return made


@cache
def more(people, late):
    """What can have become of them by so many late records."""
    parted = (p for p in product(range(late + 1), repeat=3) if sum(p) == late)
    return [tuple(a + b for a, b in zip(people, added, strict=True)) for added in parted]


def month_of(chance):
    most = [chance.choice((3, 9, 30)) for _ in range(3)]
    return tuple(chance.randint(0, one) for one in most)


def test_what_lies_between_two_published_counts_is_no_more_told_than_the_counts():
    chance, cells, narrowed = random.Random(20261124), 0, []
    for _ in range(SERIES * len(MONTHS)):
        first = month_of(chance)
        worlds, later, then = all_of(sum(first))[told(first)], [], None
        if chance.random() < 0.1:
            late = tuple(chance.randint(0, 3) for _ in range(3))
            then = tuple(a + b for a, b in zip(first, late, strict=True))
            seen = told(then, *told(first))
            grown = {one: [new for new in more(one, sum(late)) if told(new, *told(first)) == seen] for one in worlds}
            worlds = [one for one, found in grown.items() if found]
            later = [new for found in grown.values() for new in found] if seen != told(first) else []
        assert first in worlds
        for true, possible in ((first, worlds), (then, later)):
            if not possible or disclosure.small(sum(true)):
                continue
            for name, places in SIDES.items():
                if sum(true[place] for place in places) in SMALL:
                    cells += 1
                    found = {sum(one[place] for place in places) for one in possible}
                    narrowed += [] if found >= SMALL else [(name, true, sorted(found))]
    assert cells > 5_000
    assert narrowed == []


def test_without_the_rule_the_attacker_would_know_how_many_lie_between():
    """40 of 80 local, 38 from priority areas: both are told as 40, so 0 to 4 are local and from elsewhere."""
    own, around = Cell("m", None, 38, 80), Cell("m", None, 40, 80)
    outer, inner = (disclose([one], "people", "share")[0] for one in (around, own))
    assert outer.numerator == inner.numerator == 40
    assert disclosure.beside(inner, own, around, outer.numerator).numerator is None


@pytest.mark.parametrize("outer_of", [(45, 80), (5, 80)])
def test_where_the_outer_count_is_hidden_so_is_the_inner_one(outer_of):
    (months, shown) = (point(MONTHS[0], *outer_of),), disclosed((point(MONTHS[0], 5, 80),), OUTER)
    (inner,) = disclosed((point(MONTHS[0], 0, 80),), INNER, None, (Around(months, shown),))
    assert (inner.numerator, inner.denominator, inner.reason) == (None, None, disclosure.BESIDE)
