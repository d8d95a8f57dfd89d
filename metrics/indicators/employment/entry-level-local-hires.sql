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
within = ["local-hires", "priority-area-hires"]
needs = ["directory"]
by = ["council", "pay_band", "staff_group"]
why = "Bands 2 to 4 need no degree: they are the doors through which people from the poorest streets can come in."
how = "Of the people who began work in the month in Bands 2 to 4 and whose neighbourhood is known, the share who live in the area and in one of the fifth most deprived neighbourhoods of England (deciles 1 and 2 of the index of deprivation in the postcode directory). People whose neighbourhood or whose pay band is not known are counted apart. One row a person. Left out: higher bands, doctors and other pay scales, bank, honorary contracts, doctors in training on rotation, transfers under TUPE and moves within the trust."
good = "A rising share, and one that lies above that of all starters. A month has few of them: read the quarter or the rolling twelve months."
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
        -- without a pay band nobody knows whether the job is an entry-level one
        case
            when pay_band is null then null
            when not is_local then false
            else is_local and home.decile <= 2
        end as is_priority,
        -- the same person twice in a month is one person, where two rows say otherwise the one that tells more
        case
            when reason is null and row_number() over (
                partition by month, reason is null, coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row) order by start_date, home, pay_band, staff_group, row
            ) > 1 then 'second post'
            when reason is null and pay_band not in ('Band 2', 'Band 3', 'Band 4') then 'other band'
            else reason
        end as why_out
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
    count(*) filter (where why_out = 'move') as left_out_moves_within_the_trust,
    count(*) filter (where why_out = 'other band') as left_out_other_bands_and_pay_scales
from people
group by all
