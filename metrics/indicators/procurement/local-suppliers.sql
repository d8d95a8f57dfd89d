/* +++
code = "P1d"
title = "Local suppliers paid"
short = "Local suppliers paid"
commitment = "local-spend"
kind = "count"
basis = "distinct"
unit = "things"
better = "up"
counts = "things"
source = ["payments"]
by = ["council"]
why = "Many local suppliers are steadier than one large one."
how = "The number of different suppliers in the area that were paid in the period, each counted once however often it was paid. Left out: NHS bodies, tax and pensions, payroll, repayments to staff, and our own companies. Suppliers with no usable postcode are counted apart."
good = "A rising number."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, council,
    count(distinct supplier) filter (where is_local) as numerator,
    null as denominator,
    -- whose address no line tells
    count(distinct supplier) - count(distinct supplier) filter (where is_local is not null) as unknown
from payments
where excluded is null
group by all
