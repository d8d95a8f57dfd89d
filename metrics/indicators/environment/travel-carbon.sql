/* +++
code = "N3a"
title = "Carbon of business travel"
short = "Business travel carbon"
commitment = "clean-travel"
kind = "total"
basis = "flow"
unit = "tCO2e"
better = "down"
counts = "things"
source = ["travel"]
by = ["mode"]
why = "Journeys for work are carbon that a telephone call, a train or an electric pool car can avoid."
how = "Kilometres by way of travelling times the government's factor of the year in which the month's financial year began; a mile is 1.609344 km. Rail, bus, taxi and flights are for each passenger; flights count as domestic, with the effect of their height. A car whose fuel is not told counts as the average car; a bicycle counts as none. Hotels, the making of fuels and fuel bought for our own vans are not in it. The last known factor stands, marked provisional, until the next is published. Lines without a distance are counted apart as unknown; where a factor is missing there is no figure, and it says which. Standard: distances at the average of a kind of vehicle."
good = "A falling line on the way to zero in 2040."
decimals = 1
unknown_of = "lines without a distance"
factors = ["car_unknown_miles", "car_petrol_miles", "car_diesel_miles", "rail_km", "flight_km"]
improve = {standard = "Have each claim say the vehicle's registered grams a kilometre, and every line its distance."}
benchmark = "NHS net zero travel and transport strategy: zero emissions from business travel by 2040"
owner = "Travel lead"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
select
    month, mode,
    case when count(lacks) = 0 then coalesce(sum(tonnes), 0) end as numerator, null as denominator,
    count(*) filter (where not is_known) as unknown,
    bool_or(provisional) as provisional, string_agg(distinct lacks, '; ') as lacks, min(tier) as tier
from travel_carbon
group by all
