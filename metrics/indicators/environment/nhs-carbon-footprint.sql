/* +++
code = "N1a5"
title = "NHS Carbon Footprint, as far as counted"
short = "NHS Carbon Footprint"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "gases", "inhalers", "travel", "waste", "water"]
by = ["part", "scope"]
seasonal = true
benchmark = "NHS: net zero by 2040 for the Carbon Footprint, 2045 for the Footprint Plus; 80% below 1990 by 2028 to 2032 and by 2036 to 2039"
why = "One figure for the carbon that the NHS controls itself, by the parts that the national net zero plan names."
how = "Energy in buildings (N1a), losses and supply of that energy (N1a2), anaesthetic gases (N4a), business travel (N3a), metered dose inhalers (of N4b), clinical and other waste (N2b2 and N2b3) and water (supply and treatment). Scope 1 is what is burnt and released here, scope 2 power and heat that others make for us, scope 3 the rest. Waste is on two bases, a hospital study's for the clinical streams and the government's for the others, and is shown in two parts. A month in which one of the six files did not come has no figure, and it says which. Not in it, as no file tells them: fuel of our own vehicles, and refrigerants. The Footprint Plus adds what is bought (N4c has a rough estimate, too rough to add), commuting, and travel of patients and visitors, and is not counted here. The quality is that of the weakest part."
good = "A falling line on the way to zero in 2040."
factors = ["electricity", "electricity_well_to_tank", "natural_gas", "nitrous_oxide", "waste_landfill"]
improve.reduced = "Have the pharmacy name each product, so that no planning average is needed."
improve.standard = "See N1a, N2b2, N2b3, N3a and N4a: each says what would improve its part."
owner = "Sustainability lead"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
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
        tonnes, provisional, lacks, tier
    from energy_carbon
    where not yearly
    union all
    select month, 'anaesthetic gases', 1, tonnes, provisional, lacks, tier from gas_carbon
    union all
    select month, 'business travel', 3, tonnes, provisional, lacks, tier from travel_carbon where is_known
    union all
    select
        month, case when is_clinical then 'clinical waste' else 'other waste' end, 3, coalesce(tonnes, 0), provisional, lacks,
        tier
    from waste_carbon
    union all
    select month, 'water', 3, tonnes, provisional, lacks, tier from water_carbon where tonnes is not null or lacks is not null
    union all
    select
        month, 'metered dose inhalers', 3, inhalers * cast(kg_each as double) / 1000, false, null,
        case when inhaler = 'other_mdi' then 1 else 2 end
    from inhalers
    inner join inhaler_factors on kind = inhaler
    where inhaler in ('salbutamol_mdi', 'salbutamol_breath', 'other_mdi')
    union all
    select month, part, scope, null, false, file || ' of ' || strftime(month, '%B %Y'), null from absent
)
select
    month, part, 'scope ' || coalesce(scope::varchar, 'not known') as scope,
    case when count(lacks) = 0 then coalesce(sum(tonnes), 0) end as numerator, null as denominator,
    bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from parts
group by all
