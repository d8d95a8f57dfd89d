/* +++
code = "E2a"
title = "Posts paid at or above the real Living Wage"
short = "Real Living Wage"
commitment = "good-work"
kind = "share"
basis = "stock"
unit = "percent"
better = "up"
counts = "people"
source = ["staff_in_post"]
by = ["pay_band", "staff_group"]
headline = false
decimals = 1
target = 1.0
benchmark = "100% is what an accredited Living Wage employer pays"
why = "The real Living Wage is worked out from what things cost. Below it, work does not keep people out of poverty."
how = "Of the posts at the month's end with a known salary, the share whose basic hourly pay is at least the rate in force. Hourly pay is the full-time yearly salary divided by 1,955.4 hours, to the penny. A rate is in force from 1 May after its announcement. Left out: bank, honorary contracts, non-executive directors, and apprentices on a training wage."
good = "All posts. Expect a step down each May when the rate rises and a step up when national pay is settled."
caveat = "National pay scales set most of this; the trust decides little of it alone."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-05-01
+++ */
with rates as (
    select
        cast(effective_from as date) as since, cast(rate as decimal(9, 2)) as rate,
        lead(cast(effective_from as date)) over (order by effective_from) as until
    from real_living_wage
),
-- the rate in force at the end of each month; rates are announced every year, so one that should have been replaced
-- still stands but says so
in_force as (
    select months.month, rate, until is null and months.month >= since + interval 12 month as is_overdue
    from (select distinct month from staff_in_post) months
    left join rates on last_day(months.month) >= since and (until is null or last_day(months.month) < until)
),
posts as (
    select
        *, round(cast(annual_salary as double) / 1955.4, 2) as hourly,
        case
            when assignment_category in ('bank', 'honorary', 'non_executive') then assignment_category
            when assignment_category = 'apprentice' or pay_band = 'Apprentice' then 'apprentice'
        end as why_out
    from staff_in_post
)
select
    month, coalesce(pay_band, 'unknown') as pay_band, coalesce(staff_group, 'unknown') as staff_group,
    -- before the first rate there is no figure
    case when bool_and(rate is not null) then count(*) filter (where why_out is null and hourly >= rate) end as numerator,
    count(*) filter (where why_out is null and hourly is not null) as denominator,
    count(*) filter (where why_out is null and hourly is null) as unknown,
    count(*) filter (where why_out = 'bank') as left_out_bank,
    count(*) filter (where why_out = 'honorary') as left_out_honorary_contracts,
    count(*) filter (where why_out = 'non_executive') as left_out_non_executive_directors,
    count(*) filter (where why_out = 'apprentice') as left_out_apprentices_on_a_training_wage,
    bool_or(is_overdue) as provisional
from posts
join in_force using (month)
group by all
