/* +++
code = "B2b"
title = "Empty and under-used space"
short = "Empty or under-used space"
commitment = "well-used-estate"
kind = "share"
basis = "stock"
unit = "percent"
better = "down"
counts = "things"
source = ["space", "sites"]
by = ["site"]
decimals = 1
benchmark = "1.9% of the NHS estate was under-used in 2022/23, from 4.4% some years before"
why = "Heating empty rooms helps nobody; a partner could use them."
how = "Empty and under-used floor area divided by all floor area, in square metres. All is the occupied and the empty area together; under-used space is part of the occupied. A yearly estates return, which gives percentages of the floor area, stands for a year without twelve months of counts. Sites that report neither are left out."
good = "A falling share."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with counted as (
    select
        month, coalesce(site_name, site_code) as site, coalesce(empty_m2, 0) + coalesce(under_used_m2, 0) as idle,
        occupied_m2 + coalesce(empty_m2, 0) as area, false as yearly
    from space
    where occupied_m2 is not null and (empty_m2 is not null or under_used_m2 is not null)
    union all
    select
        month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end,
        floor_area_m2 * (coalesce(empty_percent, 0) + coalesce(under_used_percent, 0)) / 100, floor_area_m2, true
    from sites
    where floor_area_m2 > 0 and (empty_percent is not null or under_used_percent is not null)
)
select month, site, yearly, coalesce(sum(idle), 0) as numerator, coalesce(sum(area), 0) as denominator
from counted
group by all
