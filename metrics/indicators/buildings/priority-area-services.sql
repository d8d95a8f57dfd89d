/* +++
code = "B4a"
title = "Contacts in priority areas"
short = "Contacts, priority areas"
commitment = "services-where-needed"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["activity"]
needs = ["directory"]
by = ["site", "kind"]
why = "Two buses to an appointment are one too many. People who need care most often live where there is least of it."
how = "Of the outpatient, community and other contacts that took place at a site whose neighbourhood is known, the share at sites in one of the fifth most deprived neighbourhoods of England (deciles 1 and 2 of the index of deprivation in the postcode directory). The framework says wards; we use the neighbourhood of the site's postcode, because deprivation is published for neighbourhoods. Contacts at home and by telephone or video are left out and shown: they take place nowhere that we know. A large hospital that itself stands in such a neighbourhood makes the share high: look at the other sites too."
good = "A rising share outside the main hospital."
owner = "Director of strategy's office"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, coalesce(site_name, site_code, 'No site') as site, coalesce(kind, 'unknown') as kind,
    coalesce(sum(contacts) filter (where setting = 'site' and place.decile <= 2), 0) as numerator,
    coalesce(sum(contacts) filter (where setting = 'site' and place.decile is not null), 0) as denominator,
    coalesce(sum(contacts) filter (where setting = 'site' and place.decile is null), 0) as unknown,
    -- a contact is somebody's care: on the public page few of them are few people
    coalesce(sum(contacts) filter (where setting = 'site' and place.decile is not null), 0) as people,
    coalesce(sum(contacts) filter (where setting = 'home'), 0) as left_out_at_home,
    coalesce(sum(contacts) filter (where setting = 'remote'), 0) as left_out_by_telephone_or_video
from activity
group by all
