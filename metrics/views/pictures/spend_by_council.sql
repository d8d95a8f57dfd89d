-- one row for each council of the catchment, of the payments of twelve months that the trust can influence, pounds
with newest as (select max(month) as month from payments where month <= $month)
select councils.name as council, sum(amount) as amount
from payments cross join newest join councils on councils.code = place.council
where payments.month between newest.month - interval 11 month and newest.month
    and excluded is null and influenceable and place.ring = 'catchment'
group by all
order by amount desc
