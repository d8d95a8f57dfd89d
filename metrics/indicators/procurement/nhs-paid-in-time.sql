/* +++
code = "P4a3"
title = "Invoices of NHS bodies paid in time"
short = "NHS invoices in time"
commitment = "fair-payment"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["payments"]
decimals = 1
target = 0.95
benchmark = "95% by number and by value, the Better Payment Practice Code"
why = "The Code is reported for NHS bodies and for all others apart: late payment inside the NHS hides behind the whole."
how = "As for all invoices paid in time (P4a), by number, but only those of NHS bodies: so marked in the supplier register, or known by name. Invoices whose dates are missing are counted apart; those of all other suppliers are left out."
good = "95% or more, and no better than for those who are not NHS."
owner = "Finance, accounts payable"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    count(*) filter (where nhs and invoice_in_time) as numerator,
    count(*) filter (where nhs and invoice_in_time is not null) as denominator,
    count(*) filter (where nhs and invoice_in_time is null) as unknown,
    count(*) filter (where not nhs) as left_out
from payments
where invoice_amount > 0
group by all
