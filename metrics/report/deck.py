"""An empty deck to put slides into, the trust's own template where it gave one; and what every slide needs."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from metrics.home import Home

TEMPLATE = "report-template.pptx"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FOOT = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
LANGUAGE = "en-GB"


def template(home: Home) -> Path | None:
    """The trust's own template; None where it has none."""
    path = home.reference / TEMPLATE
    return path if path.is_file() else None


def opened(home: Home) -> Any:
    """A presentation without slides. ValueError, in a sentence, for a template that cannot be used."""
    path = template(home)
    if path is None:
        return _ours()
    try:
        deck = Presentation(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as problem:
        remedy = "Save it again from PowerPoint as a .pptx, or take it away and the report has our own look."
        raise ValueError(f"{TEMPLATE} in the reference folder cannot be read as a presentation. {remedy}") from problem
    for slide in list(deck.slides._sldIdLst):
        deck.part.drop_rel(slide.rId)
        deck.slides._sldIdLst.remove(slide)
    if _layout(deck) is None:
        raise ValueError(f"{TEMPLATE} in the reference folder has no layout with a title. Add one with a title only.")
    return deck


def _ours() -> Any:
    """The library's own template made wide, its titles to the left, large and bold."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for owner in (deck.slide_master, *deck.slide_layouts):
        for shape in owner.placeholders:
            if shape.placeholder_format.type in TITLES:
                shape.left, shape.top, shape.width, shape.height = Inches(0.5), Inches(0.3), Inches(12.3), Inches(0.8)
            else:
                shape.left, shape.width = (Emu(int(size * WIDTH / Inches(10))) for size in (shape.left, shape.width))
    for part in deck.slide_master.part.rels.values():
        if part.reltype == RT.THEME:  # letters that every office has
            part.target_part._blob = part.target_part.blob.replace(b'typeface="Calibri"', b'typeface="Arial"')
    style = deck.slide_master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    style.find(qn("a:defRPr")).attrib.update({"sz": "2800", "b": "1"})
    return deck


def _layout(deck: Any) -> Any:
    """The layout with a title and the fewest other places to fill in."""
    found = [one for one in deck.slide_layouts if _title_of(one) is not None]
    return min(found, key=lambda one: len(_fillable(one)), default=None)


def _title_of(owner: Any) -> Any:
    return next((one for one in owner.placeholders if one.placeholder_format.type in TITLES), None)


def _fillable(owner: Any) -> list[Any]:
    return [one for one in owner.placeholders if one.placeholder_format.type not in (*TITLES, *FOOT)]


def add(deck: Any, title: str, notes: str = "") -> Any:
    """A new slide with its title, every other place to fill in taken away, and its notes."""
    slide = deck.slides.add_slide(_layout(deck))
    slide.shapes.title.text_frame.text = title
    slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for shape in _fillable(slide):
        shape.element.getparent().remove(shape.element)
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def bar(slide: Any, width: int, colour: str) -> None:
    """A narrow bar in the trust's colour along the top of a slide: decoration."""
    made = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Emu(width), Inches(0.12))
    made.fill.solid()
    made.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    made.line.fill.background()
    named(made, "Bar")


def logo(slide: Any, drawn: bytes, right: int, told: str) -> None:
    """The trust's logo at the upper right of a slide, as high as a line of the title."""
    made = slide.shapes.add_picture(io.BytesIO(drawn), 0, Inches(0.3), height=Inches(0.6))
    made.left = Emu(right - made.width)
    named(made, "Logo", told)


def below_title(deck: Any) -> int:
    """Where the space under a title begins, in EMU."""
    title = _title_of(_layout(deck))
    top, height = (title.top, title.height) if title.top is not None else (Inches(0.3), Inches(0.8))
    return min(int(top + height), int(deck.slide_height * 0.3))


def named(shape: Any, name: str, told: str = "") -> Any:
    """Gives a shape its name and its alternative text, or marks it as decoration by an empty one; gives it back."""
    shape.name = name
    shape._element.xpath(".//p:cNvPr")[0].set("descr", told)
    return shape


def speak_english(deck: Any) -> None:
    """Every run of every slide says that it is British English, for whoever reads it aloud or checks its spelling."""
    for slide in deck.slides:
        parts = [slide.element, slide.notes_slide.element] if slide.has_notes_slide else [slide.element]
        for part in parts:
            for run in part.iter(qn("a:r")):
                properties = run.get_or_add_rPr()
                properties.set("lang", LANGUAGE)


def write_text(frame: Any, paragraphs: list[tuple[str, dict[str, Any]]]) -> None:
    """Paragraphs of plain text into a frame; each with its size in points, whether bold, and its colour."""
    frame.word_wrap = True
    for number, (words, look) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = words
        paragraph.space_after = Pt(look.get("after", 2))
        style(run, look)


def style(run: Any, look: dict[str, Any]) -> None:
    """Size, weight and colour of a run."""
    run.font.size = Pt(look.get("size", 12))
    run.font.bold = look.get("bold", False)
    if look.get("colour") is not None:
        run.font.color.rgb = look["colour"]
