/* +++
code = "E1e"
title = "Pre-employment programmes that lead to a job"
short = "Programme to job"
commitment = "local-jobs"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "people"
source = ["programmes"]
by = ["programme"]
why = "A programme that ends without a job has taken people's time and hope. What counts is the paid job after it."
how = "Of the people who finished a pre-employment programme six months before, the share who began a paid job, with us or elsewhere, by the same day six months after finishing. The month shown is the one in which the six months ended. A job that is not paid does not count. People of whom the log does not say whether they have a job, or when it began, or whether it is paid, are counted apart. Someone who finishes two programmes is counted in each."
good = "A rising share. Few people finish in a month: read the quarter or the rolling twelve months."
owner = "Head of widening participation"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with followed as (
    select
        cast(month + interval 6 month as date) as month, programme,
        case
            -- a date after the six months, or a job that is not paid, is an answer too
            when job_start_date > finish_date + interval 6 month or not paid then false
            when paid and job_start_date is not null then true
        end as found_work
    from programmes
    where month + interval 6 month <= (select max(month) from programmes)
)
select
    month, coalesce(programme, 'unknown') as programme,
    count(*) filter (where found_work) as numerator,
    count(*) filter (where found_work is not null) as denominator,
    count(*) filter (where found_work is null) as unknown
from followed
group by all
