/* +++
code = "N3c"
title = "Staff who do not drive to work alone"
short = "Not driving alone"
commitment = "clean-travel"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "people"
source = ["travel_survey"]
why = "Most of the traffic at our gates is our own staff."
how = "Of the staff who answered the travel survey, the share whose usual way to work is not a car alone. Answers without a way of coming are unknown. Read it beside the number asked: few answers tell little."
good = "A rising share, from at least a third of staff answering."
grain = "year"
owner = "Travel lead"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    coalesce(sum(people) filter (where mode <> 'car_alone'), 0) as numerator,
    coalesce(sum(people) filter (where mode is not null), 0) as denominator,
    coalesce(sum(people) filter (where mode is null), 0) as unknown
from travel_survey
group by all
