/* +++
code = "E4a"
title = "Gap between our staff and the people of our place"
short = "Representation gap"
commitment = "fair-representation"
kind = "share"
basis = "stock"
grain = "year"
unit = "percent"
better = "toward"
target = 0.0
counts = "people"
public = false
source = ["representation"]
needs = ["population"]
by = ["characteristic", "group"]
decimals = 1
why = "A workforce that looks like the people it serves understands them better, and shows that the door is open."
how = "The share of staff in a group, out of those whose answer is known, less the group's share of the area's people of working age. Below zero: fewer among staff than in the area. From the newest count in each financial year and the trust's own table of the population (population.csv: characteristic, group, share as a fraction, source). Only groups named in that table are counted: name those that are under-represented in work and leave their opposites out, because a group and its opposite cancel out. The whole is the average gap over all groups, weighted by known answers; a gap above can hide one below, so read it group by group. People who gave no answer are counted apart. Only counts are kept, never rows of people."
good = "Toward zero, group by group."
caveat = "Not published: from a gap and the number of staff a small group could be recognised."
owner = "Head of equality, diversity and inclusion"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with newest as (
    select *
    from representation
    qualify rank() over (partition by year(month) - (month(month) < 4)::integer order by as_at desc) = 1
)
select
    newest.month, true as yearly, newest.characteristic, newest.characteristic || ': ' || newest."group" as "group",
    sum(newest.staff - newest.known * population.share) as numerator,
    sum(newest.known) as denominator,
    sum(newest.not_known) as unknown
from newest
join population
    on lower(trim(population.characteristic)) = lower(trim(newest.characteristic))
    and lower(trim(population."group")) = lower(trim(newest."group"))
group by all
