"""What procurement says in the flag table decides what spend can be chosen: answers by hand, on real files."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metrics import catchments, flag_files, spend_decided, spend_flags, warehouse
from metrics.command_line import main
from metrics.counting import Tables
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.ledger_decisions import ChangedMeanwhile
from metrics.ledger_facts import SpendFlag
from metrics.loads import load
from metrics.preview import preview
from metrics.receipts import receipts
from metrics.report import making
from metrics.results import series
from metrics.spend_decided import BY
from metrics.trail import Asked
from metrics.views.as_seen import as_seen
from metrics.views.context import Context
from tests.stores import checked, known, new_store

# 2 is Blackpool, 3 Preston; 6 is an NHS body, 7 pays tax: rules leave both out
PAYMENTS = """Supplier Number,Supplier Name,Supplier Postcode,Payment Date,Amount,Category,Route
1,Able Ltd,FY1 1AA,02/03/2026,100.00,Catering,Catalogue
2,Baker & Sons Limited,FY3 8NR,02/03/2026,50.00,Catering,PO
3,Carter,PR1 2HE,02/03/2026,200.00,Building works,Framework
4,Drake,PR1 2HE,03/03/2026,300.00,Electricity,PO
5,Eden,FY1 1AA,03/03/2026,25.00,,Framework
6,Leeds Hospitals NHS Foundation Trust,LS1 3EX,04/03/2026,1000.00,Catering,PO
7,HM Revenue and Customs,,04/03/2026,500.00,PAYE,
"""
REGISTER = """Supplier Number,Supplier,Postcode,SME,VCFSE,Category,Influenceable
3,Carter,PR1 2HE,No,No,Building works,No
5,Eden,FY1 1AA,,,Catering,
2,Baker & Sons Limited,FY3 8NR,Yes,No,Catering,Yes
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flags")
    home = new_store(folder / "store")
    for name, text in (("payments.csv", PAYMENTS), ("register.csv", REGISTER)):
        for outcome in load(home, known(), checked(home, folder, name, text), "Ann", "as it is"):
            assert outcome.load, outcome
    return home


@pytest.fixture
def store(filled, tmp_path):
    return Home(shutil.copytree(filled.root, tmp_path / "store"))


def flag(store, *rows, why="Agreed with the buyers"):
    Ledger(store).set_flag_table([SpendFlag(*row) for row in rows], why, "Ann")
    return warehouse.build(store, known())


def decided(built):
    found = built.cursor().execute("select supplier, influenceable, decided_by, flag from payments order by row")
    return {supplier: tuple(rest) for supplier, *rest in found.fetchall()}


def figure(built, indicator, split=None, part=None):
    one = next(one for one in series(built, known(), indicator, split=split) if one.part == part or split is None)
    point = one.points[-1]
    return point.numerator, point.denominator, point.unknown, point.left_out


def test_without_a_table_the_register_decides_then_a_rule_and_else_it_can_be_chosen(store):
    assert decided(warehouse.build(store, known())) == {
        "1": (True, "nothing", None), "2": (True, "supplier register", None), "3": (False, "supplier register", None),
        "4": (False, "rule", None), "5": (True, "nothing", None), "6": (True, "nothing", None),
        "7": (True, "nothing", None),
    }


def test_the_supplier_wins_over_the_category_and_the_category_over_the_route(store):
    built = flag(
        store, ("route", "framework", "no"), ("category", " catering ", "no"), ("supplier", "BAKER AND SONS", "yes"),
        ("category", "Building  Works", "yes"),
    )
    found = decided(built)
    assert found["1"] == (False, "flag on the category", 2)
    assert found["2"] == (True, "flag on the supplier", 3)
    assert found["3"] == (True, "flag on the category", 4)  # over its route's no, and over the register's no
    assert found["4"] == (False, "rule", None)
    assert found["5"] == (False, "flag on the category", 2)  # its ledger line has no category, the register has


def test_the_figures_move_at_once_and_the_parts_still_make_the_file(store):
    before = warehouse.build(store, known())
    # can be chosen: 100 + 50 + 25 of them, all local; 200 and 300 cannot; 1,500 is left out by rule
    assert figure(before, "P1b") == (Decimal(175), Decimal(175), 0, Decimal(2000))
    assert figure(before, "P1b2") == (Decimal(175), Decimal(675), 0, Decimal(1500))
    after = flag(store, ("supplier", "3", "yes"), ("supplier", "1", "no"), ("supplier", "5", "unknown"))
    # local 50 of 50 + 200; 25 is not known; 100 and 300 cannot
    assert figure(after, "P1b") == (Decimal(50), Decimal(250), Decimal(25), Decimal(1900))
    assert figure(after, "P1b2") == (Decimal(250), Decimal(650), Decimal(25), Decimal(1500))
    assert figure(after, "P1b2", "decided_by", "flag on the supplier")[:3] == (200, 300, 25)
    assert sum(figure(after, "P1b2")[1:]) == Decimal(2175)


def test_what_a_rule_leaves_out_stays_out_whatever_the_table_says(store):
    tax = ("supplier", "HM Revenue & Customs", "yes")
    built = flag(store, ("supplier", "6", "yes"), tax, ("category", "PAYE", "yes"))
    assert figure(built, "P1b2")[3] == Decimal(1500)
    assert figure(built, "P1b")[3] == Decimal(2000)


def test_of_two_rows_about_one_supplier_the_newer_wins_and_an_older_edition_comes_back(store):
    ledger = Ledger(store)
    by_number, by_name = SpendFlag("supplier", "2", "no"), SpendFlag("supplier", "Baker and Sons Ltd", "yes")
    assert ledger.set_flag_table([by_name], "First", "Ann") == 1
    assert ledger.set_flag_table([by_number, by_name], "Second", "Ben") == 2
    assert decided(warehouse.build(store, known()))["2"] == (False, "flag on the supplier", 1)
    assert [one.since for one in ledger.flag_table().flags] == [2, 1]
    assert ledger.set_flag_table(ledger.flag_tables()[0].flags, "Back to the first", "Ben") == 3
    assert decided(warehouse.build(store, known()))["2"] == (True, "flag on the supplier", 1)
    assert [(one.number, one.by, one.why) for one in ledger.flag_tables()] == [
        (1, "Ann", "First"), (2, "Ben", "Second"), (3, "Ben", "Back to the first"),
    ]
    assert ledger.entries(1)[0].action == "spend flags"


def test_a_row_that_says_nothing_of_one_thing_leaves_it_to_who_spoke_before(store):
    eden = ("supplier", "5", None, "yes", "yes")
    built = flag(store, ("supplier", "2", None, "no"), eden, ("category", "Catering", "no"))
    found = built.cursor().execute(
        "select supplier, sme, vcfse, vcfse_known_by, influenceable from payments "
        "where supplier in ('2', '5') order by all"
    ).fetchall()
    assert found == [
        ("2", False, False, "the register's mark", False), ("5", True, True, "the flag table", False),
    ]
    # SMEs: Eden's 25.00 of 25 + 50 + 200; Able and Drake are of unknown size
    assert figure(built, "P2a") == (Decimal(25), Decimal(275), Decimal(400), Decimal(1500))


def test_the_receipt_names_the_edition_that_was_in_force(store):
    built = flag(store, ("category", "Catering", "no"))
    found = next(one for one in series(built, known(), "P1b"))
    asked = Asked(known().indicator("P1b"), "month", "catchment", None, None, found.points[-1])
    tables = Tables(built.cursor())
    told, unmoved = (
        receipts(store, Ledger(store), tables, known(), [replace(asked, indicator=known().indicator(code))])
        for code in ("P1b", "P1a")
    )
    flags = next(one for one in told[0].reference if one.table == "spend_flags")
    assert (flags.editions, flags.own) == (("edition 1",), True)
    assert flags.source.startswith("1 row, put in force on") and flags.source.endswith("by Ann: Agreed with the buyers")
    assert "spend_flags" not in {one.table for one in unmoved[0].reference}


def test_a_reported_figure_that_the_table_moved_says_who_changed_it_and_why(store):
    def today():
        return Context(store, known(), warehouse.open_to_read(store, known()), Ledger(store), date(2026, 4, 12))

    warehouse.build(store, known())
    making.made(today(), "2026-03", "xlsx", by="Ben")
    flag(store, ("category", "Catering", "no"))
    row = next(row for row in as_seen(today(), date(2026, 3, 1)).rows if row.id == "influenceable-spend")
    # 100 + 50 + 25 of 675 could be chosen, and now nothing can
    assert (row.then, row.now) == ("25.9%", "0.0%")
    assert row.why == "Ann changed the table of what we can choose: Agreed with the buyers."


def test_what_a_file_would_change_is_told_with_the_table_and_the_settings_in_force(store, tmp_path):
    flag(store, ("category", "Catering", "no"))
    catchments.change(Ledger(store), date(2026, 1, 1), ["E07000123"], "Preston is ours now", "Ann")
    warehouse.build(store, known())
    april = re.sub(r"0(\d)/03/2026", r"2\1/04/2026", PAYMENTS)
    moved = preview(store, known(), checked(store, tmp_path, "april.csv", april)).changes
    spend = [one for one in moved if one["id"] in ("influenceable-spend", "local-spend")]
    # in April, and in no month before; Carter and Drake are of Preston: 500 of 675; nothing can be chosen
    assert {(one["id"], one["period"], one["before"], one["after"]) for one in spend} == {
        ("local-spend", "2026-04", None, 500 / 675), ("influenceable-spend", "2026-04", None, 0.0),
    }


def test_two_who_change_the_table_at_once_do_not_overwrite_each_other(store):
    ledger = Ledger(store)
    ledger.set_flag_table([SpendFlag("supplier", "1", "no")], "First", "Ann", after=0)
    with pytest.raises(ChangedMeanwhile, match="Ann changed the table meanwhile"):
        ledger.set_flag_table([SpendFlag("supplier", "2", "no")], "Mine", "Ben", after=0)
    assert len(ledger.flag_tables()) == 1
    assert ledger.set_flag_table([SpendFlag("supplier", "1", "no")], "Again", "Ann", after=1) == 1


def test_every_fault_of_a_table_is_told_by_row_and_column():
    rows = [
        {"Kind": "Supplier", "Which": "Able", "Influenceable": "Y"},
        {"Kind": "vender", "Which": "Baker", "Influenceable": "perhaps"},
        {},
        {"Kind": "category", "Which": "Catering", "SME": "yes"},
        {"Kind": "route", "Which": "", "Influenceable": "no"},
        {"Kind": "supplier", "Which": "ABLE LTD", "Influenceable": "no"},
        {"Kind": "supplier", "Which": "Carter", "Note": "see the contract"},
    ]
    assert spend_flags.read(rows).faults == (
        "Row 2, column Kind: 'vender' is not one of them. Say supplier, category or route.",
        "Row 2, column Influenceable: 'perhaps' is not an answer. Say yes, no or unknown, or leave it empty.",
        "Row 4, column SME: only a supplier can be that. Leave it empty for a category.",
        "Row 5, column Which: it is empty. Give the supplier's number or name, the category, or the route.",
        "Row 6, column Which: row 1 is about the supplier 'ABLE LTD' too. Keep one of the two.",
        "Row 7, column Influenceable: the row says nothing. Say yes, no or unknown, or take the row out.",
    )


def test_a_table_taken_down_and_brought_back_says_the_same_and_a_formula_stays_text():
    flags = (
        SpendFlag("supplier", "0047", "no", "yes", None, "=HYPERLINK(1)"),
        SpendFlag("category", "Catering, cold", "unknown", note="Müller, \"till\" 2027"),
    )
    text = flag_files.csv_text(flag_files.rows_of(flags))
    assert "'=HYPERLINK(1)" in text
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert flag_files.from_rows([["Our flags"], [], *lines]).flags == flags


def test_a_heading_that_is_not_the_tables_is_named():
    assert flag_files.from_rows([["Kind", "Which", "Influencable"], ["supplier", "1", "no"]]).faults == (
        "Row 1: the heading 'Influencable' is not one of the table's. Name it Kind, Which, Influenceable, SME, VCFSE "
        "and Note, or take the column out.",
    )
    assert "No row of the file bears the headings" in flag_files.from_rows([["a", "b"]]).faults[0]


def test_how_much_each_row_decides_and_how_much_nobody(store):
    built = flag(store, ("category", "Catering", "no"), ("supplier", "2", "yes"), ("route", "Carrier pigeon", "no"))
    tables = Tables(built.cursor())
    assert [(one.by, one.payments, one.pounds, one.can, one.cannot) for one in spend_decided.decided(tables)] == [
        ("flag on the supplier", 1, 50, 50, 0),
        ("flag on the category", 2, 125, 0, 125),  # Able's 100 and, by the register's category, Eden's 25
        ("supplier register", 1, 200, 0, 200),
        ("rule", 1, 300, 0, 300),
        ("left out", 2, 1500, 0, 0),
    ]
    assert spend_decided.by_flag(tables) == {1: (2, 125), 2: (1, 50)}
    there = spend_decided.there(tables)
    assert [(one.which, one.pounds) for one in there if one.kind == "category"] == [
        ("Electricity", 300), ("Building works", 200), ("Catering", 150),
    ]
    named = (("supplier", "0003"), ("category", "Cattering"), ("route", "po"))
    assert spend_decided.unmet([SpendFlag(*one, "no") for one in named], there) == [
        "Row 1: no payment of the last 12 months has the supplier '0003'. Do you mean '3'?",
        "Row 2: no payment of the last 12 months has the category 'Cattering'. Do you mean 'Catering'?",
    ]


def test_the_list_to_fill_in_comes_back_with_what_was_answered_alone(store):
    built = flag(store, ("supplier", "Baker and Sons", "yes"), ("category", "Hats", "no"))
    text = flag_files.to_fill(Ledger(store).flag_table().flags, spend_decided.there(Tables(built.cursor())))
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert ["supplier", "4", "", "", "", "", "Drake", "1", "300.00", BY["rule"]] in lines
    assert flag_files.from_rows(lines).flags == (
        SpendFlag("supplier", "Baker and Sons", "yes"), SpendFlag("category", "Hats", "no"),
    )
    next(line for line in lines if line[1] == "Framework")[2] = "No"
    assert flag_files.from_rows(lines).flags[1] == SpendFlag("route", "Framework", "no")


def test_from_the_command_line_a_table_is_set_told_written_down_and_brought_back(store, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ANCHOR_DATA", str(store.root))
    table, faulty, down = tmp_path / "flags.csv", tmp_path / "faulty.csv", tmp_path / "down.csv"
    # as a German Excel saves it: semicolons, and the letters of Windows
    text = "Kind;Which;Influenceable;SME;VCFSE;Note\ncategory;Catering;No;;;Caf\xe9 lease\n"
    table.write_bytes(text.encode("cp1252"))
    faulty.write_text("Kind,Which,Influenceable\nsupplier,,maybe\n", encoding="utf-8")
    assert main(["flags", "--set", str(table)]) == 2
    assert "Say why the table changes" in capsys.readouterr().err
    assert main(["flags", "--set", str(faulty), "--why", "Trying"]) == 1
    assert "faulty.csv: Row 2, column Influenceable: 'maybe' is not an answer" in capsys.readouterr().err
    assert Ledger(store).flag_table() is None
    assert main(["flags", "--set", str(table), "--why", "Lease runs to 2028", "--as", "Ann"]) == 0
    assert "Edition 1 is in force: 1 row new." in capsys.readouterr().err
    assert main(["flags", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["edition"] == 1 and told["months"] == ["2026-03", "2026-03"]
    assert told["flags"] == [{
        "kind": "category", "which": "Catering", "influenceable": "no", "sme": None, "vcfse": None,
        "note": "Caf\xe9 lease", "since": 1, "payments": 3, "pounds": "175.00",
    }]
    assert main(["flags", "-o", str(down)]) == 0
    assert main(["flags", "--back", "1", "--why", "The same"]) == 0
    assert "Nothing changed" in capsys.readouterr().err
    down.write_text("Kind,Which,Influenceable\n", encoding="utf-8")
    assert main(["flags", "--set", str(down), "--why", "Nothing to say"]) == 0
    assert Ledger(store).flag_table().flags == ()
    assert main(["flags", "--back", "1", "--why", "It was right"]) == 0
    assert [len(one.flags) for one in Ledger(store).flag_tables()] == [1, 0, 1]
    assert main(["values", "P1b", "--json", "--receipt"]) == 0
    assert "edition 3" in capsys.readouterr().out
