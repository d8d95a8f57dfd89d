/* +++
code = "N2b2"
title = "Carbon of clinical waste"
short = "Clinical waste carbon"
commitment = "less-waste"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["waste"]
by = ["stream", "site"]
why = "A tonne burnt at high temperature makes more than four times the carbon of a tonne of offensive waste."
how = "Tonnes of the three clinical streams times the factor of a hospital study: high temperature incineration 1,074, alternative treatment 569, offensive 249 kg CO2e a tonne, process and transport together (Rizan and others 2021). The government publishes no factor for clinical waste. The factors stay the same from year to year. This is another basis than that of N2b3: the two do not add up. Standard: the contractor's tonnes at a study's factors."
good = "A falling line, from better sorting first."
caveat = "One study of one hospital group; good for comparing years, less so for the exact size."
improve = {standard = "Ask the contractor for the carbon of its own plants, by stream and with its year."}
owner = "Waste manager"
reviewed = 2026-11-01
next_review = 2027-11-01
decimals = 1
+++ */
select
    month, coalesce(site_name, site_code, 'unknown') as site, waste.stream as stream,
    coalesce(sum(tonnes * cast(factor as double) / 1000), 0) as numerator, null as denominator, 2 as tier
from waste
inner join waste_factors on waste_factors.stream = waste.stream
where waste.stream in ('high_temperature', 'alternative_treatment', 'offensive')
group by all
