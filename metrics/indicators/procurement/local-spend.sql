/* +++
code = "P1a"
title = "Spend with local suppliers"
short = "Local spend"
commitment = "local-spend"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["payments"]
by = ["place", "council", "category"]
decimals = 1
benchmark = "A study in Sandwell found less than 20% of one NHS trust's spend in its region and less than 5% in its borough; Preston's anchors began at 39% in their county"
why = "What we buy near home keeps firms and jobs near home."
how = "Of all that was paid in the month to suppliers whose address is known, the share paid to suppliers in the area. The address is that of the paying site: the postcode that the payment bears, else the one in the supplier register. How far the share moves under another rule, P1a2 (by the branch) and P1a3 (by the registered office) tell. Net of credit notes and without VAT. Left out and shown apart: NHS bodies, tax and pensions, payroll, repayments to staff, and payments between our own companies. Payments to suppliers with no usable postcode are shown apart. The parts add up to the file's sum to the penny."
good = "A rising share, within what can be bought nearby at all."
caveat = "The supplier's payment address may be a head office far from where the work is done, or the other way round."
owner = "Procurement"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    case when excluded is not null then 'left out' else ring end as place,
    case when excluded is not null then 'left out' else council end as council,
    coalesce(category, 'unknown') as category,
    coalesce(sum(amount) filter (where excluded is null and is_local), 0) as numerator,
    coalesce(sum(amount) filter (where excluded is null and is_local is not null), 0) as denominator,
    coalesce(sum(amount) filter (where excluded is null and is_local is null), 0) as unknown,
    coalesce(sum(amount) filter (where excluded is not null), 0) as left_out
from payments
group by all
