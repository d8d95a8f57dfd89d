/* +++
code = "E1d"
title = "Entry-level starters from priority areas"
short = "Entry starters, priority"
commitment = "local-jobs"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "people"
source = ["starters"]
needs = ["directory"]
by = ["council", "pay_band", "staff_group"]
why = "Bands 2 to 4 need no degree: they are the doors through which people from the poorest streets can come in."
how = "Of the people who began work in the month in Bands 2 to 4 and whose neighbourhood is known, the share who live in the area and in one of the fifth most deprived neighbourhoods of England (deciles 1 and 2 of the index of deprivation in the postcode directory). People whose neighbourhood or whose pay band is not known are counted apart. One row a person. Left out: higher bands, doctors and other pay scales, bank, honorary contracts, doctors in training on rotation, transfers under TUPE and moves within the trust."
good = "A rising share, and one that lies above that of all starters. A month has few of them: read the quarter or the rolling twelve months."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select *, case when not is_local then false else is_local and home.decile <= 2 end as lives_in_priority
    from starters
    where primary_assignment is not false
        and coalesce(assignment_category, '') not in ('bank', 'honorary', 'training', 'transfer')
        and not regexp_matches(coalesce(recruitment_source, ''), 'internal|tupe|rotation|lead employer', 'i')
    -- the same person twice in a month is one person
    qualify row_number() over (partition by month, coalesce(person, load || ':' || row) order by start_date, row) = 1
),
-- without a pay band nobody knows whether the job is an entry-level one
judged as (select *, case when pay_band is not null then lives_in_priority end as is_priority from people)
select
    month, council, coalesce(pay_band, 'unknown') as pay_band, coalesce(staff_group, 'unknown') as staff_group,
    count(*) filter (where is_priority) as numerator,
    count(*) filter (where is_priority is not null) as denominator,
    count(*) filter (where is_priority is null) as unknown
from judged
where pay_band is null or pay_band in ('Band 2', 'Band 3', 'Band 4')
group by all
