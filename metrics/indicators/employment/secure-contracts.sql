/* +++
code = "E2b"
title = "Permanent contracts"
short = "Permanent contracts"
commitment = "good-work"
kind = "share"
basis = "stock"
unit = "percent"
better = "up"
counts = "people"
source = ["staff_in_post"]
by = ["staff_group", "pay_band"]
decimals = 1
why = "A contract that lasts lets people rent, borrow and plan."
how = "Of the posts at the month's end whose kind of contract is known, the share that are permanent. Left out: bank posts. Fixed terms, locums, apprentices, doctors in training and honorary contracts count as posts that are not permanent."
good = "A high, steady share. Doctors in training keep it below 100%."
owner = "Workforce information team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, coalesce(staff_group, 'unknown') as staff_group, coalesce(pay_band, 'unknown') as pay_band,
    count(*) filter (where assignment_category = 'permanent') as numerator,
    count(*) filter (where assignment_category <> 'bank') as denominator,
    count(*) filter (where assignment_category is null) as unknown,
    count(*) filter (where assignment_category = 'bank') as left_out_bank
from staff_in_post
group by all
