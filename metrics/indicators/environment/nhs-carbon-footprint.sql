/* +++
code = "N1a5"
title = "NHS Carbon Footprint, as far as counted"
short = "NHS Carbon Footprint"
commitment = "net-zero-buildings"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["energy", "gases", "inhalers", "travel", "waste", "water"]
by = ["part", "scope"]
seasonal = true
benchmark = "NHS: net zero by 2040 for the Carbon Footprint, 2045 for the Footprint Plus; 80% below 1990 by 2028 to 2032 and by 2036 to 2039"
why = "One figure for the carbon that the NHS controls itself, by the parts that the national net zero plan names."
how = "Energy in buildings (N1a), losses and supply of that energy (N1a2), anaesthetic gases (N4a), business travel (N3a), metered dose inhalers (of N4b), clinical and other waste (N2b2 and N2b3) and water (supply and treatment). Scope 1 is what is burnt and released here, scope 2 power and heat that others make for us, scope 3 the rest. Waste is on two bases, a hospital study's for the clinical streams and the government's for the others, and is shown in two parts. A month in which one of the six files did not come has no figure, and it says which. Not in it, as no file tells them: fuel of our own vehicles, and refrigerants. The Footprint Plus (N1a6) adds what is bought, commuting, and travel of patients and visitors. The quality is that of the weakest part."
good = "A falling line on the way to zero in 2040."
factors = ["electricity", "electricity_well_to_tank", "natural_gas", "nitrous_oxide", "waste_landfill"]
improve.reduced = "Have the pharmacy name each product, so that no planning average is needed."
improve.standard = "See N1a, N2b2, N2b3, N3a and N4a: each says what would improve its part."
owner = "Sustainability lead"
reviewed = 2026-11-01
next_review = 2027-07-01
+++ */
select
    month, part, 'scope ' || coalesce(scope::varchar, 'not known') as scope,
    case when count(lacks) = 0 then coalesce(sum(tonnes), 0) end as numerator, null as denominator,
    bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from footprint_carbon
group by all
