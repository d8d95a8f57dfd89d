/* +++
code = "P4a2"
title = "Value of invoices paid in time"
short = "Value paid in time"
commitment = "fair-payment"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments"]
by = ["payee", "sector"]
lens_moves_whole = false
decimals = 1
target = 0.95
benchmark = "95% by number and by value, the Better Payment Practice Code"
why = "One large invoice held back can hurt a firm more than a hundred small ones paid at once."
how = "As for the number of invoices paid in time (P4a), but each counts by its amount in pounds, without VAT: the sum of those paid by the later of the due date and 30 days from receipt over the sum of all that can be judged. Invoices whose dates are missing are shown apart, in pounds. Split by sector or payee as P4a."
good = "95% or more; far below the share by number, it is the large invoices that wait."
owner = "Finance, accounts payable"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    case
        when nhs then 'NHS body' when is_local and sme then 'Local small or medium firm'
        when is_local is false or sme is false then 'Other supplier' else 'Not known whether local and small'
    end as payee,
    case when nhs then 'NHS bodies' else 'Not NHS' end as sector,
    coalesce(sum(invoice_amount) filter (where invoice_in_time), 0) as numerator,
    coalesce(sum(invoice_amount) filter (where invoice_in_time is not null), 0) as denominator,
    coalesce(sum(invoice_amount) filter (where invoice_in_time is null), 0) as unknown
from payments
where invoice_amount > 0
group by all
