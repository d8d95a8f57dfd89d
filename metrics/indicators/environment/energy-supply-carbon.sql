/* +++
code = "N1a2"
title = "Carbon of energy on its way to us"
short = "Losses and supply carbon"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "sites"]
by = ["line", "fuel", "site"]
seasonal = true
why = "Power is lost in the grid, and gas and oil are drilled, refined and carried before they reach us: that carbon is ours to save as well."
how = "Each fuel's kilowatt-hours times the government's factors for what is lost on the way (grid and heat networks) and for well-to-tank (getting, refining and carrying the fuel, that of the grid's losses included), of the year in which the month's financial year began. It is scope 3 and stands beside N1a, not in it. The factor of district heat's well-to-tank leaves out that of its own losses. A yearly estates return stands for a year without twelve months of bills. The last known factor stands, marked provisional; where a factor is missing there is no figure, and it says which. Optimal where at most a tenth of the month's energy was estimated, standard where more was or a yearly return stands for the bills."
good = "A falling line; it falls with the energy we use."
caveat = "Steps at 1 April come from the factors: well-to-tank of electricity rose by 72% from the 2020 to the 2021 factor."
factors = ["electricity_losses", "electricity_well_to_tank", "natural_gas_well_to_tank"]
improve = {standard = "Have the meters read that are now estimated, and bring in the bills of every month."}
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-07-01
decimals = 1
+++ */
select
    month, line, fuel, site, yearly,
    case when count(tonnes) = count(*) then sum(tonnes) end as numerator,
    null as denominator, bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from energy_carbon
where line in ('losses', 'well_to_tank')
group by all
