/* +++
code = "E3a"
title = "Apprenticeship starts"
short = "Apprenticeship starts"
commitment = "skills"
kind = "share"
basis = "flow-over-stock"
grain = "year"
unit = "percent"
better = "up"
counts = "people"
source = ["apprenticeships", "staff_in_post"]
decimals = 1
benchmark = "2.3% was the target for public bodies until 31 March 2022; they are still asked to report (gov.uk, public sector apprenticeship target)"
why = "An apprenticeship pays while one learns, so that nobody has to choose between a wage and a qualification."
how = "People who began an apprenticeship in the financial year, new to the trust or already on its staff, out of the headcount on the 31 March before the year began: people in post without bank and honorary contracts, each counted once. The share of a quarter or of part of a year is out of the same headcount and is not scaled up to twelve months. Without the list of staff for that March there is no figure."
good = "A rising share. 2.3% of the headcount was the last national target."
owner = "Apprenticeship manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with heads as (
    select cast(month + interval 1 month as date) as since, count(distinct coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row)) as people
    from staff_in_post
    where month(month) = 3 and coalesce(assignment_category, '') not in ('bank', 'honorary')
    group by all
),
begun as (
    select
        month, make_date(year(month) - (month(month) < 4)::integer, 4, 1) as since,
        count(distinct coalesce(person, load || ':' || coalesce(sheet, '') || ':' || row)) as people
    from apprenticeships
    group by all
)
select begun.month, begun.people as numerator, heads.people as denominator
from begun
left join heads using (since)
