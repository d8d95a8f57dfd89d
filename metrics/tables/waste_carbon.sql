-- one row for each site, month and waste stream; the clinical streams by a study's factors, the others by the government's
create view waste_carbon as
with named as (
    select
        month, coalesce(site_name, site_code, 'unknown') as site, waste.stream, tonnes as weight,
        year(month - interval 3 month) as financial_year,
        waste.stream in ('high_temperature', 'alternative_treatment', 'offensive') as is_clinical,
        case waste.stream
            when 'landfill' then 'waste_landfill' when 'energy_from_waste' then 'waste_energy_recovery'
            when 'food' then 'waste_food' else 'waste_recycling'
        end as item,
        cast(study.factor as double) as study_factor,
        waste.load, waste.sheet, waste.row
    from waste
    left join waste_factors as study on study.stream = waste.stream
    where waste.stream <> 'reuse'
),
counted as (
    select
        named.*, not is_clinical and coalesce(provisional, false) as provisional,
        case
            when weight = 0 then 0 else weight * case when is_clinical then study_factor else in_force.factor end / 1000
        end as tonnes
    from named
    left join factors_in_force as in_force on in_force.item = named.item and vintage = financial_year
)
select
    month, site, stream, is_clinical, tonnes, provisional, 2 as tier,
    case when weight is not null and tonnes is null
        then 'a factor for ' || replace(item, '_', ' ') || ' in ' || financial_year end as lacks,
    load, sheet, row
from counted
