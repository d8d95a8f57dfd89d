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
how = "Inhalers by kind times kilograms each: salbutamol metered dose 25.24, breath-actuated 11.79, Accuhaler 0.58, dry powder 0.62 (OpenPrescribing); other metered dose 20, other dry powder 1 (planning averages). Soft mist inhalers have no figure here and are left out, as a number of inhalers in tonnes cannot be told."
good = "A falling line without harm: the inhaler that suits the patient comes first."
decimals = 1
owner = "Chief pharmacist"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select month, inhaler, coalesce(sum(inhalers * cast(kg_each as double) / 1000), 0) as numerator, null as denominator
from inhalers
inner join inhaler_factors on inhaler_factors.kind = inhalers.inhaler
group by all
