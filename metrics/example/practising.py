"""One small file for each kind of fault, for people who want to see what the checks say before they meet it at work.

Each file's name says what is wrong with it. All but one bear the example trust's name.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from metrics.example import story
from metrics.example.files import Made, Sheet, save

_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
_STARTERS = ["Employee Number", "Start Date", "Assignment Category", "Pay Band", "Home Postcode"]
_GOOD_STARTER = ["00000011", "27/03/2026", "Permanent", "Band 2", "FY1 4EE"]
_PAYMENTS = ["Supplier Number", "Supplier", "Supplier Postcode", "Invoice Number", "Payment Date", "Amount"]
_GOOD_PAYMENT = ["0040211", "Marramgrass Linen Hire Ltd (made up)", "FY1 4EE", "INV1", "26/03/2026", "1,000.00"]
_WASTE = ["Month", "Site Code", "Site", "Waste Stream", "Tonnes"]
_WASTE_ROWS = [["March 2026", f"EXC{n:02d}", f"Site {n}", "Offensive", f"{n}.50"] for n in range(1, 9)]
_ENERGY = ["Month", "Site Code", "Site", "Fuel", "kWh", "Cost (£)"]

# What is wrong, as the file's name says it: heading and rows of a CSV file.
_FAULTS: dict[str, tuple[list[str], list[list[str]]]] = {
    "starters-no-dates": (
        ["Employee Number", "Assignment Category", "Pay Band", "Home Postcode"], [["00000011", "Permanent", "Band 2",
         "FY1 4EE"]],
    ),
    "starters-impossible-dates": (
        _STARTERS, [_GOOD_STARTER, ["00000012", "31/02/2026", "Permanent", "Band 2", "FY1 4EE"],
                    ["00000013", "next Monday", "Permanent", "Band 2", "FY1 4EE"]],
    ),
    "starters-day-or-month-first": (
        _STARTERS, [[f"0000001{n}", f"0{n}/0{n + 3}/2026", "Permanent", "Band 2", "FY1 4EE"] for n in range(1, 4)],
    ),
    "starters-some-days-first-some-months": (
        _STARTERS, [_GOOD_STARTER, ["00000012", "03/14/2026", "Permanent", "Band 2", "FY1 4EE"],
                    ["00000013", "02/03/2026", "Permanent", "Band 2", "FY1 4EE"]],
    ),
    "starters-wrong-postcodes": (
        _STARTERS, [_GOOD_STARTER, ["00000012", "02/03/2026", "Permanent", "Band 2", "FY1 4OE"],
                    ["00000013", "02/03/2026", "Permanent", "Band 2", "not known"]],
    ),
    "starters-same-row-twice": (_STARTERS, [_GOOD_STARTER, _GOOD_STARTER]),
    "starters-unknown-kind-of-contract": (
        _STARTERS, [_GOOD_STARTER, ["00000012", "02/03/2026", "Handshake", "Band 2", "FY1 4EE"]],
    ),
    "payments-words-for-numbers": (
        _PAYMENTS, [_GOOD_PAYMENT, ["0040348", "Pierhead Bakery Ltd (made up)", "FY1 4EE", "INV2", "12/03/2026",
                                    "twelve pounds"]],
    ),
    "payments-formula-errors": (
        _PAYMENTS, [_GOOD_PAYMENT, ["0040348", "#N/A", "FY1 4EE", "INV2", "12/03/2026", "#REF!"]],
    ),
    "payments-total-does-not-add-up": (_PAYMENTS, [_GOOD_PAYMENT, ["Total", "", "", "", "", "1,500.00"]]),
    "payments-in-the-future": (
        _PAYMENTS, [_GOOD_PAYMENT, ["0040348", "Pierhead Bakery Ltd (made up)", "FY1 4EE", "INV2", "26/03/2062",
                                    "10.00"]],
    ),
    "payments-summed-without-dates": (["Supplier", "Total Spend"], [["Pierhead Bakery Ltd (made up)", "1,234.50"]]),
    "waste-in-kilograms": (_WASTE, [*_WASTE_ROWS, ["March 2026", "EXC09", "Site 9", "Offensive", "9,500"]]),
    "waste-below-zero": (_WASTE, [*_WASTE_ROWS, ["March 2026", "EXC09", "Site 9", "Offensive", "-4.20"]]),
    "energy-unknown-fuel": (_ENERGY, [["March 2026", "EXC01", "Site 1", "Peat", "1,000", "£50.00"]]),
    "energy-two-tables-in-one": (
        _ENERGY, [["March 2026", "EXC01", "Site 1", "Gas", "1,000", "£50.00"], [""] * 6, _ENERGY,
                  ["March 2026", "EXC02", "Site 2", "Gas", "2,000", "£99.00"]],
    ),
    "contracts-weighting-over-100": (
        ["Reference", "Title", "Award Date", "Value", "Social Value Weighting", "In Scope"],
        [["CT-1", "Laundry", "19/03/2026", "£480,000", "120%", "Yes"]],
    ),
    "engagement-more-new-people-than-people": (
        ["Event Date", "Event", "Priority Group", "People", "New People"],
        [["12/03/2026", "Coffee morning", "Carers", "9", "12"]],
    ),
    "asks-closed-before-asked": (
        ["Reference", "Asked Date", "Ask", "Priority Group", "Status", "Closed Date"],
        [["A-1", "12/03/2026", "Plain words in letters", "Carers", "Done", "12/02/2026"]],
    ),
    "nothing-that-we-know": (["Colour", "Shape", "Weight of cat"], [["Blue", "Round", "4.2"]]),
}  # fmt: skip


def practice(folder: Path, progress: Callable[[float, str], None] = lambda share, words: None) -> list[Path]:
    """Write the faulty files and give their paths; the folder is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [save(_csv(fault, *table), folder) for fault, table in _FAULTS.items()]
    paths += [_raw(folder, name, content) for name, content in _unreadable(folder).items()]
    paths.append(save(_without_the_name(), folder))
    progress(1.0, f"{len(paths)} files made")
    return paths


def _csv(fault: str, headings: list[str], rows: list[list[str]]) -> Made:
    columns = [list(column) for column in zip(*rows, strict=True)]
    return Made(f"practice-{fault}.csv", [Sheet(headings, columns, [[f"{story.MADE_UP}: practice"], []])])


def _raw(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _unreadable(folder: Path) -> dict[str, bytes]:
    """Files that no reader can open: an empty one, a picture under a false name, a workbook cut short."""
    whole = save(Made("practice-cut-short.xlsx", [Sheet(["Month"], [[date(2026, 3, 1)]], [[story.MADE_UP]])]), folder)
    cut = whole.read_bytes()
    return {
        "practice-empty.csv": b"",
        "practice-picture-named-workbook.xlsx": _PICTURE,
        "practice-cut-short.xlsx": cut[: len(cut) // 2],
    }


def _without_the_name() -> Made:
    """A good file of no example trust: it must not mix with the example's figures."""
    columns = [[value] for value in _GOOD_STARTER]
    return Made("practice-not-the-example-trust.csv", [Sheet(_STARTERS, columns)])
