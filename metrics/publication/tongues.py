"""The languages of the public site: messages from gettext catalogues; numbers, dates and lists as each writes them.

English is the language that the messages are written in, and has no catalogue. What the trust says itself (titles,
promises, how a thing is counted) is looked up in a catalogue of its own, and stays English, marked as such, where it
is not there.
"""

from __future__ import annotations

import gettext
import io
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import NumberPattern, format_currency, parse_pattern
from markupsafe import Markup, escape

from metrics import wording as house

CATALOGUES = Path(__file__).parent / "catalogues"
PAGES, FRAMEWORK = "pages", "framework"  # what we say; what the trust says
ENGLISH = "en"
NAMES = {ENGLISH: "English", "pl": "Polski", "ro": "Română", "hu": "Magyar", "it": "Italiano"}


def N_(message: str) -> str:
    """Marks a message for the catalogues where it is not yet said."""
    return message


class Tongue:
    """How one language says it. This one is English, with the house's own wording of numbers."""

    def __init__(self, code: str, said: gettext.NullTranslations, framework: gettext.NullTranslations) -> None:
        self.code, self.name = code, NAMES.get(code, code)
        self._said, self._framework = said, framework

    @property
    def folder(self) -> str:
        """Where its pages are below the publication: "" for English, "pl/" for Polish."""
        return "" if self.code == ENGLISH else f"{self.code}/"

    def gettext(self, message: str, /, **words) -> str:
        return _filled(self._said.gettext(message), words)

    def ngettext(self, one: str, many: str, n: int, /, **words) -> str:
        """The message in the form that `n` wants."""
        return _filled(self._said.ngettext(one, many, n), words)

    def pgettext(self, context: str, message: str, /, **words) -> str:
        return _filled(self._said.pgettext(context, message), words)

    def trust(self, text: str) -> tuple[str, str]:
        """What the trust says, in this language where the catalogue has it, and the language that it is in."""
        if self.code == ENGLISH or not text:
            return text, self.code
        found = self._framework.gettext(text)
        return (found, self.code) if found else (text, ENGLISH)

    def own(self, text: str) -> Markup:
        """The same as markup: marked as English where it stays so."""
        return self.marked(*self.trust(text))

    def marked(self, text: str, code: str) -> Markup:
        return escape(text) if code == self.code or not text else Markup('<span lang="{}">{}</span>').format(code, text)

    def number(self, value: float | Decimal | None, unit: str, decimals: int = 0) -> str:
        """A value without its unit word: 1,234; 43%; £1.2 million. None gives ""."""
        return house.number(value, unit, decimals)

    def money(self, value: float | Decimal) -> str:
        return house.money(value)

    def count(self, n: int) -> str:
        """A small count within a sentence: in words in English, a figure elsewhere, where words bend to their noun."""
        return house.count_words(n)

    def day(self, value: date) -> str:
        return house.day(value)

    def month(self, value: date) -> str:
        return house.month(value)

    def month_short(self, value: date) -> str:
        return house.period_short(f"{value:%Y-%m}", "month")

    def listed(self, parts: list[str]) -> str:
        return house.listed(parts)


class Translated(Tongue):
    """Any other language: numbers, dates and lists by Babel, money as the pounds that people here pay with."""

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)

    def number(self, value: float | Decimal | None, unit: str, decimals: int = 0) -> str:
        if value is None:
            return ""
        if unit == "money":
            return self.money(value)
        if unit == "percent":
            share = house.rounded(100 * house.exact(value), decimals) / 100
            return _written(share, self._locale.percent_formats[None].pattern, decimals, self.code)
        exact = house.rounded(value, decimals)
        return _written(exact, self._locale.decimal_formats[None].pattern, decimals, self.code)

    def money(self, value: float | Decimal) -> str:
        exact = house.exact(value)
        size, sign = abs(exact), "−" if exact < 0 else ""
        if size >= 999_500_000:
            return sign + self.gettext("£%(number)s billion", number=self.number(size / 1_000_000_000, "", 1))
        if size >= 999_950:
            return sign + self.gettext("£%(number)s million", number=self.number(size / 1_000_000, "", 1))
        whole = size >= 100 or size == size.to_integral_value()
        pattern = self._locale.currency_formats["standard"].pattern
        if whole:
            pattern = pattern.replace("0.00", "0")
        size = house.rounded(size, 0 if whole else 2)
        text = format_currency(size, "GBP", pattern, locale=self._locale, currency_digits=False)
        return sign + text.replace("GBP", "£")

    def count(self, n: int) -> str:
        return self.number(n, "")

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=self._locale)

    def month(self, value: date) -> str:
        return _date("yMMMM", value, self.code)

    def month_short(self, value: date) -> str:
        return _date("yMMM", value, self.code)

    def listed(self, parts: list[str]) -> str:
        return format_list(parts, locale=self._locale)


class Absent(gettext.NullTranslations):
    """Answers "" for what a catalogue does not have."""

    def gettext(self, message: str) -> str:
        return ""


@lru_cache
def tongue(code: str) -> Tongue:
    """The language of a code that NAMES has."""
    if code == ENGLISH:
        return Tongue(code, gettext.NullTranslations(), Absent())
    framework = _translations(read(code, FRAMEWORK))
    framework.add_fallback(Absent())
    return Translated(code, _translations(read(code, PAGES)), framework)


def tongues() -> tuple[Tongue, ...]:
    """Every language of the site, English first."""
    return tuple(map(tongue, NAMES))


def read(code: str, domain: str) -> Catalog:
    """A catalogue as it lies in its file."""
    with (CATALOGUES / code / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=code, domain=domain, abort_invalid=True)


def _translations(catalogue: Catalog) -> gettext.GNUTranslations:
    """The catalogue compiled in memory, so that nothing has to be compiled by hand."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@lru_cache(maxsize=8192)
def _written(exact: Decimal, pattern: str, decimals: int, code: str) -> str:
    """A number as the pattern has it; the same few stand on a page again and again."""
    return _pattern(pattern, decimals).apply(exact, _locale(code)).replace("-", "−")


@lru_cache
def _pattern(pattern: str, decimals: int) -> NumberPattern:
    parsed = parse_pattern(pattern)
    parsed.frac_prec = (decimals, decimals)
    return parsed


@lru_cache(maxsize=4096)
def _date(skeleton: str, value: date, code: str) -> str:
    return format_skeleton(skeleton, value, locale=_locale(code))


def _filled(message: str, words: dict) -> str:
    """The message with its places filled; markup among the words makes all of it markup."""
    if any(isinstance(word, Markup) for word in words.values()):
        return escape(message) % words
    return message % words if words else message
