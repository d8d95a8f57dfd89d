"""The public site in five languages: nothing is left unsaid, plurals and numbers are as each language writes them."""

import gettext
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from posixpath import dirname, normpath

import html5lib
import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

from metrics import disclosure, publication
from metrics.definitions import framework as shipped
from metrics.home import Home
from metrics.publication import changes, chart_wording, preparing, site, units, verdict_wording, wording
from metrics.publication.other_pages import Told
from metrics.publication.tongues import FRAMEWORK, NAMES, PAGES, Absent, Tongue, Translated, read, tongue
from metrics.results import Waiting
from tests.published import (
    COMMUNITY,
    INDICATORS,
    Client,
    framework,
    language,
    months,
    point,
    public_of,
    publics,
    publish,
    texts,
)

HOUSE = Path(__file__).resolve().parents[1]
EARLIER = {"publication": 1, "made": "2026-09-12", "compared_with": None} | {name: [] for name in changes.LISTS}
CHANGED = [{"indicator": "carbon", "period": "2026-08"}]
NEWEST = {"publication": 2, "compared_with": 1, "restated": CHANGED, "hidden": CHANGED, "new": CHANGED}
LOG = (EARLIER | NEWEST, EARLIER)
TOLD = Told(COMMUNITY, (*LOG, EARLIER | {"compared_with": 1}, EARLIER | {"withdrawn": True}), "publication-2.zip")
OTHERS = [code for code in NAMES if code != "en"]
POLISH, ROMANIAN, HUNGARIAN, ITALIAN = map(tongue, OTHERS)
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("languages"))
    publication.approve(made, publish(made), "Ben")
    return made


@pytest.fixture(scope="module")
def pages(home):
    return {path: text for path, text in texts(home).items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Every message of the templates and of the code, gathered as a translator would."""
    made = tmp_path_factory.mktemp("messages") / "pages.pot"
    gather = ["pybabel", "-q", "extract", "-F", str(HOUSE / "pyproject.toml"), "-o", str(made)]
    CommandLineInterface().run([*gather, str(HOUSE / "metrics" / "publication")])
    with made.open("rb") as file:
        return read_po(file)


def messages(catalogue):
    return {(one.context, one.id): one for one in catalogue if one.id}


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_said_in_every_language_and_none_that_nobody_says(template, code):
    asked, said = messages(template), messages(read(code, PAGES))
    assert len(asked) > 200
    assert sorted(map(str, set(asked) - set(said))) == [], "not translated"
    assert sorted(map(str, set(said) - set(asked))) == [], "no longer said anywhere"


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("domain", [PAGES, FRAMEWORK])
def test_no_translation_is_empty_in_doubt_or_without_one_of_its_places(code, domain):
    catalogue = read(code, domain)
    for one in messages(catalogue).values():
        forms = one.string if one.pluralizable else (one.string,)
        assert len(forms) == (catalogue.num_plurals if one.pluralizable else 1), one.id
        assert all(form.strip() for form in forms), one.id
        assert not one.fuzzy, one.id
        if domain == FRAMEWORK:  # never filled: "at least 10% for" has no place in it
            continue
        assert list(one.check(catalogue)) == [], one.id
        asked = places(one.id[-1] if one.pluralizable else one.id)
        assert all(places(form) == asked for form in forms), (one.id, forms)


def places(text):
    return sorted(re.findall(r"%\(\w+\)s|<", text))


def test_no_message_holds_markup_or_a_percent_sign_of_its_own(template):
    for _, told in messages(template):
        for text in told if isinstance(told, tuple) else (told,):
            assert "<" not in text and "%" not in re.sub(r"%\(\w+\)s", "", text), text


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_translated_for_the_trust_is_what_the_shipped_framework_says(code):
    known = shipped()
    said = {text for area in known.areas for text in (area.title, area.summary)}
    said |= {text for one in known.commitments for text in (one.title, one.promise)}
    said |= {text for one in known.indicators for text in (one.title, one.good)}
    said |= {one.title for one in known.sources} | set(known.trust["groups"].values())
    stale = {id for _, id in messages(read(code, FRAMEWORK))} - said
    assert stale == set(), "said no longer: take it out of framework.po, or put the new wording there"


def test_a_title_that_the_catalogue_knows_is_translated_and_needs_no_mark():
    assert POLISH.own("Invoices paid in time") == "Faktury zapłacone w terminie"
    assert POLISH.own("Invoices that we like") == '<span lang="en">Invoices that we like</span>'
    assert tongue("en").own("Invoices that we like") == "Invoices that we like"


def test_every_reason_for_hiding_is_a_message():
    reasons = {text for name, text in vars(disclosure).items() if name.isupper() and isinstance(text, str)}
    assert set(wording.REASONS) == reasons


class Strict(gettext.NullTranslations):
    """Refuses what a catalogue does not have."""

    def gettext(self, message):
        raise AssertionError(f"not in the catalogue: {message}")

    pgettext = npgettext = None

    def ngettext(self, one, many, n):
        raise AssertionError(f"not in the catalogue: {one}")


@pytest.mark.parametrize("code", OTHERS)
def test_the_pages_ask_for_nothing_that_the_catalogue_does_not_have(code):
    """Messages that are chosen while it runs are found by running it."""
    compiled = io.BytesIO()
    write_mo(compiled, read(code, PAGES))
    compiled.seek(0)
    said = gettext.GNUTranslations(compiled)
    said.add_fallback(Strict())
    strict = Translated(code, said, Absent())
    facts = preparing.facts_of(1, framework(), publics(), True, date(2026, 10, 12))
    assert len(list(site.pages_in(strict, facts, framework(), publics(), TOLD))) == 27
    for text in (
        *verdict_wording.VERDICTS.values(),
        *verdict_wording.ROW_VERDICTS.values(),
        *verdict_wording.ASSURANCES.values(),
        *verdict_wording.RULES.values(),
        *verdict_wording.SEASONAL_RULES.values(),
        *verdict_wording.GOOD.values(),
        *verdict_wording.NONE.values(),
        *wording.STATUSES.values(),
        *wording.QUESTIONS.values(),
        *wording.REASONS,
    ):
        assert strict.gettext(text)


class Marked(Tongue):
    """A language of brackets: whatever has none did not go through the catalogue."""

    def __init__(self):
        super().__init__("xx", gettext.NullTranslations(), Absent())

    def gettext(self, message, /, **words):
        return self.bracketed(super().gettext(message, **words), words)

    def ngettext(self, one, many, n, /, **words):
        return self.bracketed(super().ngettext(one, many, n, **words), words)

    def pgettext(self, context, message, /, **words):
        return self.bracketed(super().pgettext(context, message, **words), words)

    def bracketed(self, text, words):
        return Markup("⟦{}⟧").format(text) if isinstance(text, Markup) else f"⟦{text}⟧"

    def money(self, value):
        return "£1"

    def count(self, n):
        return str(n)

    def day(self, value):
        return f"{value:%d.%m.%Y}"

    def month(self, value):
        return f"{value:%m.%Y}"

    month_short = month

    def listed(self, parts):
        return "; ".join(parts)


def test_no_word_of_a_page_is_said_past_the_catalogues():
    facts = preparing.facts_of(1, framework(), publics(), True, date(2026, 10, 12))
    for path, text in site.pages_in(Marked(), facts, framework(), publics(), TOLD):
        page = html5lib.HTMLParser(strict=True).parse(text)
        for told in (" ".join(said_in(page, "xx")), *labels_in(page)):
            left = set(re.findall(r"[A-Za-z]+", outside(told).replace(facts.name, "")))
            assert left - {"CSV", "JSON"} == set(), path


def test_every_unit_of_the_shipped_indicators_is_said_in_every_language():
    for one in shipped().indicators:
        for text in (units.value(2, one, Marked()), units.value_heading(one, Marked())):
            assert re.findall(r"[A-Za-z]{2,}", outside(text)) == [], (one.id, text)


def said_in(element, code, own=""):
    """Every text below an element that is in language `code`, in its order."""
    own = element.get("lang") or own
    yield (element.text or "") if own == code else ""
    for child in element:
        if isinstance(child.tag, str):
            yield from said_in(child, code, own)
        yield (child.tail or "") if own == code else ""


def labels_in(page):
    """What is said in attributes: labels, and the description in the head."""
    for element in page.iter():
        yield element.get("aria-label") or ""
        if element.get("name") == "description":
            yield element.get("content")


def outside(text):
    """What stands outside all brackets."""
    left, depth = "", 0
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        left += letter if not depth and letter != "⟧" else ""
    return left


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 tona"), (2, "2 tony"), (5, "5 ton"), (12, "12 ton"), (22, "22 tony"), (25, "25 ton")]
)
def test_polish_has_three_forms_for_a_number_of_things(n, said):
    assert units.with_unit(str(n), "tonnes", n, POLISH) == said


def test_polish_says_a_part_in_a_form_of_its_own():
    days = replace(INDICATORS[2], unit="days", decimals=1)
    assert units.value(1.5, days, POLISH) == "1,5 dnia"
    assert units.value(5.0, days, POLISH) == "5,0 dnia"
    assert units.value(5.0, replace(days, decimals=0), POLISH) == "5 dni"


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1 oră"), (2, "2 ore"), (19, "19 ore"), (20, "20 de ore"), (101, "101 ore"), (120, "120 de ore")],
)
def test_romanian_puts_de_between_from_twenty_on(n, said):
    assert units.with_unit(str(n), "hours", n, ROMANIAN) == said


def test_hungarian_has_one_form_and_italian_two():
    assert [units.with_unit(str(n), "days", n, HUNGARIAN) for n in (1, 2, 22)] == ["1 nap", "2 nap", "22 nap"]
    assert [units.with_unit(str(n), "days", n, ITALIAN) for n in (1, 2)] == ["1 giorno", "2 giorni"]


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1 wskaźnik się poprawił"),
        (2, "2 wskaźniki się poprawiły"),
        (5, "5 wskaźników się poprawiło"),
        (22, "22 wskaźniki się poprawiły"),
    ],
)
def test_a_sentence_bends_its_verb_to_its_number(n, said):
    assert verdict_wording.moved("better", n, POLISH) == said


def with_verdicts(*kinds):
    told = [point(month, 1000) for month in months()]
    return [replace(public_of(INDICATORS[2], told), verdict=kind) for kind in kinds]


def test_the_finding_of_an_area_in_each_language():
    found = with_verdicts("better", "better", "usual")
    assert [verdict_wording.finding(found, tongue(code)) for code in NAMES] == [
        "Two got better, none got worse and one stayed about the same",
        "2 wskaźniki się poprawiły, żaden się nie pogorszył i 1 wskaźnik pozostał mniej więcej bez zmian",
        "2 indicatori s-au îmbunătățit, niciunul nu s-a înrăutățit și 1 indicator a rămas cam la fel",
        "2 mutató javult, egyik sem romlott és 1 mutató nagyjából változatlan maradt",
        "2 indicatori sono migliorati, nessuno è peggiorato e 1 indicatore è rimasto più o meno uguale",
    ]


def test_numbers_are_written_as_each_language_writes_them():
    wide, thin = "\u00a0", "\u202f"
    told = [tongue(code).number(1234.5, "", 1).replace(thin, wide) for code in NAMES]
    assert told == ["1,234.5", f"1{wide}234,5", "1.234,5", f"1{wide}234,5", "1.234,5"]
    assert [tongue(code).number(0.435, "percent", 0) for code in NAMES] == ["44%", "44%", f"44{wide}%", "44%", "44%"]
    assert [tongue(code).number(-3, "") for code in NAMES] == ["−3"] * 5


def test_money_is_in_pounds_everywhere():
    assert [tongue(code).money(12.5).replace("\u00a0", " ") for code in NAMES] == [
        "£12.50", "12,50 £", "12,50 £", "12,50 £", "12,50 £",
    ]  # fmt: skip
    assert [tongue(code).money(12_345).replace("\u00a0", " ") for code in NAMES] == [
        "£12,345", "12 345 £", "12.345 £", "12 345 £", "12.345 £",
    ]  # fmt: skip
    assert [tongue(code).money(-1_234_567).replace("\u00a0", " ") for code in NAMES] == [
        "−£1.2 million", "−1,2 mln £", "−1,2 milioane £", "−1,2 millió £", "−1,2 milioni di £",
    ]  # fmt: skip


def test_days_and_months_are_written_as_each_language_writes_them():
    assert [tongue(code).day(date(2026, 10, 12)) for code in NAMES] == [
        "12 October 2026", "12 października 2026", "12 octombrie 2026", "2026. október 12.", "12 ottobre 2026",
    ]  # fmt: skip
    assert [tongue(code).month(date(2026, 9, 1)) for code in NAMES] == [
        "September 2026", "wrzesień 2026", "septembrie 2026", "2026. szeptember", "settembre 2026",
    ]  # fmt: skip
    assert [tongue(code).month_short(date(2026, 9, 1)) for code in NAMES] == [
        "Sep 2026", "wrz 2026", "sept. 2026", "2026. szept.", "set 2026",
    ]  # fmt: skip


def test_the_lead_of_an_indicator_is_a_whole_sentence_in_each_language():
    """36 months of 1,000 tonnes, the last of 500: lower than chance would do; the aim is 900 or less."""
    told = [point(month, 500 if n == 35 else 1000 + n % 2) for n, month in enumerate(months())]
    public = public_of(INDICATORS[2], told, target=900.0)
    said = [wording.lead(public, tongue(code)).replace("\u00a0", " ").split(". ")[:2] for code in NAMES]
    assert said == [
        ["500 tonnes in September 2026", "That is lower than usual, by more than chance would do"],
        ["500 ton (wrzesień 2026)", "To niżej niż zwykle, bardziej niż mógłby to sprawić przypadek"],
        ["500 de tone în septembrie 2026", "Este mai puțin decât de obicei, peste ce ar face întâmplarea"],
        ["500 tonna (2026", "szeptember)"],
        ["500 tonnellate (settembre 2026)", "È più basso del solito, più di quanto farebbe il caso"],
    ]
    assert "Nasz cel: 900 ton lub mniej." in wording.lead(public, POLISH)


def test_a_chart_says_its_own_words_in_the_language():
    local = next(one for one in publics() if one.indicator.id == "local-hires")
    assert chart_wording.key(local, POLISH)[0] == ("usual", "Zwykły miesiąc")
    assert ("hidden", "Nascosto: da 1 a 7 persone") in chart_wording.key(local, ITALIAN)
    assert chart_wording.chart_notes(local, HUNGARIAN) == ["A szokásos tartományt újrakezdtük; kezdete: 2025. április."]
    assert "Ukryto 1 okres. Wszystkie liczby są w tabeli." in chart_wording.chart_words(local, POLISH)


def test_what_an_indicator_waits_for_is_said_with_the_trusts_own_names_marked_as_english():
    waits = Waiting("files", ("A file of ours", "<Another>"))
    assert wording.waiting(waits, ITALIAN) == (
        'Attende un primo file: <span lang="en">A file of ours</span>, <span lang="en">&lt;Another&gt;</span>.'
    )
    assert wording.waiting(waits, tongue("en")) == "Waits for a first file of: A file of ours, &lt;Another&gt;."


@pytest.mark.parametrize("code", OTHERS)
def test_what_the_trust_says_stays_english_and_is_marked_as_such(pages, code):
    page = html5lib.HTMLParser(strict=True).parse(pages[f"{code}/indicator/local-hires.html"])
    heading = next(page.iter(f"{HTML}h1"))
    assert [(one.get("lang"), one.text) for one in heading] == [("en", "Local hires")]
    assert "Everybody who started in the month" not in " ".join(said_in(page, code))


def test_every_page_is_there_in_every_language_and_leads_to_each_other(pages):
    own = {path for path in pages if language(path) == "en"}
    assert len(pages) == 5 * len(own)
    for path, text in pages.items():
        if "embed/" in path:
            continue  # whoever shows it has chosen its language
        code, plain = language(path), path if language(path) == "en" else path.split("/", 1)[1]
        page = html5lib.HTMLParser(strict=True).parse(text)
        links = [one for one in page.iter(f"{HTML}a") if one.get("rel") == "alternate"]
        heads = [one for one in page.iter(f"{HTML}link") if one.get("rel") == "alternate" and one.get("hreflang")]
        wanted = {(one, plain if one == "en" else f"{one}/{plain}") for one in NAMES if one != code}
        for found in (links, heads):
            led = {(one.get("hreflang"), normpath(f"{dirname(path)}/{one.get('href')}".lstrip("/"))) for one in found}
            assert led == wanted, path
        assert [(one.get("lang"), one.text) for one in links] == [(c, NAMES[c]) for c in NAMES if c != code]
        current = [one.text for one in page.iter(f"{HTML}b") if one.get("aria-current") == "true"]
        assert current == [NAMES[code]], path


def test_every_translated_page_says_that_it_awaits_a_native_reader(pages):
    said = "This translation awaits a native reader. Where it and the English differ, the English is right."
    for path, text in pages.items():
        assert (tongue(language(path)).gettext(said) in text) == (language(path) != "en"), path
    assert "The translations await a native reader" in pages["about.html"]


@pytest.mark.parametrize(
    ("path", "status", "leads"),
    [
        ("/public/pl/", 200, None),
        ("/public/pl", 308, "pl/"),
        ("/public/1/hu/", 200, None),
        ("/public/1/hu", 308, "hu/"),
        ("/public/it/indicator/carbon.html", 200, None),
        ("/public/de/", 404, None),
        ("/public/de", 404, None),
        ("/public/data", 404, None),
    ],
)
def test_a_language_has_an_address_of_its_own(home, path, status, leads):
    answer = Client(home).get(path)
    assert (answer.status_code, answer.headers.get("location")) == (status, leads)


def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(home):
    answer = Client(home).get("/public/pl/nowhere.html")
    assert answer.status_code == 404
    assert '<html lang="pl">' in answer.text and "Tej strony tu nie ma" in answer.text
    assert '<a href="/public/pl/">Do wszystkich danych</a>' in answer.text
    assert '<html lang="en">' in Client(home).get("/public/de/nowhere.html").text


def test_a_withdrawn_publication_says_why_in_each_language_with_the_reason_as_it_was_given(tmp_path):
    made = Home(tmp_path)
    publication.approve(made, publish(made), "Ben")
    publication.withdraw(made, 1, "Ben", "A file <twice>.")
    answer = Client(made).get("/public/1/it/index.html")
    assert answer.status_code == 410
    assert 'Il motivo: <span lang="en">A file &lt;twice&gt;</span>.' in answer.text
    assert "The reason: A file &lt;twice&gt;." in Client(made).get("/public/1/").text
    assert "Még semmi sem jelent meg" in Client(made).get("/public/hu/").text
