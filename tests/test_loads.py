"""A file is taken in whole or not at all, replaces its own months, can be taken back, and leaves names behind."""

import json
import os
import random
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from metrics import loads, warehouse
from metrics.ledger import Ledger
from tests.stores import checked, known, new_store

STARTERS = (
    "Employee Number,Full Name,Start Date,Assignment Category,Pay Band,Home Postcode\n"
    "00123456,Planted Surname,02/03/2026,Permanent,Band 2,FY3 8NR\n"
    "00123457,Other Planted,16/03/2026,Permanent,Band 5,M2 5DB\n"
)
PAYMENTS = "Supplier Name,Supplier Postcode,Invoice Number,Payment Date,Amount\n"


def payments(month, amounts, more=""):
    lines = [f"Supplier {n},FY3 8NR,INV{month}{n},{15 + n % 10}/{month:02d}/2026,{amount}\n"
             for n, amount in enumerate(amounts)]
    return PAYMENTS + "".join(lines) + more


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "store")


@pytest.fixture
def take(store, tmp_path):
    """Writes a csv, checks it and takes it in."""
    def taken(text, name="file.csv", accept=None, by="Ann"):
        return loads.load(store, known(), checked(store, tmp_path, name, text), by, accept)
    return taken


def paid(store):
    with_cursor = warehouse.open_to_read(store).cursor()
    rows = with_cursor.execute("select strftime(month, '%Y-%m'), sum(amount) from payments group by 1 order by 1")
    return dict(rows.fetchall())


def test_a_file_is_taken_in_and_the_figures_move(take, store):
    (outcome,) = take(payments(3, ["100.10", "200.20"]))
    assert (outcome.load, outcome.rows, outcome.periods) == ("payments-00001", 2, ("2026-03",))
    assert paid(store) == {"2026-03": Decimal("300.30")}
    assert {change["period"] for change in outcome.effect} == {"2026-03"}
    local = next(change for change in outcome.effect if change["id"] == "local-spend")
    assert (local["before"], local["after"]) == (None, 1.0)


def test_the_same_file_twice_changes_nothing_and_says_so(take, store):
    text = payments(3, ["100.10"])
    (first,) = take(text)
    (second,) = take(text, "the same under another name.csv")
    assert (second.unchanged, second.load, second.effect) == (True, first.load, ())
    assert len(Ledger(store).loads()) == 1


def test_a_later_file_of_the_month_replaces_it_and_undo_brings_it_back(take, store):
    (first,) = take(payments(3, ["100.00"]))
    (second,) = take(payments(3, ["150.00"]), "corrected.csv")
    assert second.replaced == (first.load,)
    assert paid(store) == {"2026-03": Decimal("150.00")}
    undone = loads.undo(store, known(), second.load, "Bob")
    assert "file.csv" in undone.sentence
    assert paid(store) == {"2026-03": Decimal("100.00")}
    again = loads.undo(store, known(), second.load, "Bob")
    assert "Nothing changed" in again.sentence
    assert [fact.status for fact in Ledger(store).loads()] == ["current", "undone"]


def test_undoing_what_was_replaced_says_that_no_figure_changed_and_by_what(take, store):
    (first,) = take(payments(3, ["100.00"]))
    (second,) = take(payments(3, ["150.00"]), "corrected.csv")
    undone = loads.undo(store, known(), first.load, "Bob")
    assert undone.sentence == (
        "The place of payments-00001 (file.csv) had been taken by corrected.csv already, so no figure changed. "
        "It now stays out, whatever is taken back later."
    )
    assert undone.effect == () and paid(store) == {"2026-03": Decimal("150.00")}
    assert "is taken back." in loads.undo(store, known(), second.load, "Bob").sentence
    assert paid(store) == {}
    assert [fact.status for fact in Ledger(store).loads()] == ["undone", "undone"]


def test_undoing_what_is_not_there_says_so(store):
    assert "no load 'nothing'" in loads.undo(store, known(), "nothing", "Ann").sentence


def test_a_file_of_two_months_keeps_the_month_that_was_not_sent_again(take, store):
    march = payments(3, ["100.00", "100.00"]).removeprefix(PAYMENTS)
    take(payments(2, ["10.00", "10.00"], march), "both.csv")
    take(payments(3, ["5.00"]), "march.csv")
    assert paid(store) == {"2026-02": Decimal("20.00"), "2026-03": Decimal("5.00")}


def test_a_late_line_in_a_months_file_replaces_nothing_of_its_own_month(take, store):
    take(payments(2, ["10.00"] * 12), "february.csv")
    late = "Late Ltd,FY3 8NR,LATE1,20/02/2026,7.00\n"
    take(payments(3, ["1.00"] * 12, late), "march.csv", accept="paid late")
    assert paid(store) == {"2026-02": Decimal("127.00"), "2026-03": Decimal("12.00")}


def test_far_fewer_rows_want_a_reason(take, store):
    take(payments(3, ["10.00"] * 30))
    (outcome,) = take(payments(3, ["10.00"] * 3), "short.csv")
    assert outcome.load is None
    assert [problem.kind for problem in outcome.needs] == ["fewer_rows"]
    assert outcome.can_be_accepted
    (accepted,) = take(payments(3, ["10.00"] * 3), "short.csv", accept="The ledger was cleared")
    assert accepted.replaced == ("payments-00001",)


def test_warnings_wait_for_a_reason_which_is_kept(take, store):
    text = payments(3, ["10.00"], "Lost Ltd,RN8 3HR,INV9,20/03/2026,5.00\n")
    (outcome,) = take(text)
    assert outcome.load is None
    assert {problem.severity for problem in outcome.needs} == {"warning"}
    assert warehouse.open_to_read(store) is None
    (accepted,) = take(text, accept="The supplier moved abroad")
    assert accepted.load
    assert Ledger(store).loads()[0].accepted == "The supplier moved abroad"
    problems = pq.read_table(store.loads / "payments" / accepted.load / "problems.parquet").to_pylist()
    assert [problem["severity"] for problem in problems] == ["warning"]


def contents(store):
    return {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file() and path.suffix != ".parquet"}


def test_a_preview_tells_what_a_load_will_move_and_leaves_the_store_as_it_was(take, store, tmp_path):
    take(payments(2, ["10.00"]) + "Far Ltd,M2 5DB,FAR1,20/02/2026,30.00\n", "february.csv")
    take(payments(3, ["10.00"]), "march.csv")
    before, rows = contents(store), sorted(store.loads.rglob("*.parquet"))
    text = payments(3, ["10.00"]) + "Far Ltd,M2 5DB,FAR2,20/03/2026,30.00\n"
    found = loads.preview(store, known(), checked(store, tmp_path, "again.csv", text))
    assert (contents(store), sorted(store.loads.rglob("*.parquet"))) == (before, rows)
    # ten of forty pounds in place of ten of ten
    local = next(change for change in found.changes if change["id"] == "local-spend")
    assert (local["period"], local["before"], local["after"]) == ("2026-03", 1.0, 0.25)
    (outcome,) = take(text, "again.csv")
    assert found.changes == outcome.effect


def test_a_preview_of_what_is_in_moves_nothing_and_an_empty_store_has_one_too(take, store, tmp_path):
    same = checked(store, tmp_path, "march.csv", payments(3, ["10.00"]))
    assert {change["before"] for change in loads.preview(store, known(), same).changes} == {None}
    take(payments(3, ["10.00"]), "march.csv")
    assert loads.preview(store, known(), same).changes == ()


def test_what_a_file_says_anew_is_told_row_by_row_before_it_is_taken(take, store, tmp_path):
    take(payments(3, ["10.00", "20.00", "30.00"]), "march.csv")
    lines = payments(3, ["10.00", "25.00"]) + "New Ltd,FY3 8NR,NEW1,20/03/2026,5.00\nOther Ltd,,NEW2,21/03/2026,6.00\n"
    (anew,) = loads.preview(store, known(), checked(store, tmp_path, "again.csv", lines)).restated
    # the first row is the same, the second is 25 in place of 20, the third is gone, two are new
    assert (anew.before, anew.after, anew.added, anew.gone, anew.changed) == (3, 4, 2, 1, 1)
    assert (anew.files, anew.periods) == (("march.csv",), ("2026-03",))
    assert anew.examples == (("Supplier 1, INV31, 2026-03-16", "20.00", "25.00"),)


def test_a_preview_says_what_only_the_loads_can_tell_and_refuses_the_other_kind_at_once(take, store, tmp_path):
    take(payments(3, ["1.00"] * 40), "march.csv")
    found = loads.preview(store, known(), checked(store, tmp_path, "few.csv", payments(3, ["1.00"] * 5)))
    assert [(need.kind, need.severity) for need in found.needs] == [("fewer_rows", "warning")]
    made_up = payments(3, ["1.00"], "Example Coast NHS Trust,FY3 8NR,X1,20/03/2026,5.00\n")
    assert "is made up" in loads.preview(store, known(), checked(store, tmp_path, "ex.csv", made_up)).refused


def test_a_month_of_which_no_row_comes_again_may_be_another_organisations(take, store, tmp_path):
    take(payments(3, ["1.00"] * 20), "march.csv")
    other = payments(3, ["1.00"] * 20).replace("INV", "OTHER")
    found = loads.preview(store, known(), checked(store, tmp_path, "other.csv", other))
    assert [need.kind for need in found.needs] == ["nothing_alike"]
    (outcome,) = take(other, "other.csv")
    assert outcome.load is None
    assert outcome.needs[0].message.startswith("None of the 20 rows of march.csv, which it would replace, is in this")
    (again,) = take(other + "Supplier 0,FY3 8NR,INV30,15/03/2026,1.00\n", "with-one.csv")
    assert again.load


def test_a_late_row_that_is_in_already_with_its_own_months_file_is_told_before_it_counts_twice(take, store, tmp_path):
    many, late = ["1.00"] * 30, "Supplier 0,FY3 8NR,INV20,15/02/2026,1.00\n"
    take(payments(2, many), "one.csv")
    found = loads.preview(store, known(), checked(store, tmp_path, "two.csv", payments(3, many, late)))
    (outcome,) = take(payments(3, many, late), "two.csv")
    said = (
        "One row of February 2026 is in already with one.csv and would be counted twice. Take it out of one of the two "
        "files; if two are right, accept it and say why."
    )
    assert [need.message for need in found.needs] == [need.message for need in outcome.needs] == [said]
    assert outcome.can_be_accepted
    # another late row is nothing new, and the same month's file brought in again takes its late rows along
    new = payments(3, many, late.replace("INV20", "LATE"))
    assert take(new, "two.csv")[0].load
    assert take(new + "New Ltd,FY3 8NR,N1,20/03/2026,5.00\n", "3.csv")[0].load


def test_a_file_is_known_again_by_its_content_until_it_is_taken_back(take, store):
    assert loads.already_in(store, "nothing") == ()
    (first,) = take(payments(3, ["10.00"]))
    assert [fact.load for fact in loads.already_in(store, first.sha256)] == [first.load]
    title = known().source("payments").title
    said = loads.said_already_in(known(), loads.already_in(store, first.sha256))
    assert said == f"March 2026 of {title} is already in, from this same file. Nothing to do."
    loads.undo(store, known(), first.load, "Ann")
    assert loads.already_in(store, first.sha256) == ()


def test_an_error_stops_the_file_whatever_is_accepted(take, store):
    (outcome,) = take(payments(3, ["10.00", "ten"]), accept="never mind")
    assert outcome.load is None
    assert not outcome.can_be_accepted
    assert Ledger(store).loads() == []


def test_a_file_with_an_error_is_noted_without_what_its_cells_hold_until_a_good_one_comes(take, store):
    take(payments(3, ["many pounds"]), name="march.csv")
    (kept,) = Ledger(store).refusals()
    assert (kept.source, kept.file, kept.by) == ("payments", "march.csv", "Ann")
    assert kept.reason.startswith("One thing to put right.")
    assert "many pounds" not in kept.reason
    take(payments(3, ["100.10"]), name="better.csv")
    assert Ledger(store).refusals() == []



def test_the_examples_files_and_real_ones_never_mix(take, store):
    take(payments(3, ["10.00"]))
    (outcome,) = take(payments(4, ["10.00"], "Example Coast NHS Trust,FY3 8NR,X1,20/04/2026,5.00\n"))
    assert "made up" in outcome.refused
    assert len(Ledger(store).loads()) == 1


def test_a_real_file_is_refused_by_a_store_that_holds_the_example(take, store):
    take(payments(3, ["10.00"], "Example Coast NHS Trust,FY3 8NR,X1,20/03/2026,5.00\n"), accept="made up")
    (outcome,) = take(payments(4, ["10.00"]))
    assert "Start with your own files" in outcome.refused


def test_names_numbers_and_home_postcodes_are_nowhere_in_the_store(take, store):
    (outcome,) = take(STARTERS, accept="names were left behind")
    assert outcome.rows == 2
    kept = pq.read_table(store.loads / "starters" / outcome.load / "rows.parquet")
    assert "person" in kept.column_names
    assert not {"employee_number", "home_postcode", "full_name"} & set(kept.column_names)
    assert [home["council"] for home in kept["home"].to_pylist()] == ["E06000009", "E08000003"]
    planted = [b"Planted", b"00123456", b"123456", b"FY3 8NR", b"FY38NR"]
    for path in store.root.rglob("*"):
        if path.is_file() and store.reference not in path.parents:
            assert not [text for text in planted if text in path.read_bytes()], path
    for part in (outcome.load, "x"):
        assert not (store.loads / "starters" / part / "original.csv").exists()


def test_the_same_person_has_the_same_hash_in_every_source_and_the_key_is_nobody_elses(take, store):
    take(STARTERS, accept="names")
    leavers = STARTERS.replace("Start Date", "Leaving Date").replace("00123456", "123456")
    take(leavers, "leavers.csv", accept="names")
    cursor = warehouse.open_to_read(store).cursor()
    assert cursor.execute("select count(*) from starters join leavers using (person)").fetchall() == [(2,)]
    if os.name == "posix":
        assert store.key_file.stat().st_mode & 0o077 == 0


def test_a_file_without_personal_columns_is_kept_as_it_came(take, store):
    text = "Month,Site Code,Site Name,m3,Cost\n31/03/2026,EX01,Main,120,360.00\n"
    (outcome,) = take(text, "water.csv")
    folder = store.loads / "water" / outcome.load
    assert (folder / "original.csv").read_text() == text
    facts = json.loads((folder / "load.json").read_text(encoding="utf-8"))
    assert (facts["file"], facts["rows"], facts["source"]) == ("water.csv", 1, "water")


def test_many_files_come_in_with_one_build(store, tmp_path):
    files = []
    for month in (1, 2):
        files.append(tmp_path / f"payments {month}.csv")
        files[-1].write_text(payments(month, ["10.00", "20.00"]))
    told = []
    outcomes = loads.load_many(store, known(), files, "Ann", progress=lambda share, words: told.append(share))
    assert [outcome.periods for outcome in outcomes] == [("2026-01",), ("2026-02",)]
    assert paid(store) == {"2026-01": Decimal("30.00"), "2026-02": Decimal("30.00")}
    assert told == sorted(told) and told[-1] == 1.0


def test_what_a_killed_writer_left_goes_at_the_next_write(take, store):
    take(payments(3, ["10.00"]))
    half = store.loads / "payments" / ".99"
    unnoted = store.loads / "payments" / "payments-00002"
    for folder in (half, unnoted):
        folder.mkdir()
        (folder / "rows.parquet").write_bytes(b"half")
    (outcome,) = take(payments(4, ["10.00"]), "april.csv")
    assert outcome.load == "payments-00002"
    assert sorted(path.name for path in (store.loads / "payments").iterdir()) == ["payments-00001", "payments-00002"]


WRITER = """
import sys
from pathlib import Path
from metrics import loads
from metrics.home import Home
from tests.stores import known
home, folder = Home(Path(sys.argv[1])), Path(sys.argv[2])
while True:
    for name in ("a.csv", "b.csv"):
        for outcome in loads.load_many(home, known(), [folder / name], "writer"):
            print(outcome.load, flush=True)
"""


def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_half_done_is_seen(store, tmp_path):
    (tmp_path / "a.csv").write_text(payments(3, ["10.00"] * 40))
    (tmp_path / "b.csv").write_text(payments(3, ["20.00"] * 40))
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    chance = random.Random(1)
    for _ in range(3):
        where = Path(loads.__file__).parents[1]
        command = [sys.executable, str(script), str(store.root), str(tmp_path)]
        found_there = os.environ | {"PYTHONPATH": str(where)}
        writer = subprocess.Popen(command, cwd=where, env=found_there, stdout=subprocess.PIPE)
        first = writer.stdout.readline().split()[0].decode()
        time.sleep(chance.random() / 2)
        writer.kill()
        said = [first, *(line.decode().strip() for line in writer.stdout.read().splitlines())]
        writer.wait()
        facts = {fact.load: fact for fact in Ledger(store).loads()}
        assert set(said) <= set(facts)
        for fact in facts.values():
            assert pq.read_metadata(store.loads / fact.source / fact.load / "rows.parquet").num_rows == 40
        assert len([fact for fact in facts.values() if fact.status == "current"]) == 1
        with duckdb.connect(warehouse.open_to_read(store).path, read_only=True) as con:
            assert con.execute("select sum(amount) from payments").fetchone()[0] in (Decimal(400), Decimal(800))


DIRECTORY = (
    "pcd,pcds,laua,ward,lsoa11,imd,oseast1m,osnrth1m\n"
    "FY3 8NR,FY3 8NR,E06000009,E05001650,E01012722,5,333194,436522\n"
)


def deciles(store, table, place):
    cursor = warehouse.build(store, known()).cursor()
    return [row[0] for row in cursor.execute(f"select {place}.decile from {table} order by row").fetchall()]


def test_a_directory_that_comes_later_counts_at_once_for_businesses(take, store):
    take(payments(3, ["10.00"]) + "Far Ltd,M2 5DB,FAR1,20/03/2026,30.00\n")
    assert deciles(store, "payments", "place") == [None, None]
    (store.reference / "directory.csv").write_text(DIRECTORY, encoding="utf-8")
    # rank 5 of 32,844 is in the most deprived tenth; the directory of one postcode does not know M2 5DB
    assert deciles(store, "payments", "place") == [1, None]
    cursor = warehouse.build(store, known()).cursor()
    assert cursor.execute("select place.council from payments where row = 3").fetchall() == [("E08000003",)]


def test_whose_homes_were_told_by_an_earlier_directory_is_told_and_the_same_file_may_come_again(take, store, tmp_path):
    take(STARTERS, "march.csv", accept="right")
    assert loads.told_by_another_directory(store) == []
    (store.reference / "directory.csv").write_text(DIRECTORY, encoding="utf-8")
    assert [fact.file for fact in loads.told_by_another_directory(store)] == ["march.csv"]
    assert deciles(store, "starters", "home") == [None, None]
    assert loads.already_in(store, checked(store, tmp_path, "march.csv", STARTERS).sha256) == ()
    (outcome,) = take(STARTERS, "march.csv", accept="right")
    assert not outcome.unchanged
    assert deciles(store, "starters", "home") == [1, None]
    assert loads.told_by_another_directory(store) == []
