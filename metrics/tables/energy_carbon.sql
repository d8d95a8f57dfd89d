-- one row for each use of energy (a site, month and fuel of a bill; a site, year and fuel of a return) and line of its carbon
create view energy_carbon as
with used as (
    select
        month, coalesce(site_name, site_code, 'unknown') as site, coalesce(fuel, 'fuel not told') as fuel, tariff, kwh,
        false as yearly,
        -- up to a tenth of a month's energy not read from a meter: as good as it gets
        case
            when sum(abs(kwh)) filter (where read_type is distinct from 'actual') over (partition by month)
                > sum(abs(kwh)) over (partition by month) / 10 then 2
            else 3
        end as tier,
        load, sheet, row
    from energy
    union all
    select
        month, case when is_site then coalesce(site_name, site_code) else 'Remaining small sites' end, fuel, tariff, kwh,
        true, 2, load, sheet, row
    from (
        select
            month, is_site, site_name, site_code, load, sheet, row,
            unnest([
                {fuel: 'electricity', tariff: 'standard',
                    kwh: coalesce(electricity_kwh, 0) + coalesce(other_electricity_kwh, 0)},
                {fuel: 'electricity', tariff: 'green', kwh: green_electricity_kwh},
                {fuel: 'gas', tariff: null, kwh: gas_kwh}, {fuel: 'oil', tariff: null, kwh: oil_kwh},
                {fuel: 'coal', tariff: null, kwh: coal_kwh}, {fuel: 'steam', tariff: null, kwh: steam_kwh},
                {fuel: 'hot_water', tariff: null, kwh: hot_water_kwh},
                {fuel: 'biomass', tariff: null, kwh: renewable_fuel_kwh}
            ], recursive := true)
        from sites
        where coalesce(electricity_kwh, green_electricity_kwh, gas_kwh, oil_kwh) is not null
    )
    where kwh <> 0
),
-- power from our own panels has no line of carbon; a fuel that no line knows has one without a factor
lined as (
    select
        used.*, year(month - interval 3 month) as vintage, coalesce(line, 'use') as line, scope,
        coalesce(item, used.fuel) as item
    from used
    left join fuel_factors on fuel_factors.fuel = used.fuel
    where used.fuel <> 'solar'
),
-- the edition nearest to the trust's baseline year, which no later edition moves
fixed as (
    select item, arg_min(cast(factor as double), abs(year - baseline_year) * 2 + (year > baseline_year)::integer) as factor
    from emission_factors, trust
    group by item
)
select
    lined.*, in_force.factor, case when kwh = 0 then 0 else kwh * in_force.factor / 1000 end as tonnes,
    case when kwh = 0 then 0 else kwh * fixed.factor / 1000 end as tonnes_at_baseline,
    coalesce(in_force.provisional, false) as provisional,
    case when kwh <> 0 and in_force.factor is null
        then 'a factor for ' || replace(lined.item, '_', ' ') || ' in ' || lined.vintage end as lacks
from lined
left join factors_in_force as in_force on in_force.item = lined.item and in_force.vintage = lined.vintage
left join fixed on fixed.item = lined.item
