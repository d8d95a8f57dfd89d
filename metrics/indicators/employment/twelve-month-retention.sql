/* +++
code = "E2c"
title = "New starters still here after twelve months"
short = "Here after 12 months"
commitment = "good-work"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "people"
source = ["starters", "leavers"]
by = ["local", "staff_group", "pay_band"]
lens_moves_whole = false
why = "A job that people leave within the year has not done what it promised. We look at local people and others side by side."
how = "Of the people who began work in the same month a year before, the share with no record of leaving within twelve months of their first day. Counted and left out as for local new starters. Where a month's list of leavers is missing there is no figure. People whose number is missing cannot be followed and are counted apart."
good = "A rising share, and no gap between local people and others."
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
    qualify row_number() over (partition by month, coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row) order by start_date, home, pay_band, staff_group, row) = 1
),
came as (select distinct month from leavers),
-- a year is known when each of the thirteen months it touches has its list of leavers
years as (
    select p.month, count(*) = 13 as is_known
    from (select distinct month from people) p
    join came on came.month between p.month and p.month + interval 12 month
    group by p.month
),
followed as (
    select
        cast(p.month + interval 12 month as date) as month, p.person, p.staff_group, p.pay_band, p.is_local,
        coalesce(years.is_known, false) as is_known,
        exists (
            select 1 from leavers l
            where l.person = p.person and l.leaving_date >= p.start_date
                and l.leaving_date < p.start_date + interval 12 month
        ) as has_left
    from people p
    left join years on years.month = p.month
    where p.month + interval 12 month <= (select max(month) from leavers)
)
select
    month,
    case when is_local then 'local' when not is_local then 'elsewhere' else 'unknown' end as local,
    coalesce(staff_group, 'unknown') as staff_group, coalesce(pay_band, 'unknown') as pay_band,
    case when bool_and(is_known) then count(*) filter (where person is not null and not has_left) end as numerator,
    count(*) filter (where person is not null) as denominator,
    count(*) filter (where person is null) as unknown
from followed
group by all
