/* +++
code = "P3a"
title = "New contracts with at least 10% for social value"
short = "10% for social value"
commitment = "social-value"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["contracts"]
target = 1.0
benchmark = "All NHS contracts in scope since 1 April 2022; the council next door gives 20%"
why = "What we ask for when we buy is what suppliers offer."
how = "Of the contracts in scope awarded in the period whose weighting is known, the share in which net zero and social value together weigh at least 10%. Left out and shown apart: contracts that the register marks as out of scope. A contract without a weighting in the register is counted apart."
good = "All of them: it is the rule for the NHS."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    count(*) filter (where in_scope is not false and social_value_weighting >= 10) as numerator,
    count(*) filter (where in_scope is not false and social_value_weighting is not null) as denominator,
    count(*) filter (where in_scope is not false and social_value_weighting is null) as unknown,
    count(*) filter (where in_scope is false) as left_out
from contracts
group by all
