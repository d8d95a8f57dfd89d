"""Who lets a publication out: approve, release, withdraw. Each step is kept beside the files and in the ledger."""

from __future__ import annotations

from datetime import UTC, datetime

from metrics.publication import archive
from metrics.publication.archive import NotAllowed


def approve(home, number: int | None, by: str, at: datetime | None = None) -> int:
    """A second person's yes; releases at once, or by itself when the moment `at` has come (local time if it says none).

    number None: the newest. Raises NotAllowed for the same person (unless the setting allows one), or a wrong state.
    """
    number = number or _newest(home)
    facts = _facts(home, number, by)
    if facts["status"] != "prepared":
        raise NotAllowed(f"Publication {number} is {facts['status']}; only a prepared one can be approved.")
    _nothing_since(home, number, facts)
    one_person = _same(by, facts["prepared_by"])
    if one_person and not allows_one_person(home):
        raise NotAllowed(
            f"{by} prepared publication {number}, so another person has to approve it. "
            "Where one person does all, tick 'One person may prepare and approve' on the Publish page; "
            "the publication says so."
        )
    facts |= {"status": "approved", "approved_by": by, "approved_at": _now(), "one_person": one_person}
    facts["release_at"] = at.astimezone().isoformat() if at else None
    _keep(home, number, facts, by)
    archive.wait_until(home, number, at)
    return number if at else release(home, number, by)


def release(home, number: int, by: str) -> int:
    """Makes an approved publication the one at /public/; the one before stays under its number."""
    facts = _facts(home, number, by)
    if facts["status"] not in ("approved", "released"):
        raise NotAllowed(f"Publication {number} is {facts['status']}; it has to be approved before it is released.")
    _wait_for_day(number, facts)
    facts |= {"status": "released", "released_by": by, "released_at": _now()}
    _keep(home, number, facts, by)
    archive.point_to(home, number)
    return number


def withdraw(home, number: int, by: str, reason: str | None) -> int:
    """Takes a publication back with a reason, which its pages then give; /public/ shows the newest that is left."""
    facts = _facts(home, number, by)
    if not (reason or "").strip():
        raise NotAllowed("Say why it is withdrawn, with --reason. Readers of the page are told.")
    if facts["status"] == "withdrawn":
        raise NotAllowed(f"Publication {number} is withdrawn already.")
    facts |= {"status": "withdrawn", "withdrawn_by": by, "withdrawn_at": _now(), "reason": reason.strip()}
    shown = archive.current_number(home) == number
    _keep(home, number, facts, by)
    archive.wait_until(home, number, None)
    left = [n for n in archive.numbers(home) if archive.status(home, n)["status"] == "released"]
    if shown:
        archive.point_to(home, max(left, default=None))
    return number


def _nothing_since(home, number: int, facts: dict) -> None:
    """Raises NotAllowed where another publication came out, or waits for its day, that this one was not held against:
    side by side the two could tell of a few people."""
    waiting = [n for n in archive.numbers(home) if n != number and archive.status(home, n)["status"] == "approved"]
    if waiting:
        raise NotAllowed(
            f"Publication {waiting[-1]} is approved and waits for its day. Let it come out first, or withdraw it; "
            "then prepare this one again, so that it is held against it."
        )
    since = [n for n in archive.seen(home) if n not in facts.get("seen", archive.seen(home))]
    if since:
        raise NotAllowed(
            f"Publication {since[-1]} came out after publication {number} was prepared. Prepare it again, so that the "
            "two are held against each other: side by side they could tell of a few people."
        )


def _newest(home) -> int:
    """The newest publication. Raises NotAllowed where there is none."""
    found = archive.numbers(home)
    if not found:
        raise NotAllowed("There is no publication yet. `publish --prepare --as NAME` makes one.")
    return found[-1]


def _facts(home, number: int, by: str) -> dict:
    """What became of it so far. Raises NotAllowed for a number that is not there or a step by nobody."""
    archive.folder(home, number)
    if not by.strip():
        raise NotAllowed("Say who does this. A publication keeps who prepared and who approved it.")
    return archive.status(home, number)


def _same(one: str, other: str) -> bool:
    """True for the same name or address, whatever its spaces and capitals."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _wait_for_day(number: int, facts: dict) -> None:
    """Raises NotAllowed before the day from which the publication may be released."""
    if facts.get("release_at"):
        day = datetime.fromisoformat(facts["release_at"])
        if datetime.now(day.tzinfo) < day:
            raise NotAllowed(f"Publication {number} is released by itself on {day.day} {day:%B %Y at %H:%M}.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def allows_one_person(home) -> bool:
    """Whether the trust lets one person prepare and approve (the publication says so)."""
    from metrics.ledger import Ledger

    return str(Ledger(home).setting("allow_one_person", "no")).lower() in ("yes", "true", "1")


def _keep(home, number: int, facts: dict, by: str) -> None:
    """The step beside the files and in the ledger's log."""
    from metrics.ledger import Ledger

    # the ledger first: a step that was cut short in between can then be taken again
    Ledger(home).set_publication(number, facts["status"], by, **{k: v for k, v in facts.items() if k != "status"})
    archive.write_status(home, number, facts)
