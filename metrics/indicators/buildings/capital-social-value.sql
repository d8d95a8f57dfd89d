/* +++
code = "B3b"
title = "Building contracts with social value measures"
short = "Capital, social value"
commitment = "land-for-good"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "money"
source = ["capital"]
benchmark = "At least 10% of the award criteria for net zero and social value in NHS procurement since April 2022: a building contract without a measure has promised nothing"
why = "A new ward is also apprenticeships, orders for local firms and days of work, if we ask for them in the contract."
how = "The value of the capital contracts awarded in the period in which social value measures were agreed that the contractor is held to, divided by the value of all capital contracts awarded whose answer is known. By the month of award, the whole value at once. Contracts that do not say are counted apart. One large contract can make a month: the rolling twelve months tell more."
good = "All of it."
owner = "Capital projects"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    coalesce(sum(value) filter (where has_kpis), 0) as numerator,
    coalesce(sum(value) filter (where has_kpis is not null), 0) as denominator,
    coalesce(sum(value) filter (where has_kpis is null), 0) as unknown
from capital
group by all
