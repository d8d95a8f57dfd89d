/* +++
code = "N1a"
title = "Carbon from energy in our buildings"
short = "Carbon from buildings"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "sites"]
by = ["fuel", "scope", "site"]
headline = true
benchmark = "NHS Carbon Footprint: net zero by 2040, 80% below 1990 by 2028 to 2032"
why = "Heating and lighting hospitals is the largest part of the carbon that the trust controls itself."
how = "Each fuel's kilowatt-hours times the government's factor of the year in which the month's financial year began, in tonnes of carbon dioxide equivalent. Grid electricity counts at the national grid's factor whatever the tariff; power from panels counts as none. Losses in the grid and the fuel's own supply chain are not in it. A yearly estates return stands for a year without twelve months of bills. The last known factor stands, marked provisional, until the next is published; where a fuel has no factor for the year there is no figure, and it says which is missing. Fuels burnt here are scope 1; electricity and heat that others make for us are scope 2. Optimal where at most a tenth of the month's energy was estimated, standard where more was or a yearly return stands for the bills."
good = "A falling line, on or below the straight path from the first year to zero in 2040."
seasonal = true
factors = ["electricity", "natural_gas", "district_heat"]
improve = {standard = "Have the meters read that are now estimated, and bring in the bills of every month."}
caveat = "A step at 1 April can come from the factor alone: grid electricity fell by 14.5% from the 2024 to the 2025 factor."
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
select
    month, fuel, 'scope ' || coalesce(scope::varchar, 'not known') as scope, site, yearly,
    -- one use without a factor, and there is no figure
    case when count(tonnes) = count(*) then sum(tonnes) end as numerator,
    null as denominator, bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from energy_carbon
where line = 'use'
group by all
