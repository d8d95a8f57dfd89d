/* +++
code = "P4b"
title = "Spend through a catalogue"
short = "Spend by catalogue"
commitment = "fair-payment"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments"]
by = ["route"]
decimals = 1
target = 0.8
benchmark = "80% by catalogue, 90% with a purchase order, 90% under contract (Lord Carter's review)"
why = "What is bought the agreed way is bought at the agreed price, from suppliers who were chosen for more than price."
how = "Of all that was paid in the month by a known route, the share bought from a catalogue. Routes are catalogue, contract (call-offs and frameworks), purchase order, and none of these; split by route, what was paid by each stands under 'out of'. Left out and shown apart: NHS bodies, tax and pensions, payroll, repayments to staff, and our own companies. Payments whose route the ledger does not say, or says in words that we do not know (BACS is a way to pay, not to buy), are shown apart."
good = "80% or more."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with said as (
    select *, lower(trim(route)) as way from payments
),
routed as (
    select
        *,
        case
            when regexp_matches(way, 'catalog') then 'catalogue'
            when regexp_matches(way, '\b(no|non|without)\b') then 'none of these'
            when regexp_matches(way, 'contract|call.?off|framework') then 'contract'
            when regexp_matches(way, 'purchase order|\bpo\b') then 'purchase order'
        end as by_route
    from said
)
select
    month, case when excluded is not null then 'left out' else coalesce(by_route, 'unknown') end as route,
    coalesce(sum(amount) filter (where excluded is null and by_route = 'catalogue'), 0) as numerator,
    coalesce(sum(amount) filter (where excluded is null and by_route is not null), 0) as denominator,
    coalesce(sum(amount) filter (where excluded is null and by_route is null), 0) as unknown,
    coalesce(sum(amount) filter (where excluded is not null), 0) as left_out
from routed
group by all
