"""What a trust says of itself in framework.toml: its name and places, its logo and colours; faults are gathered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from metrics.charts.tokens import colour as token
from metrics.charts.tokens import contrast
from metrics.definition_faults import Faults

# what belongs to one trust and its places: gone where another file is of another trust, by its ODS code
OF_ONE_TRUST = (
    "name", "short_name", "place", "catchment", "catchment_names", "wider", "coast", "contact", "framework_page",
    "benchmarks", "chosen", "public_address", "logo", "logo_dark", "colour", "colour_dark",
)
NEEDED = {
    "name": "the trust's whole name",
    "short_name": "the name in a few words",
    "place": "what people call the area that is local",
    "catchment": "the ONS codes of the councils that are local, such as [\"E08000032\"]",
}
LEAST_CONTRAST = 4.5
LARGEST_LOGO = 200_000  # bytes
MOST_WIDER = 2
COLOURS = {"colour": False, "colour_dark": True}  # key -> whether for the dark page


def joined(before: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What stands once a file's [trust] is read after another: of another trust, nothing of the first one's own."""
    if told.get("ods_code", before.get("ods_code")) != before.get("ods_code"):
        before = {key: value for key, value in before.items() if key not in OF_ONE_TRUST}
    made = {**before, **told}
    if "catchment" in told and "catchment_names" not in told:
        made.pop("catchment_names", None)
    return made


def check(trust: Mapping[str, Any], path: Path, text: str, faults: Faults) -> None:
    """Every fault of a [trust] as it stands after this file, at the line of its key."""

    def fault(key: str, sentence: str) -> None:
        lines = text.splitlines()
        found = next((n for n, line in enumerate(lines, 1) if re.match(rf"\s*{key}\s*=", line)), None)
        heading = next((n for n, line in enumerate(lines, 1) if line.strip() == "[trust]"), 1)
        faults.add(path, found or heading, sentence)

    for key, what in NEEDED.items():
        if not trust.get(key):
            fault(key, f"'{key}' is missing under [trust]: add {what}.")
    _check_places(trust, fault)
    for key, dark in COLOURS.items():
        if key in trust:
            _check_colour(key, trust[key], dark, fault)
    for key in ("logo", "logo_dark"):
        if key in trust:
            _check_logo(key, path.parent / str(trust[key]), fault)


def _check_places(trust: Mapping[str, Any], fault: Any) -> None:
    codes, names = trust.get("catchment", ()), trust.get("catchment_names")
    for code in codes:
        if not re.fullmatch(r"[A-Z]\d{8}", str(code)):
            fault("catchment", f"'{code}' is not the code of a council: it is a letter and eight digits (E08000032).")
    if names is not None and len(names) != len(codes):
        fault("catchment_names", f"there are {len(codes)} councils and {len(names)} names: give each its name.")
    wider = trust.get("wider", ())
    if len(wider) > MOST_WIDER:
        fault("wider", f"there are {len(wider)} wider areas: give at most {MOST_WIDER}, the nearer first.")
    if any("title" not in one for one in wider):
        fault("wider", "a wider area has no title: say title = \"West Yorkshire\".")


def _check_colour(key: str, value: Any, dark: bool, fault: Any) -> None:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(value)):
        fault(key, f"'{value}' is not a colour: write it as # and six digits, such as #005EB8.")
        return
    reached = min(contrast(str(value), token(paper, dark)) for paper in ("paper", "shoal"))
    if reached < LEAST_CONTRAST:
        page, way = ("the dark page", "lighter") if dark else ("white", "darker")
        fault(
            key,
            f"the colour {value} stands out from {page} by {reached:.1f} to 1, and words need {LEAST_CONTRAST} to 1: "
            f"choose a {way} one.",
        )


def _check_logo(key: str, file: Path, fault: Any) -> None:
    if file.suffix.lower() != ".svg" or not file.is_file():
        fault(key, f"there is no logo '{file.name}' beside framework.toml: put it there as an .svg file.")
    elif file.stat().st_size > LARGEST_LOGO:
        fault(key, f"the logo '{file.name}' is larger than 200 KB: make it simpler.")


def logo(trust: Mapping[str, Any], dark: bool = False) -> str:
    """The trust's logo as SVG text, "" where it has none: one made for white is not put on a dark page."""
    name = trust.get("logo_dark" if dark else "logo")
    return (Path(trust["folder"]) / name).read_text(encoding="utf-8") if name else ""


def css(trust: Mapping[str, Any], plain: bool = False) -> str:
    """The trust's colours as CSS that follows ours; "" where it has none. `plain`: without light-dark()."""
    light, dark = trust.get("colour"), trust.get("colour_dark")
    if not light and not dark:
        return ""
    light, dark = light or token("blue"), dark or token("blue", True)
    if plain:
        return f":root{{--blue:{light}}}@media screen and (prefers-color-scheme:dark){{:root{{--blue:{dark}}}}}\n"
    return f":root{{--blue:light-dark({light},{dark});--navy:light-dark({light},{dark})}}"
