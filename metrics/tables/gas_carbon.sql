-- one row for each month, anaesthetic gas and way of supply
create view gas_carbon as
with amounts as (
    select
        gases.month, gases.gas, coalesce(gases.supply, 'not said') as supply, warming.factor,
        year(gases.month - interval 3 month) as financial_year,
        coalesce(gases.kg * share, gases.litres * kg_per_litre) as mass,
        -- which edition of the warming of nitrous oxide counts is a setting of the trust
        case when warming.item = 'nitrous_oxide' then (select nitrous_oxide from trust) else warming.item end as item,
        gases.load, gases.sheet, gases.row
    from gases
    left join gas_warming as warming on warming.gas = gases.gas
),
counted as (
    select
        amounts.*, coalesce(provisional, false) as provisional,
        mass * coalesce(amounts.factor, in_force.factor) / 1000 as tonnes
    from amounts
    left join factors_in_force as in_force on in_force.item = amounts.item and vintage = financial_year
)
select
    month, gas, supply, tonnes, provisional, 2 as tier,
    case
        when mass is null then 'an amount, or a density, of ' || replace(gas, '_', ' ')
        when tonnes is null then 'a factor for ' || replace(coalesce(item, gas), '_', ' ') || ' in ' || financial_year
    end as lacks,
    load, sheet, row
from counted
