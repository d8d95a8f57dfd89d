"""A postcode, however it is written, becomes a council and a ring; wards and deprivation come with a directory."""

import zipfile

import pytest

from metrics import directory
from metrics.geography import Places, add_directory, councils, key_of
from tests.stores import new_store

NSPL = (
    "pcd,pcds,laua,ward,lsoa11,imd,oseast1m,osnrth1m\n"
    "FY3 8NR,FY3 8NR,E06000009,E05001650,E01012722,{rank},333194,436522\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return new_store(tmp_path_factory.mktemp("geography"))


@pytest.fixture
def own(tmp_path):
    return new_store(tmp_path / "store")


@pytest.mark.parametrize("written", ["FY3 8NR", "fy38nr", "FY3  8NR", " fy3 8nr ", "FY3\u00a08NR"])
def test_any_spelling_of_space_and_case_finds_the_council(home, written):
    place = Places(home).look_up([written])[written]
    assert (place.council, place.ring, place.district, place.country) == ("E06000009", "catchment", "FY3", "England")


@pytest.mark.parametrize(
    ("postcode", "council", "ring"),
    [
        ("PR4 2AB", "E07000119", "catchment"),
        ("PR1 2HE", "E07000123", "lancashire-south-cumbria"),
        ("LA9 4DL", "E06000064", "lancashire-south-cumbria"),
        ("M2 5DB", "E08000003", "north-west"),
        ("CF10 4UW", "W06000015", "elsewhere"),
        ("BT1 5GS", "N09000003", "elsewhere"),
    ],
)
def test_each_council_lies_in_its_ring(home, postcode, council, ring):
    place = Places(home).look_up([postcode])[postcode]
    assert (place.council, place.ring) == (council, ring)


def test_what_is_no_postcode_is_unknown_and_an_empty_cell_is_not_asked(home):
    assert Places(home).look_up(["XX1 1XX", "TOTAL", "FY3", "FY3 8NR FY3 8NR", ""]) == {
        "XX1 1XX": None, "TOTAL": None, "FY3": None, "FY3 8NR FY3 8NR": None,
    }


def test_a_mistyped_postcode_brings_the_nearest_real_ones(home):
    assert "FY3 8NR" in Places(home).nearest("FYE 8NR")
    assert Places(home).nearest("FY3 8RN", most=1) != ["FY3 8RN"]


def test_without_a_directory_ward_and_deprivation_are_unknown(home):
    places = Places(home)
    place = places.look_up(["FY3 8NR"])["FY3 8NR"]
    assert not places.has_directory
    assert (place.ward, place.lsoa, place.decile) == (None, None, None)
    assert "November 2025" in places.edition


def test_the_fourteen_lancashire_councils_and_westmorland_make_the_wider_ring():
    rings = [council.ring for council in councils().values()]
    assert rings.count("catchment") == 3
    assert rings.count("lancashire-south-cumbria") == 12
    assert len(councils()) == 363


def test_a_directory_gives_ward_lsoa_and_the_decile_of_its_own_index(own, tmp_path):
    # rank 3,285 of 32,844 is the first of the second tenth
    path = tmp_path / "NSPL_NOV_2021_UK.csv"
    path.write_text(NSPL.format(rank=3285))
    assert add_directory(own, path) == "NSPL_NOV_2021_UK (index of deprivation 2019)"
    place = Places(own).look_up(["FY3 8NR"])["FY3 8NR"]
    assert (place.ward, place.lsoa, place.decile) == ("E05001650", "E01012722", 2)


def test_newer_column_names_and_a_zip_are_understood(own, tmp_path):
    path = tmp_path / "ONSPD_NOV_2025.zip"
    text = "pcd7,lad25cd,wd25cd,lsoa21cd,imd25ind\nFY3 8NR,E06000009,E05015199,E01012722,33755\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/ONSPD_NOV_2025_UK.csv", text)
        archive.writestr("Documents/names.csv", "code,name\nE1,x\n")
    assert "2025" in add_directory(own, path)
    place = Places(own).look_up(["FY3 8NR"])["FY3 8NR"]
    assert (place.ward, place.decile) == ("E05015199", 10)


def test_deprivation_by_lsoa_wins_over_the_directorys_own(own, tmp_path):
    (own.reference / "a_directory.csv").write_text(NSPL.format(rank=32844))
    (own.reference / "imd.csv").write_text("lsoa11cd,IMD_rank\nE01012722,1\n")
    assert Places(own).look_up(["FY3 8NR"])["FY3 8NR"].decile == 1


def test_an_old_council_code_of_a_directory_is_mapped_forward(own):
    # a postcode that the packaged directory does not have: only the directory's old code is known
    (own.reference / "old.csv").write_text("pcds,laua,lsoa11\nLA99 9ZZ,E07000031,E01019298\n")
    place = Places(own).look_up(["LA99 9ZZ"])["LA99 9ZZ"]
    assert (place.council, place.ring) == ("E06000064", "lancashire-south-cumbria")


def test_wales_has_no_decile(own):
    (own.reference / "wales.csv").write_text("pcds,laua,lsoa11,imd\nCF10 4UW,W06000015,W01001939,12\n")
    assert Places(own).look_up(["CF10 4UW"])["CF10 4UW"].decile is None


def test_a_file_that_is_no_directory_is_refused_with_what_to_bring(own, tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("code,name\nE1,x\n")
    with pytest.raises(directory.DirectoryRefused, match="postcode column"):
        add_directory(own, path)
    assert not (own.reference / "names.csv").exists()


def test_a_key_has_no_space_and_no_small_letter():
    assert key_of(" fy3-8nr ") == "FY38NR"
