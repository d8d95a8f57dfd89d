"""The command line: the shapes of its JSON, its exit codes, and sentences instead of tracebacks."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from metrics.command_line import main
from tests.stores import new_store

HOUSE = Path(__file__).resolve().parents[1]
REAL = os.environ.get("ANCHOR_REAL_FILES")
real_files = pytest.mark.skipif(not REAL, reason="ANCHOR_REAL_FILES is not set")

HEADINGS = "Employee Number,Latest Start Date,Assignment Category,Home Postcode\n"
# Blackpool, Blackpool, Westminster, and one that nobody gave: two of three known homes are local
STARTERS = (
    "1001,02/03/2026,Permanent,FY3 8NR\n1002,09/03/2026,Permanent,FY38NR\n"
    "1003,16/03/2026,Permanent,SW1A 1AA\n1004,23/03/2026,Permanent,\n"
)
# one more from Blackpool: three of four
CORRECTED = STARTERS + "1005,30/03/2026,Permanent,FY3 8NR\n"
PAYMENTS = (
    "Supplier,Date,Amount,Invoice number,Expense type,Supplier Postcode\n"
    'Near Ltd,02/03/2026,"1,000.25",A1,Catering,FY3 8NR\n'
    'Far Ltd,16/03/2026,"3,000.50",A2,Catering,SW1A 1AA\n'
    "Nowhere Ltd,23/03/2026,99.99,A3,Catering,\n"
)


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty data folder, named by ANCHOR_DATA as the command line expects it."""
    home = new_store(tmp_path / "data")
    monkeypatch.setenv("ANCHOR_DATA", str(home.root))
    return home


@pytest.fixture
def run(store, capsys):
    """Runs a command: its exit code, its JSON (or text) and its messages."""

    def command(*words):
        capsys.readouterr()
        code = _exit_code(words)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, json.loads(out) if "--json" in words or ("spc" in words and out) else out, err

    return command


def _exit_code(words):
    try:
        return main([str(word) for word in words])
    except SystemExit as stopped:  # argparse's way to refuse
        return stopped.code


@pytest.fixture
def file(tmp_path):
    """Writes a file of that name and text."""

    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def starters(file):
    return file("starters march.csv", HEADINGS + STARTERS)


def test_a_check_has_the_shape_that_was_agreed_and_writes_nothing(run, store, file):
    code, found, _ = run("check", file("payments.csv", PAYMENTS), "--json")
    assert [list(one) for one in found] == [["file", "refused", "notes", "tables"]]
    table = found[0]["tables"][0]
    assert code == (1 if table["problems"] else 0)
    assert list(table) == [
        "source", "sheet", "header_row", "columns", "rows", "left_out", "total", "first_date", "last_date", "periods",
        "problems", "personal", "ignored",
    ]
    assert (table["source"], table["header_row"], table["rows"], table["left_out"]) == ("payments", 1, 3, 0)
    assert table["columns"]["amount"] == {"heading": "Amount", "index": 2}
    assert table["total"]["amount"] == "4100.74"
    assert (table["first_date"], table["last_date"]) == ("2026-03-02", "2026-03-23")
    assert table["periods"] == ["2026-03"]
    assert not store.ledger_file.exists() and not store.has_loads


def test_a_problem_says_where_it_is_and_the_exit_asks_for_a_decision(run, file):
    code, found, _ = run("check", file("starters.csv", HEADINGS + STARTERS.replace("SW1A 1AA", "FY1 3W")), "--json")
    problem = found[0]["tables"][0]["problems"][0]
    assert code == 1
    assert list(problem) == ["row", "column", "cell", "kind", "severity", "message"]
    assert (problem["row"], problem["column"], problem["cell"]) == (4, "home_postcode", "D4")
    assert (problem["kind"], problem["severity"]) == ("postcode_unknown", "warning")


def test_the_exit_is_the_worst_files_and_each_file_has_its_entry(run, file, starters):
    code, found, _ = run("check", starters, file("empty.xlsx", b""), "--json")
    assert code == 2
    assert [one["file"] for one in found] == ["starters march.csv", "empty.xlsx"]
    assert found[0]["refused"] is None and "empty" in found[1]["refused"]


def test_a_load_says_what_it_took_in_and_what_changed(run, starters):
    code, found, said = run("load", starters, "--as", "Ann", "--json")
    assert code == 0
    assert list(found[0]) == [
        "file", "refused", "notes", "tables", "load", "loads", "unchanged", "replaced", "effect", "needs",
    ]
    assert (found[0]["load"], found[0]["replaced"], found[0]["needs"]) == ("starters-00001", [], [])
    change = found[0]["effect"][0]
    assert change == {"id": "local-hires", "period": "2026-03", "before": None, "after": pytest.approx(2 / 3)}
    assert "Taken in as starters-00001: 4 rows, 2026-03." in said
    _, loads, _ = run("loads", "--json")
    assert list(loads[0]) == ["load", "source", "file", "sha256", "periods", "rows", "by", "at", "status"]
    assert (loads[0]["rows"], loads[0]["by"], loads[0]["status"]) == (4, "Ann", "current")
    assert loads[0]["periods"] == ["2026-03"]


def test_the_same_file_twice_changes_nothing_and_says_so(run, starters):
    run("load", starters, "--json")
    code, found, said = run("load", starters, "--json")
    assert code == 0
    assert (found[0]["unchanged"], found[0]["load"], found[0]["effect"]) == (True, "starters-00001", [])
    assert "is already in" in said


def test_a_second_file_for_the_month_replaces_the_first_and_undo_brings_it_back(run, starters, file):
    run("load", starters, "--json")
    _, found, _ = run("load", file("again.csv", HEADINGS + CORRECTED), "--json")
    assert found[0]["replaced"] == ["starters-00001"]
    assert (found[0]["effect"][0]["before"], found[0]["effect"][0]["after"]) == (pytest.approx(2 / 3), 0.75)
    assert _statuses(run) == {"starters-00001": "replaced", "starters-00002": "current"}
    code, _, said = run("undo", "starters-00002")
    assert code == 0 and "Its place is taken again by starters march.csv." in said
    assert _statuses(run) == {"starters-00001": "current", "starters-00002": "undone"}
    assert run("values", "E1a", "--json")[1][0]["numerator"] == 2
    code, _, said = run("undo", "starters-00002")
    assert code == 0 and "Nothing changed." in said


def _statuses(run):
    return {one["load"]: one["status"] for one in run("loads", "--json")[1]}


def test_files_taken_in_together_each_tell_what_they_moved_and_one_that_is_refused_keeps_none_out(run, file, starters):
    april = file("starters april.csv", HEADINGS + STARTERS.replace("/03/2026", "/04/2026"))
    code, found, _ = run("load", starters, file("empty.xlsx", b""), april, "--json")
    assert code == 2
    assert [one["load"] for one in found] == ["starters-00001", None, "starters-00002"]
    moved = [{change["period"] for change in one["effect"] if change["id"] == "local-hires"} for one in found]
    assert moved == [{"2026-03"}, set(), {"2026-04"}]
    code, found, _ = run("load", starters, april, "--json")
    assert (code, [one["unchanged"] for one in found], [one["effect"] for one in found]) == (0, [True, True], [[], []])


def test_warnings_stop_a_load_until_a_reason_is_given(run, file):
    path = file("starters.csv", HEADINGS + STARTERS.replace("SW1A 1AA", "FY1 3W"))
    code, found, said = run("load", path, "--json")
    assert code == 1 and found[0]["load"] is None
    assert [need["kind"] for need in found[0]["needs"]] == ["postcode_unknown"]
    assert "1 thing to decide" in said and "--accept" in said
    code, found, _ = run("load", path, "--accept", "as the person wrote it", "--json")
    assert code == 0 and found[0]["load"] == "starters-00001"


def test_a_reason_accepts_the_warnings_and_only_what_is_left_is_counted(run, file):
    wrong = STARTERS.replace("SW1A 1AA", "FY1 3W").replace("02/03/2026", "soon")
    path = file("starters.csv", HEADINGS + wrong)
    code, found, said = run("load", path, "--json")
    kinds = [need["kind"] for need in found[0]["needs"]]
    assert code == 1 and sorted(kinds) == ["date_unreadable", "postcode_unknown"]
    assert "2 things to decide" in said
    code, found, said = run("load", path, "--accept", "as the person wrote it", "--json")
    assert code == 1 and [need["kind"] for need in found[0]["needs"]] == ["date_unreadable"]
    assert "1 thing to decide" in said and "Mend the errors" in said


def test_what_only_the_store_can_tell_is_told_too(run, file):
    day = "{},23/03/2026,Permanent,FY3 8NR\n"
    run("load", file("all.csv", HEADINGS + "".join(day.format(n) for n in range(2000, 2040))))
    short = file("short.csv", HEADINGS + "".join(day.format(n) for n in range(2000, 2005)))
    code, _, said = run("load", short)
    assert code == 1 and "5 rows for 2026-03 would replace 40 rows of all.csv" in said
    assert [need["kind"] for need in run("load", short, "--json")[1][0]["needs"]] == ["fewer_rows"]


def test_a_question_is_answered_from_a_file(run, file):
    headings = "Trust code,Site code,Site name,Electricity consumed (kWh),Gas consumed (kWh)\n"
    path = file("estates return.csv", headings + "RXL,RXL01,Victoria,1000,2000\n")
    code, found, said = run("load", path, "--source", "sites", "--json")
    question = next(one for one in found[0]["needs"] if one["severity"] == "question")
    assert code == 1 and "--answers" in said
    assert (question["kind"], question["answer_to"]) == ("period_missing", "period_missing:financial_year")
    answers = file("answers.json", json.dumps({question["answer_to"]: "2019/20"}))
    words = ("load", path, "--source", "sites", "--answers", answers, "--accept", "a small return", "--json")
    code, found, _ = run(*words)
    assert code == 0 and found[0]["tables"][0]["periods"] == ["2019/20"]
    year = run("values", "N1a", "--by", "year", "--json")[1]
    # 1000 x 0.25560 + 2000 x 0.18385 = 623.3 kg
    assert (year[0]["period"], year[0]["value"]) == ("2019/20", pytest.approx(0.6233))


def test_an_answer_to_no_question_is_refused_and_one_for_all_columns_is_taken(run, file, tmp_path):
    lines = "Supplier,Invoice Number,Payment Date,Amount\nA Ltd,1,04/05/2026,1.00\nB Ltd,2,06/07/2026,2.00\n"
    path = file("list.csv", lines)
    answers = tmp_path / "answers.json"
    answers.write_text('{"the moon": "yes"}', encoding="utf-8")
    code, _, said = run("check", path, "--answers", answers)
    assert code == 2 and "There is no question called 'the moon'" in said
    answers.write_text('{"date_order": "day first"}', encoding="utf-8")
    found = run("check", path, "--answers", answers, "--json")[1]
    assert found[0]["tables"][0]["periods"] == ["2026-05", "2026-07"]



def test_example_files_and_a_trusts_own_never_share_a_store(run, file, starters):
    made_up = file("made up.csv", "Example Coast NHS Trust,,,\n" + HEADINGS + CORRECTED)
    run("load", starters)
    code, found, _ = run("load", made_up, "--json")
    assert code == 2 and "made up" in found[0]["refused"]


def test_values_are_fractions_with_what_is_unknown_beside_them(run, starters):
    run("load", starters)
    code, rows, _ = run("values", "E1a", "--json")
    assert code == 0
    assert rows == [{
        "period": "2026-03", "numerator": 2, "denominator": 3, "value": pytest.approx(2 / 3), "unknown": 1,
        "left_out": 0, "status": "complete", "left_out_why": {
            "second posts": 0, "bank": 0, "honorary contracts": 0, "doctors in training on rotation": 0,
            "transfers under TUPE": 0, "moves within the trust": 0},
    }]  # fmt: skip
    assert run("values", "local-hires", "--by", "year", "--json")[1][0]["period"] == "2025/26"
    assert run("values", "e1a", "--by", "quarter", "--json")[1][0]["period"] == "2026-Q1"
    assert run("values", "E1a", "--local", "north-west", "--json")[1][0]["numerator"] == 2


def test_the_parts_of_a_split_make_the_files_sum_to_the_penny(run, file):
    run("load", file("payments.csv", PAYMENTS), "--accept", "small")
    for split in ("council", "place"):
        rows = run("values", "P1a", "--split", split, "--json")[1]
        assert list(rows[0])[:2] == ["split", "period"]
        assert {type(row["denominator"]) for row in rows} <= {str, type(None)}
        assert _sum(rows) == Decimal("4100.74")


def _sum(rows):
    parts = ("denominator", "unknown", "left_out")
    return sum(Decimal(row[part] or 0) for row in rows for part in parts)


def test_the_catalogue_says_what_is_live_and_what_the_rest_wait_for(run, starters):
    run("load", starters)
    rows = {row["code"]: row for row in run("indicators", "--json")[1]}
    assert len(rows) >= 25
    assert list(rows["E1a"]) == [
        "id", "code", "title", "area", "commitment", "unit", "better", "sources", "live", "waiting_for",
    ]
    assert (rows["E1a"]["live"], rows["E1a"]["waiting_for"]) == (True, None)
    assert rows["P1a"]["live"] is False and rows["P1a"]["waiting_for"]


def test_verify_finds_a_load_whose_rows_were_changed_behind_our_back(run, store, starters):
    run("load", starters)
    assert run("verify", "--json")[:2] == (0, {"ok": True, "faults": []})
    next(store.loads.rglob("rows.parquet")).write_bytes(b"something else")
    code, found, _ = run("verify", "--json")
    assert code == 1 and found["ok"] is False
    assert list(found["faults"][0]) == ["what", "where", "remedy"]


def test_a_damaged_warehouse_is_made_again_from_the_loads(run, store, starters):
    run("load", starters)
    before = run("values", "E1a", "--json")
    for built in store.warehouse.glob("*.duckdb"):
        built.unlink()
        built.write_bytes(b"spoilt by the disk")
    assert run("values", "E1a", "--json") == before


def test_a_damaged_ledger_and_lost_rows_are_sentences(run, store, starters):
    run("load", starters)
    next(store.loads.rglob("rows.parquet")).unlink()
    for built in store.warehouse.glob("*.duckdb"):
        built.unlink()
    code, _, said = run("values", "E1a")
    assert code == 2 and "The rows of this load are not there" in said
    store.ledger_file.write_bytes(b"not a database " * 100)
    code, _, said = run("loads")
    assert code == 2 and "The ledger cannot be used" in said
    assert run("verify", "--json")[1]["faults"][0]["what"].startswith("The ledger cannot be used")


def test_a_publication_needs_two_people_and_is_listed(run, starters):
    run("load", starters)
    assert run("publish", "--list", "--json")[:2] == (0, [])
    assert run("publish", "--prepare")[0] == 2
    assert run("publish", "--prepare", "--as", "Ann", "--json")[:2] == (0, {"number": 1})
    code, _, said = run("publish", "--approve", "--as", "Ann")
    assert code == 2 and "another person" in said
    assert run("publish", "--approve", "--as", "Ben", "--json")[:2] == (0, {"number": 1})
    listed = run("publish", "--list", "--json")[1][0]
    assert (listed["number"], listed["prepared_by"], listed["approved_by"]) == (1, "Ann", "Ben")
    assert run("publish", "--withdraw", "1", "--as", "Ben")[0] == 2
    assert run("publish", "--withdraw", "1", "--as", "Ben", "--reason", "a wrong file")[0] == 0
    assert run("publish", "--list", "--json")[1][0]["status"] == "withdrawn"


def test_spc_answers_in_the_order_asked_with_an_error_of_its_own_for_a_bad_case(run, file):
    level = {"input": {"dates": [f"2026-{month:02d}-01" for month in range(1, 13)], "values": [5] * 12}}
    cases = file("cases.json", json.dumps([level, {"input": {"dates": ["yesterday"], "values": [1]}}, 3, level]))
    code, results, _ = run("spc", cases)
    assert code == 0 and len(results) == 4
    assert results[0]["mean"] == [5.0] * 12 and results[3] == results[0]
    assert list(results[1]) == ["error"] and list(results[2]) == ["error"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nonsense"], "There is no command 'nonsense'"),
        (["undo", "starters-00009"], "There is no load 'starters-00009'"),
        (["values", "Z9z"], "There is no indicator 'Z9z'"),
        (["values", "E1a", "--local", "the moon"], "There is no meaning of local called 'the moon'"),
        (["values", "E1a", "--local", "council:E99999999"], "There is no council 'E99999999'"),
        (["values", "E1a", "--split", "mood"], "cannot be split by 'mood'"),
        (["check", "x.csv", "--source", "tides"], "There is no source 'tides'"),
        (["template", "tides", "-o", "x.xlsx"], "There is no source 'tides'"),
        (["template", "starters", "-o", "x.csv"], "x.csv ends in '.csv', and what is written here is .xlsx."),
        (["report", "-o", "x.docx"], "Give it a name that ends in .pdf, .pptx or .xlsx."),
        (["report", "-o", "x"], "x has no ending, and what is written here is .pdf, .pptx or .xlsx."),
        (["report", "--format", "pdf", "-o", "x.xlsx"], "what is written here is .pdf."),
        (["report", "--month", "2026-13", "-o", "x.xlsx"], "'2026-13' is not a month"),
        (["report", "--month", "2031-01", "-o", "x.xlsx"], "no figures"),
        (["publish", "--withdraw", "9", "--as", "Ann", "--reason", "x"], "There is no publication 9"),
        (["example", "somewhere", "--months", "0"], "0"),
        (["example", "somewhere", "--until", "soon"], "'soon' is not a month"),
        (["spc", "nowhere.json"], "nowhere.json"),
        (["values"], "Not given: ID-or-code."),
        ([], "Not given: COMMAND."),
        (["values", "E1a", "--by", "day"], "--by cannot be 'day'. It is one of: month, quarter, year, rolling12, ytd."),
        (["example", "x", "--months", "many"], "--months wants a whole number, not 'many'."),
        (["publish", "--approve", "1", "--at", "soon"], "--at wants a moment such as 2026-10-14T09:30, not 'soon'."),
        (["publish", "--list", "--prepare"], "--prepare and --list cannot be asked for together."),
        (["publish"], "Say what to do: one of --prepare"),
        (["report", "-o"], "Something has to follow -o/--output."),
        (["benchmark", "--slow"], "--slow means nothing to this command."),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_a_sentence_and_exit_2(run, tmp_path, monkeypatch, words, sentence):
    monkeypatch.chdir(tmp_path)
    code, out, said = run(*words)
    assert code == 2 and out == "" and sentence in said


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "is empty"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "is a picture"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(200), "cannot be read"),
        ("list.csv", b"colour,mood\nred,glad\n", "none of the kinds of file that we take"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_changes(run, store, file, name, content, says):
    code, found, _ = run("load", file(name, content), "--json")
    assert code == 2 and says in found[0]["refused"]
    assert (found[0]["tables"], found[0]["load"], found[0]["effect"]) == ([], None, [])
    assert not store.has_loads


def test_a_folder_and_a_file_that_is_not_there_are_refused_by_name(run, tmp_path):
    code, found, _ = run("check", tmp_path, tmp_path / "nowhere.csv", "--json")
    assert code == 2 and all("could not be opened" in one["refused"] for one in found)


def test_a_process_ends_with_the_exit_code_and_json_alone_on_standard_output(tmp_path):
    def process(*words, given=""):
        environment = os.environ | {"ANCHOR_DATA": str(tmp_path / "data")}
        command = [sys.executable, "-m", "metrics", *words]
        return subprocess.run(command, input=given, capture_output=True, text=True, cwd=HOUSE, env=environment)

    done = process("spc", "-", given="[{}]")
    assert done.returncode == 0 and list(json.loads(done.stdout)[0]) == ["error"] and done.stderr == ""
    refused = process("spc", "-", given="not json")
    assert refused.returncode == 2 and refused.stdout == "" and "is not JSON" in refused.stderr


@real_files
def test_spend_by_council_of_a_published_file_makes_its_sum_to_the_penny(run):
    path = next(Path(REAL).glob("spend/NEBD/*04 - July.csv"))
    code, found, _ = run("load", path, "--accept", "as published", "--json")
    assert code == 0
    assert (found[0]["tables"][0]["rows"], found[0]["tables"][0]["total"]["amount"]) == (321, "24676831.92")
    for split in ("council", "place"):
        assert _sum(run("values", "P1a", "--split", split, "--json")[1]) == Decimal("24676831.92")


@real_files
def test_a_national_estates_return_gives_the_trusts_sites_and_its_small_ones_in_the_total(run):
    path = next(Path(REAL).glob("eric/ERIC_201920*.csv"))
    assert run("load", path, "--accept", "as published", "--json")[0] == 0
    electricity, gas, oil = 7_588_735 + 254_691 + 429_173, 43_617_769 + 2_521_247 + 973_131, 23_149
    by_hand = {"electricity": electricity * 0.25560, "gas": gas * 0.18385, "oil": oil * 0.25676}
    parts = run("values", "N1a", "--by", "year", "--split", "fuel", "--json")[1]
    assert {row["split"]: row["value"] for row in parts} == pytest.approx({f: kg / 1000 for f, kg in by_hand.items()})
    whole = run("values", "N1a", "--by", "year", "--json")[1]
    assert [row["period"] for row in whole] == ["2019/20"]
    assert whole[0]["value"] == pytest.approx(sum(by_hand.values()) / 1000)
    sites = {row["split"]: row["value"] for row in run("values", "N1a", "--by", "year", "--split", "site", "--json")[1]}
    victoria = (7_588_735 * 0.25560 + 43_617_769 * 0.18385 + 23_149 * 0.25676) / 1000
    assert len(sites) == 3 and sites["BLACKPOOL VICTORIA HOSPITAL"] == pytest.approx(victoria)
    assert sites["Remaining small sites"] == pytest.approx((429_173 * 0.25560 + 973_131 * 0.18385) / 1000)
    # Victoria's parts: 2,658 + 789 + 70,220 clinical; 2,714 + 1,076 + 1,493 + 2,826 + 902 + 3,371 + 24,231 not
    space = {row["split"]: row for row in run("values", "B2a", "--by", "year", "--split", "site", "--json")[1]}
    assert (space["BLACKPOOL VICTORIA HOSPITAL"]["numerator"], space["BLACKPOOL VICTORIA HOSPITAL"]["denominator"]) == (
        36_613, 110_280,
    )
    (trust,) = run("values", "B2a", "--by", "year", "--json")[1]
    assert (trust["numerator"], trust["denominator"]) == (36_613 + 1_594 + 4_376, 110_280 + 6_921 + 21_292)
    # high and significant risk: Victoria 718,782 + 2,634,857, Clifton 0 + 664,008, the small sites 4,492 + 708,721
    assert run("values", "B4b", "--by", "year", "--json")[1][0]["value"] == "4730860.00"


@real_files
def test_a_list_without_dates_is_refused_with_the_reason(run):
    code, found, _ = run("load", next(Path(REAL).glob("spend/lambeth/*.csv")), "--json")
    assert code == 2 and "no date" in found[0]["refused"]
