-- one row for each ask of the last twelve months, those answered last first
with newest as (select max(month) as month from asks where month <= $month)
select asked_date, ask, reply, "group" as code, status, closed_date, due_date, published, newest.month
from asks, newest
where asks.month between newest.month - interval 11 month and newest.month
order by closed_date desc nulls last, asked_date desc
