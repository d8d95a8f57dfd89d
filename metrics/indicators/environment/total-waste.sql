/* +++
code = "N2b"
title = "All waste of the trust"
short = "All waste"
commitment = "less-waste"
kind = "total"
basis = "flow"
unit = "tonnes"
better = "down"
counts = "things"
source = ["waste", "sites"]
by = ["stream", "site"]
why = "Waste that is never made costs nothing to carry, burn or bury."
how = "The tonnes of every stream together. What was handed on to be used again is no waste and is left out. A yearly estates return with its clinical streams stands for a year without twelve months of reports. Carbon is told apart: N2b2 for the clinical streams, N2b3 for the others, on two bases that do not add up."
good = "A falling line while the same number of patients is cared for."
benchmark = "NHS clinical waste strategy: half the carbon of waste by 2025/26; sources disagree on the base year"
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-11-01
decimals = 1
+++ */
with streams as (
    select month, coalesce(site_name, site_code, 'unknown') as site, stream, tonnes, false as yearly
    from waste
    where stream <> 'reuse'
    union all
    select month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end, stream, tonnes, true
    from (
        select
            month, is_site, site_name, site_code,
            unnest([
                {stream: 'high_temperature', tonnes: incineration_t},
                {stream: 'alternative_treatment', tonnes: alternative_treatment_t},
                {stream: 'offensive', tonnes: offensive_t}, {stream: 'recycling', tonnes: domestic_recycling_t},
                {stream: 'food', tonnes: domestic_food_t}, {stream: 'recycling', tonnes: domestic_textiles_t},
                {stream: 'landfill', tonnes: domestic_landfill_t},
                {stream: 'energy_from_waste', tonnes: domestic_incineration_t},
                {stream: 'energy_from_waste', tonnes: domestic_on_site_t}, {stream: 'weee', tonnes: weee_t},
                {stream: 'confidential', tonnes: confidential_t}
            ], recursive := true)
        from sites
        where coalesce(incineration_t, alternative_treatment_t, offensive_t) is not null
    )
    where tonnes is not null
)
select month, site, stream, yearly, coalesce(sum(tonnes), 0) as numerator, null as denominator
from streams
group by all
