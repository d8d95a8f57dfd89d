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
    month, site, stream,
    case when count(lacks) = 0 then coalesce(sum(tonnes), 0) end as numerator, null as denominator,
    bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from waste_carbon
where is_clinical
group by all
