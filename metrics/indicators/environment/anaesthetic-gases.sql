/* +++
code = "N4a"
title = "Carbon of anaesthetic gases"
short = "Anaesthetic gases"
commitment = "clinical-carbon"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["gases"]
by = ["gas", "supply"]
why = "A bottle of desflurane warms the air as much as thousands of miles by car; much nitrous oxide leaks before it reaches a patient."
how = "Kilograms times the warming potential: desflurane 2,540, sevoflurane 130, isoflurane 510, methoxyflurane 4. Nitrous oxide takes the government's figure of the year in which the month's financial year began: 298 to 2022, 265 from 2023. Litres are turned into kilograms by density: liquids 1.465 (desflurane), 1.522 (sevoflurane), 1.496 (isoflurane); nitrous oxide 0.001876, and 0.000933 of it in a litre of gas and air. What was issued counts, not what was given back or thrown away. A row without an amount, or in litres without a density, leaves the month without a figure."
good = "A falling line; no desflurane."
decimals = 1
owner = "Chief pharmacist"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with amounts as (
    select
        gases.month, gases.gas, gases.supply, year(gases.month - interval 3 month) as vintage,
        coalesce(gases.kg * share, gases.litres * kg_per_litre) as mass, warming.factor, warming.item
    from gases
    left join gas_warming as warming on warming.gas = gases.gas
),
factors as (
    select item, year, cast(factor as double) as factor, lead(year) over (partition by item order by year) as next_year
    from emission_factors
)
select
    month, gas, coalesce(supply, 'not said') as supply,
    case
        when count(*) filter (where mass is null or coalesce(amounts.factor, factors.factor) is null) = 0
            then coalesce(sum(mass * coalesce(amounts.factor, factors.factor) / 1000), 0)
    end as numerator,
    null as denominator,
    coalesce(bool_or(next_year is null and vintage > year), false) as provisional
from amounts
left join factors
    on factors.item = amounts.item and vintage >= factors.year and (next_year is null or vintage < next_year)
group by all
