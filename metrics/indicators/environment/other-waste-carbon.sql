/* +++
code = "N2b3"
title = "Carbon of waste that is not clinical"
short = "Other waste carbon"
commitment = "less-waste"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["waste"]
by = ["stream", "site"]
why = "What goes to landfill makes about a hundred times the carbon of what is sorted."
how = "Tonnes times the government's factor of the year in which the month's financial year began: landfill, energy from waste, food, and recycling (which stands for electrical and confidential waste too). What was used again is left out. These factors hold little more than the carriage to the plant and are another basis than that of N2b2: the two do not add up. The last known factor stands, marked provisional, until the next is published; without a factor there is no figure."
good = "A falling line, nothing to landfill."
caveat = "Steps at 1 April come from the factors: energy from waste and recycling fell by 70% from 2023 to 2024 and by 27% to 2025; landfill rose more than fourfold from 2019 to 2020."
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-07-01
decimals = 1
+++ */
with named as (
    select
        month, coalesce(site_name, site_code, 'unknown') as site, stream, tonnes, year(month - interval 3 month) as vintage,
        case stream
            when 'landfill' then 'waste_landfill' when 'energy_from_waste' then 'waste_energy_recovery'
            when 'food' then 'waste_food' else 'waste_recycling'
        end as item
    from waste
    where stream not in ('high_temperature', 'alternative_treatment', 'offensive', 'reuse')
),
factors as (
    select item, year, cast(factor as double) as factor, lead(year) over (partition by item order by year) as next_year
    from emission_factors
)
select
    month, site, stream,
    case
        when count(*) filter (where tonnes <> 0 and factor is null) = 0 then coalesce(sum(tonnes * factor / 1000), 0)
    end as numerator,
    null as denominator,
    coalesce(bool_or(next_year is null and vintage > year), false) as provisional
from named
left join factors
    on factors.item = named.item and vintage >= factors.year and (next_year is null or vintage < next_year)
group by all
