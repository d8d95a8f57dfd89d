"""Real postcodes by council, from the packaged ONS Postcode Directory: only the letters that are needed.

F, L, M and P are quickly decoded and hold the Fylde coast, the
rest of Lancashire, Manchester, Liverpool and a part of Scotland. The people and firms that are given them are made up.
"""

from functools import cache

import numpy as np

from metrics.packaged_postcodes import spellings

_LETTERS = "FLMP"
_CATCHMENT = {"blackpool": "E06000009", "fylde": "E07000119", "wyre": "E07000128"}
_LANCASHIRE = ("E07000117", "E07000118", "E07000120", "E07000121", "E07000123", "E07000124", "E07000127", "E06000064")
_NORTH_WEST = ("E08000003", "E08000006", "E08000009", "E08000012", "E08000014", "E08000015")
_FARTHER = ("E08000035", "E06000031", "E06000026", "S12000014", "S12000017", "S12000038", "S12000047")
_DEPRIVED_DISTRICTS = ("FY1 ", "FY4 ", "FY3 ", "FY7 ")  # where most priority areas are


@cache
def pools() -> dict[str, np.ndarray]:
    """Postcodes by where they lie, in the directory's seven-character spelling, sorted.

    Keys: blackpool, fylde, wyre, deprived (districts of Blackpool and Wyre with many priority areas), lancashire,
    north_west, farther, and placeless (in the directory but without a council: old ones).
    """
    postcodes, councils = _directory()
    made = {name: postcodes[councils == code] for name, code in _CATCHMENT.items()}
    catchment = np.concatenate([made["blackpool"], made["wyre"]])
    made["deprived"] = catchment[np.isin(catchment.astype("U4"), _DEPRIVED_DISTRICTS)]
    made["lancashire"] = postcodes[np.isin(councils, _LANCASHIRE)]
    made["north_west"] = postcodes[np.isin(councils, _NORTH_WEST)]
    made["farther"] = postcodes[np.isin(councils, _FARTHER)]
    made["placeless"] = postcodes[councils == ""]
    return made


def _directory() -> tuple[np.ndarray, np.ndarray]:
    codes, councils = spellings(_LETTERS)
    return codes.to_numpy(zero_copy_only=False).astype("U7"), councils.fill_null("").to_numpy(False).astype("U9")


def homes(rng: np.random.Generator, kinds: np.ndarray) -> np.ndarray:
    """One postcode for each name of a pool in `kinds`, with one space, as people write it (shape of `kinds`)."""
    chosen = np.empty(len(kinds), dtype="U8")
    for kind in np.unique(kinds):
        where = kinds == kind
        pool = pools()[str(kind)]
        chosen[where] = pool[rng.integers(0, len(pool), where.sum())]
    return np.array([spaced(p) for p in chosen.tolist()], dtype="U8")


def spaced(postcode: str) -> str:
    """'FY38NR', 'FY3 8NR' or 'FY3  8NR' -> 'FY3 8NR'."""
    bare = postcode.replace(" ", "")
    return f"{bare[:-3]} {bare[-3:]}"


def untidy(rng: np.random.Generator, postcodes: np.ndarray, missing: float, wrong: float) -> list[str]:
    """The postcodes as a form gives them: some missing, some mistyped or old, some spelled without care."""
    rolls = rng.random(len(postcodes))
    manners = rng.random(len(postcodes))
    old = homes(rng, np.full(len(postcodes), "placeless"))
    return [
        _as_typed(postcode, roll, manner, missing, wrong, replaced)
        for postcode, roll, manner, replaced in zip(
            postcodes.tolist(), rolls.tolist(), manners.tolist(), old.tolist(), strict=True
        )
    ]


def _as_typed(postcode: str, roll: float, manner: float, missing: float, wrong: float, old: str) -> str:
    if roll < missing:
        return ""
    if roll < missing + wrong / 2:
        return old
    if roll < missing + wrong:
        return postcode[:-2] + ("O" + postcode[-1] if manner < 0.5 else postcode[-1])
    if manner < 0.04:
        return postcode.replace(" ", "")
    if manner < 0.06:
        return postcode.lower()
    return postcode.replace(" ", "  ") if manner < 0.07 else postcode
