/* +++
code = "W2a"
title = "Actions with partners that are on track"
short = "Joint actions on track"
commitment = "acting-together"
kind = "count"
basis = "stock"
unit = "actions"
better = "up"
counts = "things"
source = ["joint_actions"]
by = ["theme"]
why = "An anchor alone moves little. What councils, colleges and voluntary organisations do with us moves more."
how = "Actions on the newest register of the period that at least two organisations take part in, ours among them, that have an owner and a due date, and that are on track. Those that are behind, done or stopped, ours alone, or without an owner or a date are left out, each shown. Actions that do not say how they go, or with whom, are counted apart. A month without a register has no figure."
good = "More each year, and few behind."
owner = "Director of strategy's office"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select
        month, coalesce(theme, 'unknown') as theme,
        case
            when status in ('done', 'stopped') then 'ended'
            when organisations < 2 then 'alone'
            when owner is null or due_date is null then 'loose'
            when status is null or organisations is null then 'unknown'
            else status
        end as state
    from joint_actions
    -- where a month holds two registers, the newer one stands
    qualify rank() over (partition by month order by as_at desc) = 1
)
select
    month, theme,
    count(*) filter (where state = 'on_track') as numerator,
    null::bigint as denominator,
    count(*) filter (where state = 'unknown') as unknown,
    count(*) filter (where state = 'behind') as left_out_behind,
    count(*) filter (where state = 'loose') as left_out_without_owner_or_date,
    count(*) filter (where state = 'alone') as left_out_ours_alone,
    count(*) filter (where state = 'ended') as left_out_done_or_stopped
from judged
group by all
