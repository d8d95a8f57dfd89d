/* +++
code = "N2d"
title = "Food thrown away for each meal"
short = "Food waste per meal"
commitment = "less-waste"
kind = "rate"
basis = "flow"
unit = "kg per meal"
better = "down"
counts = "things"
source = ["food"]
by = ["site"]
why = "Food thrown away was grown, bought, cooked and carried for nothing."
how = "Kilograms of food waste divided by main meals ordered, of sites that told both. Meals of a site that did not weigh its waste are unknown, and so not in the figure."
good = "A falling line."
decimals = 3
unknown_of = "meals of sites that did not weigh their waste"
benchmark = "NHS: about 18% of food wasted, ambition below 5%"
owner = "Head of catering"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, coalesce(site_name, site_code, 'unknown') as site,
    coalesce(sum(waste_kg), 0) as numerator,
    coalesce(sum(meals) filter (where waste_kg is not null), 0) as denominator,
    coalesce(sum(meals) filter (where waste_kg is null), 0) as unknown
from food
group by all
