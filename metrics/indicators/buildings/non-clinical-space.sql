/* +++
code = "B2a"
title = "Space not used for care"
short = "Non-clinical space"
commitment = "well-used-estate"
kind = "share"
basis = "stock"
unit = "percent"
better = "down"
counts = "things"
source = ["space", "sites"]
by = ["site"]
decimals = 1
target = 0.35
benchmark = "35% or less (Lord Carter's review); the NHS was at 33% in 2022/23 and aims below 30%"
why = "Space is for care first."
how = "Non-clinical floor area divided by clinical and non-clinical floor area together, in square metres. Where a return gives the parts (pathology, sterile services and other clinical space; records, offices, computing, restaurants, staff accommodation and other non-clinical space), they are added up; shops are in neither. A yearly estates return stands for a year without twelve months of counts. Sites that report neither are left out."
good = "35% or less."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with counted as (
    select month, coalesce(site_name, site_code) as site, clinical_m2, non_clinical_m2, false as yearly from space
    union all
    select
        month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end,
        clinical_m2, non_clinical_m2, true
    from sites
)
select
    month, site, yearly,
    coalesce(sum(non_clinical_m2), 0) as numerator,
    coalesce(sum(clinical_m2), 0) + coalesce(sum(non_clinical_m2), 0) as denominator
from counted
where clinical_m2 is not null or non_clinical_m2 is not null
group by all
