"""How a public figure is written: its value with its unit, its counts, the marks of what is hidden."""

from __future__ import annotations

from metrics import wording as house
from metrics.definitions import Indicator
from metrics.disclosure import FEW, FEW_IN_ALL
from metrics.publication.figures import Figure, Public
from metrics.publication.tongues import Tongue


def value(number: float | None, indicator: Indicator, tongue: Tongue) -> str:
    """A value as people write it, with its unit: 43%; 1,193 tonnes."""
    text = tongue.number(number, indicator.unit, indicator.decimals)
    if number is None or indicator.unit in ("percent", "money", "things", ""):
        return text
    if indicator.decimals:
        return _with_decimals(text, indicator.unit, tongue)
    return with_unit(text, indicator.unit, int(house.rounded(number, 0)), tongue)


def with_unit(text: str, unit: str, n: int, tongue: Tongue) -> str:
    """A whole number `n`, written as `text`, and its unit in the form that the number wants."""
    match unit:
        case "tonnes":
            return tongue.ngettext("%(number)s tonne", "%(number)s tonnes", n, number=text)
        case "tCO2e":
            return tongue.ngettext("%(number)s tonne of CO₂e", "%(number)s tonnes of CO₂e", n, number=text)
        case "days":
            return tongue.ngettext("%(number)s day", "%(number)s days", n, number=text)
        case "hours":
            return tongue.ngettext("%(number)s hour", "%(number)s hours", n, number=text)
        case "people":
            return tongue.ngettext("%(number)s person", "%(number)s people", n, number=text)
        case "actions":
            return tongue.ngettext("%(number)s action", "%(number)s actions", n, number=text)
    return _measured(text, unit, tongue)


def _with_decimals(text: str, unit: str, tongue: Tongue) -> str:
    """The same for a number with decimals, which has a form of its own in some languages (1,5 dnia)."""
    match unit:
        case "tonnes":
            return tongue.pgettext("a number with decimals", "%(number)s tonnes", number=text)
        case "tCO2e":
            return tongue.pgettext("a number with decimals", "%(number)s tonnes of CO₂e", number=text)
        case "days":
            return tongue.pgettext("a number with decimals", "%(number)s days", number=text)
        case "hours":
            return tongue.pgettext("a number with decimals", "%(number)s hours", number=text)
        case "people":
            return tongue.pgettext("a number with decimals", "%(number)s people", number=text)
    return _measured(text, unit, tongue)


def _measured(text: str, unit: str, tongue: Tongue) -> str:
    """Units without forms; one that only a trust has stands as the trust writes it."""
    match unit:
        case "kWh per m2":
            return tongue.gettext("%(number)s kWh per m²", number=text)
        case "m3 per m2":
            return tongue.gettext("%(number)s m³ per m²", number=text)
        case "kg per meal":
            return tongue.gettext("%(number)s kg per meal", number=text)
    return house.with_unit(text, unit)


def figure_value(one: Figure, indicator: Indicator, tongue: Tongue) -> str:
    """The value of a period, or the mark of one that is hidden; "" where there is none."""
    if one.status != "hidden":
        return tongue.number(one.value, indicator.unit, indicator.decimals)
    return few(tongue) if is_few(one, indicator) else hidden(tongue)


def is_few(one: Figure, indicator: Indicator) -> bool:
    """Whether the hidden value is itself the count of 1 to 7."""
    return one.reason == FEW and indicator.kind in ("total", "count")


def few(tongue: Tongue) -> str:
    return tongue.gettext("1 to 7")


def few_people(tongue: Tongue) -> str:
    return tongue.gettext("1 to 7 people")


def hidden(tongue: Tongue) -> str:
    return tongue.gettext("hidden")


def counts(one: Figure, indicator: Indicator, tongue: Tongue) -> tuple[str, str]:
    """Numerator and denominator of a period as text; hidden ones with their mark, "" where there is none."""
    top, bottom = count(one.numerator, indicator, tongue), count(one.denominator, indicator, tongue)
    if one.status == "hidden":
        top = top or (few(tongue) if one.reason == FEW else hidden(tongue))
        bottom = bottom or (few(tongue) if one.reason == FEW_IN_ALL else hidden(tongue))
    return top, bottom


def count(number: float | None, indicator: Indicator, tongue: Tongue) -> str:
    """What was counted, as text: pounds, whole things, or one decimal of what is small and not whole."""
    if number is None:
        return ""
    if indicator.counts == "money":
        return tongue.money(number)
    return tongue.number(number, "", 0 if _whole(number) else 1)


def count_with_unit(number: float, indicator: Indicator, tongue: Tongue) -> str:
    """The same with the unit of the value, for things that are not divided by anything."""
    text = count(number, indicator, tongue)
    if indicator.unit in ("percent", "money", "things", ""):
        return text
    if _whole(number):
        return with_unit(text, indicator.unit, int(house.rounded(number, 0)), tongue)
    return _with_decimals(text, indicator.unit, tongue)


def _whole(number: float) -> bool:
    return float(number).is_integer() or abs(number) >= 100


def period(public: Public, one: Figure, tongue: Tongue) -> str:
    """September 2026; 2025/26."""
    return one.period if public.grain == "year" else tongue.month(one.start)


def period_short(public: Public, one: Figure, tongue: Tongue) -> str:
    """The same for tables: Sep 2026."""
    return one.period if public.grain == "year" else tongue.month_short(one.start)


def value_heading(indicator: Indicator, tongue: Tongue) -> str:
    """Over the value's column: its unit."""
    if indicator.kind in ("total", "count"):
        told = {"people": "people", "money": "money"}.get(indicator.counts, indicator.unit)
    else:
        told = indicator.unit
    known = {
        "people": tongue.gettext("People"),
        "money": tongue.gettext("Money"),
        "percent": tongue.gettext("Share"),
        "tCO2e": tongue.gettext("Tonnes of CO₂e"),
        "tonnes": tongue.gettext("Tonnes"),
        "days": tongue.gettext("Days"),
        "hours": tongue.gettext("Hours"),
        "actions": tongue.gettext("Actions"),
        "kWh per m2": tongue.gettext("kWh per m²"),
        "m3 per m2": tongue.gettext("m³ per m²"),
        "kg per meal": tongue.gettext("Kg per meal"),
        "things": tongue.gettext("Number"),
        "": tongue.gettext("Number"),
    }
    return known.get(told) or house.unit_word(told)
