/* +++
code = "P4a4"
title = "Invoices of local small firms paid in time"
short = "Local small firms in time"
commitment = "fair-payment"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["payments"]
by = ["council"]
decimals = 1
target = 0.95
benchmark = "95% by number and by value, the Better Payment Practice Code"
why = "A small firm near us has the least to fall back on when we pay late."
how = "As for all invoices paid in time (P4a), by number, but only those of small and medium-sized firms in the area that are no NHS bodies. Counted apart: invoices of firms whose place or size is not known, so that they may be among them, and invoices whose dates are missing. Those of all other suppliers are left out."
good = "95% or more, and never below the share for all."
owner = "Finance, accounts payable"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select *, is_local and sme and not nhs as is_theirs from payments where invoice_amount > 0
)
select
    month, council,
    count(*) filter (where is_theirs and invoice_in_time) as numerator,
    count(*) filter (where is_theirs and invoice_in_time is not null) as denominator,
    count(*) filter (where is_theirs is null or (is_theirs and invoice_in_time is null)) as unknown,
    count(*) filter (where is_theirs is false) as left_out
from judged
group by all
