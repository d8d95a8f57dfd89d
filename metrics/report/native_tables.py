"""A table as PowerPoint's own. Its XML is written in one go: cell by cell, a deck of sixty tables takes a minute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from metrics.charts.tokens import colour
from metrics.harmless import plain
from metrics.report.deck import LANGUAGE, named

SIDE = 63500  # EMU left and right in a cell
LETTER = 0.62  # width of a bold letter in its size
LONGEST = 60  # letters for which a column makes room in one line
LINE = 1.75  # height of a row in its letters' size


def put_table(
    slide: Any,
    box: tuple[int, int, int],
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    told: str,
    size: float = 12,
    right: Sequence[int] = (),
) -> Any:
    """A native table from left and top on, as wide as the third of `box`; long columns get more of it.

    Its first row is its heading; its alternative text is `told`; the columns in `right` are figures.
    """
    left, top, width = map(int, box)
    tall = int(Pt(size * LINE))
    frame = slide.shapes.add_table(1, 1, left, top, width, tall * (len(rows) + 1))
    named(frame, told.split(".")[0], told)
    shares = _shares([headings, *rows], width, size)
    grid = "".join(f'<a:gridCol w="{share}"/>' for share in shares)
    body = _row(headings, tall, size, right, True) + "".join(_row(row, tall, size, right, False) for row in rows)
    made = f'<a:tbl {nsdecls("a")}><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>'
    empty = frame._element.graphic.graphicData.tbl
    empty.getparent().replace(empty, parse_xml(made))
    frame.width = Emu(sum(shares))
    return frame


def _shares(rows: Sequence[Sequence[str]], width: int, size: float) -> list[int]:
    """The columns' widths: each holds its longest word, and what is left goes to those with the longest texts."""
    columns = list(zip(*rows, strict=True))
    words = [max(len(word) for value in column for word in value.split() or [""]) for column in columns]
    least = [int(Pt(size * LETTER * word)) + 2 * SIDE for word in words]
    long = [min(max(len(value) for value in column), LONGEST) + 1 for column in columns]
    spare = max(0, width - sum(least))
    shrunk = min(1.0, width / sum(least))
    return [int(one * shrunk) + spare * text // sum(long) for one, text in zip(least, long, strict=True)]


def _row(values: Sequence[str], tall: int, size: float, right: Sequence[int], heads: bool) -> str:
    cells = "".join(_cell(value, size, at in right, heads) for at, value in enumerate(values))
    return f'<a:tr h="{tall}">{cells}</a:tr>'


def _cell(value: str, size: float, to_right: bool, heads: bool) -> str:
    fore, back = (colour("paper"), colour("blue")) if heads else (colour("ink"), colour("shoal"))
    look = f'lang="{LANGUAGE}" sz="{int(size * 100)}" b="{int(heads)}"'
    side = ' algn="r"' if to_right else ""
    said = plain(value)
    run = f"<a:r><a:rPr {look}>{_fill(fore)}</a:rPr><a:t>{escape(said)}</a:t></a:r>" if said else ""
    lines = f"<a:p><a:pPr{side}/>{run}<a:endParaRPr {look}/></a:p>"  # an empty cell is no taller than the others
    edges = f'marL="{SIDE}" marR="{SIDE}" marT="19050" marB="19050" anchor="ctr"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{lines}</a:txBody>"
        f"<a:tcPr {edges}>{_rule()}{_fill(back)}</a:tcPr></a:tc>"
    )


def _fill(code: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{code.removeprefix("#")}"/></a:solidFill>'


def _rule() -> str:
    """A hairline under the cell."""
    return f'<a:lnB w="6350">{_fill(colour("line"))}</a:lnB>'
