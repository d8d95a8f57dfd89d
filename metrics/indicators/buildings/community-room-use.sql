/* +++
code = "B1b"
title = "Bookable hours used by the community"
short = "Bookable hours used"
commitment = "community-space"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["space", "bookings"]
by = ["site"]
decimals = 1
why = "A room on offer that nobody books helps nobody."
how = "Hours booked by community groups and voluntary, community, faith and social enterprise organisations, at whatever charge, divided by the hours that were on offer in the month at the same sites. Hours booked at a site that reports no hours on offer are shown apart and left out."
good = "A rising share. Full rooms ask for more rooms."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with offered as (
    select month, upper(site_code) as site, sum(bookable_hours) as hours
    from space
    where bookable_hours > 0
    group by all
),
booked as (
    select month, upper(site_code) as site, sum(hours) as hours
    from bookings
    where organisation_type in ('community', 'vcfse')
    group by all
)
select
    coalesce(offered.month, booked.month) as month,
    coalesce(offered.site, booked.site, 'unknown') as site,
    coalesce(sum(booked.hours) filter (where offered.hours is not null), 0) as numerator,
    coalesce(sum(offered.hours), 0) as denominator,
    coalesce(sum(booked.hours) filter (where offered.hours is null), 0) as unknown
from offered
full join booked on booked.month = offered.month and booked.site = offered.site
-- a month in which nobody counted the space has no figure
where coalesce(offered.month, booked.month) in (select month from offered)
group by all
