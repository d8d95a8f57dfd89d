/* +++
code = "W1f"
title = "Asks answered in public"
short = "Answered in public"
commitment = "made-together"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["asks"]
by = ["group"]
target = 1.0
benchmark = "100% is our own proposal"
why = "An answer that only one person hears does not show a community that asking is worth while."
how = "Of the asks whose 90 days ended in the month, the share with a reply that was published; the framework counts every ask, but one of last week cannot have been answered yet. A reply that was given and not published does not count, nor does a published line without a reply. Asks of which the log does not say whether they were published are counted apart."
good = "All of them."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with due as (
    select *, asked_date + 90 as last_day from asks
)
select
    cast(date_trunc('month', last_day) as date) as month, coalesce("group", 'unknown') as "group",
    count(*) filter (where published and trim(coalesce(reply, '')) <> '') as numerator,
    count(*) filter (where published is not null) as denominator,
    count(*) filter (where published is null) as unknown
from due
where date_trunc('month', last_day) <= (select max(month) from asks)
group by all
