/* +++
code = "P1b2"
title = "Spend that we can choose how to place"
short = "Spend we can choose"
commitment = "local-spend"
kind = "share"
basis = "flow"
unit = "percent"
better = "neither"
counts = "money"
source = ["payments"]
by = ["decided_by", "category"]
decimals = 1
why = "Local buying can be asked only of what we can choose. How large that part is, and who says so, decides how much P1b can tell."
how = "Of all that was paid in the month, the share that the trust can steer. Who decides it, the first that speaks: a row of the table that procurement keeps, about the supplier before the category and the category before the route (the newer of two that say it of the same); the mark in the supplier register; a rule (NHS Supply Chain, national frameworks, medicines, utilities, PFI, business rates and NHS Resolution cannot be steered); and where nothing speaks, it can. Split by who decides, how much rests on each stands under 'out of'. What procurement marks as not known is shown apart. Left out and shown apart, whatever the table says: NHS bodies, tax and pensions, payroll, repayments to staff, and our own companies. The parts add up to the file's sum to the penny."
good = "No direction is good in itself: a change is a change in what was decided, or in what we buy."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    case when excluded is not null then 'left out' else decided_by end as decided_by,
    coalesce(category, 'unknown') as category,
    coalesce(sum(amount) filter (where excluded is null and influenceable), 0) as numerator,
    coalesce(sum(amount) filter (where excluded is null and influenceable is not null), 0) as denominator,
    coalesce(sum(amount) filter (where excluded is null and influenceable is null), 0) as unknown,
    coalesce(sum(amount) filter (where excluded is not null), 0) as left_out
from payments
group by all
