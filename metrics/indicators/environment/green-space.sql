/* +++
code = "N5a"
title = "Land managed for nature"
short = "Land for nature"
commitment = "green-space"
kind = "share"
basis = "stock"
unit = "percent"
better = "up"
counts = "things"
source = ["green_space"]
by = ["site"]
why = "Grass left to flower and trees that live are good for patients, staff and wildlife."
how = "Of the hectares owned, the share managed for nature, at the yearly count. A site whose nature land was not told is unknown, in hectares. The framework counts hectares; the share is shown so that land sold does not look like nature lost."
good = "A rising share, year by year."
grain = "year"
decimals = 1
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, coalesce(site_name, site_code, 'unknown') as site,
    coalesce(sum(nature_ha), 0) as numerator,
    coalesce(sum(owned_ha) filter (where nature_ha is not null), 0) as denominator,
    coalesce(sum(owned_ha) filter (where nature_ha is null), 0) as unknown
from green_space
group by all
