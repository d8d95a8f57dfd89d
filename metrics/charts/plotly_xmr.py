"""The same chart as a Plotly figure, for the app's wide screens: its points can be hovered."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import plotly.graph_objects as go

from metrics.charts.svg import GAP, apart
from metrics.charts.tokens import colour
from metrics.charts.xmr import LEAST, extent, labels, pieces, runs, ticks
from metrics.views.chart import XmrChart

FONT = "Arial, Liberation Sans, sans-serif"
SYMBOLS = {"better": ("circle", 11), "worse": ("diamond", 13), "shift": ("square", 11), "usual": ("circle", 7)}
HEIGHT, RIGHT, TOP, BOTTOM = 420, 140, 48, 48


@lru_cache(maxsize=64)
def kept(chart: XmrChart, dark: bool = False) -> go.Figure:
    """The figure of a chart, made once for all who look at it; it is drawn and never changed."""
    return figure(chart, dark)


def figure(chart: XmrChart, dark: bool = False, height: int = HEIGHT) -> go.Figure:
    """The figure, in the colours of the mode; draw it with theme=None and displayModeBar False."""
    made = go.Figure()
    low, high = extent(chart)
    _ground(made, chart, dark)
    _series(made, chart, dark)
    _labels(made, chart, dark, (low, high), height)
    _rebases(made, chart, dark)
    _steps(made, chart, dark)
    _frame(made, chart, dark, (low, high), height)
    return made


def _level(made: go.Figure, x0: float, x1: float, y0: float, y1: float, **line: object) -> None:
    made.add_shape(type="line", x0=x0, x1=x1, y0=y0, y1=y1, line=line, layer="below")


def _ground(made: go.Figure, chart: XmrChart, dark: bool) -> None:
    for band in chart.bands:
        x0, x1 = band.first - 0.5, band.last + 0.5
        fill = {"fillcolor": colour("sea1", dark), "line_width": 0, "layer": "below"}
        made.add_shape(type="rect", x0=x0, x1=x1, y0=band.lower, y1=band.upper, **fill)
        _level(made, x0, x1, band.mean, band.mean, color=colour("edge", dark), width=1.3)
    aim = colour("target", dark)
    if chart.target:
        level = chart.target.value
        _level(made, -0.5, len(chart.places) - 0.5, level, level, color=aim, width=1.8, dash="7px,5px")
    if chart.trajectory:
        for (x0, start), (x1, end) in pairwise(chart.trajectory.points):
            _level(made, x0, x1, start, end, color=aim, width=1.2, dash="2px,4px")


def _series(made: go.Figure, chart: XmrChart, dark: bool) -> None:
    for run in pieces(chart.before):
        faint = {"color": colour("edge", dark), "width": 1.2, "dash": "dot"}
        told = [[f"A year before: {mark.hover}"] for mark in run]
        hover = {"customdata": told, "hovertemplate": "%{customdata[0]}<extra></extra>"}
        x, y = [mark.at for mark in run], [mark.value for mark in run]
        made.add_scatter(x=x, y=y, mode="lines", line=faint, opacity=0.8, **hover)
    for run in runs(chart):
        line = {"color": colour("usual", dark), "width": 1.6}
        x, y = [mark.at for mark in run], [mark.value for mark in run]
        made.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")
    for kind, (symbol, size) in SYMBOLS.items():
        marks = [m for m in chart.marks if (m.kind if m.kind in SYMBOLS else "usual") == kind]
        if not marks:
            continue
        ring = kind == "usual"
        marker = {
            "symbol": symbol,
            "size": size,
            "color": colour("paper" if ring else kind, dark),
            "line": {"color": colour(kind, dark), "width": 1.6 if ring else 0},
        }
        made.add_scatter(
            x=[m.at for m in marks],
            y=[m.value for m in marks],
            mode="markers",
            marker=marker,
            customdata=[[m.hover or m.text] for m in marks],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    if chart.missing and chart.marks and not chart.sparse:
        _missing(made, chart, dark)


def _missing(made: go.Figure, chart: XmrChart, dark: bool) -> None:
    """Dashed rings are not to be had in Plotly: dotted rings of text stand in."""
    level = sum(mark.value for mark in chart.marks) / len(chart.marks)
    made.add_scatter(
        x=list(chart.missing),
        y=[level] * len(chart.missing),
        mode="text",
        text=["◌"] * len(chart.missing),
        textfont={"color": colour("edge", dark), "size": 18},
        customdata=[[f"{chart.places[place]}: not in"] for place in chart.missing],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _labels(made: go.Figure, chart: XmrChart, dark: bool, span: tuple[float, float], height: int) -> None:
    told = labels(chart)
    colours = {"l2": "ink2", "l3": "ink3", "lt": "target", "nt": "ink"}
    unit = (span[1] - span[0]) / (height - TOP - BOTTOM)  # of the value axis, a px
    pixels = apart([(span[1] - value) / unit for value, *_ in told], 0, height - TOP - BOTTOM, GAP)
    for y, (_, label, cls) in zip(pixels, told, strict=True):
        words = f"<b>{_plain(label)}</b>" if cls in ("nt", "lt") else label
        _note(made, 1, span[1] - y * unit, words, colour(colours[cls], dark), xref="paper", xanchor="left", xshift=10)
    if chart.bands:
        first = chart.bands[0]
        _note(
            made, first.first - 0.5, first.upper, "Usual range", colour("ink3", dark), xanchor="left", yanchor="bottom"
        )
    elif not chart.before:
        for mark in chart.marks if len(chart.marks) <= LEAST else chart.marks[-1:]:
            _note(made, mark.at, mark.value, f"<b>{_plain(mark.text)}</b>", colour("ink", dark), yshift=16)


def _note(made: go.Figure, x: float, y: float, told: str, shade: str, **place: object) -> None:
    made.add_annotation(x=x, y=y, text=told, showarrow=False, font={"size": 14, "color": shade}, **place)


def _plain(words: str) -> str:
    """Plotly reads a few tags in its texts: data must not bring any."""
    return words.replace("<", "&lt;")


def _rebases(made: go.Figure, chart: XmrChart, dark: bool) -> None:
    for rebase in chart.rebases:
        x = rebase.at - 0.5
        line = {"color": colour("ink2", dark), "width": 1, "dash": "2px,3px"}
        made.add_shape(type="line", x0=x, x1=x, y0=0, y1=1.12, yref="paper", line=line)
        told = f"{_plain(rebase.label)}:<br>{_plain(rebase.reason[:60])}" if rebase.reason else _plain(rebase.label)
        left = rebase.at > len(chart.places) * 0.6
        side = {"xanchor": "right" if left else "left", "align": "right" if left else "left"}
        place = {"yref": "paper", "yanchor": "top", "xshift": -8 if left else 8} | side
        _note(made, x, 1.13, told, colour("ink2", dark), **place)


def _steps(made: go.Figure, chart: XmrChart, dark: bool) -> None:
    """A short line on the axis where something outside moved the line; its words are shown when pointed at."""
    for note in chart.notes:
        action = note.kind == "action"
        line = {"color": colour("ink2", dark), "width": 1, "dash": "solid" if action else "2px,3px"}
        top = 0.12 if action else 0.07
        made.add_shape(type="line", x0=note.at - 0.5, x1=note.at - 0.5, y0=0, y1=top, yref="paper", line=line)
        font = {"size": 12, "color": colour("ink2", dark)}
        made.add_annotation(
            x=note.at - 0.5, y=top if action else 0, yref="paper", yanchor="middle" if action else "bottom",
            xanchor="left" if action else "center", showarrow=False, text="⚑ Action" if action else "◆", font=font,
            hovertext=_plain(note.text),
        )


def _frame(made: go.Figure, chart: XmrChart, dark: bool, span: tuple[float, float], height: int) -> None:
    hover = {"bgcolor": colour("paper", dark), "bordercolor": colour("edge", dark)}
    made.update_layout(
        height=height,
        margin={"l": 0, "r": RIGHT if labels(chart) else 24, "t": TOP, "b": BOTTOM},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": colour("ink2", dark)},
        hoverlabel=hover | {"font": {"family": FONT, "size": 14, "color": colour("ink", dark)}},
        hovermode="closest",
        showlegend=False,
        dragmode=False,
    )
    shown = ticks(chart)
    made.update_xaxes(
        tickvals=[place for place, _ in shown],
        ticktext=[label.replace(" ", "<br>", 1) for _, label in shown],
        tickfont={"size": 14, "color": colour("ink2", dark)},
        range=[-0.6, max(len(chart.places), 2) - 0.3],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticks="outside",
        tickcolor=colour("line", dark),
        ticklen=6,
        showline=True,
        linecolor=colour("line", dark),
    )
    made.update_yaxes(visible=False, range=list(span), fixedrange=True)
