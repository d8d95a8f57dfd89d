/* +++
code = "W1d"
title = "Statements on which people agreed"
short = "Statements agreed"
commitment = "made-together"
kind = "share"
basis = "flow"
unit = "percent"
better = "neither"
counts = "things"
source = ["delphi"]
by = ["round"]
benchmark = "75% is the threshold that studies use most often"
why = "The framework's priorities were chosen with people, and are looked at again with them."
how = "Of the statements put to people in the rounds held in the period, the share on which the percentage who gave 7, 8 or 9 out of 9 reached the threshold fixed before the round. Statements of a round without a threshold are counted apart."
good = "Neither way is good in itself: a round shows where people agree and where they do not."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, cast(round as varchar) as round,
    count(*) filter (where agree_percent >= threshold_percent) as numerator,
    count(*) filter (where agree_percent is not null and threshold_percent is not null) as denominator,
    count(*) filter (where agree_percent is null or threshold_percent is null) as unknown
from delphi
group by all
