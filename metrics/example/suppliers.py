"""The suppliers of the example trust: who they are, where they trade from, and how much each is paid; all made up.

A few public bodies bear their own names (HM Revenue and Customs, the NHS pension scheme, NHS Resolution), because what
is paid to them is left out by rule; the sums are made up.
"""

from dataclasses import dataclass

import numpy as np

from metrics.example import names, postcodes, story

# Pounds a month to each kind of supplier; together about £16.7 million, £200 million a year.
_KINDS = {  # kind: (number of suppliers, pounds a month, pool of postcodes, influenceable)
    "fylde_coast": (150, 1_850_000, "", True),
    "lancashire": (140, 1_900_000, "lancashire", True),
    "north_west": (130, 2_150_000, "north_west", True),
    "farther": (170, 2_810_000, "farther", True),
    "framework": (60, 5_000_000, "farther", False),  # drugs, energy, national frameworks
}
LOST = 0  # the place in the arrays of the firm that is lost
LOST_A_MONTH = 390_000
_BODIES = (  # name, pounds a month, NHS body
    ("NHS Resolution", 640_000, True),
    ("NHS Supply Chain", 720_000, True),
    ("Sandgrass Bay NHS Foundation Trust (made up)", 410_000, True),
    ("Tideline University NHS Trust (made up)", 260_000, True),
    ("HM Revenue and Customs", 380_000, False),
    ("NHS Pension Scheme", 190_000, False),
)
_OPEN = tuple(c for c in names.CATEGORIES if c not in ("Drugs", "Energy and water"))


@dataclass
class Suppliers:
    """One entry a supplier; every array has the same length."""

    number: np.ndarray
    name: np.ndarray
    category: np.ndarray
    kind: np.ndarray
    postcode: np.ndarray  # empty where nobody wrote it down
    registered: np.ndarray
    sme: np.ndarray
    vcfse: np.ndarray
    influenceable: np.ndarray
    nhs: np.ndarray
    monthly: np.ndarray  # pounds, on average
    lines: np.ndarray  # invoice lines a month, on average


def suppliers(seed: int, lines_a_month: int) -> Suppliers:
    """The whole list, the same for a seed whatever the months."""
    rng = story.chance(seed, "suppliers")
    kind = np.array(["fylde_coast"] + [k for k, (n, *_) in _KINDS.items() for _ in range(n)] + ["body"] * len(_BODIES))
    monthly = _sizes(rng, kind)
    place = _places(rng, kind)
    category = _categories(rng, kind)
    influenceable = np.array([k != "body" and _KINDS[k][3] for k in kind.tolist()])
    sme = np.where(np.isin(kind, ("fylde_coast", "lancashire")), 0.82, 0.34) > rng.random(len(kind))
    sme &= influenceable & (monthly < 150_000)
    vcfse = influenceable & (monthly < 90_000) & (rng.random(len(kind)) < np.where(category == _OPEN[-1], 0.7, 0.05))
    postcode = postcodes.homes(rng, place).astype(object)
    registered = np.where(rng.random(len(kind)) < 0.14, postcodes.homes(rng, _elsewhere(rng, place)), postcode)
    postcode[(rng.random(len(kind)) < 0.03) & (monthly < 60_000)] = ""
    share = np.sqrt(monthly)
    return Suppliers(
        number=np.array([f"{n:07d}" for n in 40_211 + np.arange(len(kind)) * 137], dtype=object),
        name=_names(kind, category, vcfse), category=category, kind=kind, postcode=postcode, registered=registered,
        sme=sme, vcfse=vcfse, influenceable=influenceable,
        nhs=np.array([False] * (len(kind) - len(_BODIES)) + [body[2] for body in _BODIES]),
        monthly=monthly, lines=share / share.sum() * lines_a_month,
    )  # fmt: skip


def _sizes(rng: np.random.Generator, kind: np.ndarray) -> np.ndarray:
    """Pounds a month for each supplier: within a kind a few are large and most are small."""
    monthly = np.zeros(len(kind))
    for name, (_, total, *_) in _KINDS.items():
        where = np.flatnonzero(kind == name)
        weights = np.exp(rng.normal(0, 1.5, len(where)))
        weights = np.minimum(weights, weights.sum() * 0.12)
        monthly[where] = weights / weights.sum() * total
    monthly[LOST] = LOST_A_MONTH
    monthly[kind == "body"] = [pounds for _, pounds, _ in _BODIES]
    return monthly


def _places(rng: np.random.Generator, kind: np.ndarray) -> np.ndarray:
    coast = np.array(["blackpool", "wyre", "fylde"])[rng.choice(3, len(kind), p=[0.5, 0.28, 0.22])]
    pools = {name: pool for name, (_, _, pool, _) in _KINDS.items()} | {"body": "north_west"}
    return np.where(kind == "fylde_coast", coast, np.array([pools[k] for k in kind.tolist()]))


def _elsewhere(rng: np.random.Generator, place: np.ndarray) -> np.ndarray:
    """Where the registered office is when it is not where the firm trades from."""
    away = np.array(["north_west", "farther", "blackpool"])[rng.choice(3, len(place), p=[0.4, 0.5, 0.1])]
    return np.where(away == place, "lancashire", away)


def _categories(rng: np.random.Generator, kind: np.ndarray) -> np.ndarray:
    category = np.array(_OPEN, dtype=object)[rng.integers(0, len(_OPEN), len(kind))]
    framework = kind == "framework"
    category[framework] = rng.choice(["Drugs", "Energy and water", "Medical and surgical"], int(framework.sum()))
    category[LOST] = "Cleaning and laundry"
    category[kind == "body"] = "NHS and public bodies"
    return category


def _names(kind: np.ndarray, category: np.ndarray, vcfse: np.ndarray) -> np.ndarray:
    counts: dict[str, int] = {}
    made = []
    for at, (group, trade, third) in enumerate(zip(kind.tolist(), category.tolist(), vcfse.tolist(), strict=True)):
        if group == "body":
            made.append(_BODIES[at - len(kind)][0])
            continue
        number = counts.get(trade, 0)
        counts[trade] = number + 1
        made.append(names.firm(number, trade, "CIC" if third else "Ltd"))
    made[LOST] = "Marramgrass Linen Hire Ltd (made up)"
    return np.array(made, dtype=object)
