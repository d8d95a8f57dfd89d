/* +++
code = "W3b"
title = "Public page updated in time"
short = "Public page in time"
commitment = "open-and-accountable"
kind = "share"
basis = "flow"
unit = "percent"
better = "up"
counts = "things"
typed = false
source = ["publications"]
why = "Figures that come months later are history. People should see how we do while it can still be put right."
how = "Of the months for which the public page was due, the share in which a publication came out after the month's end and by the tenth working day. Working days are Monday to Friday: bank holidays are counted as working days, so that after Christmas and Easter there is a little less time. A publication that was withdrawn by that day does not count; one withdrawn later does. Months are counted from the first publication on, and a month is due once its tenth working day has gone by when a file or a publication next comes in."
good = "Every month."
owner = "Social value team"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select month, count(*) filter (where in_time) as numerator, count(*) as denominator
from publications
group by all
