"""From the text of definition files to the values of `definitions`; every fault goes to one list."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from .definition_faults import Entry, Faults, entries, entry, parse_toml
from .definition_selects import check_selects
from .definitions import OWN, RULES, TIERS, Area, Column, Commitment, Framework, Indicator, Rule, Source
from .trust_face import check, joined

HEADING = re.compile(r"\A\s*/\*\s*\+\+\+[ \t]*\n(.*?)\n\s*\+\+\+\s*\*/", re.DOTALL)
KINDS = ("share", "rate", "total", "count", "average")
BASES = ("flow", "stock", "flow-over-stock", "distinct")
BETTER = ("up", "down", "neither", "toward")
COUNTS = ("people", "things", "money")
TYPES = (
    "text", "code", "date", "month", "year", "number", "integer", "money", "percent", "postcode", "yes_no", "choice",
    "indicator",
)
PERSONAL = ("no", "drop", "hash", "place")
GLYPHS = ("emp", "pro", "env", "bui", "par")
INDICATOR_KEYS = (
    "code", "title", "short", "commitment", "kind", "basis", "unit", "better", "counts", "source", "public", "why",
    "how", "good", "owner", "reviewed", "next_review", "by", "grain", "needs", "benchmark", "headline", "decimals",
    "caveat", "target", "seasonal", "factors", "improve", "unknown_of", "counted", "out_of", "typed",
    "lens_moves_whole", "within",
)


def read_framework(shipped: Path, own: Path, faults: Faults) -> Framework:
    """Everything in `shipped`, with the files of `own` (where it exists) winning; faults are added, not raised."""
    trust: dict[str, Any] = {}
    areas: dict[str, Area] = {}
    commitments: dict[str, Commitment] = {}
    for path in (shipped / "framework.toml", own / "framework.toml"):
        if path.is_file():
            _read_framework_file(path, faults, trust, areas, commitments)
    _check_areas(commitments, areas, shipped / "framework.toml", faults)
    sources = [_source(path, faults) for path in _winning(shipped, own, "sources", "toml")]
    known = {source.id for source in sources if source}
    indicators = [_indicator(path, faults, commitments, known) for path in _winning(shipped, own, "indicators", "sql")]
    complete = [i for i in indicators if i]
    _check_twice(complete, faults)
    _check_within(complete, faults)
    complete = [_compared(one, trust) for one in check_selects(complete, faults)]
    order = {c.id: (areas[c.area].order if c.area in areas else 99, c.order) for c in commitments.values()}
    return Framework(
        trust,
        tuple(sorted(areas.values(), key=lambda a: a.order)),
        tuple(sorted(commitments.values(), key=lambda c: order[c.id])),
        tuple(sorted(complete, key=lambda i: (order.get(i.commitment, (99, 99)), i.code))),
        tuple(sorted((_with_indicators(s, complete) for s in sources if s), key=lambda s: s.id)),
    )


def _check_within(indicators: list[Indicator], faults: Faults) -> None:
    known = {one.id: one for one in indicators}
    for one in indicators:
        for outer in one.within:
            if outer not in known or outer == one.id:
                faults.add(one.path, 1, f"'within' names '{outer}', which is no other indicator: give the id of one.")


def _compared(indicator: Indicator, trust: dict[str, Any]) -> Indicator:
    """With what the trust compares it with, where it says so."""
    own = trust.get("benchmarks", {}).get(indicator.id)
    return replace(indicator, benchmark=own) if own else indicator


def _with_indicators(source: Source, indicators: list[Indicator]) -> Source:
    """A column of the type indicator is a choice among the indicators there are, by id, code or title."""
    choices = {one.id: (one.code, one.title) for one in indicators}
    columns = tuple(
        replace(column, type="choice", choices=choices) if column.type == "indicator" else column
        for column in source.columns
    )
    return replace(source, columns=columns)


def _winning(shipped: Path, own: Path, folder: str, suffix: str) -> list[Path]:
    """The files of a folder, the trust's own in place of a shipped one with the same name."""
    files = {path.stem: path for base in (shipped, own) for path in sorted((base / folder).rglob(f"*.{suffix}"))}
    return [files[stem] for stem in sorted(files)]


def _text(path: Path, faults: Faults) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        faults.add(path, 1, "this file is not UTF-8 text: save it again as UTF-8.")
        return None


def _read_framework_file(path: Path, faults: Faults, trust: dict, areas: dict, commitments: dict) -> None:
    text = _text(path, faults)
    parsed = parse_toml(path, text, faults) if text is not None else None
    if parsed is None:
        return
    values, lines = parsed
    told = values.get("trust", {})
    stands = joined(trust, {**told, "folder": str(path.parent)} if "logo" in told else told)
    trust.clear()
    trust.update(stands)
    check(trust, path, text or "", faults)
    for item in entries(path, values, lines, faults, "area"):
        item.only(("id", "title", "order", "glyph", "summary"))
        area = Area(item.take("id", str), item.take("title", str), item.take("order", int),
                    item.one_of("glyph", GLYPHS), item.take("summary", str))
        areas[area.id] = area
    for item in entries(path, values, lines, faults, "commitment"):
        item.only(("id", "slug", "title", "promise", "area", "lead", "order", "proposed"))
        promise = _commitment(item)
        if promise.area not in areas:
            item.fault(f"the area '{promise.area}' is not in framework.toml: use one of {', '.join(areas)}.", "area")
        commitments[promise.id] = promise


def _commitment(item: Entry) -> Commitment:
    return Commitment(
        id=item.take("id", str), slug=item.take("slug", str), title=item.take("title", str),
        promise=item.take("promise", str), area=item.take("area", str), lead=item.take("lead", str, ""),
        order=item.take("order", int), proposed=item.take("proposed", bool, False),
    )


def _check_areas(commitments: dict, areas: dict, path: Path, faults: Faults) -> None:
    if not areas or not commitments:
        faults.add(path, 1, "there is no [[area]] or no [[commitment]] in framework.toml: the framework needs both.")


def _indicator(path: Path, faults: Faults, commitments: dict[str, Commitment], sources: set[str]) -> Indicator | None:
    text = _text(path, faults)
    heading = HEADING.match(text or "")
    if text is None:
        return None
    if heading is None:
        faults.add(path, 1, "the file should begin with a heading in TOML between /* +++ and +++ */.")
        return None
    first = text[: heading.start(1)].count("\n") + 1
    parsed = parse_toml(path, heading.group(1), faults, first)
    if parsed is None:
        return None
    item = entry(path, parsed[0], parsed[1], faults, first)
    item.only(INDICATOR_KEYS)
    commitment = _its_commitment(item, commitments)
    _check_sources(item, sources)
    return _make_indicator(item, commitment, text[heading.end():].strip().rstrip(";"))


def _its_commitment(item: Entry, commitments: dict[str, Commitment]) -> Commitment | None:
    wanted = item.take("commitment", str)
    found = next((c for c in commitments.values() if wanted in (c.id, c.slug)), None)
    if found is None and wanted:
        item.fault(f"the commitment '{wanted}' is not in framework.toml: use the slug of one that is.", "commitment")
    return found


def _check_sources(item: Entry, sources: set[str]) -> None:
    for source in item.words("source", None):
        if source not in sources and source not in OWN:
            item.fault(f"there is no source '{source}': add sources/{source}.toml or correct the name.", "source")


def _make_indicator(item: Entry, commitment: Commitment | None, sql: str) -> Indicator:
    short = item.take("short", str)
    if len(short) > 26:
        item.fault(f"'short' has {len(short)} characters: the matrix has room for 26.", "short")
    return Indicator(
        id=item.path.stem, code=item.take("code", str), title=item.take("title", str), short=short,
        area=commitment.area if commitment else "", commitment=commitment.id if commitment else "",
        kind=item.one_of("kind", KINDS), basis=item.one_of("basis", BASES), unit=item.take("unit", str),
        better=item.one_of("better", BETTER), counts=item.one_of("counts", COUNTS), source=item.words("source"),
        why=item.take("why", str), how=item.take("how", str), good=item.take("good", str),
        owner=item.take("owner", str), reviewed=_date(item, "reviewed"), next_review=_date(item, "next_review"),
        sql=sql, path=item.path, public=item.take("public", bool, True), by=item.words("by"),
        local=bool(re.search(r"\bis_local\b", sql)), grain=item.one_of("grain", ("month", "year"), "month"),
        lens_moves_whole=item.take("lens_moves_whole", bool, True),
        needs=item.words("needs"), benchmark=item.take("benchmark", str, ""),
        headline=item.take("headline", bool, False), decimals=item.take("decimals", int, 0),
        caveat=item.take("caveat", str, ""), target=_target(item), seasonal=_seasonal(item),
        factors=item.words("factors"), improve=_improve(item), unknown_of=item.take("unknown_of", str, ""),
        counted=item.take("counted", str, ""), out_of=item.take("out_of", str, ""),
        typed=item.take("typed", bool, True), within=item.words("within"),
    )


def _date(item: Entry, key: str) -> date:
    return item.take(key, date)


def _target(item: Entry) -> float | None:
    value = item.values.get("target")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        item.fault("'target' should be a number (a share as a fraction, 0.95).", "target")
        return None
    return value


def _improve(item: Entry) -> dict[str, str]:
    """Words by tier of quality; the best tier needs none."""
    found = item.take("improve", dict, {})
    for tier, words in found.items():
        if tier not in TIERS[:-1] or not isinstance(words, str):
            item.fault(f"'improve' has '{tier}': it should say words for {' or '.join(TIERS[:-1])}.", "improve")
    return found


def _seasonal(item: Entry) -> bool:
    seasonal = item.take("seasonal", bool, False)
    if seasonal and item.values.get("grain") == "year":
        item.fault("'seasonal' is for monthly figures, and this indicator has only years: leave it out.", "seasonal")
    return seasonal


def _check_twice(indicators: list[Indicator], faults: Faults) -> None:
    seen: dict[str, Indicator] = {}
    for one in indicators:
        if one.code in seen:
            faults.add(one.path, 1, f"the code '{one.code}' is also in {seen[one.code].path.name}: give one another.")
        seen.setdefault(one.code, one)


def _source(path: Path, faults: Faults) -> Source | None:
    text = _text(path, faults)
    parsed = parse_toml(path, text, faults) if text is not None else None
    if parsed is None:
        return None
    values, lines = parsed
    top = entry(path, values, lines, faults)
    columns = tuple(_column(c) for c in entries(path, values, lines, faults, "column"))
    if not columns:
        top.fault("a source needs at least one [[column]].")
    names = {c.name for c in columns}
    named = {"period": [top.take("period", str, "")]} | {key: top.words(key) for key in ("identity", "one_of")}
    for key, wanted in named.items():
        for name in wanted:
            if name and name not in names:
                top.fault(f"'{key}' names the column '{name}', which this source does not have.", key)
    return Source(
        id=path.stem, title=top.take("title", str), sender=top.take("sender", str),
        cadence=top.one_of("cadence", ("month", "quarter", "year")), due_day=top.take("due_day", int, 10),
        period=top.take("period", str, ""), identity=top.words("identity"), columns=columns, drop=top.words("drop"),
        one_of=top.words("one_of"),
        rules=tuple(_rule(r, names) for r in entries(path, values, lines, faults, "rule")),
        help=top.take("help", str, ""), typed=top.take("typed", bool, True),
        example=values.get("example", {}), path=path,
    )


def _column(item: Entry) -> Column:
    name = item.take("name", str)
    choices = item.values.get("choices", {})
    if isinstance(choices, list):
        choices = {choice: () for choice in choices}
    return Column(
        name=name, title=item.take("title", str), type=item.one_of("type", TYPES, "text"),
        headings=item.words("headings"), required=item.take("required", bool, False),
        personal=item.one_of("personal", PERSONAL, "no"),
        choices={value: tuple(spellings) for value, spellings in choices.items()}, unit=item.take("unit", str, ""),
        keep_text=item.take("keep_text", bool, False), from_title=item.take("from_title", bool, False),
        from_sheet=item.take("from_sheet", bool, False), needs_day=item.take("needs_day", bool, False),
    )


def _rule(item: Entry, names: set[str]) -> Rule:
    columns = item.words("columns")
    for name in columns:
        if name not in names:
            item.fault(f"the rule names the column '{name}', which this source does not have.", "columns")
    used = ("kind", "columns", "severity", "message")
    severity = item.one_of("severity", ("error", "warning", "question"), "warning")
    return Rule(item.one_of("kind", RULES), columns, severity,
                item.take("message", str, ""), {k: v for k, v in item.values.items() if k not in used})
