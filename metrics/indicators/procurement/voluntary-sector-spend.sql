/* +++
code = "P2b"
title = "Spend with charities and social enterprises"
short = "Charity and social spend"
commitment = "small-and-social"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments"]
by = ["place", "category"]
decimals = 1
why = "Voluntary, community, faith and social enterprise organisations put what they earn back into people."
how = "Of all that was paid in the month to suppliers of a known kind, the share paid to voluntary, community, faith and social enterprise organisations, as the supplier register marks them. Left out and shown apart: NHS bodies, tax and pensions, payroll, repayments to staff, and our own companies. Suppliers that the register does not classify are shown apart."
good = "A rising share."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    case when excluded is not null then 'left out' else ring end as place,
    coalesce(category, 'unknown') as category,
    coalesce(sum(amount) filter (where excluded is null and vcfse), 0) as numerator,
    coalesce(sum(amount) filter (where excluded is null and vcfse is not null), 0) as denominator,
    coalesce(sum(amount) filter (where excluded is null and vcfse is null), 0) as unknown,
    coalesce(sum(amount) filter (where excluded is not null), 0) as left_out
from payments
group by all
