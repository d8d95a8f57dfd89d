/* +++
code = "W1c"
title = "People paid for their lived experience"
short = "Paid lived experience"
commitment = "made-together"
kind = "count"
basis = "distinct"
unit = "people"
better = "up"
counts = "people"
source = ["involvement"]
by = ["group", "role"]
why = "Time given by people who have little is worth paying for."
how = "Different people who were paid, or given an honorarium, for their part in our work in the period, each counted once. People whose payment is not recorded are shown apart; those who gave their time unpaid are shown as left out."
good = "A rising number, and few unpaid."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select
        month, "group", role, person,
        case when bool_or(paid > 0) then true when count(paid) = count(*) then false end as is_paid
    from involvement
    group by all
)
select
    month, "group", role,
    count(distinct person) filter (where is_paid) as numerator,
    null as denominator,
    count(distinct person) filter (where is_paid is null) as unknown,
    count(distinct person) filter (where not is_paid) as left_out
from people
group by all
