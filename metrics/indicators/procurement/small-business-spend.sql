/* +++
code = "P2a"
title = "Spend with small and medium-sized businesses"
short = "Small business spend"
commitment = "small-and-social"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments"]
by = ["place", "category"]
decimals = 1
benchmark = "The government's own ambition is 30% by 2027/28; it does not bind NHS trusts"
why = "Money paid to small firms tends to stay nearer and to make more jobs."
how = "Of all that was paid in the month to suppliers of a known size, the share paid to small and medium-sized businesses (fewer than 250 staff, and a turnover of at most £44 million or a balance sheet of at most £38 million), as the supplier register marks them. Left out and shown apart: NHS bodies, tax and pensions, payroll, repayments to staff, and our own companies. Suppliers whose size the register does not say are shown apart: a charity's or company's number tells what an organisation is, not how large, so that no size is guessed from it."
good = "A rising share."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    case when excluded is not null then 'left out' else ring end as place,
    coalesce(category, 'unknown') as category,
    coalesce(sum(amount) filter (where excluded is null and sme), 0) as numerator,
    coalesce(sum(amount) filter (where excluded is null and sme is not null), 0) as denominator,
    coalesce(sum(amount) filter (where excluded is null and sme is null), 0) as unknown,
    coalesce(sum(amount) filter (where excluded is not null), 0) as left_out
from payments
group by all
