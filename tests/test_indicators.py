"""Every indicator gives what was worked out by hand, and what a plain-Python twin gives on generated rows."""

import math
import tomllib
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from metrics.definitions import OWN, framework
from metrics.results import compute
from metrics.warehouse import ADDED
from tests.generated_rows import TABLES, rows_of
from tests.warehouse_rows import completed, empty_warehouse, fill

FRAMEWORK = framework()
EXAMPLES = Path(__file__).parent / "indicators"
TWINS = {}
YEARLY = set()  # indicators that answer only by the financial year, and whose twins do
for found in sorted(Path(__file__).parent.glob("twins*.py")):  # an area's twins, and how its own tables' rows look
    module = import_module(f"tests.{found.stem}")
    TWINS |= module.TWINS
    TABLES.update(getattr(module, "ROWS", {}))
    YEARLY |= getattr(module, "YEARLY", set())
KEYS = ("grain", "lens", "split", "part")


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    con = empty_warehouse(tmp_path_factory.mktemp("empty"), FRAMEWORK)
    yield con
    con.close()


@pytest.mark.parametrize("indicator", FRAMEWORK.indicators, ids=lambda one: one.id)
def test_it_gives_what_was_worked_out_by_hand(con, indicator):
    example = tomllib.loads((EXAMPLES / f"{indicator.id}.toml").read_text(encoding="utf-8"))
    fill(con, completed(FRAMEWORK, example["given"]), [*(source.id for source in FRAMEWORK.sources), *ADDED, *OWN])
    groups = {}
    for row in example["expected"]:
        groups.setdefault(tuple(row.get(key) for key in KEYS), []).append(row)
    for (grain, lens, split, part), rows in groups.items():
        found = compute(con, FRAMEWORK, indicator, grain or "month", lens or "catchment", split)
        points = {point.period: point for one in found if one.part == part for point in one.points}
        if not any(row.get("only") for row in rows):
            assert list(points) == [row["period"] for row in rows]
        for row in rows:
            _same(row, points[row["period"]])


def _same(row, point):
    for key in ("numerator", "denominator", "value", "unknown", "left_out", "status", "lacks", "tier"):
        if key in row:
            found = getattr(point, key)
            assert _equal(row[key], found), f"{point.period} {key}: {found} is not {row[key]}"


def _equal(wanted, found):
    if isinstance(wanted, list):
        return list(found) == wanted
    if isinstance(wanted, str):
        return (str(found) if isinstance(found, Decimal) else found) == wanted
    return found is not None and math.isclose(float(found), wanted, rel_tol=1e-9, abs_tol=1e-6)


def test_every_worked_example_belongs_to_an_indicator():
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == {one.id for one in FRAMEWORK.indicators}


@pytest.mark.parametrize("indicator", FRAMEWORK.indicators, ids=lambda one: one.id)
def test_a_plain_python_twin_gives_the_same_on_generated_rows(con, indicator):
    tables = (*indicator.source, *(need for need in indicator.needs if need in ADDED))

    @settings(max_examples=5, deadline=None, derandomize=True, database=None,
              phases=[Phase.generate],  # shrinking takes longer than reading two dozen rows
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(rows_of(tables))
    def agree(given_rows):
        whole = completed(FRAMEWORK, given_rows)
        fill(con, whole, tables)
        [found] = compute(con, FRAMEWORK, indicator, "year" if indicator.id in YEARLY else "month", "catchment")
        wanted = TWINS[indicator.id](whole)
        counted = {p.start: p for p in found.points if p.status != "missing" and (p.numerator, p.denominator) != (0, 0)}
        for month, numbers in wanted.items():
            _agrees(indicator, month, numbers, counted.pop(month, None))
        assert not [p for p in counted.values() if p.numerator or p.denominator]

    agree()


def _agrees(indicator, month, numbers, point):
    names = ("numerator", "denominator", "unknown", "left_out")
    if point is None:
        assert numbers[0] in (None, 0), f"{month}: the twin has {numbers}"
        return
    for name, wanted in zip(names, numbers, strict=True):
        found = getattr(point, name)
        if wanted is None or found is None:
            assert wanted is None and found is None, f"{month} {name}: {found} is not {wanted}"
        elif indicator.counts == "money":
            assert found == wanted
        else:
            assert math.isclose(float(found), float(wanted), rel_tol=1e-9, abs_tol=1e-6), f"{month} {name}"
