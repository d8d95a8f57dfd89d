"""This month: what has come in, what is late, what is missing, what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from metrics import by_hand, wording
from metrics.definitions import Source
from metrics.ledger import LoadFact, Refusal
from metrics.periods import month_after
from metrics.views.arriving import YEAR_RETURN_MONTH, usual_day
from metrics.views.context import Context
from metrics.views.files import file_words, refusal_words


@dataclass(frozen=True)
class SourceState:
    """One source. state: in|due|late|missing|refused|never ; `due` is the day by which its next period is wanted.

    `refused`: what is wanted has not come in, and a file of the source was not taken.
    """

    source: str
    title: str
    sender: str
    cadence: str
    state: str
    words: str
    newest: str  # newest period that is in, "September 2026", or ""
    due: date | None
    gaps: tuple[str, ...]  # periods missing between the first and the newest
    files: tuple[str, ...]  # files of the newest period: name, rows, who, when
    rejected: tuple[str, ...]
    indicators: int
    wanted: str = ""  # the newest period that has ended, "September 2026", where it is not in yet
    last_file: str = ""  # the file that came last, and the day it came
    last_day: date | None = None
    usual: str = ""  # the day by which it usually comes, in words
    undecided: tuple[str, ...] = ()  # files whose warnings or questions nobody has answered


@dataclass(frozen=True)
class MonthView:
    """`month` is the last whole month before today: the one the team is working on."""

    month: date
    month_words: str
    finding: str
    rest: str
    sources: tuple[SourceState, ...]
    banner: str = ""
    unknown_files: tuple[str, ...] = ()  # refused files of which nobody could tell what they are
    all_in: bool = False  # nothing of this month is wanted any more


ORDER = ("late", "refused", "missing", "due", "never", "in")


def this_month(context: Context) -> MonthView:
    """What is in, late and missing for every source, the most pressing first."""
    month = last_whole_month(context.today)
    states = source_states(context)
    n = {state: sum(source.state == state for source in states) for state in ORDER}
    return MonthView(
        month=month,
        month_words=wording.month(month),
        finding=_finding(n, len(states)),
        rest=_rest(n, month),
        sources=states,
        banner=banner(context),
        unknown_files=tuple(refusal_words(one) for one in context.ledger.refusals() if not one.source)[-5:],
        all_in=n["never"] < len(states) and not n["late"] + n["refused"] + n["due"],
    )


def banner(context: Context) -> str:
    """What every page of the example says at its top."""
    if not context.made_up:
        return ""
    name = context.framework.trust.get("example_name", "The example trust")
    return f"{name} is made up: real places, invented people, suppliers and figures."


def last_whole_month(today: date) -> date:
    """The first day of the month before today's."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def source_states(context: Context) -> tuple[SourceState, ...]:
    """Every source's state on the store's own day."""
    loads: dict[str, list[LoadFact]] = {}
    for fact in context.ledger.loads():
        loads.setdefault(fact.source, []).append(fact)
    tried, asked = context.ledger.refusals(), context.ledger.undecided()
    states = [
        _state(context, source, loads.get(source.id, []), _of(source, tried), _of(source, asked))
        for source in context.framework.sources
        if source.id != by_hand.SOURCE  # nobody sends figures by hand
    ]
    return tuple(sorted(states, key=lambda one: (ORDER.index(one.state), one.title)))


def _of(source: Source, tried: list[Refusal]) -> list[Refusal]:
    return [one for one in tried if one.source == source.id]


def _state(
    context: Context, source: Source, all_loads: list[LoadFact], tried: list[Refusal], asked: list[Refusal]
) -> SourceState:
    loads = [fact for fact in all_loads if fact.status == "current"]
    held = sorted({period for fact in loads for period in fact.standing if period})
    wanted, due = expected(source, context.today)
    gaps = _gaps(held) if source.cadence == "month" else ()
    state = _judge(source, loads, held, wanted, due, context.today, gaps)
    if tried and state in ("due", "late", "never"):
        state = "refused"
    newest = held[-1] if held else ""
    files = tuple(file_words(fact) for fact in loads if newest in fact.standing or not source.period)[-3:]
    users = [one for one in context.framework.indicators if source.id in one.source]
    last = max(loads, key=lambda fact: (fact.at, newest in fact.standing), default=None)
    return SourceState(
        source=source.id,
        title=source.title,
        sender=source.sender,
        cadence=source.cadence,
        state=state,
        words=_refused_words(tried[-1], wanted)
        if state == "refused"
        else _words(state, wanted, due, newest, gaps, len(users)),
        newest=_in_words(newest),
        due=due if state in ("due", "late", "refused") else None,
        gaps=tuple(_in_words(gap) for gap in gaps),
        files=files,
        rejected=tuple(refusal_words(one) for one in tried[-3:]),
        indicators=len(users),
        wanted=_in_words(wanted) if source.period and wanted not in held else "",
        last_file=last.file if last else "",
        last_day=date.fromisoformat(last.at[:10]) if last else None,
        usual=usual_day(source, all_loads),
        undecided=tuple(refusal_words(one) for one in asked[-3:]),
    )


def expected(source: Source, today: date) -> tuple[str, date]:
    """The newest period that has ended, and the day by which its file is due."""
    month = last_whole_month(today)
    if source.cadence == "year":
        first = today.year - 1 if today.month >= 4 else today.year - 2
        return f"{first}/{(first + 1) % 100:02d}", date(first + 1, YEAR_RETURN_MONTH, source.due_day)
    if source.cadence == "quarter":
        month = date(month.year, month.month - month.month % 3, 1) if month.month >= 3 else date(month.year - 1, 12, 1)
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return f"{month:%Y-%m}", following.replace(day=min(source.due_day, 28))


def _judge(
    source: Source,
    loads: list[LoadFact],
    held: list[str],
    wanted: str,
    due: date,
    today: date,
    gaps: tuple[str, ...],
) -> str:
    if not loads:
        return "never"
    if source.period and not any(period >= wanted for period in held):
        return "late" if today > due else "due"
    return "missing" if gaps else "in"


def _gaps(held: list[str]) -> tuple[str, ...]:
    """Months between the first and the newest that no file covers."""
    months = [period for period in held if "/" not in period and "Q" not in period]
    if len(months) < 2:
        return ()
    there, gaps, code = set(months), [], months[0]
    while code < months[-1]:
        if code not in there:
            gaps.append(code)
        code = month_after(code)
    return tuple(gaps)


def runs_in_words(months: tuple[str, ...]) -> list[str]:
    """Months one after another as one stretch: October 2024 to September 2025."""
    runs: list[list[str]] = []
    for code in months:
        if runs and month_after(runs[-1][-1]) == code:
            runs[-1].append(code)
        else:
            runs.append([code])
    return [_in_words(run[0]) if len(run) == 1 else f"{_in_words(run[0])} to {_in_words(run[-1])}" for run in runs]


def _in_words(period: str) -> str:
    return wording.period(period, "month") if period else ""


def _words(state: str, wanted: str, due: date, newest: str, gaps: tuple[str, ...], users: int) -> str:
    latest = f" {_in_words(newest)} is the newest." if newest else ""
    waits = (
        f"{wording.count_words(users, capital=True)} {'indicator waits' if users == 1 else 'indicators wait'} for it."
    )
    return {
        "late": f"{_in_words(wanted)} is late: it was due on {wording.day(due)}.{latest}",
        "due": f"{_in_words(wanted)} is due on {wording.day(due)}.{latest}",
        "missing": f"{wording.listed(runs_in_words(gaps))} {'is' if len(gaps) == 1 else 'are'} missing.",
        "never": f"Nothing has come in yet.{' ' + waits if users else ''}",
        "in": f"{_in_words(newest)} is in." if newest else "The newest register stands.",
    }[state]


def _refused_words(tried: Refusal, wanted: str) -> str:
    day = wording.day(date.fromisoformat(tried.at[:10]))
    return f"{_in_words(wanted)} has not come in: {tried.file}, tried on {day}, was not taken."


def _finding(n: dict[str, int], total: int) -> str:
    if not total or n["never"] == total:
        return "Nothing has come in yet"
    late, refused = n["late"], n["refused"]
    if late:
        also = f" and {wording.count_words(refused)} {'was' if refused == 1 else 'were'} refused" if refused else ""
        return f"{wording.count_words(late, capital=True)} {'file is' if late == 1 else 'files are'} late{also}"
    if refused:
        return f"{wording.count_words(refused, capital=True)} {'file was' if refused == 1 else 'files were'} refused"
    if n["due"]:
        return f"{wording.count_words(n['due'], capital=True)} still to come, none late"
    return "Everything is in"


def _rest(n: dict[str, int], month: date) -> str:
    told = [f"{wording.plural(n['in'], 'source is', 'sources are')} in for {wording.month(month)}."] if n["in"] else []
    if n["missing"]:
        told.append(f"{wording.plural(n['missing'], 'source has', 'sources have')} a gap in an earlier month.")
    if n["never"]:
        told.append(f"{wording.plural(n['never'], 'source has', 'sources have')} never come in.")
    return " ".join(told)
