/* +++
code = "E3c"
title = "Staff in Bands 2 to 4 who moved up"
short = "Moved up from Bands 2 to 4"
commitment = "skills"
kind = "share"
basis = "stock"
unit = "percent"
better = "up"
counts = "people"
source = ["staff_in_post"]
by = ["priority", "staff_group", "pay_band"]
lens_moves_whole = false
decimals = 1
why = "A first job should be a first step. We look at people from priority areas beside the others."
how = "Of the people who were in Bands 2 to 4 twelve months before and are still here, the share who are now at least one band higher. Two lists of staff twelve months apart are compared, person by person, by the primary assignment; the parts are those of twelve months before. The framework divides by everybody who was here at the start; that would mix those who left into those who stood still, so that those who left are left out and shown. Left out too: bank and honorary contracts. People without a number, and moves to a pay scale that is not a band, are counted apart."
good = "A rising share, and no gap between priority areas and elsewhere."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select
        month, person, pay_band, staff_group,
        list_position(['1', '2', '3', '4', '5', '6', '7', '8a', '8b', '8c', '8d', '9'], pay_band[6:]) as step,
        case
            when not is_local or home.decile > 2 then 'elsewhere'
            when is_local and home.decile <= 2 then 'priority area'
            else 'unknown'
        end as priority
    from staff_in_post
    where coalesce(assignment_category, '') not in ('bank', 'honorary')
    -- one row a person: the primary assignment, else the row that tells more
    qualify row_number() over (
        partition by month, coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row) order by primary_assignment desc nulls last, home, pay_band, staff_group, row
    ) = 1
),
followed as (
    select
        came.month, before.priority, before.staff_group, before.pay_band,
        before.person is not null and now.person is null as has_left, now.step > before.step as moved_up
    from people before
    join (select distinct month from people) came on came.month = before.month + interval 12 month
    left join people now on now.person = before.person and now.month = came.month
    where before.pay_band in ('Band 2', 'Band 3', 'Band 4')
)
select
    month, priority, coalesce(staff_group, 'unknown') as staff_group, pay_band,
    count(*) filter (where moved_up) as numerator,
    count(*) filter (where moved_up is not null) as denominator,
    count(*) filter (where not has_left and moved_up is null) as unknown,
    count(*) filter (where has_left) as left_out
from followed
group by all
