"""What the public sees: numbered folders of plain files, made once, approved by a second person, served as they are.

`prepare` makes a folder from the store after disclosure control; everything else here works on files and never
opens a database, but for the ledger's own note of who did what.
"""

from metrics.publication.archive import NotAllowed, Promise, current, listing, promises
from metrics.publication.decisions import allows_one_person, approve, release, withdraw
from metrics.publication.folder import copy
from metrics.publication.routes import public_routes
from metrics.publication.server import serve

__all__ = [
    "NotAllowed",
    "Promise",
    "allows_one_person",
    "approve",
    "copy",
    "current",
    "listing",
    "prepare",
    "promises",
    "public_routes",
    "release",
    "serve",
    "withdraw",
]


def prepare(home, framework, by: str) -> int:
    """Makes the files of a new publication from what is in the store now; see `metrics.publication.preparing`."""
    # Imported here: a server that holds nothing but the files must not need the store's libraries.
    from metrics.publication.preparing import prepare as make

    return make(home, framework, by)
