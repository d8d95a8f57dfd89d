"""Everything drawn is well-formed, escaped, readable, and says nothing by colour alone."""

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from defusedxml import ElementTree
from PIL import Image

from metrics.charts import blocks, icons, matrix, numbers, pictures, plotly_xmr, sparkline, svg, xmr
from metrics.charts.maps import TALLEST, WIDTH, label_places, points_map
from metrics.charts.tokens import colour, contrast, css_vars, css_vars_flat, look_css, tokens
from metrics.definitions import Area
from metrics.report import picture
from metrics.views.card import Card
from metrics.views.chart import Band, Line, Mark, Rebase, Trajectory, XmrChart
from metrics.views.indicator import Part, Said
from metrics.views.overview import AreaGlance, Cell, Change, Overview
from metrics.views.pictures import (
    Bar,
    Bars,
    HeatGrid,
    HeatRow,
    MapPoint,
    Picture,
    Piece,
    PointsMap,
    SplitAim,
    StackPath,
    StackYear,
    Table,
    TwoTier,
    YouSaid,
)
from metrics.views.pictures import Said as Asked
from metrics.views.rows import Row

NASTY = "<script>alert('1')</script> & \"Co\""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def chart_of(values=(12, 10) * 12, kind="usual", last="better", **more) -> XmrChart:
    """24 months with a band of 5.7 to 16.3; the newest point is `last`."""
    kinds = [kind] * (len(values) - 1) + [last]
    places = tuple(f"{MONTHS[n % 12]} {2024 + n // 12}" for n in range(len(values)))
    marks = tuple(
        Mark(place, place, float(value), f"{value}", kind, f"{place}: {value}", at=n)
        for n, (place, value, kind) in enumerate(zip(places, values, kinds, strict=True))
    )
    facts = {"bands": (Band(0, len(values) - 1, 5.7, 11, 16.3, "5.7", "11", "16.3"),), "better": "up"}
    return XmrChart("Hours", "10 hours in December 2025.", marks, places, **(facts | more))


def card_of(verdict="better", direction="H", assurance="?", **more) -> Card:
    facts = {
        "period": "2025-12", "period_words": "December 2025", "value": "10", "verdict": verdict, "direction": direction,
        "verdict_words": {"better": "Better", "worse": "Worse", "usual": "As usual"}.get(verdict, "Changed"),
        "assurance": assurance, "assurance_words": "Hit or miss", "target": "12", "chart": chart_of(last=verdict),
        "change": "Hours fell to 10 hours, below the usual range.",
    }  # fmt: skip
    made = Card("hours", "B1a", "Hours used", "Hours", "buildings", "B1", "hours", "up", **facts)
    return replace(made, **more)


def parsed(markup: str):
    """The markup as XML; raises where a tag or an attribute is not well-formed."""
    return ElementTree.fromstring(f"<div>{markup}</div>")


CHARTS = {
    "calm": chart_of(),
    "worse": chart_of(last="worse"),
    "with a target": chart_of(target=Line(12.0, "12"), trajectory=Trajectory(((0, 8), (23, 12)))),
    "rebased": chart_of(
        bands=(Band(0, 11, 5.7, 11, 16.3, "5.7", "11", "16.3"), Band(12, 23, 8, 10, 12, "8", "10", "12")),
        rebases=(Rebase(12, "New limits, January 2025", NASTY),),
    ),
    "flat": chart_of(values=(5,) * 24, bands=(Band(0, 23, 5, 5, 5, "5", "5", "5"),)),
    "few": chart_of(values=(3, 4, 5), bands=(), kind="few", last="few"),
    "one": chart_of(values=(3,), bands=(), last="few"),
    "none": XmrChart("Hours", "No figures.", (), ()),
    "a gap": replace(chart_of(), marks=chart_of().marks[:10] + chart_of().marks[12:], missing=(10, 11)),
    "years": replace(
        chart_of(values=(3, 4, 5), bands=(), last="none"), places=("2023/24", "2024/25", "2025/26"), grain="year"
    ),
}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("phone", [False, True])
def test_the_chart_is_well_formed_and_bears_its_sentence(name, phone):
    root = parsed(xmr.xmr(CHARTS[name], phone=phone))[0]
    assert (root.get("role"), root.get("aria-label")) == ("img", CHARTS[name].sentence)
    assert all("nan" not in (value or "") for element in root.iter() for value in element.attrib.values())


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("phone", [False, True])
def test_labels_right_of_the_line_stand_18_px_apart(name, phone):
    root = parsed(xmr.xmr(CHARTS[name], phone=phone))[0]
    edge = (358 - 104) if phone else (1248 - 150)
    heights = sorted(
        float(e.get("y")) for e in root.iter("text") if float(e.get("x")) >= edge and e.get("class") != "ax"
    )
    heights = [y for y in heights if y < float(root.get("viewBox").split()[3]) - 34]
    assert all(b - a >= 17.9 for a, b in pairwise(heights))


def test_labels_are_pushed_apart_in_their_order_and_stay_inside():
    assert svg.apart([10, 12, 100], 0, 200) == [10, 28, 100]
    assert svg.apart([100, 12, 10], 0, 200) == [100, 28, 10]
    assert svg.apart([190, 195, 199], 0, 200) == [164, 182, 200]
    assert svg.apart([], 0, 100) == []


def test_the_line_stops_at_a_month_that_is_not_in():
    root = parsed(xmr.xmr(CHARTS["a gap"]))[0]
    assert len(list(root.iter("polyline"))) == 2
    assert sum(1 for e in root.iter("circle") if e.get("stroke-dasharray")) == 2


def test_every_kind_of_point_has_a_shape_of_its_own():
    shapes = {re.sub(r"var\(--\w+\)", "", svg.mark(kind, 0, 0)) for kind in ("better", "worse", "shift", "usual")}
    assert len(shapes) == 4
    rows = {
        re.sub(r"var\(--[\w-]+\)", "", icons.movement(kind)) for kind in ("better", "worse", "shift", "usual", "few")
    }
    assert len(rows) == 5


@pytest.mark.parametrize(
    "drawn", [icons.coast(), icons.anchor(), icons.coast(names=True), *map(icons.glyph, icons.GLYPHS)]
)
def test_ornaments_are_hidden_from_screen_readers(drawn):
    root = parsed(drawn)[0]
    assert root.get("aria-hidden") == "true" and root.get("role") is None


@pytest.mark.parametrize("letter", ["P", "?", "F"])
def test_the_target_icon_bears_its_letter(letter):
    assert [e.text for e in parsed(icons.assurance(letter)).iter("text")] == [letter]
    assert not list(parsed(icons.assurance(None)).iter("text"))


def test_the_sparkline_is_decoration_beside_its_numbers():
    root = parsed(sparkline.spark(chart_of()))[0]
    assert root.get("aria-hidden") == "true"
    assert sparkline.spark(None) == ""


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("dark", [False, True])
def test_the_plotly_figure_shows_the_same_points(name, dark):
    chart = CHARTS[name]
    figure = plotly_xmr.figure(chart, dark)
    drawn = sum(len(trace.x) for trace in figure.data if trace.mode == "markers")
    assert drawn == len(chart.marks)
    assert not any("<script" in (note.text or "") for note in figure.layout.annotations)


def test_plotly_tells_shapes_apart_too():
    kinds = ("usual", "better", "worse", "shift")
    assert len({plotly_xmr.SYMBOLS[kind] for kind in kinds}) == 4


@pytest.mark.parametrize("pair", tokens()["contrast"]["pairs"], ids=lambda pair: f"{pair[0]} on {pair[1]}")
@pytest.mark.parametrize("dark", [False, True])
def test_colours_stand_out_enough_from_what_they_lie_on(pair, dark):
    fore, back, need = pair
    assert contrast(colour(fore, dark), colour(back, dark)) >= need


def test_contrast_is_reckoned_as_the_web_standard_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_style_sheet_knows_every_colour_it_uses():
    known = set(re.findall(r"--([\w-]+):", css_vars()))
    used = set(re.findall(r"var\(--([\w-]+)\)", look_css()))
    assert used - known == {"a"}  # each area sets its own
    assert known == set(re.findall(r"--([\w-]+):", css_vars_flat()))
    assert look_css().count("{") == look_css().count("}")


def test_the_style_sheet_asks_for_nothing_from_outside():
    assert "url(" not in look_css() and "@import" not in look_css()


def glance_of(card: Card) -> AreaGlance:
    area = Area("buildings", f"Buildings {NASTY}", 4, "bui", "")
    return AreaGlance(area, {"worse": 1, "better": 2, "few": 1, "waiting": 1}, card, (card,))


def overview_of(cards) -> Overview:
    cells = (Cell("better", "?", cards, cards), Cell("worse", "F", ()))
    return Overview(date(2025, 12, 1), (), "", "", (), (), 0, cells, cards, cards, (), "", cards)


def test_blocks_are_well_formed_and_escape_all_data():
    card = card_of(title=NASTY, short=NASTY, waiting_for=NASTY, verdict_words=NASTY)
    waiting = replace(card, verdict="waiting", chart=None)
    row = Row("2025-12", NASTY, "1", "2", "50%", "3", "worse", "Worse", "Provisional")
    drawn = [
        blocks.heading(NASTY, NASTY, NASTY),
        blocks.banner(NASTY),
        blocks.section(NASTY, "", NASTY),
        blocks.strip([glance_of(card)], current="buildings"),
        blocks.areas([glance_of(card), glance_of(waiting)]),
        blocks.changes([Change(card, NASTY)]),
        blocks.changes([Change(card, f"{NASTY} rose to 50%.")]),
        matrix.matrix(overview_of((card, waiting))),
        blocks.rows([card, waiting]),
        numbers.numbers([row], (NASTY, NASTY)),
        numbers.parts([Part(NASTY, "50%", "1", "2", 0.5)], NASTY),
        blocks.receipt([(NASTY, NASTY)]),
        blocks.notes([Said("action", NASTY, NASTY, "", NASTY, NASTY), Said("comment", NASTY, NASTY, "1 May")]),
        blocks.verdict(card),
    ]
    for markup in drawn:
        parsed(markup)
        assert "<script" not in markup


def test_links_go_where_the_page_says():
    markup = blocks.rows([card_of()])
    assert 'href="/indicator?id=hours" data-go="/indicator?id=hours"' in markup
    public = blocks.rows([card_of()], href=lambda kind, id: f"{kind}/{id}.html")
    assert 'href="indicator/hours.html"' in public
    assert blocks.app_href("area", "employment") == "/employment"


def test_a_verdict_is_said_in_words_beside_its_icon():
    words = "".join(parsed(blocks.badge(card_of("worse", "L"))).itertext())
    assert "Worse" in words and "lower than usual" in words
    assert "target 12" in "".join(parsed(blocks.aim_badge(card_of())).itertext())


def test_a_change_says_its_verdict_to_those_who_do_not_see_the_icon():
    markup = blocks.changes([Change(card_of("worse", "L"), "Hours fell to 10 hours.")])
    assert '<span class="vh">Worse: </span>' in markup and "<b>10 hours</b>" in markup
    assert "Nothing moved more" in blocks.changes([])


def test_the_numbers_leave_out_columns_that_are_empty():
    row = Row("2025-12", "Dec 2025", "12", "", "12", "", "usual", "As usual", "")
    heads = [
        "".join(head.itertext()) for head in parsed(numbers.numbers([row])).iter("th") if head.get("scope") == "col"
    ]
    assert heads == ["Period", "Counted", "Value", "Movement"]


TABLE = Table(("A", "B"), ((NASTY, NASTY),))
PICTURES = [
    TwoTier(
        "Money",
        NASTY,
        NASTY,
        "",
        TABLE,
        (Piece("free", 60, "£60"), Piece("fixed", 40, "£40", step=-1)),
        (Piece(NASTY, 10, "£10"), Piece("far", 50, "£50", step=3), Piece("?", 0.0, "£0", step=-1)),
    ),
    HeatGrid(
        "Rooms",
        NASTY,
        row_heading="Day",
        lead_heading="All",
        columns=("9am",) * 9,
        rows=(HeatRow(NASTY, "3", (("3", 4),) * 9),),
    ),
    StackPath(
        "Carbon",
        NASTY,
        parts=(NASTY, "Gas"),
        years=(StackYear("2019/20", 2019, (1.0, 2.0), "3"), StackYear("2020/21", 2020, (0.0, 2.5), "2")),
        path=((2019, 3.0), (2040, 0.0)),
        path_label="Path",
    ),
    Bars("Reach", NASTY, bars=(Bar(NASTY, 5, "5"), Bar("none", 0, "0", hatched=True))),
    Bars("Agreed", NASTY, bars=(Bar(NASTY, 80, "80%", aim=75), Bar("no", 30, "30%", NASTY, aim=75))),
    PointsMap(
        "Homes",
        NASTY,
        points=(MapPoint(NASTY, 331000, 436000, 9, "9"), MapPoint("FY2", 332000, 438000, 4, "4", 1)),
        aside=(Bar("far", 3, "3"),),
        coast=((331500, 448000), (330500, 433500)),
    ),
    SplitAim(
        "Waste",
        NASTY,
        pieces=(Piece(NASTY, 2, "20%", "aim 20%"), Piece("b", 8, "80%", "aim 80%", step=1)),
        aims=(0.2, 0.8),
    ),
    YouSaid("Asks", NASTY, said=(Asked(NASTY, NASTY, NASTY, "1 May 2026", "Done"),)),
    YouSaid("No replies", NASTY),
]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.title)
def test_pictures_are_well_formed_and_bear_their_sentence(picture):
    markup = pictures.draw(picture)
    root = parsed(markup)
    assert "<script" not in markup and NASTY in "".join(root.itertext())
    for drawing in root.iter("svg"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("aria-label")


def test_a_picture_without_data_says_why():
    assert "No starters have come in yet." in pictures.draw(Bars("Reach", empty="No starters have come in yet."))


def test_a_picture_that_nobody_can_draw_is_refused():
    with pytest.raises(TypeError, match="No drawing for Picture"):
        pictures.draw(Picture("Plain"))


def test_labels_on_the_map_do_not_cover_each_other():
    rounds = [(300.0, 200.0, 20.0), (310.0, 205.0, 12.0), (305.0, 215.0, 8.0), (300.0, 230.0, 5.0)]
    names = ["FY1 196", "FY3 120", "FY4 63", "FY8 25"]
    spots = label_places(names, rounds, 400)
    boxes = [(x, y - 12, x + 7.4 * len(name), y + 4) for name, (x, y) in zip(names, spots, strict=True)]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize(("rest", "inside", "below"), [(30, 2, 0), (1, 1, 1)])
def test_a_part_too_small_for_its_words_has_them_in_the_list(rest, inside, below):
    top = (Piece("we can influence", 99, "£99", "99%"), Piece("we cannot", rest, "£1.50", "1%", step=-1))
    drawn = pictures.two_tier(TwoTier("Money", "All.", "", top=top, places=(Piece("Here", 99, "£99", "100%"),)))
    bar, keys = drawn.split('<ul class="t3">')
    assert (bar.count("<b>"), keys.count("we cannot")) == (inside, below)
    assert "we cannot" in drawn and "£1.50" in drawn


def test_a_grid_that_is_wider_than_a_phone_says_that_it_scrolls_and_can_be_reached_by_key():
    grid = HeatGrid("Rooms", "All.", row_heading="Day", columns=("9am",), rows=(HeatRow("Monday", "", (("1", 2),)),))
    drawn = pictures.heat_grid(grid)
    assert "scrolls sideways" in drawn and 'tabindex="0" role="region" aria-label="Rooms"' in drawn


def test_a_map_of_a_long_shore_is_no_taller_than_the_screen_has_room_for():
    points = tuple(MapPoint(f"FY{n}", 330000, 400000 + 20000 * n, 10, "10", 0) for n in range(5))
    box = re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', points_map(PointsMap("Homes", "All.", points=points)))
    assert float(box[1]) == WIDTH and float(box[2]) <= TALLEST


def _texts(drawn):
    return [(float(x), float(y)) for x, y in re.findall(r'<text x="([0-9.]+)" y="([0-9.]+)"[^>]*>Usual range<', drawn)]


@pytest.mark.parametrize("values", [(12, 10) * 12, (17, 5, 17, 5) * 6, (17, 16.6, 16.2, 11) * 6, (5, 5.5, 17, 4) * 6])
def test_the_name_of_the_range_lies_on_no_point(values):
    drawn = xmr.xmr(chart_of(values), phone=True)
    marks = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([0-9.]+)" cy="([0-9.]+)"', drawn)]
    for left, base in _texts(drawn):
        assert not [1 for x, y in marks if left - 4 <= x <= left + 73 and base - 14 <= y <= base + 5]


def test_a_calm_chart_names_its_range():
    assert len(_texts(xmr.xmr(chart_of(), phone=True))) == 1


def test_last_years_months_are_a_line_of_their_own_and_are_named():
    chart = chart_of(bands=())
    chart = replace(chart, before=tuple(replace(mark, at=mark.at + 12) for mark in chart.marks[:12]))
    for drawn in (xmr.xmr(chart), xmr.xmr(chart, phone=True)):
        assert drawn.count("<polyline") == 2 and "before" in drawn and "Usual" not in drawn
    lines = [trace for trace in plotly_xmr.figure(chart).data if trace.mode == "lines"]
    assert len(lines) == 2 and lines[0].line.dash == "dot"


@pytest.mark.parametrize("name", ["calm", "rebased", "few"])
def test_the_picture_of_a_chart_has_its_words_drawn_and_two_dots_for_each_pixel(name):
    drawn = Image.open(io.BytesIO(picture.png(replace(CHARTS[name], title="Hours used"), made_up=True)))
    assert (drawn.format, drawn.width) == ("PNG", 2496)
    title, foot = (0, 0, 500, 70), (0, drawn.height - 60, 900, drawn.height)
    for place in (title, foot):  # letters of a font that is not there would leave white
        assert sum(drawn.convert("L").crop(place).histogram()[:128]) > 300
    assert "Made-up figures" not in picture.drawing(CHARTS[name])
