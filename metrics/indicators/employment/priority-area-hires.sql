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
within = ["local-hires"]
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
with judged as (
    select
        *,
        -- one reason a row, the first that holds
        case
            when primary_assignment is false then 'second post'
            when assignment_category = 'bank' then 'bank'
            when assignment_category = 'honorary' then 'honorary'
            when assignment_category = 'training'
                or regexp_matches(recruitment_source, 'rotation|lead employer', 'i') then 'rotation'
            when assignment_category = 'transfer' or regexp_matches(recruitment_source, 'tupe', 'i') then 'transfer'
            when regexp_matches(recruitment_source, 'internal', 'i') then 'move'
        end as reason
    from starters
),
people as (
    select
        *,
        case when not is_local then false else is_local and home.decile <= 2 end as is_priority,
        -- the same person twice in a month is one person, where two rows say otherwise the one that tells more
        case when reason is null and row_number() over (
            partition by month, reason is null, coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row) order by start_date, home, pay_band, staff_group, row
        ) > 1 then 'second post' else reason end as why_out
    from judged
)
select
    month, council, coalesce(pay_band, 'unknown') as pay_band, coalesce(staff_group, 'unknown') as staff_group,
    count(*) filter (where why_out is null and is_priority) as numerator,
    count(*) filter (where why_out is null and is_priority is not null) as denominator,
    count(*) filter (where why_out is null and is_priority is null) as unknown,
    count(*) filter (where why_out = 'second post') as left_out_second_posts,
    count(*) filter (where why_out = 'bank') as left_out_bank,
    count(*) filter (where why_out = 'honorary') as left_out_honorary_contracts,
    count(*) filter (where why_out = 'rotation') as left_out_doctors_in_training_on_rotation,
    count(*) filter (where why_out = 'transfer') as left_out_transfers_under_TUPE,
    count(*) filter (where why_out = 'move') as left_out_moves_within_the_trust
from people
group by all
