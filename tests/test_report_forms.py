"""The board report as PDF and slides: the words and figures of the pages, tagged, editable, and alike in every form."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from streamlit.testing.v1 import AppTest

from metrics import home as homes
from metrics import loads, warehouse
from metrics.charts.icons import assurance, movement
from metrics.charts.paper import on_paper
from metrics.charts.xmr import xmr
from metrics.command_line import figures
from metrics.home import Home
from metrics.ledger import Ledger
from metrics.report import deck, making, telling
from metrics.report.native_charts import nice
from metrics.spc import RULE_SET
from metrics.views.context import Context
from metrics.views.report import ATTENTION, NOTHING, report
from tests.stores import known, new_store

PAGE = Path(__file__).resolve().parents[1] / "pages" / "board" / "report.py"
SENTENCE = "75% in March 2026, higher than usual."
TARGET = "It meets the target of 60%"


def starters(folder: Path) -> Path:
    """Forty starters a month from January 2025 to March 2026: twenty of them local, in the last month thirty; no
    February 2026."""
    lines = ["Employee Number,Start Date,Home Postcode,Staff Group"]
    for number in (*range(13), 14):
        year, month = 2025 + number // 12, number % 12 + 1
        local = 30 if number == 14 else 20
        for person in range(40):
            postcode = "FY3 8NR" if person < local else "M1 1AE"
            lines.append(f"{number}-{person},{person % 28 + 1}/{month:02}/{year},{postcode},Nursing")
    path = folder / "starters.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    made = new_store(tmp_path_factory.mktemp("store"))
    loads.load_many(made, known(), [starters(made.root)], by="Ann", accept="a test's file")
    ledger = Ledger(made)
    ledger.set_target("local-hires", 0.6, date(2027, 3, 1), "Ann", source="Board paper 7")
    ledger.add_comment("local-hires", date(2026, 3, 1), "The new course for porters began <b>well</b> #rising.", "Ann")
    ledger.add_action("local-hires", date(2026, 3, 1), "Go on with it.", "Ann", date(2026, 6, 30), "Ben")
    ledger.add_comment("local-hires", date(2026, 4, 1), "Written of a later month.", "Ann")
    begun = date(2026, 3, 1)
    done = ledger.add_action("local-hires", begun, "Ring the school.", "Ann", None, "Ben", why="Few applied.")
    ledger.close_action(done, "Nine applied.", "Ben")
    return made


@pytest.fixture(scope="module")
def context(home) -> Context:
    return Context(home, known(), warehouse.build(home, known()), Ledger(home), date(2026, 4, 12))


@pytest.fixture(scope="module")
def forms(context) -> dict[str, bytes]:
    return {ending: making.made(context, "2026-03", ending) for ending in making.FORMS}


@pytest.fixture(scope="module")
def told(context):
    return report(context, "2026-03")


@pytest.fixture(scope="module")
def pdf(forms) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(forms["pdf"]))


@pytest.fixture(scope="module")
def slides(forms):
    return Presentation(io.BytesIO(forms["pptx"]))


def text_of(reader: pypdf.PdfReader) -> str:
    """All words of a PDF in their order, with single spaces."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def words_of(slide) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def slide_of(deck, title: str):
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith(title))


def test_the_pdf_says_the_sentence_and_the_numbers_of_an_indicator(pdf, told):
    said = text_of(pdf)
    card = told.pages[0].card
    assert card.sentence.startswith(SENTENCE)
    assert TARGET in card.sentence
    assert re.sub(r"\s+", " ", card.sentence) in said
    assert "Mar 2026 30 40 75% Better" in said
    assert "Jan 2026 20 40 50%" in said
    assert "Feb 2026 Not in" in said
    assert card.takes in said


def test_the_pdf_says_what_people_wrote_of_the_month_and_not_of_a_later_one(pdf):
    said = text_of(pdf)
    assert "The new course for porters began <b>well</b> #rising." in said
    assert "Action, due 30 June 2026. Owner: Ben Go on with it." in said
    assert "Written of a later month." not in said


def test_the_pdf_has_the_parts_of_a_board_report_in_their_order(pdf, told):
    said = text_of(pdf)
    # the usual range of 47% to 57% keeps missing 60%, so that the one indicator with figures comes first
    parts = ["In short", "Every indicator in one place", ATTENTION, "Where this number comes from",
             "All other indicators", "How good the data are", "What is not known", "How the charts are read", RULE_SET]
    found = [said.index(part) for part in parts]
    assert found == sorted(found)
    assert all(page.card.waiting_for in said for page in told.waiting)


def test_the_pdf_is_tagged_has_a_title_and_a_language_and_says_that_it_keeps_to_pdf_ua(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert pdf.metadata.title == "Blackpool Teaching Hospitals NHS Foundation Trust: anchor framework, March 2026"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert [one.title for one in pdf.outline if not isinstance(one, list)][:3] == [
        "In short", "Every indicator in one place", "What needs attention",
    ]  # fmt: skip


def tags(element, found: list) -> list:
    """Every structure element with its kind and its alternative text."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for one in element:
            tags(one, found)
    elif isinstance(element, dict):
        if "/S" in element:
            found.append((element["/S"], str(element.get("/Alt", ""))))
        tags(element.get("/K", []), found)
    return found


def test_every_picture_of_the_pdf_has_its_sentence_and_tables_have_headings(pdf, told):
    found = tags(pdf.trailer["/Root"]["/StructTreeRoot"], [])
    figures_told = [alt for kind, alt in found if kind == "/Figure"]
    assert figures_told == [f"Chart. {page.card.sentence}" for page in told.pages]
    kinds = {kind for kind, _ in found}
    assert {"/H1", "/H2", "/H3", "/Table", "/THead", "/TH", "/TD", "/Link"} <= kinds


def test_every_letter_of_the_pdf_comes_with_its_font(pdf):
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for one in font.get_object()["/DescendantFonts"]:
                files = one.get_object()["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(files)


def test_every_slide_has_a_title_and_speaks_british_english(slides):
    for slide in slides.slides:
        assert slide.shapes.title.text_frame.text
        assert all(run.get("lang") == "en-GB" for run in slide.element.xpath(".//a:r/a:rPr"))
    assert slides.core_properties.title.endswith("anchor framework, March 2026")
    assert slides.core_properties.language == "en-GB"


def test_the_chart_of_a_slide_is_native_holds_the_views_numbers_and_leaves_a_gap(slides, told):
    slide = slide_of(slides, "Local people among new starters: 75%")
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    card = told.pages[0].card
    values = {series.name: tuple(series.values) for series in chart.chart.plots[0].series}
    assert values["E1a Local new starters"] == (*[0.5] * 13, None, 0.75)
    assert values["Target"] == (0.6,) * 15
    assert values["Average"][0] == pytest.approx((13 * 0.5 + 0.75) / 14)
    assert tuple(chart.chart.plots[0].categories) == card.chart.places
    assert chart._element.xpath(".//p:cNvPr")[0].get("descr") == f"Chart. {card.sentence}"
    behind = openpyxl.load_workbook(io.BytesIO(chart.chart.part.chart_workbook.xlsx_part.blob))
    assert all(cell.data_type != "f" for row in behind.active.iter_rows() for cell in row)


def test_every_table_and_chart_of_the_slides_has_alternative_text(slides):
    frames = [shape for slide in slides.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(frames) > 5
    assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in frames)


def test_a_slide_says_the_sentence_the_table_the_target_and_what_people_wrote(slides, told):
    slide = slide_of(slides, "Local people among new starters: 75%")
    card, words = told.pages[0].card, words_of(slide)
    assert card.sentence in words
    assert card.takes in words
    assert "Action, due 30 June 2026. Owner: Ben: Go on with it." in words
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Period", "Local people", "New starters", "Value", "Movement"]
    assert rows[1] == ["Mar 2026", "30", "40", "75%", "Better"]
    assert rows[2] == ["Feb 2026", "", "", "", "Not in"]
    assert len(rows) == 14
    assert "Formula: " in slide.notes_slide.notes_text_frame.text


def test_the_three_forms_tell_the_same_value(forms, pdf, slides):
    book = openpyxl.load_workbook(io.BytesIO(forms["xlsx"]))
    row = next(row for row in book["Indicators"].iter_rows(values_only=True) if row[0] == "E1a")
    assert row[4:6] == ("March 2026", 0.75)
    assert row[-1] in text_of(pdf)
    slide = slide_of(slides, "Local people among new starters: 75%")
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert next(iter(chart.plots[0].series)).values[-1] == 0.75
    assert any("Go on with it." in (row[4] or "") for row in book["Comments"].iter_rows(values_only=True))


def test_the_slides_are_put_into_the_trusts_own_template(home, context, tmp_path):
    own = Presentation()
    own.slide_master.name = "Our master"
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "An old slide"
    own.save(home.reference / deck.TEMPLATE)
    try:
        made = Presentation(io.BytesIO(making.made(context, "2026-03", "pptx")))
    finally:
        (home.reference / deck.TEMPLATE).unlink()
    assert made.slide_master.name == "Our master"
    assert made.slide_width == own.slide_width
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[0] == "Our anchor framework, March 2026"
    assert "An old slide" not in titles
    assert {slide.slide_layout.name for slide in made.slides} == {"Title Only"}
    assert all(not shape.is_placeholder or shape == slide.shapes.title or shape.has_text_frame
               for slide in made.slides for shape in slide.shapes)  # fmt: skip


def test_a_template_that_is_none_is_refused_in_a_sentence(home, context):
    (home.reference / deck.TEMPLATE).write_bytes(b"not a presentation")
    try:
        with pytest.raises(ValueError, match=r"cannot be read as a presentation\. Save it again"):
            making.made(context, "2026-03", "pptx")
    finally:
        (home.reference / deck.TEMPLATE).unlink()


def test_where_nothing_needs_attention_the_report_says_so(context):
    """Before there are twelve points nothing is judged."""
    early = report(context, "2025-06")
    assert early.exceptions == ()
    assert "E1a" in [page.card.code for page in early.others]
    said = text_of(pypdf.PdfReader(io.BytesIO(making.made(context, "2025-06", "pdf"))))
    assert telling.NO_EXCEPTION in said
    assert "Jun 2025" in said
    assert "Jul 2025" not in said


@pytest.mark.parametrize("ending", making.FORMS)
@pytest.mark.parametrize(("month", "words"), [("2031-01", "no figures for 2031-01"), ("March", "is not a month")])
def test_a_month_without_figures_ends_in_a_sentence(context, ending, month, words):
    with pytest.raises(ValueError, match=words):
        making.made(context, month, ending)


def test_a_store_without_any_figure_ends_in_a_sentence(tmp_path):
    empty = new_store(tmp_path)
    with pytest.raises(ValueError, match=NOTHING):
        making.made(Context(empty, known(), None, Ledger(empty), date(2026, 4, 12)), None, "pdf")


def test_the_command_line_offers_every_form():
    assert tuple(making.FORMS) == figures.FORMATS


@pytest.mark.parametrize("ending", making.FORMS)
def test_the_making_tells_how_far_it_is(context, ending):
    heard = []
    making.made(context, "2026-03", ending, lambda share, words: heard.append((share, words)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert heard[0][1].startswith("Indicator 1 of ")


def test_a_drawing_on_paper_needs_no_style_sheet(told):
    for drawn in (movement("worse", "L"), assurance("F"), xmr(told.pages[0].card.chart, paper=True)):
        assert "var(" not in on_paper(drawn)
        assert on_paper(drawn).startswith('<svg xmlns="http://www.w3.org/2000/svg" ')


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(0.5, 0.75, (0.5, 0.75, 0.05)), (0.0, 1.0, (0.0, 1.0, 0.2)), (3, 47, (0, 50, 10)), (-7, 7, (-10, 10, 5))],
)
def test_the_ends_of_an_axis_are_round(low, high, found):
    assert nice(low, high) == pytest.approx(found)


def test_the_page_makes_the_report_and_offers_it(home, monkeypatch):
    monkeypatch.setenv("ANCHOR_DATA", str(home.root))
    homes.start_own()
    page = AppTest.from_file(PAGE, default_timeout=120)
    page.query_params["form"] = "pptx"
    page.run()
    assert not page.exception
    assert not page.get("download_button")
    page = page.button[0].click().run()
    assert not page.exception
    offered = page.get("download_button")
    assert len(offered) == 1
    assert offered[0].proto.label.startswith("Download anchor-report-2026-03.pptx")
    assert any("March 2026" in one.value for one in page.markdown)
    # another form has not been made yet
    page.query_params["form"] = "pdf"
    assert not page.run().get("download_button")


def test_pictures_are_not_used_where_powerpoint_has_its_own(slides):
    kinds = {shape.shape_type for slide in slides.slides for shape in slide.shapes}
    assert MSO_SHAPE_TYPE.PICTURE not in kinds


def test_a_closed_action_is_told_as_closed_with_why_and_what_came_of_it(context):
    (page,) = [one for one in report(context, "2026-03").pages if one.card.code == "E1a"]
    (head, words) = next(telling.noted(said) for said in page.said if said.text == "Ring the school.")
    assert head == "Action (closed). Owner: Ben"
    assert words.startswith("Ring the school. Why: Few applied. What came of it: Nine applied.")
