"""The same disclosed figures for machines: one CSV and one JSON an indicator, and all of them together."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from metrics import wording
from metrics.definitions import Framework
from metrics.disclosure import Shown
from metrics.harmless import csv_row
from metrics.publication import describing
from metrics.publication.figures import Figure, Public
from metrics.publication.site import Site
from metrics.publication.wording import MADE_UP, MADE_UP_MORE

COLUMNS = tuple(name for name, _, _ in describing.FIELDS)
LICENCE = {"name": "Open Government Licence v3.0", "url": describing.OGL}
HIDING = (
    "Counts of people from 1 to 7 are hidden: empty, with status hidden and the reason. Other counts of people are "
    "rounded to the nearest 5, and shares are worked out from the rounded counts. Shares are fractions from 0 to 1."
)


def files(site: Site, framework: Framework, publics: tuple[Public, ...]) -> Iterator[tuple[str, str]]:
    """(path, text) of every data file."""
    for one in publics:
        yield f"data/{one.indicator.id}.csv", _csv(site, (one,))
        yield f"data/{one.indicator.id}.json", document(site, _indicator(one))
    yield "data/all.csv", _csv(site, publics)
    yield "data/all.json", together(site, publics)
    yield "data/definitions.json", document(site, describing.definitions(framework, publics))


def together(site: Site, publics: tuple[Public, ...]) -> str:
    """data/all.json: every indicator in one file."""
    return document(site, {"indicators": [_indicator(one) for one in publics]})


def document(site: Site, told: dict) -> str:
    """A JSON file which begins with what it says of itself."""
    return written(_head(site) | told)


def written(document: dict) -> str:
    """The JSON text of every file here."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _head(site: Site) -> dict:
    """What a file says of itself, since files travel alone."""
    return {
        "publication": site.number,
        "publisher": site.name,
        "made": wording.day(site.day),
        "made_up": site.made_up,
        "note": _note(site),
        "licence": LICENCE,
        "hiding": HIDING,
    }


def _note(site: Site) -> str:
    return f"{MADE_UP} {MADE_UP_MORE}" if site.made_up else ""


def _indicator(one: Public) -> dict:
    indicator = one.indicator
    return {
        "id": indicator.id,
        "code": indicator.code,
        "title": indicator.title,
        "area": one.area.id,
        "commitment": one.commitment.id,
        "unit": indicator.unit,
        "better": indicator.better,
        "how": indicator.how,
        "caveat": indicator.caveat,
        "waiting_for": one.waiting_for,
        "aim": one.target,
        "values": [_value(figure, one) for figure in one.figures],
        "splits": [
            {"by": table.by, "period": table.period, "values": [_part(row, one) for row in table.rows]}
            for table in one.splits
        ],
    }


def _part(row: Shown, one: Public) -> dict:
    """A part of a year; part null is the whole."""
    money = one.indicator.counts == "money"
    return {
        "part": row.part,
        "numerator": _number(row.numerator, money),
        "denominator": _number(row.denominator, money and one.indicator.kind == "share"),
        "value": row.value,
        "status": "complete" if row.status == "shown" else row.status,
        "reason": row.reason or None,
    }


def _value(figure: Figure, one: Public) -> dict:
    money = one.indicator.counts == "money"
    told = {
        "period": figure.period,
        "numerator": _number(figure.numerator, money),
        "denominator": _number(figure.denominator, money and one.indicator.kind == "share"),
        "value": figure.value,
        "unknown": _number(figure.unknown, money),
        "status": figure.status,
        "reason": figure.reason or None,
    }
    told |= {"typed": True} if figure.typed and figure.value is not None else {}
    return told | ({"quality": figure.tier} if figure.tier and figure.value is not None else {})


def _number(number: float | None, money: bool) -> float | int | str | None:
    """Money as text with its pence, whole numbers as such."""
    if number is None:
        return None
    if money:
        return f"{number:.2f}"
    return int(number) if float(number).is_integer() else round(number, 4)


def _csv(site: Site, publics: tuple[Public, ...]) -> str:
    """One row a period; a hidden or missing number is empty, its status says which."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in publics:
        indicator = one.indicator
        place = (site.number, one.area.id, one.commitment.id)
        same = (*place, indicator.code, indicator.id, indicator.title, indicator.unit)
        note = _note(site)
        for figure in one.figures:
            told = _value(figure, one)
            numbers = (told["numerator"], told["denominator"], told["value"], told["unknown"])
            empty = ["" if number is None else number for number in numbers]
            by_hand = "Typed by hand." if told.get("typed") else ""
            said = " ".join(filter(None, (note, by_hand)))
            rows.writerow(csv_row([*same, figure.period, *empty, figure.status, figure.reason, said, "", ""]))
        for table in one.splits:
            for row in table.rows[1:]:
                told = _part(row, one)
                numbers = (told["numerator"], told["denominator"], told["value"], None)
                empty = ["" if number is None else number for number in numbers]
                shown = (told["status"], row.reason, note, table.by, row.part)
                rows.writerow(csv_row([*same, table.period, *empty, *shown]))
        if not one.figures:
            rows.writerow(csv_row([*same, "", "", "", "", "", "waiting", one.waiting_for, note, "", ""]))
    # the mark by which Excel knows that £ and – are UTF-8
    return "\ufeff" + text.getvalue()
