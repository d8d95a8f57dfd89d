/* +++
code = "N2c"
title = "Waste recycled or used again"
short = "Recycling rate"
commitment = "less-waste"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
source = ["waste", "sites"]
by = ["site"]
decimals = 1
counted = "Recycled, tonnes"
out_of = "Waste, tonnes"
why = "What is sorted is used again; what is not is burnt or buried."
how = "Of the tonnes of all waste that is not clinical, the share that was recycled, collected as food for digestion, or used again. Electrical and confidential waste count in the whole, not as recycled. A yearly estates return stands for a year without twelve months of reports; there textiles count as recycled."
good = "A rising share, and nothing to landfill."
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with streams as (
    select
        month, coalesce(site_name, site_code, 'unknown') as site, tonnes, false as yearly,
        stream in ('recycling', 'food', 'reuse') as is_recycled
    from waste
    where stream not in ('high_temperature', 'alternative_treatment', 'offensive')
    union all
    select
        month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end, tonnes, true,
        is_recycled
    from (
        select
            month, is_site, site_name, site_code,
            unnest([
                {is_recycled: true, tonnes: domestic_recycling_t}, {is_recycled: true, tonnes: domestic_food_t},
                {is_recycled: true, tonnes: domestic_textiles_t}, {is_recycled: false, tonnes: domestic_landfill_t},
                {is_recycled: false, tonnes: domestic_incineration_t}, {is_recycled: false, tonnes: domestic_on_site_t},
                {is_recycled: false, tonnes: weee_t}, {is_recycled: false, tonnes: confidential_t}
            ], recursive := true)
        from sites
    )
    where tonnes is not null
)
select
    month, site, yearly,
    coalesce(sum(tonnes) filter (where is_recycled), 0) as numerator,
    coalesce(sum(tonnes), 0) as denominator
from streams
group by all
