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
how = "Kilometres by way of travelling times the government's factor of the year in which the month's financial year began; a mile is 1.609344 km. Rail, bus, taxi and flights are for each passenger; flights count as domestic, with the effect of their height. A car whose fuel is not told counts as the average car; a bicycle counts as none. Hotels, the making of fuels and fuel bought for our own vans are not in it. The last known factor stands, marked provisional, until the next is published. A month with a journey without a distance has no figure."
good = "A falling line on the way to zero in 2040."
decimals = 1
benchmark = "NHS net zero travel and transport strategy: zero emissions from business travel by 2040"
owner = "Travel lead"
reviewed = 2026-11-01
next_review = 2027-11-01
+++ */
with named as (
    select
        month, mode, year(month - interval 3 month) as vintage, coalesce(km, miles * 1.609344) as distance,
        case
            when starts_with(mode, 'car') then mode || '_miles'
            else mode || '_km'
        end as item
    from travel
),
factors as (
    select item, year, cast(factor as double) as factor, unit, lead(year) over (partition by item order by year) as next_year
    from emission_factors
)
select
    month, mode,
    case
        when count(*) filter (where mode <> 'bicycle' and (distance is null or (distance <> 0 and factor is null))) = 0
            then coalesce(sum(distance * factor / case when unit = 'mile' then 1.609344 else 1 end / 1000)
                filter (where mode <> 'bicycle'), 0)
    end as numerator,
    null as denominator,
    coalesce(bool_or(next_year is null and vintage > year), false) as provisional
from named
left join factors
    on factors.item = named.item and vintage >= factors.year and (next_year is null or vintage < next_year)
group by all
