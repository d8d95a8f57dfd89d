/* +++
code = "N1d"
title = "Water used for each square metre"
short = "Water per square metre"
commitment = "net-zero-buildings"
kind = "rate"
basis = "flow-over-stock"
unit = "m3 per m2"
better = "down"
counts = "things"
source = ["water", "sites"]
by = ["site"]
why = "Water costs money and carbon twice: when it comes and when it goes."
how = "Water used, in cubic metres, divided by the gross internal floor area of the sites it was used in. Over several months the water adds up and the area is the mean. The area is that of the yearly estates return in force, or the nearest one. Water of a site without an area is shown apart and left out. A yearly return stands for a year without twelve months of bills."
good = "A falling line. A sudden rise is often a leak."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
decimals = 3
+++ */
with areas as (
    select
        upper(site_code) as code, floor_area_m2 as area, month as returned,
        lead(month) over (partition by upper(site_code) order by month) as next_returned,
        lag(month) over (partition by upper(site_code) order by month) is null as is_first
    from sites
    where floor_area_m2 > 0
),
used as (
    select month, upper(site_code) as code, min(coalesce(site_name, site_code)) as site, sum(m3) as m3
    from water
    group by all
),
-- a return is dated by its last month, and its area is in force from its first
monthly as (
    select used.month, used.site, used.m3, areas.area, false as yearly
    from used
    left join areas
        on areas.code = used.code
        and (areas.is_first or used.month >= areas.returned - interval 11 month)
        and (areas.next_returned is null or used.month < areas.next_returned - interval 11 month)
),
returned as (
    select
        month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end as site,
        water_m3 as m3,
        nullif(floor_area_m2, 0) as area, true as yearly
    from sites
    where water_m3 is not null
)
select
    month, site, yearly,
    coalesce(sum(m3) filter (where area is not null), 0) as numerator,
    coalesce(sum(area), 0) as denominator,
    coalesce(sum(m3) filter (where area is null), 0) as unknown
from (select * from monthly union all by name select * from returned)
group by all
