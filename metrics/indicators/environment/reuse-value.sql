/* +++
code = "N2e"
title = "Cost avoided by using things again"
short = "Re-use value"
commitment = "less-waste"
kind = "total"
basis = "flow"
unit = "money"
better = "up"
counts = "money"
source = ["reuse"]
why = "A desk passed on is a desk not bought, and nothing thrown away."
how = "What buying new would have cost, as the re-use portal reckons it, added up. Things without an amount are counted apart as unknown."
good = "A rising line."
unknown_of = "things without an amount"
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, coalesce(sum(avoided), 0) as numerator, null as denominator,
    coalesce(sum(items) filter (where avoided is null), 0) as unknown
from reuse
group by all
