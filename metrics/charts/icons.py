"""The icons: movement, target, the five areas, the anchor, the coast. Own drawings; colour repeats what shape says."""

from __future__ import annotations

from metrics.charts.svg import n, picture, text

ARROWS = {"up": "M20 29V12M13.5 18.5 20 12l6.5 6.5", "down": "M20 11v17M13.5 21.5 20 28l6.5-6.5"}
SHAPES = {
    "better": '<circle cx="20" cy="20" r="17" fill="var(--better)"/>',
    "worse": '<rect x="7" y="7" width="26" height="26" rx="4" transform="rotate(45 20 20)" fill="var(--worse)"/>',
    "shift": '<rect x="4" y="4" width="32" height="32" rx="6" fill="var(--shift)"/>',
}
RING = '<circle cx="20" cy="20" r="16" fill="none" stroke="var({colour})" stroke-width="2"{dash}/>'
WAVE = (
    '<path d="M10 20c2.2-5.5 4.4-5.5 6.7 0s4.4 5.5 6.6 0 4.4-5.5 6.7 0" fill="none" '
    'stroke="var(--usual)" stroke-width="2.4" stroke-linecap="round"/>'
)
DOTS = '<path d="M13 20h.01M20 20h.01M27 20h.01" stroke="var(--edge)" stroke-width="4" stroke-linecap="round"/>'
FRAME = '<rect x="4" y="4" width="32" height="32" rx="7" fill="none" stroke="var({colour})" stroke-width="2"/>'
GLYPHS = {
    "emp": '<rect x="4.5" y="5" width="15" height="15.5" rx="2.5"/><path d="M10 5V3.5h4V5"/><circle cx="12" cy="11" '
    'r="2.3"/><path d="M7.8 17.6c.6-2.3 2.2-3.3 4.2-3.3s3.6 1 4.2 3.3"/>',
    "pro": '<path d="M3.5 8 12 3.8 20.5 8v8.4L12 20.6 3.5 16.4z"/>'
    '<path d="M3.5 8 12 12.2 20.5 8M12 12.2v8.4M7.6 5.9l8.6 4.3v3"/>',
    "env": '<path d="M12.6 15.5C6.5 15.5 5 9.5 9.5 6.5 12.5 4.5 16.5 5 19.5 3.5c.5 7-1.5 12-6.9 12z"/>'
    '<path d="M15.5 7.5C12 9 9.5 11.5 8 15.5"/>'
    '<path d="M3 20c1.5-1.3 3-1.3 4.5 0s3 1.3 4.5 0 3-1.3 4.5 0 3 1.3 4.5 0"/>',
    "bui": '<path d="M3.5 20.5h17M5.5 20.5V10L12 4.5 18.5 10v10.5"/><path d="M10 20.5V15h4v5.5"/>'
    '<path d="M9 11h.01M15 11h.01M12 9.5h.01" stroke-width="2.6"/>',
    "par": '<rect x="2.5" y="8" width="12" height="8" rx="4"/>'
    '<path d="M12.3 8H17.5a4 4 0 0 1 0 8h-4a4 4 0 0 1-3.7-2.5"/>',
}
ANCHOR = (
    '<circle cx="12" cy="4.6" r="2.1"/><path d="M12 6.7V20.5M7.6 10.2h8.8M3.8 13.6c.4 4.3 3.9 6.9 8.2 6.9s7.8-2.6 '
    '8.2-6.9M2.6 15.8l1.2-2.3 2.2 1.4M21.4 15.8l-1.2-2.3-2.2 1.4"/>'
)
PIERS = ((430, 13), (486, 9), (560, 8))
WATERLINES = ((5.0, 0.62, 0.92), (11.0, 0.4, 0.8), (18.5, 0.22, 0.62))  # how far out, how strong, how flat
PLACES = ((160, "Fleetwood"), (300, "Cleveleys"), (493, "Blackpool"), (860, "St Annes"), (1040, "Lytham"))
STROKE = 'fill="none" stroke="{colour}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"'


def movement(verdict: str, direction: str = "", size: int = 32) -> str:
    """The icon of a verdict; `direction` H or L (letters), up or down (arrows, for the public page)."""
    if verdict in SHAPES:
        body = SHAPES[verdict] + _inside(direction)
    elif verdict == "usual":
        body = RING.format(colour="--usual", dash="") + WAVE
    else:
        body = RING.format(colour="--edge", dash=' stroke-dasharray="3 5.4" stroke-linecap="round"')
        body += DOTS if verdict in ("few", "waiting") else '<path d="M14 20h12" stroke="var(--edge)" stroke-width="2"/>'
    return _sized(body, 40, size, "ic")


def _inside(direction: str) -> str:
    if direction in ARROWS:
        line = 'fill="none" stroke="var(--paper)" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"'
        return f'<path d="{ARROWS[direction]}" {line}/>'
    return f'<text x="20" y="26.4" class="il">{text(direction)}</text>' if direction else ""


def assurance(letter: str | None, size: int = 32) -> str:
    """The target icon: P, ? or F, and beside it where the usual range lies against the target line."""
    if letter is None or letter not in "P?F":
        dash = '<path d="M14 20h12" stroke="var(--edge)" stroke-width="2" stroke-linecap="round"/>'
        return _sized(FRAME.format(colour="--line") + dash, 40, size, "ic")
    colour = {"P": "--better", "?": "--usual", "F": "--worse"}[letter]
    top, tall = {"P": (8, 10), "?": (14, 12), "F": (22, 10)}[letter]
    body = (
        FRAME.format(colour=colour)
        + f'<rect x="25.5" y="{top}" width="5" height="{tall}" rx="2" fill="var({colour})"/>'
        + '<path d="M22.5 20h11" stroke="var(--paper)" stroke-width="4"/>'
        + '<path d="M22.5 20h11" stroke="var(--target)" stroke-width="2"/>'
        + f'<text x="14.5" y="27" class="ia">{letter}</text>'
    )
    return _sized(body, 40, size, "ic")


def glyph(area: str, size: int = 24) -> str:
    """An area's sign (`area` is its glyph id: emp, pro, env, bui, par)."""
    line = STROKE.format(colour=f"var(--a-{area})")
    return _sized(f"<g {line}>{GLYPHS.get(area, '')}</g>", 24, size, "gl")


def anchor(size: int = 28) -> str:
    """The product's mark."""
    return _sized(f"<g {STROKE.format(colour='var(--blue)')}>{ANCHOR}</g>", 24, size, "an")


def _sized(body: str, box: int, size: int, cls: str) -> str:
    """A square drawing on a grid of `box`, shown `size` px wide."""
    hidden = 'aria-hidden="true" focusable="false"'
    return f'<svg class="{cls}" viewBox="0 0 {box} {box}" width="{size}" height="{size}" {hidden}>{body}</svg>'


def coast(width: int = 1248, height: int = 44, names: bool = False, slice_: bool = False) -> str:
    """The Fylde coast turned on its side, as on an old sea chart. Decoration: it never carries data."""
    top = 24 if names else 6
    wave = 'fill="none" stroke="var(--blue)" vector-effect="non-scaling-stroke"'
    lines = [f'<path d="{_shore(width, top, 0.0, 1.0)}" {wave} stroke-width="2"/>']
    for out, strength, flat in WATERLINES:
        lines.append(f'<path d="{_shore(width, top, out, flat)}" {wave} stroke-width="1" opacity="{strength}"/>')
    by = width / 1248
    lines += [f'<path d="M{n(x * by)} {top + 4}v{long}" {wave} stroke-width="2"/>' for x, long in PIERS]
    if names:
        lines += [f'<text x="{n(x * by)}" y="14" class="cl" text-anchor="middle">{name}</text>' for x, name in PLACES]
    svg = picture(width, height, "".join(lines), cls="coast")
    fit = "xMidYMid slice" if slice_ else "none"
    return svg.replace(" aria-hidden", f' preserveAspectRatio="{fit}" aria-hidden', 1)


def _shore(width: int, top: float, out: float, flat: float) -> str:
    """Wyre estuary, the long straight front, Ribble estuary; `out` px to seaward."""
    by = width / 1248
    curve = (
        (0, 2), (34, 2), (52, 17), (84, 17), (112, 17), (112, 1), (146, 0), (230, -2), (330, 4), (470, 4),
        (640, 4), (760, 7), (900, 5), (1010, 3), (1060, 5), (1110, 12), (1150, 18), (1200, 17), (1248, 16),
    )  # fmt: skip
    points = [f"{n(x * by)} {n(top + y * flat + out)}" for x, y in curve]
    return f"M{points[0]} C{' '.join(points[1:])}"
