"""A publication made: the store's results after disclosure control, as a folder of files that never changes.

All is written in a folder beside and renamed in one step, so that a publication is there whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from metrics import disclosure, trust_face, warehouse
from metrics.definitions import Framework
from metrics.home import Home, today
from metrics.ledger import Ledger, LoadFact
from metrics.publication import archive, bundle, changes, community, describing, feed, opendata, site, standing
from metrics.publication.archive import NotAllowed
from metrics.publication.community import Community
from metrics.publication.figures import Public, read
from metrics.publication.other_pages import NOBODY, Told

RULES = {
    "hidden": [disclosure.SMALLEST, disclosure.LARGEST],
    "nearest": disclosure.NEAREST,
    "least_denominator": disclosure.LEAST_DENOMINATOR,
    "dominance": {"n": disclosure.TOP, "k": str(disclosure.SHARE_OF_TOP), "p": str(disclosure.CLOSENESS)},
    "words": disclosure.__doc__,
}


def prepare(home: Home, framework: Framework, by: str) -> int:
    """Makes the files of a new publication and notes it as prepared; gives its number.

    Raises NotAllowed where there is nothing to publish or nobody who prepares it.
    """
    if not by.strip():
        raise NotAllowed("Say who prepares it. A publication keeps who prepared and who approved it.")
    ledger = Ledger(home)
    current = ledger.current_loads()
    if not current:
        raise NotAllowed("There are no figures to publish yet. Bring in a file first.")
    # of what is in now: a target or a definition may have changed since the last build
    open_warehouse = warehouse.build(home, framework)
    seen = archive.seen(home)
    publics = read(open_warehouse, framework, ledger, standing.last(home))
    heard = community.read(open_warehouse, framework.trust.get("groups", {}))
    heard = community.settled(heard, community.last(home))
    home.public.mkdir(parents=True, exist_ok=True)
    with FileLock(home.public / "lock"):
        return _numbered(home, framework, ledger, publics, heard, current, by, seen)


def _numbered(
    home: Home,
    framework: Framework,
    ledger: Ledger,
    publics: tuple[Public, ...],
    heard: Community,
    current: list[LoadFact],
    by: str,
    seen: list[int],
) -> int:
    """The next number, its folder, its status, its line in the ledger. `seen`: the publications it was held against."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    status = {"status": "prepared", "prepared_by": by, "prepared_at": at, "seen": seen}
    number = ledger.add_publication({"prepared_by": by, "prepared_at": at}, by)
    made_up = any(one.kind == "example" for one in current)
    facts = facts_of(number, framework, publics, made_up, today(home))
    document = {
        "number": number,
        "prepared_by": by,
        "at": at,
        "made_up": made_up,
        "loads": [{"load": one.load, "source": one.source, "sha256": one.sha256} for one in current],
        "rules": RULES,
    }
    archive.write_status(home, number, status)
    write(home.public, facts, framework, publics, document, heard)
    _keep_seen(home, framework, ledger, number, by)
    return number


def _keep_seen(home: Home, framework: Framework, ledger: Ledger, number: int, by: str) -> None:
    """Keeps the month's figures as they are on the pages now, beside what the public will see of them."""
    from metrics.views import as_seen
    from metrics.views.context import Context
    from metrics.views.overview import overview

    context = Context(home, framework, warehouse.open_to_read(home, framework), ledger, today(home))
    found = overview(context)
    if found.month is not None:
        as_seen.keep(context, found.month, found.cards, "publication", str(number), by)


def facts_of(number: int, framework: Framework, publics: tuple[Public, ...], made_up: bool, day: date) -> site.Site:
    """What every page says of itself. Made-up figures never bear the trust's own name or address."""
    trust = framework.trust
    name = trust["example_name"] if made_up else trust["name"]
    contact, address = ("", "") if made_up else (trust.get("contact", ""), trust.get("public_address", ""))
    address = f"{address.rstrip('/')}/" if address else ""
    own = {} if made_up else {"logo": trust_face.logo(trust), "look": trust_face.css(trust, plain=True)}
    newest, coast = site.newest_month(publics), bool(trust.get("coast"))
    return site.Site(number, name, trust["place"], contact, day, newest, made_up, address, coast, **own)


def write(
    public: Path,
    facts: site.Site,
    framework: Framework,
    publics: tuple[Public, ...],
    document: dict,
    heard: Community = NOBODY,
) -> Path:
    """Writes the folder of publication `facts.number` below `public` and gives its path."""
    for left in public.glob(".*.new"):  # of a preparation that was cut short
        shutil.rmtree(left, ignore_errors=True)
    beside = public / f".{facts.number}.{os.getpid()}.new"
    data = _data(facts, framework, publics, heard)
    log = changes.log(public, facts.number, facts.day.isoformat(), json.loads(data["data/all.json"]))
    beside_figures = Told(heard, tuple(log), bundle.name(facts.number))
    texts = {
        **data,
        **dict(site.pages(facts, framework, publics, beside_figures)),
        "data/changes.json": opendata.document(facts, {"publications": log}),
        "feed.xml": feed.feed(facts, log),
    }
    told = {"number": facts.number, "files": []} | {k: v for k, v in document.items() if k != "number"}
    told["files"] = _write_all(beside, {path: text.encode("utf-8") for path, text in texts.items()})
    # the zip holds the manifest as it is without the zip, for the pages lead to it
    inside = texts | dict(site.unpacked(facts, publics, beside_figures)) | {"manifest.json": opendata.written(told)}
    packed = bundle.zipped(inside, facts.number, facts.name, facts.day)
    told["files"] += _write_all(beside, {bundle.name(facts.number): packed})
    _write(beside / "manifest.json", opendata.written(told).encode("utf-8"))
    made = public / str(facts.number)
    os.rename(beside, made)
    return made


def _data(facts: site.Site, framework: Framework, publics: tuple[Public, ...], heard: Community) -> dict[str, str]:
    """Every file for machines that needs no other publication, by its path."""
    data = dict(opendata.files(facts, framework, publics))
    promised = {"promises": site.promises(framework, publics, facts.made_up)}
    return {
        **data,
        **{path: opendata.written(told) for path, told in describing.files(facts, publics, data)},
        "data/community.json": opendata.document(facts, community.document(heard)),
        "promises.json": opendata.written(promised),
    }


def _write_all(folder: Path, files: Mapping[str, bytes]) -> list[dict]:
    """Writes each file; gives the manifest's list, in the order of the paths."""
    return [{"path": path, "sha256": _write(folder / path, files[path])} for path in sorted(files)]


def _write(path: Path, body: bytes) -> str:
    """The bytes as they are; gives their sha256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return sha256(body).hexdigest()
