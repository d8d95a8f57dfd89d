/* +++
code = "P3d3"
title = "Hours given of those promised in contracts"
short = "Promised hours given"
commitment = "social-value"
kind = "rate"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["kpis"]
target = 1.0
why = "Hours are what local groups plan with."
how = "Hours given to the community (volunteering, advice, visits to schools): the sum delivered over the sum promised, in hours, of all promises that fell due in the period. It can lie over 100%, and one contract that gives more can hide another that gives less: read it with the share of promises met (P3c). The framework asks for all measures in one figure; jobs, apprenticeships and hours cannot be added up, so that each has its own (P3d, P3d2, P3d3), and none is turned into pounds. Promises of which the supplier has not told what was delivered are left out of both sums and shown apart, by what was promised."
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
where measure = 'hours'
group by all
