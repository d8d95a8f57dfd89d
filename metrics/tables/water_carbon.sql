-- one row for each site, month and bill of water: what comes and what goes
create view water_carbon as
with counted as (
    select
        month, m3, year(month - interval 3 month) as financial_year, sum(factor) as factor,
        bool_or(provisional) as provisional, water.load, water.sheet, water.row
    from water
    left join factors_in_force as in_force
        on vintage = year(month - interval 3 month) and item in ('water_supply', 'water_treatment')
    group by month, m3, water.load, water.sheet, water.row
)
select
    month, m3 * factor / 1000 as tonnes, coalesce(provisional, false) as provisional, 2 as tier,
    case when m3 is not null and factor is null then 'a factor for water in ' || financial_year end as lacks,
    load, sheet, row
from counted
