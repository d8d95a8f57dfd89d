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
how = "Kilograms times the warming potential: desflurane 2,540, sevoflurane 130, isoflurane 510, methoxyflurane 4. Nitrous oxide takes the government's figure of the year in which the month's financial year began: 298 to 2022, 265 from 2023. Litres are turned into kilograms by density: liquids 1.465 (desflurane), 1.522 (sevoflurane), 1.496 (isoflurane); nitrous oxide 0.001876, and 0.000933 of it in a litre of gas and air. What was issued counts, not what was given back or thrown away. A row without an amount, or in litres without a density, leaves the month without a figure, and it says which gas. The trust may choose another warming of nitrous oxide (nitrous_oxide_factor in the framework: nitrous_oxide_anaesthetists is 310, that of the Association of Anaesthetists). Of a kilogram of gas and air 0.579 is nitrous oxide: half of the volume, by the weights of its parts (44.013 and 31.998). Standard: what was issued, by nominal volume."
good = "A falling line; no desflurane."
decimals = 1
factors = ["nitrous_oxide"]
improve = {standard = "Take off the bottles and cylinders that expired, came back or were lost, and weigh what the pipes leak."}
owner = "Chief pharmacist"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, gas, supply,
    case when count(tonnes) = count(*) then sum(tonnes) end as numerator, null as denominator,
    bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from gas_carbon
group by all
