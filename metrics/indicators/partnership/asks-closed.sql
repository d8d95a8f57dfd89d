/* +++
code = "W1e"
title = "You said, we did: answered within 90 days"
short = "You said, we did"
commitment = "made-together"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["asks"]
by = ["group"]
target = 0.9
benchmark = "90% is our own proposal"
why = "Asking builds expectations. They must be met, or people must be told why not."
how = "Of the asks whose 90 days ended in the month, the share that was closed by then: done, or refused with a reason given. Asks closed with no date cannot be placed and are counted apart. Asks whose 90 days are not over by the last month of the log are not counted yet."
good = "90% or more."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with due as (
    select
        *, asked_date + 90 as last_day,
        status = 'done' or (status = 'refused' and trim(coalesce(reply, '')) <> '') as is_closed
    from asks
)
select
    cast(date_trunc('month', last_day) as date) as month, coalesce("group", 'unknown') as "group",
    count(*) filter (where is_closed and closed_date <= last_day) as numerator,
    count(*) filter (where not (is_closed and closed_date is null)) as denominator,
    count(*) filter (where is_closed and closed_date is null) as unknown
from due
where date_trunc('month', last_day) <= (select max(month) from asks)
group by all
