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
by = ["place", "category", "known_by"]
decimals = 1
why = "Voluntary, community, faith and social enterprise organisations put what they earn back into people."
how = "Of all that was paid in the month to suppliers of a known kind, the share paid to voluntary, community, faith and social enterprise organisations, as the supplier register marks them. Where it has no mark, numbers speak, in a register that keeps both charity and company numbers: a charity number, or the company number of a charitable incorporated organisation (CE, CS) or of a co-operative or community society (RS, IP, SP, NP), says yes; a partnership's number (OC and the like), or a company number without a charity number, says no. A community interest company has an ordinary company number and is known by the end of its name. Left out and shown apart: NHS bodies, tax and pensions, payroll, repayments to staff, and our own companies. Suppliers of which neither mark nor number tells are shown apart."
good = "A rising share."
caveat = "A charity that is also a company counts as no charity where the register has its company number but neither a mark nor its charity number."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    case when excluded is not null then 'left out' else ring end as place,
    coalesce(category, 'unknown') as category,
    case when excluded is not null then 'left out' else coalesce(vcfse_known_by, 'unknown') end as known_by,
    coalesce(sum(amount) filter (where excluded is null and vcfse), 0) as numerator,
    coalesce(sum(amount) filter (where excluded is null and vcfse is not null), 0) as denominator,
    coalesce(sum(amount) filter (where excluded is null and vcfse is null), 0) as unknown,
    coalesce(sum(amount) filter (where excluded is not null), 0) as left_out
from payments
group by all
