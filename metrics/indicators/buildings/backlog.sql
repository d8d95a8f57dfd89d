/* +++
code = "B4b"
title = "Cost of the repairs that cannot wait"
short = "Urgent repairs"
commitment = "services-where-needed"
kind = "total"
basis = "stock"
grain = "year"
unit = "money"
better = "down"
counts = "money"
source = ["sites"]
by = ["site", "risk"]
why = "What a leaking roof swallows is not spent on rooms for the community. It explains other figures, and is no promise of its own."
how = "What it would cost to put right the high-risk and the significant-risk backlog of maintenance, as the yearly estates return says; moderate and low risk are not in it. Sites that do not report both are left out: an empty cell is not nothing. The cost grows with prices as well as with neglect."
good = "Falling. Read it as the background to the other figures of buildings."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with risks as (
    select
        month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end as site,
        unnest(['High risk', 'Significant risk']) as risk,
        unnest([backlog_high, backlog_significant]) as cost
    from sites
    where backlog_high is not null and backlog_significant is not null
)
select month, site, risk, true as yearly, sum(cost) as numerator, null::decimal(18, 2) as denominator
from risks
group by all
