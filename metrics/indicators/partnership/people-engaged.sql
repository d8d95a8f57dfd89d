/* +++
code = "W1a"
title = "People engaged for the first time"
short = "People engaged"
commitment = "made-together"
kind = "count"
basis = "flow"
unit = "people"
better = "up"
counts = "people"
source = ["engagement"]
by = ["group"]
headline = true
why = "A promise made with people begins with meeting them, and with meeting more of them."
how = "People met at the period's events who had not been met before, as whoever kept the log counted them; so each person counts once, not each time they come. Attendances at events for which nobody counted who was new are shown apart."
good = "A rising number, and none of the nine priority groups left out."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, "group",
    coalesce(sum(new_people), 0) as numerator,
    null as denominator,
    coalesce(sum(people) filter (where new_people is null), 0) as unknown
from engagement
group by all
