/* +++
code = "P3c"
title = "Social value promises met when due"
short = "Promises met when due"
commitment = "social-value"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["kpis"]
by = ["measure"]
why = "A promise in a bid is worth something only when it is kept, and suppliers keep what is asked after."
how = "Of the social value promises in contracts that fell due in the period, the share that was met. Each promise counts once for each date on which it was due. It was met if the log says so; where the log does not say, if at least as much was delivered as was promised. Where neither is told it is counted apart."
good = "All of them; what is not met has a reason and a new date."
benchmark = "The NHS social value playbook (July 2025) calls such measures critical to managing a contract; it sets no figure"
owner = "Contract management"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, coalesce(measure, 'unknown') as measure,
    count(*) filter (where is_met) as numerator,
    count(*) filter (where is_met is not null) as denominator,
    count(*) filter (where is_met is null) as unknown
from kpis
group by all
