"""Where a number comes from: what was counted, in which files, against what, by which definition."""

from __future__ import annotations

from metrics import results, wording
from metrics.definitions import Indicator
from metrics.told_twice import told_twice
from metrics.views.card import Card
from metrics.views.context import Context
from metrics.views.files import file_words, stands
from metrics.views.judging import FIXED_AFTER
from metrics.views.rows import BY_HAND

KEPT = 3  # files named in the receipt; the rest are counted


def receipt(context: Context, found: Indicator, made: Card, lens: str) -> tuple[tuple[str, str], ...]:
    """The lines of the receipt as (label, text); those with nothing to say are left out."""
    lines = [
        ("Formula", found.how),
        ("Counted", _counted(made)),
        ("Local means", _lens_words(context, lens) if found.local else ""),
        ("Quality", _quality(found, made)),
        ("Files", _files(context, found, made)),
        ("Typed by hand", _typed(context, found, made)),
        ("Typed, and in a file", _twice(context, found)),
        ("Target", _target(context, found, made)),
        ("Limits", _limits(context, found, made)),
        ("Factors", _factors(made)),
        ("Definition", f"{found.code}, reviewed on {wording.day(found.reviewed)}"),
    ]
    return tuple((label, words) for label, words in lines if words)


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


def _lens_words(context: Context, lens: str) -> str:
    return dict(results.lenses(context.framework)).get(lens, lens)


def _files(context: Context, found: Indicator, made: Card) -> str:
    """The files that stand for the newest period: name, rows, who, when."""
    told = []
    for source in found.source:
        facts = [fact for fact in context.ledger.current_loads(source) if stands(fact, made.period, made.grain)]
        title = context.framework.source(source).title
        told += [f"{title}: {file_words(fact)}" for fact in facts[-KEPT:]]
        if len(facts) > KEPT:
            told.append(f"{title}: {wording.plural(len(facts) - KEPT, 'earlier file')} more")
    return "\n".join(told)


def _typed(context: Context, found: Indicator, made: Card) -> str:
    """Who said the figures that no file holds, and where that is written; "" where none of the newest ones is typed."""
    if context.warehouse is None or not any(row.status.endswith(BY_HAND) for row in made.rows):
        return ""
    cursor = context.warehouse.cursor()
    try:
        rows = cursor.execute(
            "select month, said_by, written_in from typed where indicator = ? order by month desc limit ?",
            [found.id, KEPT],
        ).fetchall()
    finally:
        cursor.close()
    return "\n".join(f"{wording.month(month)}: said by {who}, written in {where}" for month, who, where in rows)


def _twice(context: Context, found: Indicator) -> str:
    """The newest months of which somebody said another figure than the file that counts."""
    told = [one for one in told_twice(context.warehouse) if one.indicator == found.id]
    more = [f"{wording.plural(len(told) - KEPT, 'earlier month')} more"] if len(told) > KEPT else []
    return "\n".join([*(one.sentence(found) for one in told[:KEPT]), *more])


def _target(context: Context, found: Indicator, made: Card) -> str:
    if not made.target:
        return ""
    own = next((one for one in context.ledger.targets() if one.indicator == found.id), None)
    if own is None:
        return f"{made.target}, from the definition"
    source = f": {own.source}" if own.source else ""
    return f"{made.target} by {wording.day(own.by_date)}{source}. Set by {own.set_by}"


def _factors(made: Card) -> str:
    """The steps of the factors in the chart: there the line moved without anybody's doing."""
    return "\n".join(note.text for note in made.chart.notes) if made.chart else ""


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
