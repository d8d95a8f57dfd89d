/* +++
code = "N4c2"
title = "Spend whose carbon can be estimated"
short = "Spend with an estimate"
commitment = "clinical-carbon"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments"]
public = false
why = "An estimate of the carbon of what we buy is worth no more than the spend it covers."
how = "Of all that was paid in the month, the share whose category in the ledger has a carbon factor, and so is in the rough estimate of N4c. Left out and shown apart: NHS bodies, tax and pensions, payroll, repayments to staff, our own companies, and what is counted by quantity elsewhere (energy, water, waste and travel). A category that nobody sorted has no factor: sort it in spend_categories.csv."
good = "Near 100%."
owner = "Sustainability lead with procurement"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
with sorted as (
    select *, excluded is not null or carbon_elsewhere is not null as is_left_out from payments
)
select
    month,
    coalesce(sum(amount) filter (where not is_left_out and carbon_category is not null), 0) as numerator,
    coalesce(sum(amount) filter (where not is_left_out), 0) as denominator,
    coalesce(sum(amount) filter (where is_left_out), 0) as left_out
from sorted
group by all
