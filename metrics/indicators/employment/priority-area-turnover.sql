/* +++
code = "E2d"
title = "Turnover of staff from priority areas"
short = "Turnover, priority areas"
commitment = "good-work"
kind = "share"
basis = "flow-over-stock"
unit = "percent"
better = "down"
counts = "people"
source = ["leavers", "staff_in_post"]
needs = ["directory"]
by = ["staff_group", "pay_band"]
decimals = 1
why = "A job brings little to a poor street if it does not last."
how = "Of staff who live in the area and in one of the fifth most deprived neighbourhoods of England: the full-time equivalents that left in the period, out of the average in post at its months' ends. Twelve months together are the yearly turnover. Left out on both sides: bank, honorary contracts, non-executive directors, doctors in training on rotation, transfers under TUPE; and of leavers those whose fixed term came to its end. A post without its full-time equivalent is in neither number. Leavers whose neighbourhood is not known are counted apart."
good = "A falling share, and none above the trust's as a whole. One month says little: read the rolling twelve months."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with posts as (
    select month, staff_group, pay_band, fte, true as has_left, is_local, home
    from leavers
    where coalesce(assignment_category, '') not in ('bank', 'honorary', 'training', 'transfer', 'non_executive')
        and not regexp_matches(coalesce(leaving_reason, ''), 'fixed term|tupe|rotation|bank', 'i')
    union all
    select month, staff_group, pay_band, fte, false as has_left, is_local, home
    from staff_in_post
    where coalesce(assignment_category, '') not in ('bank', 'honorary', 'training', 'transfer', 'non_executive')
),
judged as (select *, case when not is_local then false else is_local and home.decile <= 2 end as is_priority from posts),
-- a month without its list of leavers, or of staff, has no figure
came as (
    select month, bool_or(has_left) as left_came, bool_or(not has_left) as staff_came
    from (select month, true as has_left from leavers union all select month, false from staff_in_post) rows
    group by all
)
select
    month, coalesce(staff_group, 'unknown') as staff_group, coalesce(pay_band, 'unknown') as pay_band,
    case when bool_and(left_came) then coalesce(sum(fte) filter (where has_left and is_priority), 0) end as numerator,
    case when bool_and(staff_came)
        then coalesce(sum(fte) filter (where not has_left and is_priority), 0) end as denominator,
    coalesce(sum(fte) filter (where has_left and is_priority is null), 0) as unknown
from judged
join came using (month)
group by all
