"""Buildings and assets: rooms lent, space and land, and where care is given."""

from datetime import date
from decimal import Decimal

from tests.hand_worked.raw import Files, day, in_month, is_local, is_priority, number, pounds

MONTH = date(2026, 9, 1)
COMMUNITY = {"Community Group", "Charity"}
PARTNERS = {"Charity", "Other NHS", "Council", "College", "GP practice"}


def worked(files: Files) -> dict:
    return rooms(files) | space(files) | estate(files) | buildings_and_care(files)


def rooms(files):
    booked = [row for row in files.rows("bookings-2026-Q3")
              if in_month(row["Booking Date"], MONTH) and row["Organisation Type"] in COMMUNITY]
    told = [(Decimal(row["Hours"]), pounds(row["Charge (£)"]), pounds(row["Hire Rate (£)"])) for row in booked
            if row["Charge (£)"] and row["Hire Rate (£)"]]
    offered = {row["Site Code"]: number(row["Hours Offered"]) for row in files.rows("space-2026-Q3")
               if in_month(row["Month"], MONTH) and number(row["Hours Offered"])}
    return {
        "B1a": (sum(hours for hours, charge, rate in told if charge < hours * rate), None),
        "B1b": (sum(number(row["Hours"]) for row in booked if row["Site Code"] in offered), sum(offered.values())),
        "B1c": (sum(max(hours * rate - charge, Decimal()) for hours, charge, rate in told), None),
    }


def space(files):
    counted = [row for row in files.rows("space-2026-Q3") if in_month(row["Month"], MONTH)]

    def of(heading):
        return sum(number(row[heading]) or 0 for row in counted)

    return {
        "B2a": (of("Non-clinical (m²)"), of("Clinical (m²)") + of("Non-clinical (m²)")),
        "B2b": (of("Vacant (m²)") + of("Under-used (m²)"), of("Occupied (m²)") + of("Vacant (m²)")),
    }


def estate(files):
    """By the year: leases of 2026/27 over the newest return; land and repairs of the return of 2025/26."""
    sites, on = files.rows("sites-2025-26"), date(2026, 9, 30)
    let = [number(row["Area Let (m²)"]) for row in files.rows("leases-all") if day(row["Register Date"]) == on
           and row["Occupier Type"] in PARTNERS and day(row["Lease Start"]) <= on <= (day(row["Lease End"]) or on)]
    return {
        "B2c": (sum(let), sum(number(row["Gross internal floor area (m²)"]) for row in sites)),
        "B3a": (sum(number(row["Land area not delivering services (Hectares)"]) for row in sites),
                sum(number(row["Land area owned (Hectares)"]) for row in sites)),
        "B4b": (sum(pounds(row[f"Cost to eradicate {risk} risk backlog (£)"])
                    for row in sites for risk in ("high", "significant")), None),
    }


def buildings_and_care(files):
    awarded = [row for row in files.rows("capital-all") if in_month(row["Contract Awarded"], MONTH)]
    seen = [row for row in files.rows("activity-2026-27")
            if in_month(row["Reporting Month"], MONTH) and row["How Seen"] == "Face to face"]
    # a site outside the catchment has no decile in the made-up directory
    known = [(is_priority(row["Venue Postcode"]), number(row["Contacts Made"])) for row in seen
             if is_local(row["Venue Postcode"]) and is_priority(row["Venue Postcode"]) is not None]
    return {
        "B3b": (sum(pounds(row["Contract Sum"]) for row in awarded if row["SV KPIs Agreed"] == "Yes"),
                sum(pounds(row["Contract Sum"]) for row in awarded if row["SV KPIs Agreed"])),
        "B4a": (sum(contacts for priority, contacts in known if priority), sum(contacts for _, contacts in known)),
    }
