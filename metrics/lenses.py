"""The meanings of "local": each becomes a condition on a place, and is unknown (NULL) where the place is."""

from __future__ import annotations

import re

from .definitions import Framework

DEFAULT_LENS = "catchment"
RINGS = ("catchment", "lancashire-south-cumbria", "north-west")  # each lies within the next
METRES_IN_A_MILE = 1609.344


class UnknownLens(ValueError):
    """A meaning of "local" that nobody defined; the text is a sentence that says which there are."""


def lenses(defined: Framework) -> list[tuple[str, str]]:
    """The lenses to choose from, as (id, title); any council, distance or list of wards can be named besides."""
    trust = defined.trust
    names = zip(trust["catchment"], trust.get("catchment_names") or trust["catchment"], strict=True)
    return [
        ("catchment", trust.get("place", "The catchment")),
        *((ring, one["title"]) for ring, one in wider(defined)),
        *((f"council:{code}", name) for code, name in names),
        ("priority", "Priority areas (most deprived 20%)"),
    ]


def wider(defined: Framework) -> list[tuple[str, dict]]:
    """The areas round the trust's catchment, nearest first, as (ring, what the trust says of it).

    The rings bear the names that they have in reference/councils.csv, whatever a trust calls its own.
    """
    return list(zip(RINGS[1:], defined.trust.get("wider", ()), strict=False))


def lens_condition(lens: str, place: str = "home", sites: str = "sites") -> str:
    """SQL that is true, false or NULL for the place struct named by `place`.

    `sites` is the table that a distance is measured from. UnknownLens for a lens there is not.
    """
    kind, _, rest = lens.partition(":")
    if lens in RINGS[1:]:
        inside = ", ".join(f"'{ring}'" for ring in RINGS[: RINGS.index(lens) + 1])
        return f"({place}.ring in ({inside}))"
    if lens == "catchment":
        return _in_catchment(place)
    if lens == "priority":
        return f"({_in_catchment(place)} and {place}.decile <= 2)"
    if kind == "council" and re.fullmatch(r"[A-Z]\d{8}", rest):
        return f"({place}.council = '{rest}')"
    if kind == "wards" and re.fullmatch(r"[A-Z]\d{8}(,[A-Z]\d{8})*", rest):
        return f"({place}.ward in ({', '.join(repr(code) for code in rest.split(','))}))"
    if kind == "miles" and (found := re.fullmatch(r"(\d{1,4}(?:\.\d{1,3})?)@([A-Za-z0-9]{1,12})", rest)):
        return _within(place, float(found.group(1)) * METRES_IN_A_MILE, found.group(2).upper(), sites)
    raise UnknownLens(
        f"There is no meaning of local called '{lens[:60]}': use catchment, "
        "lancashire-south-cumbria, north-west, priority, council:E06000009, miles:5@RXL01 or wards:E05001644,E05001645."
    )


def measured_from(lens: str) -> str | None:
    """The site, in capitals, that a lens such as "miles:5@RXL01" measures from; None for any other lens."""
    return lens.partition("@")[2].upper() or None if lens.startswith("miles:") else None


def told_by_directory(lens: str) -> str | None:
    """What of a place a lens looks at that only the trust's own postcode directory tells: decile, ward or nothing."""
    return {"priority": "decile", "wards": "ward"}.get(lens.partition(":")[0])


def _in_catchment(place: str) -> str:
    """The ring of a place is that of its row's month, by the councils that were the catchment then."""
    return f"({place}.ring = 'catchment')"


def _within(place: str, metres: float, site: str, sites: str) -> str:
    """As the crow flies on the national grid, from the newest return's grid reference of the site."""
    def centre(axis: str) -> str:
        return f"(select arg_max(s.place.{axis}, s.month) from {sites} s where upper(s.site_code) = '{site}')"

    east, north = (f"pow({place}.{axis} - {centre(axis)}, 2)" for axis in ("east", "north"))
    return f"({east} + {north} <= {metres * metres:.0f})"
