/* +++
code = "P1c2"
title = "Spend with local firms that supply us from elsewhere"
short = "Local firms from elsewhere"
commitment = "local-spend"
kind = "total"
basis = "flow"
unit = "money"
better = "neither"
counts = "money"
source = ["payments"]
by = ["council", "category"]
why = "A firm with its head office here that supplies us from elsewhere does not count as local, yet some of the money comes home."
how = "The other way round from P1c: what was paid in the month to suppliers whose registered office lies in the area, while their own address lies elsewhere. Our local spend (P1a) does not count it. Net of credit notes and without VAT; the same payments are left out and shown apart as for local spend. Where the one address is not known and the answer depends on it, the payment is shown apart. In a month in which no pair of addresses is known there is no figure."
good = "No direction is good in itself: it says how much local spend would gain if the registered office decided."
caveat = "A registered office may be an accountant's address."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select *, excluded is not null as is_left_out, is_registered_local and not is_local as is_split_so from payments
),
told as (
    select *, bool_or(not is_left_out and is_split_so is not null) over (partition by month) as any_known from judged
)
select
    month,
    case when is_left_out then 'left out' else council end as council,
    coalesce(category, 'unknown') as category,
    case when bool_or(any_known) then coalesce(sum(amount) filter (where not is_left_out and is_split_so), 0) end as numerator,
    null as denominator,
    coalesce(sum(amount) filter (where not is_left_out and is_split_so is null), 0) as unknown,
    coalesce(sum(amount) filter (where is_left_out), 0) as left_out
from told
group by all
