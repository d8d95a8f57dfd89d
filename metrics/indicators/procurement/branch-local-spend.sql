/* +++
code = "P1c"
title = "Spend with local branches of firms from elsewhere"
short = "Branches of outside firms"
commitment = "local-spend"
kind = "total"
basis = "flow"
unit = "money"
better = "neither"
counts = "money"
source = ["payments"]
by = ["council", "category"]
why = "A local branch gives jobs here, but what the firm earns goes to its head office."
how = "What was paid in the month to suppliers whose own address (the address that we pay, else the one in the supplier register) lies in the area, while the registered office in the supplier register lies elsewhere. Our local spend (P1a) goes by the supplier's own address and so counts all of this. By registered office instead it would be P1a less this, plus P1c2: so much does the answer move under the other rule (P1a3; P1a2 goes by the branch in the register). Net of credit notes and without VAT; the same payments are left out and shown apart as for local spend. Where the one address is not known and the answer depends on it, the payment is shown apart. In a month in which no pair of addresses is known there is no figure."
good = "No direction is good in itself: it says how much of local spend is local by its branch alone."
caveat = "A registered office may be an accountant's address."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select *, excluded is not null as is_left_out, is_local and not is_registered_local as is_split_so from payments
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
