"""September 2026 of the example trust: every indicator equals what plain Python makes of the raw files.

Two of the catalogue are not here: W3a and W3b tell of the dashboard itself (which figures are up to date, which months'
page came in time) and no file holds them. The waste report of September has not come, so that waste and the whole
footprint are those of August; the survey by rounds was of July; yearly returns stand for their year.
"""

import pytest

from metrics import results
from metrics.warehouse import open_to_read
from tests.example_stores import example_files, store_of
from tests.hand_worked import employment, environment, partnership, places, procurement
from tests.hand_worked.raw import Files
from tests.stores import known

KNOWN = known()
WORKED = (employment.worked, procurement.worked, environment.worked, environment.worked_of_august, places.worked,
          partnership.worked)
OF_ITSELF = ("W3a", "W3b")
IN_AUGUST = ("N1a5", "N1a6", "N2a", "N2b", "N2b2", "N2b3", "N2c")
# which period the figures are of, where it is not September
PERIODS = dict.fromkeys(IN_AUGUST, "2026-08") | {"W1d": "2026-07", "B3a": "2025/26", "B4b": "2025/26"} | dict.fromkeys(
    ("B2c", "E4a", "N3c", "N5a", "W2b", "W2c"), "2026/27")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory, folder):
    files = example_files(folder, 13)
    tables = {"population.csv": employment.POPULATION}
    return open_to_read(store_of(tmp_path_factory.mktemp("store") / "data", files, tables))


@pytest.fixture(scope="module")
def by_hand(folder, warehouse):
    files, found = Files(folder), {}
    for work in WORKED:
        found |= work(files)
    return found


def test_nothing_of_the_catalogue_is_left_out(by_hand):
    assert sorted([*by_hand, *OF_ITSELF]) == sorted(one.code for one in KNOWN.indicators)


@pytest.mark.parametrize("code", [one.code for one in KNOWN.indicators if one.code not in OF_ITSELF])
def test_the_figure_is_what_the_raw_files_say(by_hand, warehouse, code):
    period = PERIODS.get(code, "2026-09")
    [found] = results.series(warehouse, KNOWN, code, "year" if "/" in period else "month")
    [point] = [point for point in found.points if point.period == period]
    numerator, denominator = by_hand[code]
    assert not point.typed
    assert float(point.numerator) == pytest.approx(float(numerator), abs=1e-5)
    if denominator is None:
        assert point.denominator is None
    else:
        assert float(point.denominator) == pytest.approx(float(denominator), abs=1e-5)
        assert point.value == pytest.approx(float(numerator) / float(denominator))
