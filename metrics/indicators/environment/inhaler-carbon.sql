/* +++
code = "N4b"
title = "Carbon of inhalers issued"
short = "Inhaler carbon"
commitment = "clinical-carbon"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["inhalers"]
by = ["inhaler"]
why = "The propellant of one metered dose inhaler warms the air like a drive of many miles; a dry powder one has none."
how = "Inhalers by kind times kilograms each: salbutamol metered dose 25.24, breath-actuated 11.79, Accuhaler 0.58, dry powder 0.62 (OpenPrescribing); other metered dose 20, other dry powder 1 (planning averages). Soft mist inhalers, and kinds not recognised, have no figure here: their number is counted apart as unknown. Reduced where planning averages are in it, else standard."
good = "A falling line without harm: the inhaler that suits the patient comes first."
decimals = 1
unknown_of = "inhalers of a kind without a figure"
improve.reduced = "Have the pharmacy name each product, so that no planning average is needed."
improve.standard = "Take each product's own carbon from its maker."
owner = "Chief pharmacist"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, inhalers.inhaler as inhaler,
    coalesce(sum(inhalers * cast(kg_each as double) / 1000), 0) as numerator, null as denominator,
    coalesce(sum(inhalers) filter (where kg_each is null), 0) as unknown,
    case when bool_or(inhalers.inhaler in ('other_mdi', 'other_dpi')) then 1 else 2 end as tier
from inhalers
left join inhaler_factors on inhaler_factors.kind = inhalers.inhaler
group by all
