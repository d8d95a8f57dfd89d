/* +++
code = "W3a"
title = "Figures of this dashboard that are up to date"
short = "Figures up to date"
commitment = "open-and-accountable"
kind = "share"
basis = "stock"
unit = "percent"
better = "up"
counts = "things"
typed = false
source = ["completeness"]
by = ["area"]
target = 0.95
why = "A promise whose figure stopped coming last spring is one that nobody watches any more."
how = "Of the indicators that have had a figure by the month, the share that have one for one of the last two periods that were over: months, quarters or financial years, as often as their spreadsheet is due. An indicator that never had a figure is not counted until its first one, and those about the dashboard itself never are. Counted by what is in now: a file that came late mends the month that it is for. The newest month is the newest one of any monthly figure, so that when nothing at all comes, nothing new is said."
good = "95% or more, and said in public. The 95% is our proposal."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select month, area, count(*) filter (where is_current) as numerator, count(*) as denominator
from completeness
group by all
