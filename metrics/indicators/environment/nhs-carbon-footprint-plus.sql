/* +++
code = "N1a6"
title = "NHS Carbon Footprint Plus, the parts that are told"
short = "Footprint Plus, told parts"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "gases", "inhalers", "travel", "waste", "water", "payments"]
public = false
by = ["part"]
seasonal = true
benchmark = "NHS: 80% below 1990 by 2036 to 2039, net zero by 2045 for the Footprint Plus"
why = "The Footprint Plus is what the NHS answers for and can influence. Most of it is bought, and most of that is not measured: what is told must not be taken for the whole."
how = "The NHS Carbon Footprint as far as it is counted (N1a5, part by part), and the rough estimate of what is bought (N4c, from pounds, by factors of 2020/21). Not in it, each named beside the figure: medicines that are bought, because their pounds hold the gases and inhalers that are counted by weight; staff commuting, and travel of patients and visitors, of which no file tells distances; fuel of our own vehicles, and refrigerants. Nor is spend whose category has no factor (N4c2). A month in which a file of the Footprint or the payments did not come has no figure, and it says which. The quality is reduced, that of its weakest part: read the parts beside each other, and hold no target against the sum."
good = "A falling line on the way to zero in 2045, with fewer parts that are not in it."
caveat = "Low confidence: the larger part is worked out from pounds. The sum is smaller than the whole by the parts that are not in it."
factors = ["electricity", "electricity_well_to_tank", "natural_gas", "nitrous_oxide", "waste_landfill"]
improve.reduced = "Ask staff how far they travel, patients and visitors at least where they come from, and the largest suppliers for the carbon of what they sold us."
owner = "Sustainability lead with procurement"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
select
    month, part,
    case when count(lacks) = 0 then coalesce(sum(tonnes), 0) end as numerator, null as denominator,
    bool_or(provisional) as provisional,
    coalesce(
        string_agg(distinct lacks, '; '),
        -- of a month that is told: what no file tells
        case
            when not bool_or(is_short)
                then 'fuel of our own vehicles; medicines that are bought; refrigerants; staff commuting; travel of patients and visitors'
        end
    ) as lacks,
    min(tier) as tier
from footprint_plus_carbon
group by all
