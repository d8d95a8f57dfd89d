/* +++
code = "E3d"
title = "Placements for young people from schools in priority areas"
short = "Placements, priority"
commitment = "skills"
kind = "total"
basis = "flow"
unit = "people"
better = "up"
counts = "people"
source = ["placements"]
needs = ["directory"]
by = ["council", "kind"]
why = "Young people choose work that they have seen. Those whose families know nobody in the hospital need us to open the door."
how = "People who began a work-experience or T-level placement in the month and whose school or college stands in the area and in one of the fifth most deprived neighbourhoods of England. The framework says wards; we use the neighbourhood of the school's postcode, because deprivation is published for neighbourhoods. Placements of other schools are left out and shown; those of schools without a usable postcode are counted apart. Someone with two placements counts twice."
good = "A rising number. It follows the school year: compare a quarter with the same quarter of the year before."
owner = "Head of widening participation"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with judged as (
    select *, case when not is_local then false else is_local and place.decile <= 2 end as is_priority
    from placements
)
select
    month, council, coalesce(kind, 'unknown') as kind,
    coalesce(sum(people) filter (where is_priority), 0) as numerator,
    null::bigint as denominator,
    coalesce(sum(people) filter (where is_priority is null), 0) as unknown,
    coalesce(sum(people) filter (where not is_priority), 0) as left_out
from judged
group by all
