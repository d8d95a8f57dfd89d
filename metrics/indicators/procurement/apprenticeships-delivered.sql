/* +++
code = "P3d2"
title = "Apprenticeships delivered of those promised in contracts"
short = "Promised apprenticeships"
commitment = "social-value"
kind = "rate"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["kpis"]
target = 1.0
why = "An apprenticeship is the promise that takes longest to keep, and the easiest to let slip."
how = "Apprenticeships: the sum delivered over the sum promised, in apprentices, of all promises that fell due in the period. It can lie over 100%, and one contract that gives more can hide another that gives less: read it with the share of promises met (P3c). The framework asks for all measures in one figure; jobs, apprenticeships and hours cannot be added up, so that each has its own (P3d, P3d2, P3d3), and none is turned into pounds. Promises of which the supplier has not told what was delivered are left out of both sums and shown apart, by what was promised."
good = "100% or more, read over a year."
owner = "Contract management"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    coalesce(sum(delivered) filter (where committed is not null and delivered is not null), 0) as numerator,
    coalesce(sum(committed) filter (where delivered is not null), 0) as denominator,
    coalesce(sum(committed) filter (where delivered is null), 0) as unknown
from kpis
where measure = 'apprenticeships'
group by all
