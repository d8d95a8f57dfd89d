/* +++
code = "N1b"
title = "Energy used for each square metre"
short = "Energy per square metre"
commitment = "net-zero-buildings"
kind = "rate"
basis = "flow-over-stock"
unit = "kWh per m2"
better = "down"
counts = "things"
source = ["energy", "sites"]
by = ["site"]
why = "It tells whether the buildings use energy well, however large the estate is."
how = "All energy used, of every fuel and from our own panels, divided by the gross internal floor area of the sites it was used in. Over several months the energy adds up and the area is the mean. The area is that of the yearly estates return in force, or the nearest one. Energy of a site without an area is shown apart and left out. A yearly return stands for a year without twelve months of bills."
good = "A falling line. Cold winters lift it: compare a month with the same month a year before."
seasonal = true
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-11-01
decimals = 1
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
    select month, upper(site_code) as code, min(coalesce(site_name, site_code)) as site, sum(kwh) as kwh
    from energy
    group by all
),
-- a return is dated by its last month, and its area is in force from its first
monthly as (
    select used.month, used.site, used.kwh, areas.area, false as yearly
    from used
    left join areas
        on areas.code = used.code
        and (areas.is_first or used.month >= areas.returned - interval 11 month)
        and (areas.next_returned is null or used.month < areas.next_returned - interval 11 month)
),
returned as (
    select
        month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end as site,
        coalesce(electricity_kwh, 0) + coalesce(green_electricity_kwh, 0) + coalesce(other_electricity_kwh, 0)
            + coalesce(third_party_renewable_kwh, 0) + coalesce(own_renewable_kwh, 0)
            + coalesce(other_renewable_kwh, 0) + coalesce(gas_kwh, 0) + coalesce(oil_kwh, 0) + coalesce(coal_kwh, 0)
            + coalesce(steam_kwh, 0) + coalesce(hot_water_kwh, 0) + coalesce(renewable_fuel_kwh, 0) as kwh,
        nullif(floor_area_m2, 0) as area, true as yearly
    from sites
    where coalesce(electricity_kwh, green_electricity_kwh, gas_kwh, oil_kwh) is not null
)
select
    month, site, yearly,
    coalesce(sum(kwh) filter (where area is not null), 0) as numerator,
    coalesce(sum(area), 0) as denominator,
    coalesce(sum(kwh) filter (where area is null), 0) as unknown
from (select * from monthly union all by name select * from returned)
group by all
