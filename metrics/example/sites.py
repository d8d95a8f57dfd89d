"""The twelve sites of the example trust: made-up names, real councils, real sizes of such places."""

from dataclasses import dataclass

from metrics.example import postcodes

TRUST_CODE = "EXC"  # no code that the NHS has given out


@dataclass(frozen=True)
class Site:
    code: str
    name: str
    kind: str
    place: str  # the pool of its postcode
    floor: int  # gross internal area, m²
    power: float  # electricity, kWh per m² and year
    heat: float  # kWh per m² and year
    water: float  # m³ per m² and year
    non_clinical: float  # share of occupied space, 0 to 1
    fuel: str = "gas"
    green: bool = True
    panels: int = 0  # solar, kWh a year
    rooms: int = 0  # rooms that outside groups can book
    land: float = 1.0  # hectares
    spare_land: float = 0.0


SITES = (
    Site("EXC01", "Example Coast General Hospital", "General acute hospital", "blackpool", 96_400, 98, 290, 1.35, 0.33,
         panels=640_000, rooms=3, land=17.4, spare_land=0.6),
    Site("EXC02", "Windmillow Community Hospital", "Community hospital", "fylde", 9_800, 71, 235, 1.1, 0.35, rooms=2,
         land=3.1, spare_land=0.4),
    Site("EXC03", "Marram House Rehabilitation Unit", "Community hospital", "wyre", 5_600, 66, 250, 1.2, 0.3,
         fuel="oil", land=2.2),
    Site("EXC04", "Sandgrass Health Centre", "Health centre", "blackpool", 4_100, 60, 160, 0.7, 0.34, rooms=2),
    Site("EXC05", "Tramside Clinic", "Health centre", "blackpool", 2_300, 58, 165, 0.7, 0.3, green=False, rooms=1),
    Site("EXC06", "Gullwing Primary Care Centre", "Health centre", "wyre", 6_900, 64, 120, 0.7, 0.36, panels=52_000,
         rooms=3, land=1.6),
    Site("EXC07", "Lanternrow Children's Centre", "Community site", "blackpool", 3_200, 55, 150, 0.6, 0.38, rooms=2),
    Site("EXC08", "Pierhead Walk-in Centre", "Treatment centre", "blackpool", 1_900, 74, 155, 0.8, 0.28),
    Site("EXC09", "Saltmeadow Sterile Services", "Support facility", "fylde", 2_700, 160, 310, 2.4, 0.9),
    Site("EXC10", "Driftwood Offices", "Support facility", "fylde", 4_800, 62, 110, 0.4, 1.0, green=False, rooms=1),
    Site("EXC11", "Beaconsea Training Centre", "Support facility", "blackpool", 3_900, 58, 130, 0.5, 0.95, rooms=4),
    Site("EXC12", "Curlewsands Stores", "Support facility", "wyre", 3_400, 40, 95, 0.3, 1.0, fuel="oil", land=1.9,
         spare_land=0.5),
)  # fmt: skip


def postcode_of(site: Site) -> str:
    """A real postcode of the right council, the same one each time, two spaces in one of them as in real returns."""
    pool = postcodes.pools()[site.place]
    chosen = postcodes.spaced(str(pool[int(site.code[-2:]) * 97 % len(pool)]))
    return chosen.replace(" ", "  ") if site.code == "EXC01" else chosen
