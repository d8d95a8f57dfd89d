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
with named as (
    select
        month, mode, year(month - interval 3 month) as financial_year, coalesce(km, miles * 1.609344) as distance,
        case
            when starts_with(mode, 'car') then mode || '_miles'
            else mode || '_km'
        end as item
    from travel
),
counted as (
    select
        named.*, provisional,
        case
            when mode = 'bicycle' or distance = 0 then 0
            else distance * factor / case when unit = 'mile' then 1.609344 else 1 end / 1000
        end as carbon
    from named
    left join factors_in_force as in_force on in_force.item = named.item and vintage = financial_year
)
select
    month, mode,
    case when count(*) filter (where distance is not null and carbon is null) = 0 then coalesce(sum(carbon), 0) end as numerator,
    null as denominator,
    count(*) filter (where distance is null and mode <> 'bicycle') as unknown,
    coalesce(bool_or(provisional), false) as provisional,
    string_agg(distinct 'a factor for ' || replace(item, '_', ' ') || ' in ' || financial_year, '; ')
        filter (where distance is not null and carbon is null) as lacks,
    case when mode = 'bicycle' then 3 else 2 end as tier
from counted
group by all
