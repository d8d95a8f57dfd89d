/* +++
code = "B1a"
title = "Hours our rooms were used by the community"
short = "Community hours"
commitment = "community-space"
kind = "total"
basis = "flow"
unit = "hours"
better = "up"
counts = "things"
source = ["bookings"]
by = ["site", "organisation_type"]
headline = true
why = "A warm, free room is what many groups lack most."
how = "Hours booked by community groups and voluntary, community, faith and social enterprise organisations, free or below the published hire rate. Hours at the full rate or above are left out and shown apart. Hours whose charge or rate is not recorded are shown apart."
good = "A rising number."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with community as (
    select *, case when charge = 0 then true else charge < hours * hire_rate end as is_below_cost
    from bookings
    where organisation_type in ('community', 'vcfse')
)
select
    month, coalesce(site_code, 'unknown') as site, organisation_type,
    coalesce(sum(hours) filter (where is_below_cost), 0) as numerator,
    null as denominator,
    coalesce(sum(hours) filter (where is_below_cost is null), 0) as unknown,
    coalesce(sum(hours) filter (where not is_below_cost), 0) as left_out
from community
group by all
