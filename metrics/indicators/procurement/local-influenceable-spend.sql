/* +++
code = "P1b"
title = "Local spend where we can choose"
short = "Local spend we can choose"
commitment = "local-spend"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments"]
by = ["place", "council", "category", "decided_by"]
headline = true
decimals = 1
benchmark = "Preston's anchors measured what they could influence: 5% in Preston and 39% in the county round it in 2012/13"
why = "Much of our spend is fixed by national contracts. This is the part where our choice can bring money home."
how = "As for spend with local suppliers, but only of spend that the trust can steer. What can be steered is told by the table that procurement keeps (a row about the supplier before one about the category, and that before one about the route), else by the supplier register's mark, else by rules: left out as well are NHS Supply Chain, national frameworks, medicines, utilities, PFI, business rates and NHS Resolution. What procurement marks as not known is shown apart, with the spend whose place is not known. The parts add up to the file's sum to the penny."
good = "A rising share. This is the honest headline for local buying."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with sorted as (
    select
        *, excluded is not null or influenceable is false as is_left_out, case when influenceable is not null then is_local end as is_ours
    from payments
)
select
    month,
    case when is_left_out then 'left out' else ring end as place,
    case when is_left_out then 'left out' else council end as council,
    coalesce(category, 'unknown') as category,
    case when is_left_out then 'left out' else decided_by end as decided_by,
    coalesce(sum(amount) filter (where not is_left_out and is_ours), 0) as numerator,
    coalesce(sum(amount) filter (where not is_left_out and is_ours is not null), 0) as denominator,
    coalesce(sum(amount) filter (where not is_left_out and is_ours is null), 0) as unknown,
    coalesce(sum(amount) filter (where is_left_out), 0) as left_out
from sorted
group by all
