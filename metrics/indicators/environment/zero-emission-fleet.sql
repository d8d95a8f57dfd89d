/* +++
code = "N3b"
title = "Vehicles without exhaust"
short = "Zero-emission vehicles"
commitment = "clean-travel"
kind = "share"
basis = "stock"
unit = "percent"
better = "up"
counts = "things"
source = ["fleet"]
why = "Our own vans and cars are on the streets where our patients breathe."
how = "Of the vehicles that the trust owns or leases on the day of the list, the share that are battery electric or hydrogen. Ambulances are left out. A vehicle without a fuel is unknown. Hybrids do not count."
good = "A rising share; every new vehicle from 2027."
benchmark = "All new vehicles owned or leased zero-emission by 2027, ambulances excepted; NHS at 11%"
owner = "Transport manager"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month,
    count(*) filter (where fuel in ('electric', 'hydrogen') and kind is distinct from 'ambulance') as numerator,
    count(*) filter (where fuel is not null and kind is distinct from 'ambulance') as denominator,
    count(*) filter (where fuel is null and kind is distinct from 'ambulance') as unknown,
    count(*) filter (where kind = 'ambulance') as left_out
from fleet
group by all
