"""What the definition files say, and the faults that are told: all of them at once, each with its file and line."""

from datetime import date
from pathlib import Path

import pytest

from metrics.definitions import RULES, DefinitionFaults, framework
from metrics.spreadsheets import rules

GOOD = '''/* +++
code = "E9a"
title = "Bicycles"
short = "Bicycles"
commitment = "local-jobs"
kind = "count"
basis = "flow"
unit = "things"
better = "up"
counts = "things"
source = ["starters"]
why = "They are quiet."
how = "All are counted."
good = "More."
owner = "The porter"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select month, count(*) as numerator, null as denominator
from starters
group by all
'''


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path) -> list[str]:
    with pytest.raises(DefinitionFaults) as raised:
        framework(folder)
    return [fault.replace(folder.as_posix() + "/", "") for fault in raised.value.faults]


def test_the_framework_has_five_areas_and_every_commitment_is_proposed_wording(tmp_path):
    found = framework(tmp_path)
    assert [area.id for area in found.areas] == ["employment", "procurement", "environment", "buildings", "partnership"]
    kept = " ".join(c.id for c in found.commitments)
    assert kept == "E1 E2 E3 E4 P1 P2 P3 P4 N1 N2 N3 N4 N5 B1 B2 B3 B4 W1 W2 W3 W4"
    assert all(c.proposed for c in found.commitments)
    assert found.trust["catchment"] == ["E06000009", "E07000119", "E07000128"]


def test_an_area_has_one_headline_and_an_indicator_lies_in_its_area_folder(tmp_path):
    found = framework(tmp_path)
    assert [i.area for i in found.indicators if i.headline] == [area.id for area in found.areas]
    assert all(i.path.parent.name == i.area for i in found.indicators)
    assert {i.id for i in found.indicators if not i.public} == {
        "representation-gap", "supply-chain-carbon", "spend-with-carbon-estimate", "nhs-carbon-footprint-plus",
        "local-spend-by-branch", "local-spend-by-office",
    }


def test_an_indicator_is_found_by_its_name_and_by_its_code(tmp_path):
    found = framework(tmp_path)
    assert found.indicator("E1a") is found.indicator("local-hires")
    assert found.indicator("E1a").local and not found.indicator("E2b").local
    assert found.indicator("E1b").needs == ("directory",)
    with pytest.raises(KeyError, match="no indicator called 'X9'"):
        found.indicator("X9")


def test_a_trusts_own_indicator_is_added_and_its_own_file_wins_over_ours(tmp_path):
    write(tmp_path, "indicators/employment/bicycles.sql", GOOD)
    ours = framework(tmp_path / "nothing").indicator("E2b").path.read_text(encoding="utf-8")
    theirs = ours.replace("Permanent contracts", "Contracts that last")
    write(tmp_path, "indicators/employment/secure-contracts.sql", theirs)
    found = framework(tmp_path)
    assert found.indicator("E9a").reviewed == date(2026, 11, 1)
    assert found.indicator("E9a").commitment == "E1"
    assert found.indicator("E2b").title == "Contracts that last"


def test_a_trust_changes_one_promise_and_its_name_in_a_file_of_its_own(tmp_path):
    write(tmp_path, "framework.toml", '''[trust]
name = "Another Trust"

[[commitment]]
id = "E1"
slug = "local-jobs"
title = "Jobs"
promise = "Jobs for our towns."
area = "employment"
order = 1
''')
    found = framework(tmp_path)
    assert found.trust["name"] == "Another Trust"
    assert found.commitment("E1").promise == "Jobs for our towns." and not found.commitment("local-jobs").proposed
    assert len(found.commitments) == 21


def test_a_changed_file_is_read_anew(tmp_path):
    write(tmp_path, "indicators/employment/bicycles.sql", GOOD)
    assert framework(tmp_path).indicator("E9a").title == "Bicycles"
    write(tmp_path, "indicators/employment/bicycles.sql", GOOD.replace('"Bicycles"', '"Bicycles and scooters"', 1))
    assert framework(tmp_path).indicator("E9a").title == "Bicycles and scooters"
    assert framework(tmp_path) is framework(tmp_path)


def test_all_faults_are_told_at_once_each_with_its_line(tmp_path):
    write(tmp_path, "indicators/employment/a.sql", GOOD.replace("E9a", "E9b").replace("local-jobs", "local-yobs"))
    write(tmp_path, "indicators/employment/b.sql", GOOD.replace("E9a", "E9c").replace('unit = "things"\n', ""))
    write(tmp_path, "indicators/employment/c.sql", GOOD.replace("E9a", "E9d").replace('"up"', '"upwards"'))
    write(tmp_path, "indicators/employment/d.sql", GOOD.replace("E9a", "E9e").replace('["starters"]', '["startres"]'))
    found = faults(tmp_path)
    assert found == [
        "indicators/employment/a.sql:5: the commitment 'local-yobs' is not in framework.toml: "
        "use the slug of one that is.",
        "indicators/employment/b.sql:2: 'unit' is missing: add it (text).",
        "indicators/employment/c.sql:9: 'better' is 'upwards': it should be one of up, down, neither, toward.",
        "indicators/employment/d.sql:11: there is no source 'startres': add sources/startres.toml or correct the name.",
    ]


def test_a_heading_that_is_not_toml_or_not_there_is_told_with_its_line(tmp_path):
    write(tmp_path, "indicators/employment/a.sql", GOOD.replace('kind = "count"', "kind = count"))
    write(tmp_path, "indicators/employment/b.sql", "select 1")
    found = faults(tmp_path)
    assert found[0].startswith("indicators/employment/a.sql:6: this is not TOML (")
    assert found[1] == (
        "indicators/employment/b.sql:1: the file should begin with a heading in TOML between /* +++ and +++ */.")


def test_a_slip_of_the_pen_in_a_key_a_long_short_title_and_a_code_used_twice_are_told(tmp_path):
    write(tmp_path, "indicators/employment/a.sql", GOOD.replace("owner =", "owners ="))
    write(tmp_path, "indicators/employment/b.sql",
          GOOD.replace('short = "Bicycles"', 'short = "Bicycles and scooters in the yard"'))
    found = faults(tmp_path)
    assert "indicators/employment/a.sql:15: 'owners' is not a word this file may use: correct or delete it." in found
    assert "indicators/employment/b.sql:4: 'short' has 33 characters: the matrix has room for 26." in found
    assert "indicators/employment/b.sql:1: the code 'E9a' is also in a.sql: give one another." in found


def test_a_select_that_lacks_the_month_or_gives_too_much_or_cannot_be_read_is_told(tmp_path):
    for name, right, wrong in (("a", "select month, count", "select count"), ("b", "month, count", "month, fte, count"),
                               ("c", "from starters", "form starters x")):
        text = GOOD.replace("E9a", f"E9{name}").replace(right, wrong)
        write(tmp_path, f"indicators/employment/{name}.sql", text)
    found = faults(tmp_path)
    assert found[0] == (
        "indicators/employment/a.sql:19: the SELECT gives no column 'month': add it, or name it so with 'as'.")
    assert found[1] == (
        "indicators/employment/b.sql:19: the SELECT gives a column 'fte' which 'by' does not name: "
        "name it there or leave it out.")
    assert found[2].startswith("indicators/employment/c.sql:20: the SELECT cannot be read (")


def test_an_area_or_a_column_that_is_not_there_is_told(tmp_path):
    write(tmp_path, "framework.toml", '''[[commitment]]
id = "E9"
slug = "bicycles"
title = "Bicycles"
promise = "More of them."
area = "cycling"
order = 9
''')
    write(tmp_path, "sources/bicycles.toml", '''title = "Bicycles"
sender = "The porter"
cadence = "weekly"
period = "day"

[[column]]
name = "date"
title = "Date"
type = "dat"

[[rule]]
kind = "not_future"
columns = ["dates"]

[[rule]]
kind = "not_in_the_future"
columns = ["date"]
''')
    assert faults(tmp_path) == [
        "framework.toml:6: the area 'cycling' is not in framework.toml: use one of "
        "employment, procurement, environment, buildings, partnership.",
        "sources/bicycles.toml:3: 'cadence' is 'weekly': it should be one of month, quarter, year.",
        "sources/bicycles.toml:4: 'period' names the column 'day', which this source does not have.",
        "sources/bicycles.toml:9: 'type' is 'dat': it should be one of text, code, date, month, year, number, integer, "
        "money, percent, postcode, yes_no, choice, indicator.",
        "sources/bicycles.toml:13: the rule names the column 'dates', which this source does not have.",
        "sources/bicycles.toml:16: 'kind' is 'not_in_the_future': it should be one of at_most, between, not_negative, "
        "not_future, order, order_number.",
    ]


def test_a_file_that_is_not_utf_8_is_told(tmp_path):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "a.sql").write_bytes(b"/* +++\ntitle = \"caf\xe9\"\n+++ */")
    assert faults(tmp_path) == ["indicators/a.sql:1: this file is not UTF-8 text: save it again as UTF-8."]


def test_seasons_are_said_with_true_or_false_and_only_of_months(tmp_path):
    coal = "indicators/environment/coal.sql"
    write(tmp_path, coal, GOOD.replace("unit = ", 'seasonal = "yes"\nunit = '))
    assert any("'seasonal' should be true or false." in fault for fault in faults(tmp_path))
    write(tmp_path, coal, GOOD.replace("unit = ", 'seasonal = true\ngrain = "year"\nunit = '))
    assert any("'seasonal' is for monthly figures" in fault for fault in faults(tmp_path))
    write(tmp_path, coal, GOOD.replace("unit = ", "seasonal = true\nunit = "))
    found = framework(tmp_path)
    seasonal = {one.id for one in found.indicators if one.seasonal}
    assert seasonal == {
        "building-carbon", "building-carbon-constant", "electricity-carbon-market", "energy-supply-carbon",
        "energy-intensity", "nhs-carbon-footprint", "nhs-carbon-footprint-plus", "renewable-share", "coal",
    }


def test_every_kind_of_rule_that_a_source_may_have_is_one_that_is_checked():
    assert set(RULES) == set(rules._RULES)
