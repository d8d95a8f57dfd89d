-- one row for each part of the NHS Carbon Footprint that a row of a file tells; a file that did not come is a row of each of its parts
create view footprint_carbon as
with files as (
    select distinct month, 'energy bills' as file from energy
    union all select distinct month, 'anaesthetic gases' from gases
    union all select distinct month, 'inhalers issued' from inhalers
    union all select distinct month, 'business travel' from travel
    union all select distinct month, 'waste' from waste
    union all select distinct month, 'water bills' from water
),
-- what a file that did not come would have told: each of its parts is without a figure, not zero
absent as (
    select months.month, told.file, told.part, told.scope
    from (select distinct month from files) as months
    cross join (
        values
            ('energy bills', 'energy in buildings', 1), ('energy bills', 'energy in buildings', 2),
            ('energy bills', 'losses and supply of energy', 3), ('anaesthetic gases', 'anaesthetic gases', 1),
            ('inhalers issued', 'metered dose inhalers', 3), ('business travel', 'business travel', 3),
            ('waste', 'clinical waste', 3), ('waste', 'other waste', 3), ('water bills', 'water', 3)
    ) as told (file, part, scope)
    anti join files on files.month = months.month and files.file = told.file
),
parts as (
    select
        month, case line when 'use' then 'energy in buildings' else 'losses and supply of energy' end as part, scope,
        tonnes, provisional, lacks, tier, load, sheet, row
    from energy_carbon
    where not yearly
    union all
    select month, 'anaesthetic gases', 1, tonnes, provisional, lacks, tier, load, sheet, row from gas_carbon
    union all
    select month, 'business travel', 3, tonnes, provisional, lacks, tier, load, sheet, row from travel_carbon where is_known
    union all
    select
        month, case when is_clinical then 'clinical waste' else 'other waste' end, 3, coalesce(tonnes, 0), provisional, lacks,
        tier, load, sheet, row
    from waste_carbon
    union all
    select month, 'water', 3, tonnes, provisional, lacks, tier, load, sheet, row
    from water_carbon
    where tonnes is not null or lacks is not null
    union all
    select
        month, 'metered dose inhalers', 3, inhalers * cast(kg_each as double) / 1000, false, null,
        case when inhaler = 'other_mdi' then 1 else 2 end, inhalers.load, inhalers.sheet, inhalers.row
    from inhalers
    inner join inhaler_factors on kind = inhaler
    where inhaler in ('salbutamol_mdi', 'salbutamol_breath', 'other_mdi')
    union all
    select month, part, scope, null, false, file || ' of ' || strftime(month, '%B %Y'), null, null, null, null from absent
)
select month, part, scope, tonnes, provisional, lacks, tier, load, sheet, row from parts
