/* +++
code = "W4a2"
title = "Hours that volunteers gave"
short = "Volunteer hours"
commitment = "giving-time"
kind = "total"
basis = "flow"
unit = "hours"
better = "up"
counts = "things"
source = ["volunteers"]
by = ["council", "role"]
why = "Many volunteers who come once, or a few who carry everything: the hours tell which."
how = "All hours on the volunteers' list, by the month in which they were given. Rows without hours add nothing to the sum: how many volunteers they are stands beside the number of people who volunteered."
good = "Rising with the number of volunteers."
owner = "Volunteer manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select month, council, coalesce(role, 'unknown') as role, coalesce(sum(hours), 0) as numerator, null::bigint as denominator,
    count(distinct person) filter (where hours > 0) as people
from volunteers
group by all
