/* +++
code = "P1a2"
title = "Local spend, were it told by the branch"
short = "Local spend by branch"
commitment = "local-spend"
kind = "share"
basis = "flow"
unit = "percent"
better = "neither"
counts = "money"
source = ["payments"]
public = false
by = ["addresses", "category"]
decimals = 1
why = "Whether a supplier is local hangs on which of its addresses is asked. Who reads P1a should see how much it moves under another rule."
how = "Spend with local suppliers (P1a) counted by another rule. P1a goes by the paying site: the postcode that the payment itself bears, else the address in the supplier register. Here the address in the supplier register, from which the firm trades or serves us, comes first, and the paying site where the register has none. Where only one of the two addresses is known it stands for both, so that nothing but the rule differs; split by addresses, how much spend has both stands under 'out of'. Net of credit notes and without VAT; the same payments are left out and shown apart as for local spend. In a month in which no payment has both addresses there is no figure."
good = "No direction is good in itself: what counts is how far it lies from P1a."
caveat = "It is only as good as the register's addresses: a register that was filled from the ledger says the same as the ledger."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select
        *, excluded is not null as is_left_out, coalesce(is_branch_local, is_local) as is_ours,
        is_branch_local is not null and is_local is not null as has_both
    from payments
),
told as (
    select *, bool_or(not is_left_out and has_both) over (partition by month) as any_known from judged
)
select
    month,
    case when is_left_out then 'left out' when has_both then 'both known' else 'not both known' end as addresses,
    coalesce(category, 'unknown') as category,
    case when bool_or(any_known) then coalesce(sum(amount) filter (where not is_left_out and is_ours), 0) end as numerator,
    coalesce(sum(amount) filter (where not is_left_out and is_ours is not null), 0) as denominator,
    coalesce(sum(amount) filter (where not is_left_out and is_ours is null), 0) as unknown,
    coalesce(sum(amount) filter (where is_left_out), 0) as left_out
from told
group by all
