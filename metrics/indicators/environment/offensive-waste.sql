/* +++
code = "N2a"
title = "Clinical waste sorted as offensive waste"
short = "Offensive waste share"
commitment = "less-waste"
kind = "share"
basis = "flow"
unit = "percent"
better = "toward"
counts = "things"
source = ["waste", "sites"]
by = ["site"]
target = 0.6
benchmark = "NHS clinical waste strategy: 20% incineration, 20% alternative treatment, 60% offensive by 2026"
why = "Much of what is burnt at high temperature need not be: sorted rightly it costs a fraction of the carbon and the money."
how = "Of the tonnes in the three clinical streams (high temperature incineration, alternative treatment, offensive), the share that was offensive waste. A yearly estates return stands for a year without twelve months of reports."
good = "About 60%. Far above it would mean that infectious waste is sorted wrongly."
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-11-01
decimals = 1
+++ */
with streams as (
    select month, coalesce(site_name, site_code, 'unknown') as site, stream, tonnes, false as yearly
    from waste
    where stream in ('high_temperature', 'alternative_treatment', 'offensive')
    union all
    select month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end, stream, tonnes, true
    from (
        select
            month, is_site, site_name, site_code,
            unnest([
                {stream: 'high_temperature', tonnes: incineration_t},
                {stream: 'alternative_treatment', tonnes: alternative_treatment_t},
                {stream: 'offensive', tonnes: offensive_t}
            ], recursive := true)
        from sites
    )
    where tonnes is not null
)
select
    month, site, yearly,
    coalesce(sum(tonnes) filter (where stream = 'offensive'), 0) as numerator,
    coalesce(sum(tonnes), 0) as denominator
from streams
group by all
