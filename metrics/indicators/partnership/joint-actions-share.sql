/* +++
code = "W2a2"
title = "Joint actions on track, of those that are live"
short = "Joint actions, share"
commitment = "acting-together"
kind = "share"
basis = "stock"
unit = "percent"
better = "up"
counts = "things"
source = ["joint_actions"]
by = ["theme"]
why = "A long list of joint actions is worth little when half of them stand still."
how = "Of the actions on the newest register of the period that at least two organisations take part in, that have an owner and a due date, and that are neither done nor stopped: the share that is on track. Who is counted as for the number of joint actions on track; what is behind is in the whole here."
good = "Nine in ten or more."
owner = "Director of strategy's office"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with newest as (
    select *
    from joint_actions
    -- where a month holds two registers, the newer one stands
    qualify rank() over (partition by month order by as_at desc) = 1
),
live as (
    select month, coalesce(theme, 'unknown') as theme, organisations, status
    from newest
    where coalesce(status not in ('done', 'stopped'), true)
        and coalesce(organisations >= 2, true)
        and owner is not null and due_date is not null
)
select
    month, theme,
    count(*) filter (where status = 'on_track' and organisations is not null) as numerator,
    count(*) filter (where status is not null and organisations is not null) as denominator,
    count(*) filter (where status is null or organisations is null) as unknown
from live
group by all
