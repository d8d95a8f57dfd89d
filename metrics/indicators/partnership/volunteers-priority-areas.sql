/* +++
code = "W4a3"
title = "Volunteers from priority areas"
short = "Volunteers, priority areas"
commitment = "giving-time"
kind = "share"
basis = "distinct"
unit = "percent"
better = "up"
counts = "people"
source = ["volunteers"]
within = ["volunteers"]
needs = ["directory"]
why = "Giving time should be open to people who have little money and long bus rides."
how = "Of the different people who gave any time as volunteers in the period and whose neighbourhood is known, the share who live in the area and in one of the fifth most deprived neighbourhoods of England (deciles 1 and 2 of the index of deprivation in the postcode directory). Someone who moved house within the period is of a priority area if any of the homes is. Volunteers whose home is not known are counted apart."
good = "As many as live there: about a third."
benchmark = "31% of the catchment's neighbourhoods (66 of 214) are priority areas; a comparison, not a target"
owner = "Volunteer manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select
        month, person,
        bool_or(case when not is_local then false else is_local and home.decile <= 2 end) as is_priority
    from volunteers
    where hours > 0
    group by all
)
select
    month,
    count(*) filter (where is_priority) as numerator,
    count(*) filter (where is_priority is not null) as denominator,
    count(*) filter (where is_priority is null) as unknown
from people
group by all
