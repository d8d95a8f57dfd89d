/* +++
code = "W4a"
title = "People who volunteered with us"
short = "Active volunteers"
commitment = "giving-time"
kind = "count"
basis = "distinct"
unit = "people"
better = "up"
counts = "people"
source = ["volunteers"]
by = ["council", "role"]
why = "Volunteering is company, and for some the way back into work. Wards feel the difference."
how = "Different people who gave any time as volunteers in the period, each counted once, by the volunteer number. Counted anew for a quarter or a year: someone who came in three months is one person. Volunteers with no hours in the period are left out; those whose hours are not recorded are counted apart. Our own staff who volunteer elsewhere are not in this list."
good = "A rising number, from all our towns."
owner = "Volunteer manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with people as (
    select month, council, role, person, coalesce(bool_or(hours > 0), false) as is_active, bool_or(hours is null) as is_open
    from volunteers
    group by all
)
select
    month, council, coalesce(role, 'unknown') as role,
    count(distinct person) filter (where is_active) as numerator,
    null::bigint as denominator,
    count(distinct person) filter (where not is_active and is_open) as unknown,
    count(distinct person) filter (where not is_active and not is_open) as left_out
from people
group by all
