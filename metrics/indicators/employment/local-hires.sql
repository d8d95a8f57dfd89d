/* +++
code = "E1a"
title = "Local people among new starters"
short = "Local new starters"
commitment = "local-jobs"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "people"
source = ["starters"]
by = ["council", "pay_band", "staff_group"]
headline = true
counted = "Local people"
out_of = "New starters"
why = "A job with us is one of the surest ways in which our money reaches the place we serve."
how = "Of the people who began work in the month and whose home postcode is known, the share who live in the area. One row a person, by the primary assignment. Left out: bank, honorary contracts, doctors in training on rotation, transfers under TUPE and moves within the trust. People with no usable postcode are counted apart, never as living elsewhere."
good = "A rising share. There is no national figure to reach: we compare ourselves with our own past."
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
        -- the same person twice in a month is one person, where two rows say otherwise the one that tells more
        case when reason is null and row_number() over (
            partition by month, reason is null, coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row) order by start_date, home, pay_band, staff_group, row
        ) > 1 then 'second post' else reason end as why_out
    from judged
)
select
    month, council, coalesce(pay_band, 'unknown') as pay_band, coalesce(staff_group, 'unknown') as staff_group,
    count(*) filter (where why_out is null and is_local) as numerator,
    count(*) filter (where why_out is null and is_local is not null) as denominator,
    count(*) filter (where why_out is null and is_local is null) as unknown,
    count(*) filter (where why_out = 'second post') as left_out_second_posts,
    count(*) filter (where why_out = 'bank') as left_out_bank,
    count(*) filter (where why_out = 'honorary') as left_out_honorary_contracts,
    count(*) filter (where why_out = 'rotation') as left_out_doctors_in_training_on_rotation,
    count(*) filter (where why_out = 'transfer') as left_out_transfers_under_TUPE,
    count(*) filter (where why_out = 'move') as left_out_moves_within_the_trust
from people
group by all
