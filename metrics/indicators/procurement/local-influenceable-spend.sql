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
by = ["place", "council", "category"]
headline = true
decimals = 1
benchmark = "Preston's anchors measured what they could influence: 5% in Preston and 39% in the county round it in 2012/13"
why = "Much of our spend is fixed by national contracts. This is the part where our choice can bring money home."
how = "As for spend with local suppliers, but only of spend that the trust can steer. Left out as well: NHS Supply Chain, national frameworks, medicines, utilities, PFI, business rates and NHS Resolution, or whatever the supplier register marks as not influenceable. The parts add up to the file's sum to the penny."
good = "A rising share. This is the honest headline for local buying."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with sorted as (
    select *, excluded is not null or influenceable is false as is_left_out from payments
)
select
    month,
    case when is_left_out then 'left out' else ring end as place,
    case when is_left_out then 'left out' else council end as council,
    coalesce(category, 'unknown') as category,
    coalesce(sum(amount) filter (where not is_left_out and is_local), 0) as numerator,
    coalesce(sum(amount) filter (where not is_left_out and is_local is not null), 0) as denominator,
    coalesce(sum(amount) filter (where not is_left_out and is_local is null), 0) as unknown,
    coalesce(sum(amount) filter (where is_left_out), 0) as left_out
from sorted
group by all
