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
how = "Tonnes times the government's factor of the year in which the month's financial year began: landfill, energy from waste, food, and recycling (which stands for electrical and confidential waste too). What was used again is left out. These factors hold little more than the carriage to the plant and are another basis than that of N2b2: the two do not add up. The last known factor stands, marked provisional, until the next is published; without a factor there is no figure, and it says which is missing. Standard: the contractor's tonnes at the national factors."
good = "A falling line, nothing to landfill."
caveat = "Steps at 1 April come from the factors: energy from waste and recycling fell by 70% from 2023 to 2024 and by 27% to 2025; landfill rose more than fourfold from 2019 to 2020."
factors = ["waste_landfill", "waste_energy_recovery", "waste_food"]
improve = {standard = "Ask the contractor for the weight of every collection and the plant it went to, and for the plant's own factor."}
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-07-01
decimals = 1
+++ */
with named as (
    select
        month, coalesce(site_name, site_code, 'unknown') as site, stream, tonnes, year(month - interval 3 month) as financial_year,
        case stream
            when 'landfill' then 'waste_landfill' when 'energy_from_waste' then 'waste_energy_recovery'
            when 'food' then 'waste_food' else 'waste_recycling'
        end as item
    from waste
    where stream not in ('high_temperature', 'alternative_treatment', 'offensive', 'reuse')
),
counted as (
    select named.*, case when tonnes = 0 then 0 else tonnes * factor / 1000 end as carbon, provisional
    from named
    left join factors_in_force as in_force on in_force.item = named.item and vintage = financial_year
)
select
    month, site, stream,
    case when count(*) filter (where tonnes is not null and carbon is null) = 0 then coalesce(sum(carbon), 0) end as numerator,
    null as denominator, coalesce(bool_or(provisional), false) as provisional,
    string_agg(distinct 'a factor for ' || replace(item, '_', ' ') || ' in ' || financial_year, '; ')
        filter (where tonnes is not null and carbon is null) as lacks,
    2 as tier
from counted
group by all
