"""A made-up publication for tests: true points, with months of 1 to 7 people among them, put through disclosure."""

import asyncio
import random
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from metrics.definitions import Area, Commitment, Framework, Indicator
from metrics.disclosure import FEW, Cell
from metrics.ledger import Ledger
from metrics.publication import archive, preparing
from metrics.publication.community import Ask, Community, Group, Round, Statement
from metrics.publication.figures import Public, as_shown, disclosed, judged
from metrics.publication.parts import of_people
from metrics.publication.server import application
from metrics.publication.splits import Split
from metrics.publication.tongues import NAMES
from metrics.results import Point, Waiting


class Answer:
    """What the server said to one request."""

    def __init__(self, messages):
        self.status_code = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.content = b"".join(message.get("body", b"") for message in messages[1:])

    @property
    def text(self):
        return self.content.decode("utf-8")


class Client:
    """Asks the application as a web server would, with the address exactly as it is given."""

    def __init__(self, home):
        self.app = application(home)

    def get(self, path, method="GET", headers=None):
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        asked = {"Host": "localhost"} | (headers or {})
        lines = [(name.lower().encode(), value.encode()) for name, value in asked.items()]
        scope = {"type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": unquote(path)}
        scope |= {"raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": lines}
        asyncio.run(self.app(scope | {"server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1)}, receive, send))
        return Answer(sent)


AREAS = (
    ("employment", "Employment", "emp"),
    ("procurement", "Procurement", "pro"),
    ("environment", "Environment", "env"),
    ("buildings", "Buildings and assets", "bui"),
    ("partnership", "Partnership working", "par"),
)
TRUST = {
    "name": "A Real Trust",
    "example_name": "Example Coast NHS Trust",
    "place": "Blackpool, Fylde and Wyre",
    "contact": "somebody@example.org",
    "chosen": ["It was made by many."],
    "groups": {"carers": "Carers", "travellers": "Travellers", "veterans": "Armed forces veterans"},
}


def indicator(id, area, code, **more):
    same = {
        "title": id.replace("-", " ").capitalize(),
        "short": id[:26],
        "commitment": f"{code[0]}1",
        "kind": "share",
        "basis": "flow",
        "unit": "percent",
        "better": "up",
        "counts": "people",
        "source": ("starters",),
        "why": "It matters to those who live here.",
        "how": "Everybody who started in the month and whose postcode is known.",
        "good": "More than last year.",
        "owner": "Workforce information team",
        "reviewed": date(2026, 11, 1),
        "next_review": date(2027, 11, 1),
        "sql": "",
        "path": Path(),
    }
    return Indicator(id=id, code=code, area=area, **(same | more))


INDICATORS = (
    indicator("local-hires", "employment", "E1a", headline=True),
    indicator("local-spend", "procurement", "P1a", counts="money", decimals=1, headline=True),
    indicator("carbon", "environment", "N1a", counts="things", kind="total", unit="tonnes", better="down"),
    indicator("empty-space", "buildings", "B2b", counts="things", grain="year", better="down", decimals=1),
    indicator("people-new", "partnership", "W1a", kind="count", unit="people"),
    indicator("asks-answered", "partnership", "W1e", counts="things"),
)


def framework():
    areas = tuple(Area(id, title, n, glyph, f"All about {title}.") for n, (id, title, glyph) in enumerate(AREAS))
    commitments = tuple(
        Commitment(f"{code}1", f"{area}-promise", f"A promise on {area}", "We will do it.", area, "A lead", 1, True)
        for code, (area, _, _) in zip("EPNBW", AREAS, strict=True)
    )
    return Framework(TRUST, areas, commitments, INDICATORS, ())


COMMUNITY = Community(
    asks=(
        Ask(date(2026, 8, 1), "A bench at the bus stop", "It stands there since September.", True),
        Ask(date(2026, 7, 1), "Free parking for <everybody>", "The rules do not allow it.", False),
    ),
    waiting=2,
    unpublished=1,
    year="2025/26",
    groups=(Group("Carers", 40), Group("Travellers", None, FEW), Group("Armed forces veterans", 0)),
    round=Round(2, date(2026, 3, 20), 65, 0.75, (Statement("Plant trees", True), Statement("Sell the land", False))),
)


def months(count=36):
    return [date(2023 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(count)]


def point(month, numerator, denominator=None):
    value = numerator if denominator is None else (numerator / denominator if denominator else None)
    return Point(f"{month:%Y-%m}", month, numerator, denominator, value, None, None, "complete")


def points_of(id):
    """36 months of true numbers, the same every time, with months of 1 to 7 people among them."""
    chance = random.Random(id)
    if id == "local-hires":
        return [point(m, 3 if n == 20 else 40 + n // 2 + chance.randint(-6, 6), 97) for n, m in enumerate(months())]
    if id == "local-spend":
        return [point(m, 2_000_000 + chance.randint(-90_000, 90_000), 11_000_000) for m in months()]
    if id == "carbon":
        return [point(m, 1200 - (200 if n > 28 else 0) + chance.randint(-60, 60)) for n, m in enumerate(months())]
    if id == "empty-space":
        empty = {2021: 370, 2022: 340, 2023: 310, 2024: 280, 2025: 400}
        return [
            Point(f"{y}/{y - 1999}", date(y, 4, 1), n, 9000, n / 9000, None, None, "complete") for y, n in empty.items()
        ]
    if id == "people-new":
        return [point(m, 5 if n in (3, 11, 35) else chance.randint(8, 40)) for n, m in enumerate(months())]
    return []


def public_of(one, points, target=None, rebases=(), waits=None):
    """An indicator put through disclosure and judged, as `figures.read` does after it has asked the warehouse."""
    defined, shown = framework(), as_shown(one, one.counts == "people")
    grain = "year" if one.grain == "year" else "month"
    figures = disclosed(tuple(points), shown)
    area, commitment = defined.area(one.area), defined.commitment(one.commitment)
    public = Public(shown, commitment, area, grain, figures, waits=waits)
    public = replace(public, splits=splits_of(one))
    return judged(public, target, rebases) if figures else public


def splits_of(one):
    """A year in its parts, of two of the indicators: pay bands told together, and groups of which one is hidden."""
    if one.id == "local-hires":
        parts = {"Band 2": (300, 420), "Band 5": (250, 380), "Band 7": (3, 30), "Band 8a": (12, 34)}
        cells = [Cell("2025/26", None, 565, 864), *(Cell("2025/26", name, *two) for name, two in parts.items())]
        return (Split("pay_band", "2025/26", tuple(of_people(cells, "share", 0))),)
    if one.id == "people-new":
        parts = {"carers": 100, "veterans": 40, "unknown": 1}
        cells = [Cell("2025/26", None, 141), *(Cell("2025/26", name, n) for name, n in parts.items())]
        return (Split("group", "2025/26", tuple(of_people(cells, "count", 0))),)
    return ()


def publics():
    """Every indicator of this publication; one of them waits."""
    targets = {"local-hires": 0.6, "carbon": 1000.0}
    rebases = {"local-hires": (date(2025, 4, 1),)}
    waits = Waiting("files", ("Asks from communities",))
    return tuple(
        public_of(one, points_of(one.id), targets.get(one.id), rebases.get(one.id, ()), waits)
        for one in INDICATORS
    )


def publish(home, by="Ann", made_up=True):
    """The files of a publication from the figures above; what `prepare` does after it has read the warehouse."""
    ledger = Ledger(home)
    at = "2026-10-12T09:00:00+00:00"
    number = ledger.add_publication({"prepared_by": by}, by)
    facts = preparing.facts_of(number, framework(), publics(), made_up, date(2026, 10, 12))
    home.public.mkdir(parents=True, exist_ok=True)
    document = {"prepared_by": by, "at": at, "loads": [], "rules": preparing.RULES}
    preparing.write(home.public, facts, framework(), publics(), document, COMMUNITY)
    archive.write_status(home, number, {"status": "prepared", "prepared_by": by, "prepared_at": at})
    return number


def texts(home, number=1):
    """Every file of a publication by its path, but for the zip of them all."""
    folder = home.public / str(number)
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".zip"]
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8") for path in files}


def zipped(home, number=1):
    """The zip of a publication, open to be read."""
    return zipfile.ZipFile(home.public / str(number) / f"publication-{number}.zip")


def language(path):
    """The language of a page by its path: "pl/index.html" is Polish."""
    first = path.split("/")[0]
    return first if first in NAMES else "en"
