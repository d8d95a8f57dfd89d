"""Where a number comes from: what was counted, in which files, against what, by which definition."""

from __future__ import annotations

from metrics import results, row_lists, wording
from metrics.catchments import DEPENDENT, catchments
from metrics.counting import Tables
from metrics.definitions import Indicator
from metrics.ledger import LoadFact
from metrics.lenses import DEFAULT_LENS
from metrics.receipts import FromLoad, Receipt, definition, receipts
from metrics.references import Reference
from metrics.told_twice import told_twice
from metrics.trail import HOW, Asked, trail
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.figures import target_text
from metrics.views.files import file_words
from metrics.views.judging import FIXED_AFTER
from metrics.views.local import words_of

KEPT = 3  # files of a source, and figures by hand, named in the receipt; the rest are counted
SHORT = 12  # characters of a sha256 that a person compares


def receipt(
    context: Context, found: Indicator, made: Card, lens: str, facts: list[LoadFact] | None = None
) -> tuple[tuple[str, str], ...]:
    """The lines of the receipt as (label, text); those with nothing to say are left out.

    `facts` are the ledger's current loads, for whoever asks for many indicators and has read them already.
    """
    asked = _asked(context, found, made.grain, lens, made.period)
    told = _receipt(context, asked, facts)
    version = definition(found)
    lines = [
        ("Formula", found.how),
        ("Counted", _counted(made)),
        ("Period", told.rule if told and made.grain != "month" else ""),
        ("Local means", _local(context, told, made, lens) if found.local else ""),
        ("Quality", _quality(found, made)),
        ("Not in it", _not_in_it(asked)),
        ("Files", _files(context, told)),
        ("Typed by hand", _typed(told)),
        ("Typed, and in a file", _twice(context, found)),
        ("Reference tables", "\n".join(_table_words(one) for one in told.reference) if told else ""),
        ("Target", _target(context, found, made, lens)),
        ("Limits", _limits(context, found, made)),
        ("Factors", _factors(made)),
        ("Definition", f"{found.code}, {version.file}, version {version.version}, "
                       f"reviewed on {wording.day(found.reviewed)}"),
    ]
    return tuple((label, words) for label, words in lines if words)


def rows_csv(context: Context, found: Indicator, grain: str, lens: str, period: str) -> str:
    """The rows of the files behind the figure of a period, as CSV: for the team alone. "" where there is no figure."""
    asked = _asked(context, found, grain, lens, period)
    if asked is None:
        return ""
    cursor = context.warehouse.cursor()
    try:
        way = trail(Tables(cursor), context.framework, asked)
    finally:
        cursor.close()
    lines = row_lists.listed(context.home, context.ledger, context.framework, way)
    notice = "; ".join(filter(None, (HOW[way.how], "made-up figures" if context.made_up else "")))
    return row_lists.csv_text(lines, notice)


def _asked(context: Context, found: Indicator, grain: str, lens: str, period: str) -> Asked | None:
    if context.warehouse is None:
        return None
    series = results.series(context.warehouse, context.framework, found.id, grain, lens)
    point = next((point for one in series for point in one.points if point.period == period), None)
    return Asked(found, grain, lens, None, None, point) if point else None


def _receipt(context: Context, asked: Asked | None, facts: list[LoadFact] | None) -> Receipt | None:
    """The receipt of the figure that the card shows; None where it waits for one."""
    if asked is None:
        return None
    cursor = context.warehouse.cursor()
    try:
        return receipts(context.home, context.ledger, Tables(cursor), context.framework, [asked], facts)[0]
    finally:
        cursor.close()


def _not_in_it(asked: Asked | None) -> str:
    """What the figure lacks and is a figure all the same; what a missing one waits for, the numbers say."""
    return wording.listed(asked.point.lacks) if asked and asked.point.value is not None else ""


def _counted(made: Card) -> str:
    if not made.value:
        return ""
    of = f" of {made.denominator}" if made.denominator else ""
    row = next((row for row in made.rows if row.period == made.period), None)
    unknown = f". Not known: {made.coverage}" if made.coverage else ""
    left_out = f". Left out by rule: {row.left_out}" if row and row.left_out else ""
    left_out += f" ({row.left_out_why})" if left_out and row.left_out_why else ""
    return f"{made.numerator}{of} in {made.period_words}{unknown}{left_out}"


def _quality(found: Indicator, made: Card) -> str:
    """How good the figure is and what would make it better; "" where its indicator does not tell."""
    row = next((row for row in made.rows if row.period == made.period), None)
    if row is None or not row.tier:
        return ""
    better = found.improve.get(row.tier)
    return f"{row.tier.capitalize()}. What would improve it: {better}" if better else f"{row.tier.capitalize()}."


def _files(context: Context, told: Receipt | None) -> str:
    """The files behind the figure: name, rows, who, when, sheet and the beginning of the sha256; the newest of each
    source."""
    by_source: dict[str, list[FromLoad]] = {}
    for load in told.loads if told else ():
        if load.counts is not False:  # what came and has no part in the figure is not what it comes from
            by_source.setdefault(load.source, []).append(load)
    lines = []
    for source, loads in by_source.items():
        title = context.framework.source(source).title
        lines += [f"{title}: {_file_words(load)}" for load in loads[-KEPT:]]
        if len(loads) > KEPT:
            lines.append(f"{title}: {wording.plural(len(loads) - KEPT, 'earlier file')} more")
    return "\n".join(lines)


def _file_words(load: FromLoad) -> str:
    named = load.file.startswith(load.sheets[0]) if len(load.sheets) == 1 else not load.sheets
    sheets = "" if named else f", sheet {wording.listed(load.sheets)}"
    return f"{file_words(load)}{sheets}, SHA-256 {load.sha256[:SHORT]}"


def _typed(told: Receipt | None) -> str:
    """Who said the figures that no file holds, and where that is written, newest first."""
    typed = reversed(told.typed) if told else ()
    lines = [f"{wording.period(one.month, 'month')}: said by {one.said_by}, written in {one.written_in}"
             for one in typed]
    return "\n".join(lines[:KEPT])


def _twice(context: Context, found: Indicator) -> str:
    """The newest months of which somebody said another figure than the file that counts."""
    told = [one for one in told_twice(context.warehouse) if one.indicator == found.id]
    more = [f"{wording.plural(len(told) - KEPT, 'earlier month')} more"] if len(told) > KEPT else []
    return "\n".join([*(one.sentence(found) for one in told[:KEPT]), *more])


def _table_words(one: Reference) -> str:
    """emission_factors.csv, in force: 2025. Where its figures were read."""
    editions = ", ".join(edition or "none yet" for edition in one.editions)
    whose = " (the trust's own)" if one.own else ""
    return f"{one.file}{whose}{f', in force: {editions}' if editions else ''}. {one.source}".strip()


def _target(context: Context, found: Indicator, made: Card, lens: str) -> str:
    own = next((one for one in context.ledger.targets() if one.indicator == found.id), None)
    if not made.target and own is not None and lens != DEFAULT_LENS:
        aim = f"{target_text(found, own.value)} by {wording.day(own.by_date)}"
        return f"{aim} is aimed for in {words_of(context, DEFAULT_LENS)}, and is not compared with what is shown here"
    if not made.target:
        return ""
    if own is None:
        return f"{made.target}, from the definition"
    source = f": {own.source}" if own.source else ""
    return f"{made.target} by {wording.day(own.by_date)}{source}. Set by {own.set_by}"


def _factors(made: Card) -> str:
    """The steps of the factors in the chart: there the line moved without anybody's doing."""
    notes = made.chart.notes if made.chart else ()
    return "\n".join(note.text for note in notes if note.kind == "factors")


def _local(context: Context, told: Receipt | None, made: Card, lens: str) -> str:
    """The meaning of local in the figure's months, and where it changed in those that are shown."""
    notes = made.chart.notes if made.chart else ()
    said = told.lens_words if told and lens in DEPENDENT and catchments(context.framework, context.ledger)[1:] else ""
    return "\n".join([said or words_of(context, lens), *(note.text for note in notes if note.kind == "local")])


def _limits(context: Context, found: Indicator, made: Card) -> str:
    """How many months the usual range rests on, and why it was begun anew."""
    if made.chart is not None and made.chart.before:
        return "Each month is compared with the same month last year; the usual range is one of those differences"
    if made.chart is None or not made.chart.bands or made.verdict == "few":
        return ""
    band = made.chart.bands[-1]
    held = [mark for mark in made.chart.marks if band.first <= mark.at <= band.last][:FIXED_AFTER]
    words = f"Average and usual range from {wording.plural(len(held), 'month')}, {held[0].label} to {held[-1].label}"
    rebase = next((one for one in made.chart.rebases if one.at == band.first), None)
    return f"{words}. {rebase.label}: {rebase.reason}" if rebase else words
