"""Another trust's set (its words, places, logo and colours) in place of ours, with no change to the code."""

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from metrics import home, loads, publication, trust_face, warehouse
from metrics.charts.tokens import colour
from metrics.definitions import DefinitionFaults, framework
from metrics.geography import Places, councils
from metrics.ledger import Ledger
from metrics.report import face, pdf, slides
from metrics.results import series
from metrics.spreadsheets.checking import check
from metrics.views.chasing import chases
from metrics.views.context import Context
from metrics.views.local import offered
from metrics.views.month import this_month
from metrics.views.report import report
from tests.stores import new_store, reader

SET = Path(__file__).parent / "another_trust"
PAGES = Path(__file__).resolve().parents[1] / "pages"
OURS = re.compile(r"blackpool|fylde|wyre\b|lancashire|north west|bfwh|RXL", re.IGNORECASE)
AREAS = ("employment", "procurement", "environment", "buildings", "partnership")
# of twenty: ten in Bradford, five in Leeds (West Yorkshire), three in Hull (the region), two far off
HOMES = ["BD9 6RJ"] * 10 + ["LS1 3EX"] * 5 + ["HU3 2JZ"] * 3 + ["M1 1AE"] * 2
STARTERS = "Employee Number,Start Date,Assignment Category,Pay Band,Home Postcode\n" + "".join(
    f"{number},16/03/2026,Permanent,Band 2,{postcode}\n" for number, postcode in enumerate(HOMES, 1)
)
PAYMENTS = "Supplier Name,Supplier Postcode,Invoice Number,Payment Date,Amount\n" + "".join(
    f"Firm {n},{postcode},A{n},16/03/2026,100.00\n" for n, postcode in enumerate(HOMES, 1)
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("another")
    made = new_store(folder / "data")
    shutil.copytree(SET, made.definitions)
    for name, text in (("starters.csv", STARTERS), ("payments.csv", PAYMENTS)):
        (folder / name).write_text(text, encoding="utf-8")
        read = check(folder / name, framework(made.definitions), places=Places(made), reader=reader())
        assert loads.load(made, framework(made.definitions), read, "Ann", "right")[0].load
    return made


@pytest.fixture
def defined(store):
    return framework(store.definitions)


def test_nothing_of_the_trust_that_comes_with_the_product_is_in_the_other_ones_set(defined):
    said = repr((defined.trust, defined.areas, defined.commitments, [one.benchmark for one in defined.indicators]))
    # a study of elsewhere may name the North West; our own places are gone
    assert not re.search(r"Blackpool|Fylde|Wyre|bfwh|RXL", said)
    assert (defined.area("employment").title, defined.trust["contact"]) == (
        "Jobs and learning", "anchor@airedale-moors.example",
    )


def test_what_is_local_and_what_lies_round_it_is_told_by_the_trusts_own_file(store, defined):
    held = councils(store)
    rings = {name: held[code].ring for name, code in (
        ("Bradford", "E08000032"), ("Leeds", "E08000035"), ("Hull", "E06000010"), ("Blackpool", "E06000009"),
    )}  # fmt: skip
    assert rings == {
        "Bradford": "catchment", "Leeds": "lancashire-south-cumbria", "Hull": "north-west", "Blackpool": "elsewhere",
    }
    shown = {}
    for lens in ("catchment", "lancashire-south-cumbria", "north-west"):
        opened = warehouse.open_to_read(store, defined)
        (one,) = series(opened, defined, "local-hires", "month", lens)
        shown[lens] = (one.points[-1].numerator, one.points[-1].denominator)
    # ten of twenty in the catchment, fifteen with West Yorkshire, eighteen with the region
    assert shown == {
        "catchment": (10, 20), "lancashire-south-cumbria": (15, 20), "north-west": (18, 20),
    }


def test_the_meanings_of_local_bear_the_trusts_own_names(store, defined):
    context = Context(store, defined, warehouse.open_to_read(store, defined), Ledger(store), home.today(store))
    assert [words for _, words in offered(context)][:5] == [
        "Bradford and Craven", "West Yorkshire", "Yorkshire and The Humber", "Bradford", "North Yorkshire",
    ]
    assert any("anchor@airedale-moors.example" in one.text for one in chases(context))
    assert not OURS.search(repr(this_month(context)))


def test_a_councils_file_in_the_reference_folder_wins_over_both(tmp_path):
    made = new_store(tmp_path / "data")
    (made.reference / "councils.csv").write_text(
        "code,name,region,country,ring\nE08000035,Leeds,Yorkshire and The Humber,England,catchment\n", encoding="utf-8"
    )
    assert councils(made)["E08000035"].ring == "catchment"


def drawn(page: AppTest) -> str:
    assert not page.exception
    shown = [one.value for kind in (page.title, page.markdown, page.text, page.code) for one in kind]
    boxes = [" ".join(map(str, box.options)) for box in page.selectbox if "local means" in box.label]
    return " ".join([*map(str, shown), *boxes, *(str(one.proto) for one in page.get("bidi_component"))])


@pytest.mark.parametrize(
    ("page", "at", "address"),
    [
        ("board/overview.py", "", {}),
        *(("board/area.py", area, {}) for area in AREAS),
        ("board/indicator.py", "indicator", {"id": "local-hires"}),
        ("board/indicator.py", "indicator", {"id": "priority-area-reach"}),
        ("board/find.py", "find", {"q": "local"}),
        ("team/month.py", "month", {}),
        ("team/publish.py", "publish", {}),
        ("team/settings.py", "settings", {}),
    ],
)
def test_no_page_of_the_other_trust_names_a_place_of_ours(store, monkeypatch, page, at, address):
    monkeypatch.setenv("ANCHOR_DATA", str(store.root))
    home.start_own()
    test = AppTest.from_file(PAGES / page, default_timeout=60)
    test.session_state["page"] = at
    for name, value in address.items():
        test.query_params[name] = value
    said = drawn(test.run())
    assert not [said[max(0, one.start() - 60) : one.end() + 60] for one in OURS.finditer(said)]


def test_the_public_site_of_the_other_trust_bears_its_name_logo_and_colours_and_no_place_of_ours(store, defined):
    publication.approve(store, publication.prepare(store, defined, "Ann"), "Bo")
    made = publication.current(store)
    first = (made / "index.html").read_text(encoding="utf-8")
    assert "Airedale Moors Example NHS Foundation Trust" in first and 'src="logo.svg"' in first
    assert 'class="coast"' not in first
    assert (made / "logo.svg").read_text(encoding="utf-8") == (SET / "logo.svg").read_text(encoding="utf-8")
    assert "--blue:#7A1F5C" in (made / "style.css").read_text(encoding="utf-8")
    for file in made.rglob("*"):
        if file.suffix in (".html", ".css", ".json", ".csv", ".xml"):
            found = OURS.search(file.read_text(encoding="utf-8"))
            assert not found, (file.relative_to(made), found)


def test_the_report_of_the_other_trust_bears_its_name(store, defined):
    context = Context(store, defined, warehouse.open_to_read(store, defined), Ledger(store), home.today(store))
    made = report(context)
    assert made.title.startswith("Airedale Moors Example NHS Foundation Trust")
    assert "Bradford and Craven" in repr(made)
    assert not re.search("Blackpool|Fylde|Wyre|bfwh|RXL|Lancashire", repr(made))  # but for the ids of the lenses


@pytest.fixture
def reported(store, defined):
    context = Context(store, defined, warehouse.open_to_read(store, defined), Ledger(store), home.today(store))
    return report(context), context


def test_the_pdf_of_the_other_trust_bears_its_logo_colour_and_contact_and_no_coast_of_ours(reported):
    first = Image.open(io.BytesIO(pdf.pictures(*reported)[0])).convert("RGB")
    plum = (0x7A, 0x1F, 0x5C)
    upper = first.crop((first.width // 2, 0, first.width, first.height // 8))  # the logo is at the upper right
    assert dict((colour, n) for n, colour in upper.getcolors(1 << 20)).get(plum, 0) > 50
    rows = {y for y in range(first.height) if first.getpixel((first.width // 2, y)) == plum}
    assert rows  # the rule under the month, from margin to margin
    words = pypdf.PdfReader(io.BytesIO(pdf.made(*reported))).pages[0].extract_text()
    assert "Contact: anchor@airedale-moors.example" in words
    assert pdf.told(reported[0])["coast"] == ""


def test_the_slides_of_the_other_trust_bear_its_logo_colour_and_contact(reported):
    first, second, *_ = Presentation(io.BytesIO(slides.made(*reported))).slides
    (logo,) = [shape for shape in first.shapes if shape.name == "Logo"]
    assert logo.image.content_type == "image/png"
    for slide in (first, second):
        (bar,) = [shape for shape in slide.shapes if shape.name == "Bar"]
        assert str(bar.fill.fore_color.rgb) == "7A1F5C"
    told = [shape.text_frame.text for shape in first.shapes if shape.has_text_frame]
    assert "Contact: anchor@airedale-moors.example" in told


def test_the_settings_of_the_other_trust_show_its_own_face(store, monkeypatch):
    monkeypatch.setenv("ANCHOR_DATA", str(store.root))
    home.start_own()
    test = AppTest.from_file(PAGES / "team/settings.py", default_timeout=60)
    test.session_state["page"] = "settings"
    said = drawn(test.run())
    for words in ("Airedale Moors Example NHS Foundation Trust", "anchor@airedale-moors.example", "#7A1F5C on white",
                  "#E9A6D0 on dark", "Bradford, North Yorkshire", "data:image/svg+xml;base64,"):
        assert words in said


def test_a_made_up_trust_bears_nobodys_logo_or_colour(reported):
    made_up = replace(reported[1], made_up=True)
    assert (face.logo(made_up), face.colour(made_up)) == ("", colour("blue"))
    assert report(made_up).contact == ""


def refused(folder: Path, *lines: str) -> list[str]:
    """What is said of the trust's own file with these lines in place of its own."""
    folder.mkdir(exist_ok=True)
    text = (SET / "framework.toml").read_text(encoding="utf-8")
    for line in lines:
        text = re.sub(rf"^{line.partition(' =')[0]} = .*$", line, text, flags=re.MULTILINE)
    (folder / "framework.toml").write_text(text, encoding="utf-8")
    shutil.copy(SET / "logo.svg", folder)
    with pytest.raises(DefinitionFaults) as faults:
        framework(folder)
    return [one.partition("framework.toml:")[2] for one in faults.value.faults]


def test_a_colour_that_words_could_not_be_read_in_is_refused_with_its_contrast(tmp_path):
    # #FFB81C: red 1, green 184/255 -> 0.479, blue 28/255 -> 0.012; luminance 0.2126 + 0.3426 + 0.0009 = 0.556, so that
    # white stands out from it by 1.05/0.606 = 1.7 to 1, and the pale panels by a little less
    assert refused(tmp_path / "a", 'colour = "#FFB81C"') == [
        "15: the colour #FFB81C stands out from white by 1.6 to 1, and words need 4.5 to 1: choose a darker one."
    ]
    (dark,) = refused(tmp_path / "b", 'colour_dark = "#7A1F5C"')
    assert dark.startswith("16: the colour #7A1F5C stands out from the dark page by ") and "a lighter one" in dark
    assert refused(tmp_path / "c", 'colour = "plum"') == [
        "15: 'plum' is not a colour: write it as # and six digits, such as #005EB8."
    ]


def test_a_logo_that_is_not_there_and_a_code_that_is_none_are_named_with_their_lines(tmp_path):
    assert refused(tmp_path, 'logo = "moors.png"', 'catchment = ["Bradford", "E06000065"]') == [
        "7: 'Bradford' is not the code of a council: it is a letter and eight digits (E08000032).",
        "14: there is no logo 'moors.png' beside framework.toml: put it there as an .svg file.",
    ]


def test_a_trust_of_another_ods_code_has_to_say_its_name_and_its_places(tmp_path):
    (tmp_path / "framework.toml").write_text('[trust]\nods_code = "RZZ"\n', encoding="utf-8")
    with pytest.raises(DefinitionFaults) as faults:
        framework(tmp_path)
    assert [re.search(r"'(\w+)' is missing", one).group(1) for one in faults.value.faults] == [
        "catchment", "name", "place", "short_name",
    ]


def test_a_logo_made_for_white_is_not_put_on_a_dark_page(defined):
    assert trust_face.logo(defined.trust).startswith("<svg")
    assert trust_face.logo(defined.trust, dark=True) == ""


def test_the_trust_that_comes_with_the_product_may_change_one_thing_and_keeps_the_rest(tmp_path):
    (tmp_path / "framework.toml").write_text('[trust]\ncontact = "new@bfwh.example"\n', encoding="utf-8")
    kept = framework(tmp_path).trust
    assert (kept["contact"], kept["place"], kept["coast"]) == ("new@bfwh.example", "Blackpool, Fylde and Wyre", True)
    assert trust_face.css(kept) == "" == trust_face.logo(kept)
