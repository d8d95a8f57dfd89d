"""Who shares the buildings, what is built, where people are seen: leases, capital, and contacts by site each year."""

from collections.abc import Iterator

from metrics.example import story
from metrics.example.files import Cell, Made, Sheet
from metrics.example.sites import SITES, postcode_of

_TENANTS = (  # site, who, kind, m², first month, last month
    ("EXC01", "Sandgrass Bay NHS talks (made up)", "Other NHS", 240, "2021-04", "2031-03"),
    ("EXC01", "Landau Coffee Ltd (made up)", "Shop", 165, "2022-06", "2027-05"),
    ("EXC01", "Lighthouse Carers' Circle (made up)", "Charity", 62, "2023-01", "2027-12"),
    ("EXC02", "Windmillow Council wardens (made up)", "Council", 118, "2019-09", "2024-08"),
    ("EXC02", "Marram Men's Shed (made up)", "Charity", 210, "2024-11", "2029-10"),
    ("EXC04", "Harbour Debt Advice (made up)", "Charity", 48, "2022-02", "2027-01"),
    ("EXC05", "Tramside surgery (made up)", "GP practice", 390, "2018-04", "2033-03"),
    ("EXC06", "Gullwing surgery (made up)", "GP practice", 1_120, "2017-04", "2032-03"),
    ("EXC06", "Rockpool Pharmacy Ltd (made up)", "Private company", 95, "2017-04", "2027-03"),
    ("EXC07", "Seagrass Youth Club (made up)", "Charity", 130, "2025-03", "2030-02"),
    ("EXC10", "Coast Community Fund (made up)", "Charity", 74, "2025-06", ""),
    ("EXC11", "Tideline College (made up)", "College", 320, "2023-09", "2028-08"),
)  # fmt: skip
_SCHEMES = ("Ward refurbishment", "Theatre ventilation", "Roof repairs", "Boiler replacement", "Scanner suite",
            "Fire doors", "Car park lighting", "Endoscopy extension", "Lift renewal")  # fmt: skip
_BUILDERS = ("Groyne Building Ltd (made up)", "Esplanade Construction plc (made up)", "Dunes & Sons Ltd (made up)")
_CLINICS = (  # place in the list of sites, outpatient and community contacts a month at first and now
    (0, 31_000, 29_400, 900, 900), (1, 2_100, 2_200, 2_600, 2_700), (2, 300, 320, 1_100, 1_150),
    (3, 1_500, 2_100, 2_200, 2_600), (4, 700, 1_250, 1_300, 1_500), (5, 1_900, 2_050, 2_300, 2_400),
    (6, 850, 900, 1_600, 1_650), (7, 2_300, 2_350, 0, 0),
)  # fmt: skip


def files(seed: int, span: story.Span) -> Iterator[Made]:
    """The register of leases at each year's end, the capital contracts, and contacts by site of each year."""
    yield _made("leases", "all", "xlsx", ["Register Date", "Lease Ref", "Property Code", "Property", "Occupier",
                "Occupier Type", "Area Let (m²)", "Lease Start", "Lease End", "Annual Rent"],
                [row for months in story.years(span).values() for row in _leases(months[-1])])  # fmt: skip
    yield _made("capital", "all", "csv", ["Scheme Ref", "Capital Scheme", "Main Contractor", "Contract Awarded",
                "Contract Sum", "SV KPIs Agreed", "% Local Labour"], _capital(seed, span))  # fmt: skip
    for look, (year, months) in enumerate(story.years(span).items()):
        headings = (["Activity Month", "Treatment Site Code", "Treatment Site", "Clinic Postcode", "Point of Delivery",
                     "Consultation Medium", "Appointments Attended"],
                    ["Reporting Month", "Clinic Code", "Clinic", "Venue Postcode", "Activity Type", "How Seen",
                     "Contacts Made"])[look % 2]  # fmt: skip
        rows = [row for month in months for row in _activity(seed, month)]
        yield _made("activity", year.replace("/", "-"), "csv", headings, rows)


def _made(source: str, label: str, ending: str, headings: list[str], rows: list[list[Cell]]) -> Made:
    columns = [list(column) for column in zip(*rows, strict=True)]
    sheet = Sheet(headings, columns, [[f"{story.MADE_UP}: {source} {label}"], []], name=source.capitalize())
    return Made(f"{source}-{label}.{ending}", [sheet], "cp1252")


def _leases(month: int) -> list[list[Cell]]:
    """Those that have begun; some that ended stay in the list, as they do."""
    rows: list[list[Cell]] = []
    names = {site.code: site.name for site in SITES}
    for number, (code, who, kind, area, begins, ends) in enumerate(_TENANTS, 1):
        if story.month_number(begins) <= month:
            first = story.first_day(story.month_number(begins))
            last = f"{story.last_day(story.month_number(ends)):%d/%m/%Y}" if ends else ""
            rent = 0 if kind == "Charity" else area * 95
            rows.append([f"{story.last_day(month):%d/%m/%Y}", f"L-{number:03d}", code, names[code], who, kind,
                         f"{area:,}", f"{first:%d/%m/%Y}", last, f"£{rent:,.2f}"])  # fmt: skip
    return rows


def _capital(seed: int, span: story.Span) -> list[list[Cell]]:
    """About three awards in two months, most of the money in few of them; measures are agreed in more and more."""
    rows: list[list[Cell]] = []
    for month in span.months:
        rng = story.chance(seed, f"capital {month}")
        for number in range(int(rng.poisson(1.4)) or int(month == span.last)):
            value = round(float(rng.lognormal(12.6, 1.0)), -3)
            asks = rng.random() < story.drift(month, 0.3, 0.6) + (0.2 if value > 500_000 else 0)
            said = "" if rng.random() < 0.06 else "Yes" if asks else "No"
            labour = f"{rng.normal(0.36, 0.07):.0%}" if said == "Yes" else ""
            rows.append([f"CAP-{story.label(month)}-{number + 1}", _SCHEMES[int(rng.integers(len(_SCHEMES)))],
                         _BUILDERS[int(rng.integers(len(_BUILDERS)))],
                         f"{story.first_day(month).replace(day=int(rng.integers(2, 28))):%d %b %Y}",
                         f"£{value:,.2f}", said, labour])  # fmt: skip
    return rows


def _activity(seed: int, month: int) -> list[list[Cell]]:
    """Blood tests and follow-up move into the towns; a third of contacts are at home or by telephone."""
    rng = story.chance(seed, f"activity {month}")
    when = story.words(month)
    season = 0.93 if month % 12 in (7, 11) else 1.0
    rows: list[list[Cell]] = []
    for place, *levels in _CLINICS:
        site = SITES[place]
        for kind, first, now in (("Outpatient", *levels[:2]), ("Community", *levels[2:])):
            count = round(story.drift(month, first, now) * season * rng.normal(1, 0.03))
            if count:
                rows.append([when, site.code, site.name, postcode_of(site), kind, "Face to face", f"{count:,}"])
    rows.append([when, "", "Seagrass Library (made up)", "", "Community", "Face to face", int(rng.poisson(64))])
    for setting, kind, first, now in (("Telephone", "Outpatient", 9_800, 9_100), ("Video", "Community", 1_400, 1_900),
                                      ("Home visit", "Community", 17_500, 18_200)):  # fmt: skip
        count = round(story.drift(month, first, now) * season * rng.normal(1, 0.03))
        rows.append([when, "", "", "", kind, setting, f"{count:,}"])
    return rows
