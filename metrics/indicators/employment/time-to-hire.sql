/* +++
code = "E1f"
title = "Time to hire for entry-level jobs"
short = "Time to hire, entry jobs"
commitment = "local-jobs"
kind = "average"
basis = "distinct"
unit = "days"
better = "down"
counts = "things"
source = ["recruitment"]
by = ["staff_group"]
why = "Someone without savings cannot wait for three months. Slow hiring loses the people we most want to reach."
how = "The median number of days from the advert's closing date to the first day at work, for jobs in Bands 2 to 4 that somebody began in the period: half took longer, half less. A median of months cannot be added up, so that each month, quarter and year is worked out again from its own jobs; there is no numerator, and 1 stands as the denominator. Jobs without a closing date, or without a pay band, are counted apart."
good = "Fewer days. Checks before employment and notice periods set a floor of some weeks."
owner = "Head of recruitment"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with filled as (
    select *, case when pay_band is not null and closing_date <= start_date then start_date - closing_date end as days
    from recruitment
    where pay_band is null or pay_band in ('Band 2', 'Band 3', 'Band 4')
)
select
    month, coalesce(staff_group, 'unknown') as staff_group,
    coalesce(median(days), 0) as numerator,
    (count(days) > 0)::integer as denominator,
    count(*) filter (where days is null) as unknown,
    count(days) as people
from filled
group by all
