/* +++
code = "P3b"
title = "Average weight of social value in new contracts"
short = "Average social weight"
commitment = "social-value"
kind = "average"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["contracts"]
target = 0.1
benchmark = "At least 10% since 1 April 2022; the council next door gives 20%"
why = "One large contract without social value outweighs many small ones with it."
how = "The weighting of net zero and social value in the contracts in scope awarded in the period, each contract counting by its value in pounds: the sum of value times weighting over the sum of values. Contracts without a weighting or a value are left out of the average, and their number is shown apart, as is that of contracts out of scope."
good = "10% or more, and rising."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select *, in_scope is not false as counts, social_value_weighting is not null and coalesce(value, 0) > 0 as is_known
    from contracts
)
select
    month,
    coalesce(sum(value * social_value_weighting / 100) filter (where counts and is_known), 0) as numerator,
    coalesce(sum(value) filter (where counts and is_known), 0) as denominator,
    count(*) filter (where counts and not is_known) as unknown,
    count(*) filter (where not counts) as left_out
from judged
group by all
