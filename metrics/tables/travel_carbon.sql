-- one row for each month and way of travelling; without a distance tonnes is null and is_known false
create view travel_carbon as
with named as (
    select
        month, mode, year(month - interval 3 month) as financial_year, coalesce(km, miles * 1.609344) as distance,
        case when starts_with(mode, 'car') then mode || '_miles' else mode || '_km' end as item,
        load, sheet, row
    from travel
),
counted as (
    select
        named.*, coalesce(provisional, false) as provisional, distance is not null or mode = 'bicycle' as is_known,
        case
            when mode = 'bicycle' or distance = 0 then 0
            else distance * factor / case when unit = 'mile' then 1.609344 else 1 end / 1000
        end as tonnes
    from named
    left join factors_in_force as in_force on in_force.item = named.item and vintage = financial_year
)
select
    month, mode, is_known, tonnes, provisional, case when mode = 'bicycle' then 3 else 2 end as tier,
    case when is_known and tonnes is null
        then 'a factor for ' || replace(item, '_', ' ') || ' in ' || financial_year end as lacks,
    load, sheet, row
from counted
