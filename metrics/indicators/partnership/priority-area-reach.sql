/* +++
code = "W1b"
title = "People engaged who live in priority areas"
short = "Reach, priority areas"
commitment = "made-together"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "people"
source = ["engagement"]
by = ["group"]
why = "Those with the least should have at least their share of the say."
how = "Of the people met at the month's events whose area is known, the share who live in one of the fifth most deprived neighbourhoods of England, as whoever kept the log counted them. Someone met twice is counted twice. People whose area nobody asked for are counted apart."
good = "31% or more: as many as live there."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, "group",
    coalesce(sum(priority_area) filter (where known_area is not null), 0) as numerator,
    coalesce(sum(known_area) filter (where priority_area is not null), 0) as denominator,
    coalesce(sum(people - case when priority_area is null then 0 else coalesce(known_area, 0) end), 0) as unknown
from engagement
group by all
