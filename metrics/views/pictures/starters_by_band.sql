-- one row for each pay band and ring of home, of the starters of twelve months; ring null where the home is not known
with newest as (
    select max(month) as month, cast(greatest(min(month), max(month) - interval 11 month) as date) as first
    from starters
    where month <= $month
)
select coalesce(nullif(trim(pay_band), ''), 'No band given') as band, home.ring as ring, count(*) as people, newest.month, newest.first
from starters, newest
where starters.month between newest.month - interval 11 month and newest.month
group by all
