/* +++
code = "B1c"
title = "Value of the space given to the community"
short = "Space value given"
commitment = "community-space"
kind = "total"
basis = "flow"
unit = "money"
better = "up"
counts = "money"
source = ["bookings"]
by = ["site", "organisation_type"]
why = "A room lent free of charge is a gift that a group does not have to raise money for."
how = "For each booking by a community group or a voluntary, community, faith or social enterprise organisation: its hours at the published hire rate, less what was charged. It is the value by our price list, not cash that the trust has paid or lost. A booking charged at the full rate or above gives nothing. Bookings without a rate or a charge cannot be valued and are counted apart."
good = "A rising value, with the rooms in use."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with community as (
    -- without a rate or a charge there is no value, and not a value of nothing
    select *, case when hours * hire_rate > charge then hours * hire_rate - charge
        when hours * hire_rate <= charge then 0 end as given
    from bookings
    where organisation_type in ('community', 'vcfse')
)
select
    month, coalesce(site_code, 'unknown') as site, organisation_type,
    coalesce(sum(given), 0) as numerator,
    null as denominator,
    count(*) filter (where given is null) as unknown
from community
group by all
