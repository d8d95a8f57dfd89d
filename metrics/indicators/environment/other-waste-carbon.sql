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
select
    month, site, stream,
    case when count(lacks) = 0 then coalesce(sum(tonnes), 0) end as numerator, null as denominator,
    bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from waste_carbon
where not is_clinical
group by all
