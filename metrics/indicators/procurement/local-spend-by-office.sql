/* +++
code = "P1a3"
title = "Local spend, were it told by the registered office"
short = "Local spend by office"
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
why = "The registered office says where a firm belongs, the paying site where the money goes first. Who reads P1a should see how much it moves under the other rule."
how = "Spend with local suppliers (P1a) counted by another rule: the registered office in the supplier register comes first, and the rule of P1a (the paying site, else the register's own address) where the register has none. What moves out is P1c (local branches of outside firms), what moves in P1c2. Where only one of the two addresses is known it stands for both, so that nothing but the rule differs; split by addresses, how much spend has both stands under 'out of'. Net of credit notes and without VAT; the same payments are left out and shown apart as for local spend. In a month in which no payment has both addresses there is no figure."
good = "No direction is good in itself: what counts is how far it lies from P1a."
caveat = "A registered office may be an accountant's address."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select
        *, excluded is not null as is_left_out, coalesce(is_registered_local, is_local) as is_ours,
        is_registered_local is not null and is_local is not null as has_both
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
