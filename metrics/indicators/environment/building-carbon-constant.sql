/* +++
code = "N1a4"
title = "Carbon from buildings, factors unchanged"
short = "Carbon, factors unchanged"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "sites"]
by = ["fuel", "site"]
seasonal = true
why = "The grid grows cleaner by itself: this line shows what we did, without what the factors did."
how = "As N1a, but every month at the factors of the trust's baseline year of carbon (carbon_baseline_year in the framework, 2019/20 unless the trust says another); a fuel without a factor for that year takes the nearest edition. What N1a fell more than this line, the factors did; what this line fell, the trust did. Optimal where at most a tenth of the month's energy was estimated, standard where more was or a yearly return stands for the bills."
good = "A falling line: less energy, or cleaner fuels."
improve = {standard = "Have the meters read that are now estimated, and bring in the bills of every month."}
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
select
    month, fuel, site, yearly,
    case when count(tonnes_at_baseline) = count(*) then sum(tonnes_at_baseline) end as numerator,
    null as denominator,
    string_agg(distinct case when tonnes_at_baseline is null then 'a factor for ' || replace(item, '_', ' ') end, '; ') as lacks,
    min(tier) as tier
from energy_carbon
where line = 'use'
group by all
