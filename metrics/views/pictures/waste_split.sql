-- one row for each of the three clinical streams of twelve months, tonnes
with newest as (
    select max(month) as month, cast(greatest(min(month), max(month) - interval 11 month) as date) as first
    from waste
    where month <= $month
)
select stream, sum(tonnes) as tonnes, newest.month, newest.first
from waste, newest
where waste.month between newest.month - interval 11 month and newest.month
    and stream in ('high_temperature', 'alternative_treatment', 'offensive')
group by all
