-- one row for each home postcode district of the starters of twelve months; its centre is theirs, to the kilometre
with newest as (
    select max(month) as month, cast(greatest(min(month), max(month) - interval 11 month) as date) as first
    from starters
    where month <= $month
),
counted as (
    select home.district as district, mode(home.council) as council, mode(home.ring) as ring, count(*) as people,
        round(avg(home.east), -3) as east, round(avg(home.north), -3) as north
    from starters, newest
    where starters.month between newest.month - interval 11 month and newest.month
    group by home.district
)
select counted.*, councils.name as council_name, newest.month, newest.first
from counted cross join newest left join councils on councils.code = counted.council
order by people desc, district
