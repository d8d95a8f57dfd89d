/* +++
code = "E1c"
title = "Local people among staff in post"
short = "Local staff in post"
commitment = "local-jobs"
kind = "share"
basis = "stock"
unit = "percent"
better = "neither"
counts = "people"
source = ["staff_in_post"]
by = ["council", "pay_band", "staff_group"]
why = "It is the background to local hiring: where the people who work here live."
how = "Of the people in post at the month's end whose home postcode is known, the share who live in the area. One row a person, by the primary assignment. Left out: bank and honorary contracts. People with no usable postcode are counted apart."
good = "Neither way is good in itself: specialists come from far, and that is right. It moves slowly."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select
        *,
        case
            when assignment_category = 'bank' then 'bank'
            when assignment_category = 'honorary' then 'honorary'
            -- one row a person: the primary assignment, else the row that tells more
            when row_number() over (
                partition by month, coalesce(assignment_category, '') in ('bank', 'honorary'),
                    coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row)
                order by primary_assignment desc nulls last, home, pay_band, staff_group, row
            ) > 1 then 'second post'
        end as why_out
    from staff_in_post
)
select
    month, council, coalesce(pay_band, 'unknown') as pay_band, coalesce(staff_group, 'unknown') as staff_group,
    count(*) filter (where why_out is null and is_local) as numerator,
    count(*) filter (where why_out is null and is_local is not null) as denominator,
    count(*) filter (where why_out is null and is_local is null) as unknown,
    count(*) filter (where why_out = 'second post') as left_out_second_posts,
    count(*) filter (where why_out = 'bank') as left_out_bank,
    count(*) filter (where why_out = 'honorary') as left_out_honorary_contracts
from people
group by all
