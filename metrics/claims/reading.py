"""A sentence taken apart: what is said to have moved which way, over what time, to what level, and why."""

from __future__ import annotations

import re
from datetime import date

from metrics.claims import stretches
from metrics.claims.claim import Amount, Claim, Level
from metrics.claims.words import kept_phrases

AFTER = (  # what follows a verb that has no object: "waste has reduced since April"
    r"since|by|over|in|from|to|for|this|and|but|on|at|again|every|steadily|sharply|slightly|significantly|markedly|"
    r"substantially|noticeably|year|month|compared|during|after|with|within|as|further|overall|q[1-4]|last|recently"
)
CAUSES = (
    r"because(?: of)?|thanks to|due to|owing to|as a (?:direct )?(?:result|consequence) of|on account of|driven by|"
    r"(?:has |have |is |was |were )?caused(?: by)?|causes|attributable to|led to|leads to|resulted in|results in|"
    r"resulting from|brought about(?: by)?|by virtue of|enabled by|the (?:impact|effect) of|delivered by|"
    r"made possible by|(?<!\bwe )(?<!trust )(?<!\u00a7 )(?:has|have) (?:helped|driven|delivered|enabled|reduced|raised|"
    rf"improved|increased|cut|lowered|boosted) (?!(?:{AFTER})\b)(?=\w)"
)
FORECAST = (
    r"\b(?:will|shall|going to|expected to|expect to|set to|on course to|forecast to|likely to|should (?:reach|be)|"
    r"next (?:month|quarter|year)|by (?:the end of )?20\d\d)\b"
)
ELSEWHERE = (
    r"\b(?:than|to|with|of) (?:the )?(?:national|regional|england|nhs|peer|other trusts?|most trusts?|our peers|peers)"
    r"(?: average| mean| figure| trusts?)?|\b(?:best|highest|lowest|worst) (?:in|of) (?:the )?"
    r"(?:country|region|nhs|england|north west)"
)
MOVES = (
    ("same", r"unchanged|no change|(?:stayed|remained|kept) the same|steady|stable|flat|plateau\w*|constant"),
    ("better", r"improv\w*|better|strengthen\w*|recover(?:ed|ing|s)?|turned (?:a|the) corner|progress(?:ed|ing)"),
    ("worse", r"wors\w*|deteriorat\w*|weaken\w*|slipp?(?:ed|ing|s)|poorer"),
    ("up", r"rise[ns]?|rising|rose|increas\w*|gr[eo]w(?:n|s|ing)?|growth|climb\w*|(?:went|gone|going|goes|is|are) up|"
           r"(?<!set )(?<!made )(?<!taken )(?<!signed )up(?! to\b)|higher|more(?! than)|doubled|trebled|tripled"),
    ("down", r"fell|fall(?:en|ing|s)?|dropp?\w*|decreas\w*|declin\w*|reduc\w*|cut|cuts|shr[aiu]nk\w*|"
             r"(?:went|gone|going|goes|is|are) down|down(?! to\b)|lower\w*|fewer|"
             r"less(?! than)|halved"),
)
NOT = r"(?:\b(?:not|never|no)|n't)(?: yet| significantly| really| been)?\s+"
TIMES = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "halved": 0.5}
FRACTIONS = {"three quarters": 75.0, "three-quarters": 75.0, "two thirds": 200 / 3, "two-thirds": 200 / 3,
             "a third": 100 / 3, "one third": 100 / 3, "a quarter": 25.0, "one quarter": 25.0, "half": 50.0}
SIZES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "k": 1e3, "thousand": 1e3}
NUMBER = (
    r"(?P<{0}>£?\d[\d,]*(?:\.\d+)?)(?:\s?(?P<{0}u>%|per ?cent\b|percentage points?\b|points?\b|million\b|billion\b|"
    r"thousand\b|bn\b|m\b|k\b))?"
)
LEVELS = (
    ("at_least", r"at least|no less than|not less than|no fewer than|no lower than|not (?:below|under)"),
    ("at_most", r"at most|no more than|not more than|no higher than|not (?:above|over)|up to"),
    ("above", r"above|over|more than|exceed(?:s|ed|ing)?|greater than|higher than|better than|passed"),
    ("below", r"below|under|less than|fewer than|lower than"),
    ("about", r"about|around|nearly|almost|roughly|approximately|close to|some"),
    ("equal", r"is|are|was|were|stands? at|stood at|at|reach(?:es|ed)?|now|of|to"),
)
STEADY = r"consistently|reliably|always|keeps?|kept|routinely|every month|regularly|never"
TARGET = r"(?: (?:its|the|our|their|this|that|a))?(?: \w+)? targets?"
EXTREMES = (
    ("highest", r"highest|record high|all-time high|record"),
    ("lowest", r"lowest|record low|all-time low"),
    ("best", r"best(?: ever)?"),
    ("worst", r"worst(?: ever)?"),
)


def read(text: str, now: date) -> Claim:
    """What a sentence says. `now`: the newest whole month, from which "since April" and "this month" are reckoned."""
    left = f" {' '.join(text.lower().replace('’', chr(39)).split())} "
    left, held = _hold(left)
    cause, left = _take(rf"(?:\b|(?<=\u00a7) )(?:{CAUSES}).*", left)
    left = _kept_side(cause, left)
    forecast, left = _take(FORECAST, left)
    elsewhere, left = _take(ELSEWHERE, left)
    amount, left = _amount(left)
    two = bool(amount) or bool(re.search(r"compared (?:with|to)|\bthan\b (?:in |last|the same)|year.on.year|"
                                         r"month.on.month|\b(?:up|down) on\b", left))
    aim, steady, left = _aim(left)
    span, left, row = stretches.stretch(left, now)
    span = span or stretches.stretch(cause, now)[0]  # "because of the recruitment days since April"
    level, left = (None, left) if aim else _level(left)
    extreme, left = _extreme(left)
    direction, left = _direction(left) if not extreme else ("", left)
    direction = direction or _from_to(amount)
    unclear = "" if span else stretches.unclear(left)
    subject = _restored(left.replace(unclear, " ") if unclear else left, held)
    return Claim(text.strip(), " ".join(subject.split()), direction, span, unclear, level, amount, aim, steady,
                 extreme, cause.strip(), forecast.strip(), elsewhere.strip(), two, row)


def parts(text: str, now: date) -> tuple[str, ...]:
    """The sentences of a text; one that says two things of two subjects is cut at its "and", "but" or "while"."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.!?;])\s+|\n+|;\s*", text):
        if sentence.strip(" .;!?\t\r"):
            found += _clauses(sentence.strip(), now)
    return tuple(found)


def _clauses(sentence: str, now: date) -> list[str]:
    for found in re.finditer(r",? (?:and|but|while|whereas) ", sentence):
        first, second = sentence[: found.start()], sentence[found.end():]
        one, other = read(first, now), read(second, now)
        if one.says and other.says and len(other.subject.split()) > 1 and not one.cause:
            return [first, *_clauses(second, now)]
    return [sentence]


def _hold(text: str) -> tuple[str, dict[str, str]]:
    """Names that hold a word of movement or a number ("carbon reduction plan") are put aside while it is read."""
    held = {}
    for phrase in kept_phrases():
        if phrase in text:
            mark = f"\u00a7{len(held)}\u00a7"
            held[mark] = phrase
            text = text.replace(phrase, mark)
    return text, held


def _restored(text: str, held: dict[str, str]) -> str:
    for mark, phrase in held.items():
        text = text.replace(mark, phrase)
    return text


def _take(pattern: str, text: str) -> tuple[str, str]:
    """What matches, and the text without it."""
    found = re.search(pattern, text)
    return (found[0], f"{text[: found.start()]} {text[found.end():]}") if found else ("", text)


def _kept_side(cause: str, left: str) -> str:
    """Where the cause stands first ("the scheme has reduced waste"), what is said comes after it."""
    if not cause:
        return left
    after = re.sub(rf"^\s*(?:{CAUSES})", lambda found: f"{_verb(found[0])} ", cause)
    before_says = any(re.search(rf"\b(?:{words})\b", left) for _, words in MOVES) or re.search(r"\d|target", left)
    if before_says:
        return left
    return f" {after.partition(',')[2] if not left.strip() and ',' in after else after} "


def _verb(words: str) -> str:
    """The movement within words of cause: "has reduced" says that something was reduced."""
    return next((found[0] for _, move in MOVES if (found := re.search(rf"\b(?:{move})\b", words))), "")


def _direction(text: str) -> tuple[str, str]:
    places = []
    for kind, words in MOVES:
        for found in re.finditer(rf"(?P<no>{NOT})?\b(?:{words})\b(?: much| slightly| sharply| steadily)?", text):
            places.append((found.start(), f"not {kind}" if found["no"] and kind != "same" else kind, found))
    if not places:
        return "", text
    _, kind, _ = min(places, key=lambda place: place[0])
    for _, _, found in sorted(places, key=lambda place: -place[0]):
        text = f"{text[: found.start()]} {text[found.end():]}"
    return kind, text


def _number(found: re.Match, name: str, kind: str) -> Level:
    digits, unit = found[name].lstrip("£").rstrip(",").replace(",", ""), (found[f"{name}u"] or "").replace(" ", "")
    size = SIZES.get(unit, 1.0)
    percent = unit in ("%", "percent")
    words = f"{found[name].rstrip(',')}{'%' if percent else f' {unit}' if unit in SIZES else ''}"
    return Level(kind, float(digits) * size, size / 10 ** len(digits.partition(".")[2]), percent, words)


def _amount(text: str) -> tuple[Amount | None, str]:
    found = re.search(rf"\bfrom {NUMBER.format('a')}(?P<between>[^.\d£]*?) to {NUMBER.format('b')}", text)
    if found and not re.match(r"20\d\d$", found["a"]):
        made = Amount("from", first=_number(found, "a", "equal"), last=_number(found, "b", "equal"))
        return made, f"{text[: found.start()]} {found['between']} {text[found.end():]}"
    found = re.search(rf"\b(?:by|(?<=up)|(?<=down)) {NUMBER.format('a')}", text)
    if found and not re.match(r"20\d\d$", found["a"]):
        size = _number(found, "a", "equal")
        return Amount("by", size.value, size.step, size.percent), f"{text[: found.start()]} {text[found.end():]}"
    found = re.search(rf"\b({'|'.join(TIMES)})\b", text)
    return (Amount("times", TIMES[found[1]]), text) if found else (None, text)


def _from_to(amount: Amount | None) -> str:
    """Of two levels held against each other, which way it is said to have gone."""
    if amount is None or amount.first is None or amount.last is None:
        return ""
    first, last = amount.first.value, amount.last.value
    return "up" if first < last else "down" if first > last else "same"


def _level(text: str) -> tuple[Level | None, str]:
    for kind, words in LEVELS:
        found = re.search(rf"\b(?:{words}) (?:now |at |just |still )*{NUMBER.format('a')}", text)
        if found and not re.fullmatch(r"20\d\d", found["a"]):
            return _number(found, "a", kind), f"{text[: found.start()]} {text[found.end():]}"
        part = re.search(rf"\b(?:{words}) (?P<part>{'|'.join(FRACTIONS)})\b(?: of)?", text)
        if part:
            level = Level(kind, FRACTIONS[part["part"]], 1e-6, True, part["part"])
            return level, f"{text[: part.start()]} {text[part.end():]}"
    return None, text


def _aim(text: str) -> tuple[str, bool, str]:
    """What is said of the target: meets|misses|track|behind|"", whether again and again, and the text without it."""
    steady = bool(re.search(rf"\b(?:{STEADY})\b", text))
    for kind, pattern in (
        ("misses", rf"(?:{NOT}(?:been )?(?:meet\w*|met|hit\w*|reach\w*|achiev\w*)|miss(?:es|ed|ing)?|below|under|"
                   rf"short of|fail(?:s|ed|ing)? to (?:meet|hit|reach|achieve)|fail(?:s|ed|ing)?|off){TARGET}"),
        ("meets", rf"\b(?:meets?|met|meeting|hit(?:s|ting)?|reach(?:es|ed|ing)?|achiev\w*|on|above|over|"
                  rf"exceed(?:s|ed|ing)?|beat(?:s|en|ing)?|better than|ahead of|at){TARGET}"),
        ("behind", rf"\boff track|behind (?:plan|schedule)|{NOT}on track"),
        ("track", r"\bon track|on (?:plan|schedule|trajectory)"),
    ):
        found = re.search(pattern, text)
        if found:
            left = re.sub(rf"\b(?:{STEADY})\b", " ", f"{text[: found.start()]} {text[found.end():]}")
            return kind, steady, left
    return "", False, text


def _extreme(text: str) -> tuple[str, str]:
    for kind, words in (EXTREMES[1], EXTREMES[0], *EXTREMES[2:]):
        after = r"(?: ever| level| figure| point| value| on record)*"
        found = re.search(rf"\b(?:at )?(?:its|the|our|a)? ?(?:{words})\b{after}", text)
        if found:
            return kind, f"{text[: found.start()]} {text[found.end():]}"
    return "", text
