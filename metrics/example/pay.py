"""Pay at the example trust: annual full-time salaries by band and pay year, made up but of the real size.

They rise each April. Against the real Living Wage, which steps each May, the lowest bands fall behind: that is the
story of the share paid at or above it. These are not reference values: nothing outside this folder reads them.
"""

from functools import cache

import numpy as np

HOURS_A_YEAR = 1955.4  # 37.5 hours, 52.143 weeks

# Pay year 2025: lowest point, a middle point, top of the band (pounds a year).
_IN_2025 = {
    "Local spot salary": (24050, 24050, 24050),
    "Band 2": (24465, 24465, 24465),
    "Band 3": (24937, 24937, 26598),
    "Band 4": (27485, 27485, 30162),
    "Band 5": (31049, 33487, 37796),
    "Band 6": (38682, 40823, 46580),
    "Band 7": (47810, 50273, 54710),
    "Band 8a": (55690, 58487, 62682),
    "Band 8b": (64455, 68631, 74896),
    "Band 8c": (76965, 81652, 88682),
    "Band 8d": (91342, 96941, 105337),
    "Band 9": (109179, 115763, 125637),
    "Foundation Doctor": (38831, 38831, 44439),
    "Specialty Registrar": (52656, 65048, 73992),
    "Specialty Doctor": (61542, 75000, 99216),
    "Consultant": (109725, 126281, 145478),
}
BANDS = tuple(_IN_2025)
_RISES = {2023: 1 / (1.055 * 1.036), 2024: 1 / 1.036, 2025: 1.0, 2026: 1.033}
_BAND_TWO = {2023: 22383, 2024: 23615, 2025: 24465, 2026: 25272}
_SPOT = {2023: 21900, 2024: 23150, 2025: 24050, 2026: 24850}


@cache
def salaries(pay_year: int) -> np.ndarray:
    """Whole pounds, shape (bands, 3): the three points of each band in the pay year that began in April."""
    table = np.array(list(_IN_2025.values()), dtype=float) * _rise(pay_year)
    for band, known in (("Band 2", _BAND_TWO), ("Local spot salary", _SPOT)):
        if pay_year in known:
            table[BANDS.index(band)] = known[pay_year]
    return np.rint(table).astype(int)


def _rise(pay_year: int) -> float:
    """The pay of a year over that of 2025; outside the years known, 3 % a year."""
    first, last = min(_RISES), max(_RISES)
    nearest = min(max(pay_year, first), last)
    return _RISES[nearest] * 1.03 ** (pay_year - nearest)
