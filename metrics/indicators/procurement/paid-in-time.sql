/* +++
code = "P4a"
title = "Invoices paid in time"
short = "Invoices paid in time"
commitment = "fair-payment"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["payments"]
by = ["payee", "sector"]
lens_moves_whole = false
decimals = 1
counted = "Paid in time"
out_of = "Invoices"
target = 0.95
benchmark = "95% by number and by value, the Better Payment Practice Code"
why = "A small firm lives on being paid when it is due."
how = "Of the invoices paid in the month, by number, the share paid by the later of the due date and 30 days from receipt. One invoice a supplier and number, however many lines it has; it was in time when its last line was. By value it is P4a2; NHS bodies alone P4a3; local small firms alone P4a4. Left out: credit notes, tax and pensions, payroll, repayments to staff and our own companies. NHS bodies are in; split by sector, they stand beside all others. Split by payee, local small firms stand apart too, and suppliers of which place or size is not known are not put with the others. Where dates are missing and the answer depends on them, the invoice is counted apart."
good = "95% or more, month after month, and no less for local small firms."
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
    count(*) filter (where invoice_in_time) as numerator,
    count(*) filter (where invoice_in_time is not null) as denominator,
    count(*) filter (where invoice_in_time is null) as unknown
from payments
where invoice_amount > 0
group by all
