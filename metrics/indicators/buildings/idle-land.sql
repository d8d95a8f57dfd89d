/* +++
code = "B3a"
title = "Land that serves nobody"
short = "Idle land"
commitment = "land-for-good"
kind = "share"
basis = "stock"
unit = "percent"
better = "neither"
counts = "things"
source = ["sites"]
by = ["site"]
grain = "year"
decimals = 1
why = "Land that delivers no services could be homes, gardens or a place to meet."
how = "Hectares of owned land that deliver no services, divided by all hectares owned, from the yearly estates return. Sites that do not report both are left out: an empty cell is not nothing. Less is not better by itself: it matters what became of the land, which the disposals of the year tell."
good = "Each hectare with a plan that the community knows of."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, true as yearly,
    case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end as site,
    sum(land_not_delivering_ha) as numerator,
    sum(land_owned_ha) as denominator
from sites
where land_owned_ha is not null and land_not_delivering_ha is not null
group by all
