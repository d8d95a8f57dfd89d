-- one row for each priority group: people reached at events of twelve months
with newest as (
    select max(month) as month, cast(greatest(min(month), max(month) - interval 11 month) as date) as first
    from engagement
    where month <= $month
)
select "group" as code, sum(people) as people, sum(new_people) as new_people, count(distinct event) as events, newest.month, newest.first
from engagement, newest
where engagement.month between newest.month - interval 11 month and newest.month
group by all
