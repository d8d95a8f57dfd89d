"""The pictures of the area pages as HTML and SVG, each with its sentence and the table of its numbers."""

from __future__ import annotations

from metrics.charts import svg
from metrics.charts.maps import points_map
from metrics.charts.stack import stack_path
from metrics.charts.svg import n, text
from metrics.views.pictures import (
    Bar,
    Bars,
    HeatGrid,
    Picture,
    Piece,
    PointsMap,
    SplitAim,
    StackPath,
    Table,
    TwoTier,
    YouSaid,
)

LEAST_LABELLED = 0.2  # share of the bar under which a part has no room for its words


def draw(picture: Picture) -> str:
    """A picture as a section: title, sentence, drawing, caption, numbers; or why there is nothing to draw."""
    if picture.empty:
        return (
            f'<section class="sec"><h2>{text(picture.title)}</h2><p class="empty">{text(picture.empty)}</p></section>'
        )
    body = _body(picture)
    told = f'<p class="sm">{text(picture.sentence)}</p>' if picture.sentence else ""
    caption = f'<p class="cap">{text(picture.caption)}</p>' if picture.caption else ""
    return f'<section class="sec"><h2>{text(picture.title)}</h2>{told}{body}{caption}{numbers(picture.table)}</section>'


def _body(picture: Picture) -> str:
    match picture:
        case TwoTier():
            return two_tier(picture)
        case HeatGrid():
            return heat_grid(picture)
        case StackPath():
            return stack_path(picture)
        case Bars():
            return bars(picture)
        case PointsMap():
            return f'<div class="beside">{points_map(picture)}{bar_list(picture.aside)}</div>'
        case SplitAim():
            return split_aim(picture)
        case YouSaid():
            return you_said(picture)
    raise TypeError(f"No drawing for {type(picture).__name__}.")


def numbers(table: Table) -> str:
    """The table of a picture's numbers, folded away; "" where the drawing itself is a table."""
    if not table.rows:
        return ""
    head = "".join(f'<th scope="col" class="{"r" if i else ""}">{text(h)}</th>' for i, h in enumerate(table.headings))
    body = "".join(
        f'<tr><th scope="row">{text(row[0])}</th>' + "".join(f'<td class="r">{text(v)}</td>' for v in row[1:]) + "</tr>"
        for row in table.rows
    )
    return (
        f'<details class="num"><summary>The numbers</summary><table class="tb"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></details>"
    )


def two_tier(picture: TwoTier) -> str:
    """All spend above; a funnel leads from the part that can be influenced to the same part by place."""
    whole = sum(max(piece.value, 0) for piece in picture.top) or 1
    first = 100 * max(picture.top[0].value, 0) / whole if picture.top else 0
    top = "".join(_tier(piece, whole) for piece in picture.top)
    shares = "".join(
        f'<span class="{_fill(piece)}" style="flex:{max(piece.value, 0):.2f}"></span>' for piece in picture.places
    )
    funnel = (
        '<svg class="fun" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<path d="M0 0H{n(first)}L100 28H0Z" fill="var(--shoal)"/></svg>'
    )
    small = "".join(_key(piece, "out" if piece.step < 0 else "in") for piece in picture.top if _small(piece, whole))
    keys = "".join(_key(piece) for piece in picture.places) + small
    return (
        f'<div class="flow"><div class="t1">{top}</div>{funnel}<div class="t2" aria-hidden="true">{shares}</div>'
        f'<ul class="t3">{keys}</ul></div>'
    )


def _small(piece: Piece, whole: float) -> bool:
    """Too small for words inside it: they stand in the list below."""
    return piece.value < LEAST_LABELLED * whole


def _tier(piece: Piece, whole: float) -> str:
    cls = "out" if piece.step < 0 else "in"
    if _small(piece, whole):
        return f'<span class="{cls} tiny" style="flex:{max(piece.value, 0):.2f}" aria-hidden="true"></span>'
    return (
        f'<span class="{cls}" style="flex:{max(piece.value, 0):.2f}"><b>{text(piece.text)}</b> {text(piece.label)} '
        f"({text(piece.share)})</span>"
    )


def _key(piece: Piece, fill: str = "") -> str:
    note = f"<small>{text(piece.note)}</small>" if piece.note else ""
    return (
        f'<li><i class="{fill or _fill(piece)}"></i><span><b>{text(piece.text)}</b> {text(piece.share)}<br/>'
        f"{text(piece.label)}{note}</span></li>"
    )


def _fill(piece: Piece) -> str:
    return "hatch" if piece.step < 0 else f"p{min(piece.step, 3)}"


def heat_grid(picture: HeatGrid) -> str:
    """A table: the figure in every cell, the tint repeats it."""
    heads = "".join(f'<th scope="col">{text(column)}</th>' for column in picture.columns)
    lead = f'<th scope="col" class="ls">{text(picture.lead_heading)}</th>' if picture.lead_heading else ""
    body = []
    for row in picture.rows:
        cells = "".join(f'<td class="s{step}">{text(figure)}</td>' for figure, step in row.cells)
        first = f'<td class="ls">{text(row.lead)}</td>' if picture.lead_heading else ""
        body.append(f'<tr><th scope="row">{text(row.label)}</th>{first}{cells}</tr>')
    many = " many" if len(picture.columns) > 8 else ""
    first = f'<th scope="col">{text(picture.row_heading)}</th>'
    table = (
        f'<table class="heat{many}"><thead><tr>{first}{lead}{heads}</tr></thead><tbody>{"".join(body)}</tbody></table>'
    )
    swipe = '<p class="cap swipe">The table scrolls sideways.</p>'
    return f'{swipe}<div class="scroll" tabindex="0" role="region" aria-label="{text(picture.title)}">{table}</div>'


def bars(picture: Bars) -> str:
    """Bars from one axis, or on a line of 100 with a mark where they should reach."""
    if any(bar.aim is not None for bar in picture.bars):
        return "".join(_aimed(bar) for bar in picture.bars)
    return bar_list(picture.bars)


def bar_list(found: tuple[Bar, ...]) -> str:
    """Bars of one list, all on the same scale; hatched where unknown."""
    top = max((bar.value for bar in found), default=0) or 1
    made = []
    for bar in found:
        width = 70 * max(bar.value, 0) / top
        fill = ' class="hatch"' if bar.hatched else ""
        note = f' <span class="cap">{text(bar.note)}</span>' if bar.note else ""
        line = f'<i{fill} style="width:{width:.1f}%" aria-hidden="true"></i><span><b>{text(bar.text)}</b>{note}</span>'
        made.append(f'<dt>{text(bar.label)}</dt><dd><span class="bar">{line}</span></dd>')
    return f'<dl class="bars">{"".join(made)}</dl>'


def _aimed(bar: Bar) -> str:
    """One statement: its words, and below them a bar of 100 with the dashed aim."""
    width = max(0.0, min(bar.value, 100.0))
    aim = bar.aim or 0.0
    met = "reached" if bar.value >= aim else "not reached"
    fill = "var(--q2)" if bar.value >= aim else "none"
    drawn = (
        '<rect x="0.5" y="4.5" width="399" height="15" fill="none" stroke="var(--line)"/>'
        f'<rect x="0.5" y="4.5" width="{n(max(4 * width - 1, 1))}" height="15" fill="{fill}" stroke="var(--q2)"/>'
        f'<path d="M{n(4 * aim)} 0V24" stroke="var(--target)" stroke-width="2" stroke-dasharray="4 3"/>'
    )
    note = f", {bar.note}" if bar.note else ""
    return (
        f'<div class="aimed"><p>{text(bar.label)}</p>{svg.picture(400, 24, drawn)}'
        f'<p class="sm"><b>{text(bar.text)}</b> {met}{text(note)}</p></div>'
    )


def split_aim(picture: SplitAim) -> str:
    """One bar of 100 %, its parts named below, and a tick in the aim's colour where each cut should be."""
    whole = sum(piece.value for piece in picture.pieces) or 1
    left, cut, made, labels = 0.0, 0.0, [], []
    for piece, aim in zip(picture.pieces, picture.aims, strict=True):
        wide = 1000 * piece.value / whole
        made.append(
            f'<rect x="{n(left)}" y="12" width="{n(max(wide - 2, 1))}" height="40" fill="var(--q{piece.step + 1})"'
            f"{' stroke=' + chr(34) + 'var(--edge)' + chr(34) if piece.step > 1 else ''}/>"
        )
        left, cut = left + wide, cut + 1000 * aim
        if cut < 999:
            made.append(f'<path d="M{n(cut)} 2V62" stroke="var(--target)" stroke-width="3"/>')
        labels.append(
            f'<li><i class="p{piece.step}"></i><span><b>{text(piece.text)}</b> {text(piece.label)}'
            f"<small>{text(piece.share)}, {text(piece.note)}</small></span></li>"
        )
    drawn = svg.picture(1000, 64, "".join(made), cls="pic", sized=False)
    return f'<div class="flow">{drawn}<ul class="t3">{"".join(labels)}</ul></div>'


def you_said(picture: YouSaid) -> str:
    """What partners asked, on sand; what was done, on sea."""
    made = []
    for said in picture.said:
        head = f'<p class="kick">{text(said.group)}. {text(said.status)}, {text(said.when)}</p>'
        ask = f'<div class="note"><span class="vh">You said: </span>{text(said.ask)}</div>'
        made.append(f'<li>{head}{ask}<div class="we"><span class="vh">We did: </span>{text(said.reply)}</div></li>')
    if not made:
        return '<p class="empty">None of the asks has a reply yet.</p>'
    return f'<ul class="said">{"".join(made)}</ul>'
