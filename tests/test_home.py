"""The trust's own store and the example's are two folders that never share anything but what the trust added."""

from datetime import date

import pyarrow as pa
import pytest

from metrics import home
from metrics.keys import Hasher, key_of


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("ANCHOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_example_lies_beneath_the_data_folder_and_shares_its_reference_files(data):
    assert home.root_home().root == data
    assert home.example_home().root == data / "example"
    assert home.example_home().reference == home.root_home().reference == data / "reference"
    assert home.example_home().key_file != home.root_home().key_file


def test_the_example_is_active_until_the_trust_starts_with_its_own_files(data):
    assert home.active_home().root == data
    home.example_home().root.mkdir()
    assert home.active_home().root == data / "example"
    home.start_own()
    assert home.active_home().root == data
    assert home.example_home().root.exists()
    home.throw_away_example()
    assert not home.example_home().root.exists()


def test_a_load_of_the_trusts_own_makes_its_store_the_active_one(data):
    home.example_home().root.mkdir(parents=True)
    (data / "loads" / "water" / "water-00001").mkdir(parents=True)
    assert home.active_home().root == data


def test_the_example_has_its_own_today_wherever_it_was_loaded(data):
    own = home.root_home()
    assert home.today(home.example_home()) == date(2026, 10, 12)
    assert home.today(own) == date.today()
    home.mark_kind(own, "example")
    assert home.today(own) == date(2026, 10, 12)


def test_one_thread_may_hold_the_lock_twice(data):
    own = home.root_home()
    with home.writing(own), home.writing(own) as lock:
        assert lock.is_locked
    assert not home.writing(own).is_locked


def test_a_number_has_one_hash_however_a_spreadsheet_spoiled_it_and_another_under_another_key(data):
    key = key_of(home.root_home())
    assert key == key_of(home.root_home())
    found = Hasher(key).column(pa.array(["00123a", "123A", " 123a ", "124", None]))
    first, spoiled, spaced, other, nothing = found.to_pylist()
    assert first == spoiled == spaced != other
    assert nothing is None
    home.example_home().root.mkdir()
    assert key_of(home.example_home()) != key
