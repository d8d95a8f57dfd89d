/* +++
code = "P1e"
title = "Change in local spend against a year before"
short = "Change in local spend"
commitment = "local-spend"
kind = "total"
basis = "distinct"
unit = "money"
better = "up"
counts = "money"
source = ["payments"]
by = ["change"]
why = "A share can fall because a firm was lost, or because we buy less from those we have: these want different answers."
how = "What was paid locally of the spend that we can choose (the top of P1b), less the same a year before: a month against the same month of last year, a quarter against the same quarter, a financial year against the last one, twelve months against the twelve before. Split by change, it falls into three parts that add up to the whole: suppliers paid locally in both (more or less than before), suppliers paid locally now and not then (new), and suppliers paid locally then and not now (no longer paid). The parts are counted anew from the rows for every length of time: who skips a month is no longer paid in the month, but still paid in the year. A supplier that moved into the area counts as new, one that moved away as no longer paid. While a period is not over, only the months that are in are compared, and where one of its months lacks its counterpart of last year there is no figure. The framework asks for the change of a quarter; against the quarter before it would mix in the seasons, so that a year lies between here. Payments without a usable postcode, and those left out for P1b, are in neither year."
good = "Above nothing, with new suppliers outweighing those that are lost."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with paid as materialized (
    select
        month, date_trunc('month', payment_date)::date as paid_month, supplier,
        sum(amount) filter (where is_local and excluded is null and influenceable) as pounds,
        bool_or(is_local is not null and excluded is null and influenceable) as is_placed
    from payments
    group by all
),
-- the months of each period that have come, each beside its counterpart of the year before
came as (
    select month, paid_month, bool_or(is_placed) as is_placed from paid group by all
),
compared as (
    select
        now.month, now.paid_month, earlier.paid_month as counterpart,
        now.is_placed as is_placed_now, earlier.is_placed as is_placed_then
    from came as now
    left join came as earlier
        on earlier.month = now.month - interval 1 year and earlier.paid_month = now.paid_month - interval 1 year
),
periods as (
    select month, count(*) = count(counterpart) and bool_or(is_placed_now) and bool_or(is_placed_then) as can_be_compared
    from compared
    group by month
),
both_years as (
    select month, supplier, pounds as now, null as earlier from paid
    union all
    select compared.month, supplier, null, pounds
    from compared
    join paid on paid.month = compared.month - interval 1 year and paid.paid_month = compared.counterpart
),
by_supplier as (
    select
        month, coalesce(sum(now), 0) - coalesce(sum(earlier), 0) as more,
        case
            when count(earlier) = 0 then 'new suppliers' when count(now) = 0 then 'no longer paid'
            else 'suppliers of both years'
        end as change
    from both_years
    group by month, supplier
    having count(now) + count(earlier) > 0
),
parts as (
    select month, can_be_compared, unnest(['suppliers of both years', 'new suppliers', 'no longer paid']) as change from periods
)
select
    parts.month, parts.change,
    case when bool_or(can_be_compared) then coalesce(sum(more), 0) end as numerator,
    null as denominator
from parts
left join by_supplier on by_supplier.month = parts.month and by_supplier.change = parts.change
group by all
