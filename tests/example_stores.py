"""Stores of the example trust, with a small directory that says made-up things of its postcodes."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

from metrics import example, loads
from metrics.example.postcodes import pools, spaced
from metrics.home import Home
from tests.stores import known, new_store

CATCHMENT = {"blackpool": "E06000009", "fylde": "E07000119", "wyre": "E07000128"}
RANKED = 32844  # neighbourhoods in the index of deprivation of 2019


def decile(postcode: str) -> int | None:
    """The decile that the made-up directory gives a postcode of the catchment; None where it does not know it."""
    chance = crc32(re.sub(r"[^A-Z0-9]", "", postcode.upper()).encode()) % 23
    return None if chance == 22 else chance % 10 + 1


def add_made_up_directory(home: Home) -> None:
    """A directory of the catchment's postcodes, each with the `decile` above."""
    path = home.reference / "NSPL_MADE_UP.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["pcds", "laua", "ward", "lsoa11", "imd"])
        for name, council in CATCHMENT.items():
            for postcode in map(spaced, pools()[name].tolist()):
                if tenth := decile(postcode):
                    ward, lsoa, rank = f"E0500{tenth:04d}", f"E0100{tenth:04d}", tenth * RANKED // 10 - 99
                    rows.writerow([postcode, council, ward, lsoa, rank])


def store_of(folder: Path, files: list[Path], tables: Mapping[str, str] = MappingProxyType({})) -> Home:
    """A store with the made-up directory that has taken the files in, in the order given.

    `tables`: the text of each reference table that the trust adds, by its name.
    """
    home = new_store(folder)
    add_made_up_directory(home)
    for name, text in tables.items():
        (home.reference / name).write_text(text, encoding="utf-8")
    outcomes = loads.load_many(home, known(), files, "a colleague")
    assert all(outcome.load for outcome in outcomes), [one for one in outcomes if not one.load]
    return home


def example_files(folder: Path, months: int) -> list[Path]:
    """The files of so many months, in the order in which a team would bring them in."""
    return example.write(folder, months=months)
