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
why = "A job with us is one of the surest ways in which our money reaches the place we serve."
how = "Of the people who began work in the month and whose home postcode is known, the share who live in the area. One row a person, by the primary assignment. Left out: bank, honorary contracts, doctors in training on rotation, transfers under TUPE and moves within the trust. People with no usable postcode are counted apart, never as living elsewhere."
good = "A rising share. There is no national figure to reach: we compare ourselves with our own past."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select *
    from starters
    where primary_assignment is not false
        and coalesce(assignment_category, '') not in ('bank', 'honorary', 'training', 'transfer')
        and not regexp_matches(coalesce(recruitment_source, ''), 'internal|tupe|rotation|lead employer', 'i')
    -- the same person twice in a month is one person
    qualify row_number() over (partition by month, coalesce(person, load || ':' || row) order by start_date, row) = 1
)
select
    month, council, coalesce(pay_band, 'unknown') as pay_band, coalesce(staff_group, 'unknown') as staff_group,
    count(*) filter (where is_local) as numerator,
    count(*) filter (where is_local is not null) as denominator,
    count(*) filter (where is_local is null) as unknown
from people
group by all
