"""Made-up names: none is meant for a real person, firm or group, and the firms' endings say so."""

import numpy as np

FIRST = (
    "Ada", "Bel", "Cass", "Dov", "Edda", "Finn", "Greer", "Hollis", "Ivo", "Jory", "Kit", "Lune", "Merrin", "Nye",
    "Orla", "Perrin", "Quill", "Rowan", "Sable", "Tamsin", "Ulric", "Vesper", "Wren", "Yarrow", "Zeb", "Ansel",
    "Briony", "Corin", "Delphi", "Elowen", "Farley", "Garnet",
)  # fmt: skip
LAST = (
    "Amberholt", "Brackwater", "Cindersley", "Dunecroft", "Eelbeck", "Fernshore", "Gullraven", "Harbourne-Lyle",
    "Inklesworth", "Juniperley", "Kelpstone", "Lanternby", "Marramgrass", "Netherwave", "Osierholm", "Pebbleworth",
    "Quaymoor", "Reedlock", "Sandwhistle", "Tidewell", "Umberfold", "Velvetmoor", "Windlebeck", "Yarnborough",
    "Zephyrdale", "Brinehurst", "Cocklethwaite", "Driftholme",
)  # fmt: skip

_PLACE = (
    "Sandgrass", "Windmillow", "Pierhead", "Lanternrow", "Gullwing", "Saltmeadow", "Tramside", "Marram",
    "Shingleby", "Breakwater", "Duneside", "Rockpool", "Starfish", "Seaholly", "Driftwood", "Cocklebank",
    "Beaconsea", "Promenade-Nine", "Landau", "Helterskelter", "Lugworm", "Kittiwake", "Razorshell", "Sealight",
    "Tideline", "Whelkstall", "Wrackline", "Curlewsands", "Oystermere", "Rollercoast",
)  # fmt: skip
_TRADE = {
    "Building and engineering": ("Building Works", "Roofing", "Electrical", "Heating", "Lifts"),
    "Catering and food": ("Bakery", "Dairy", "Fresh Produce", "Catering"),
    "Cleaning and laundry": ("Cleaning", "Linen Hire", "Window Cleaning"),
    "Computing and telephones": ("Computing", "Networks", "Telephony", "Software"),
    "Drugs": ("Pharmaceuticals", "Medicines Supply"),
    "Energy and water": ("Energy Supply", "Water Retail"),
    "Furniture and fittings": ("Joinery", "Furnishings", "Blinds"),
    "Medical and surgical": ("Surgical", "Orthopaedics", "Diagnostics", "Dressings"),
    "Office and printing": ("Printworks", "Stationery", "Signs"),
    "Professional services": ("Consulting", "Legal", "Surveyors", "Training"),
    "Staff agencies": ("Staffing", "Locums"),
    "Transport": ("Taxis", "Couriers", "Vehicle Hire"),
    "Waste": ("Waste Services", "Recycling"),
    "Care and support": ("Care", "Support", "Counselling"),
}
CATEGORIES = tuple(_TRADE)
GROUPS = (
    "Lanternrow Carers Circle (made up)",
    "Sandgrass Veterans Breakfast (made up)",
    "Tramside Polish Saturday School (made up)",
    "Gullwing Youth Forum (made up)",
    "Pierhead Choir (made up)",
    "Driftwood Recovery Cafe (made up)",
    "Saltmeadow Parents and Babies (made up)",
    "Kittiwake Stroke Friends (made up)",
    "Marram Food Pantry (made up)",
    "Starfish Care Leavers Group (made up)",
)


def people(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last names for `count` people."""
    first = np.array(FIRST, dtype=object)[rng.integers(0, len(FIRST), count)]
    return first, np.array(LAST, dtype=object)[rng.integers(0, len(LAST), count)]


def firm(number: int, category: str, ending: str) -> str:
    """The name of supplier `number` (no two alike within 30 times a category's trades, then a numeral follows)."""
    trades = _TRADE[category]
    turn, place = divmod(number, len(_PLACE))
    turn, trade = divmod(turn, len(trades))
    numeral = f" {turn + 1}" if turn else ""
    return f"{_PLACE[place]} {trades[trade]}{numeral} {ending} (made up)"
