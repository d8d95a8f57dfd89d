/* +++
code = "P3e"
title = "Spend with suppliers that have a Carbon Reduction Plan"
short = "Carbon plan suppliers"
commitment = "social-value"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments", "carbon_plans"]
by = ["category"]
decimals = 1
benchmark = "NHS England asks for a plan in contracts over £5 million a year since April 2023, and for a plan or a net zero commitment in all new procurements since April 2024"
why = "Most of an NHS trust's carbon lies in what it buys: it falls only when suppliers plan for it."
how = "Of all that was paid in the month to suppliers that were looked up, the share paid to those that had published a Carbon Reduction Plan by the end of that month. A plan counts from its own date, so that a new list does not rewrite the past; a plan without a date counts in every month. A Net Zero Commitment alone is no plan. Left out and shown apart: NHS bodies, tax and pensions, payroll, repayments to staff, and our own companies. Suppliers that nobody looked up are shown apart, not counted as without a plan."
good = "A rising share, and fewer suppliers that nobody looked up."
caveat = "It says that there is a plan, not that carbon falls."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with told as (
    select
        payments.month, payments.category, amount, excluded,
        case
            when plan = 'plan' then coalesce(plan_date < payments.month + interval 1 month, true)
            when plan is not null then false
        end as has_plan
    from payments
    left join carbon_plans on carbon_plans.supplier = payments.supplier
)
select
    month, coalesce(category, 'unknown') as category,
    coalesce(sum(amount) filter (where excluded is null and has_plan), 0) as numerator,
    coalesce(sum(amount) filter (where excluded is null and has_plan is not null), 0) as denominator,
    coalesce(sum(amount) filter (where excluded is null and has_plan is null), 0) as unknown,
    coalesce(sum(amount) filter (where excluded is not null), 0) as left_out
from told
group by all
