/* +++
code = "N1a"
title = "Carbon from energy in our buildings"
short = "Carbon from buildings"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "sites"]
by = ["fuel", "site"]
headline = true
benchmark = "NHS Carbon Footprint: net zero by 2040, 80% below 1990 by 2028 to 2032"
why = "Heating and lighting hospitals is the largest part of the carbon that the trust controls itself."
how = "Each fuel's kilowatt-hours times the government's factor of the year in which the month's financial year began, in tonnes of carbon dioxide equivalent. Grid electricity counts at the national grid's factor whatever the tariff; power from panels counts as none. Losses in the grid and the fuel's own supply chain are not in it. A yearly estates return stands for a year without twelve months of bills. The last known factor stands, marked provisional, until the next is published; where a fuel has no factor yet for the year there is no figure."
good = "A falling line, on or below the straight path from the first year to zero in 2040."
seasonal = true
caveat = "A step at 1 April can come from the factor alone: grid electricity fell by 14.5% from the 2024 to the 2025 factor."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
with used as (
    select month, coalesce(site_name, site_code, 'unknown') as site, fuel, kwh, false as yearly from energy
    union all
    select month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end, fuel, kwh, true
    from (
        select
            month, is_site, site_name, site_code,
            unnest([
                {fuel: 'electricity', kwh: coalesce(electricity_kwh, 0) + coalesce(green_electricity_kwh, 0)
                    + coalesce(other_electricity_kwh, 0)},
                {fuel: 'gas', kwh: gas_kwh}, {fuel: 'oil', kwh: oil_kwh}, {fuel: 'coal', kwh: coal_kwh},
                {fuel: 'steam', kwh: steam_kwh}, {fuel: 'hot_water', kwh: hot_water_kwh},
                {fuel: 'biomass', kwh: renewable_fuel_kwh}
            ], recursive := true)
        from sites
        where coalesce(electricity_kwh, green_electricity_kwh, gas_kwh, oil_kwh) is not null
    )
    where kwh <> 0
),
named as (
    select
        *, year(month - interval 3 month) as vintage,
        case
            when fuel in ('gas', 'chp_gas') then 'natural_gas' when fuel = 'oil' then 'gas_oil'
            when fuel in ('steam', 'hot_water') then 'district_heat' when fuel = 'biomass' then 'wood_pellets'
            else fuel
        end as item
    from used
),
factors as (
    select item, year, cast(factor as double) as factor, lead(year) over (partition by item order by year) as next_year
    from emission_factors
)
select
    month, fuel, site, yearly,
    -- one use without a factor, and there is no figure
    case
        when count(*) filter (where kwh <> 0 and fuel <> 'solar' and factor is null) = 0
            then coalesce(sum(kwh * factor / 1000) filter (where fuel <> 'solar'), 0)
    end as numerator,
    null as denominator,
    coalesce(bool_or(next_year is null and vintage > year), false) as provisional
from named
left join factors
    on factors.item = named.item and vintage >= factors.year and (next_year is null or vintage < next_year)
group by all
