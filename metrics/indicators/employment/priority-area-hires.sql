/* +++
code = "E1b"
title = "New starters from priority areas"
short = "Starters, priority areas"
commitment = "local-jobs"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "people"
source = ["starters"]
needs = ["directory"]
by = ["council", "pay_band", "staff_group"]
benchmark = "31% of the catchment's neighbourhoods (66 of 214) are priority areas; a comparison for starters who live in the catchment, not a target"
why = "Jobs do most good in the streets that have fewest of them."
how = "Of the people who began work in the month and whose neighbourhood is known, the share who live in the area and in one of the fifth most deprived neighbourhoods of England (deciles 1 and 2 of the index of deprivation in the postcode directory). One row a person. Left out: bank, honorary contracts, doctors in training on rotation, transfers under TUPE and moves within the trust."
good = "A rising share. With few starters a month the rolling twelve months tell more than one month."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select *, case when not is_local then false else is_local and home.decile <= 2 end as is_priority
    from starters
    where primary_assignment is not false
        and coalesce(assignment_category, '') not in ('bank', 'honorary', 'training', 'transfer')
        and not regexp_matches(coalesce(recruitment_source, ''), 'internal|tupe|rotation|lead employer', 'i')
    qualify row_number() over (partition by month, coalesce(person, load || ':' || row) order by start_date, row) = 1
)
select
    month, council, coalesce(pay_band, 'unknown') as pay_band, coalesce(staff_group, 'unknown') as staff_group,
    count(*) filter (where is_priority) as numerator,
    count(*) filter (where is_priority is not null) as denominator,
    count(*) filter (where is_priority is null) as unknown
from people
group by all
