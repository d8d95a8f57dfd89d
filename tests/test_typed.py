"""Figures and months as people type them."""

from datetime import date

import pytest

from metrics import typed


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [
        ("43%", "percent", 0.43),
        ("43", "percent", 0.43),
        ("0.5 %", "percent", 0.005),
        ("£1.2 million", "money", 1_200_000),
        ("£12,345", "money", 12_345),
        ("3k", "money", 3_000),
        ("1,234", "tonnes", 1_234),
        ("−5", "things", -5),
    ],
)
def test_a_figure_means_what_people_mean_by_it(text, unit, meant):
    assert typed.figure(text, unit) == pytest.approx(meant)


@pytest.mark.parametrize("text", ["", "lots", "12 apples", "1.2.3"])
def test_what_is_no_figure_is_answered_with_an_example(text):
    with pytest.raises(ValueError, match="Type it like 43%"):
        typed.figure(text, "percent")


WRITTEN = [
    "2026-03", "03/2026", "3/2026", "March 2026", "mar 2026", " MARCH 2026 ",
    "Mar-26", "01/03/2026", "2026-03-01", "2026-03-01 00:00:00",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_month_is_read_however_it_is_written(text):
    assert typed.month(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["", "2026", "13/2026", "Marsh 2026"])
def test_what_is_no_month_is_answered_with_an_example(text):
    with pytest.raises(ValueError, match="Type it like March 2026"):
        typed.month(text)
