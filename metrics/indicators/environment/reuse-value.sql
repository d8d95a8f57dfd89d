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
how = "What buying new would have cost, as the re-use portal reckons it, added up. A row without an amount adds nothing."
good = "A rising line."
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select month, coalesce(sum(avoided), 0) as numerator, null as denominator
from reuse
group by all
