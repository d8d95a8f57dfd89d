/* +++
code = "N1a3"
title = "Carbon of electricity by our contracts"
short = "Electricity, market-based"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "sites"]
by = ["tariff", "site"]
seasonal = true
why = "It shows what our green contracts claim, beside what the grid in fact sends us."
how = "Market-based: bought electricity on a green tariff counts as none, all other at the national grid's factor of the year in which the month's financial year began, as no factor of a supplier is known. A bill that names no tariff counts at the grid's factor. The headline N1a is location-based: there a green tariff counts as any other. Power from our own panels is not bought and in neither. A yearly estates return stands for a year without twelve months of bills. Optimal where at most a tenth of the month's energy was estimated, standard where more was or a yearly return stands for the bills."
good = "Read it beside N1a; only a falling N1a means less carbon in the air."
caveat = "The two must never be added: they are two answers to one question."
factors = ["electricity"]
improve = {standard = "Have the meters read that are now estimated, and ask each supplier for the factor of its own mix."}
owner = "Estates and facilities"
reviewed = 2026-11-01
next_review = 2027-07-01
decimals = 1
+++ */
select
    month, coalesce(tariff, 'not told') as tariff, site, yearly,
    case
        when count(tonnes) filter (where tariff is distinct from 'green') = count(*) filter (where tariff is distinct from 'green')
            then coalesce(sum(tonnes) filter (where tariff is distinct from 'green'), 0)
    end as numerator,
    null as denominator, bool_or(provisional) as provisional,
    string_agg(distinct lacks, '; ') filter (where tariff is distinct from 'green') as lacks, min(tier) as tier
from energy_carbon
where line = 'use' and fuel = 'electricity'
group by all
