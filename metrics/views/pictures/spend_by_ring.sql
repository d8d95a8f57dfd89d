-- one row for each ring, influence and reason for leaving out, of the payments of twelve months, pounds
with newest as (
    select max(month) as month, cast(greatest(min(month), max(month) - interval 11 month) as date) as first
    from payments
    where month <= $month
)
select place.ring as ring, influenceable, excluded, sum(amount) as amount, newest.month, newest.first
from payments, newest
where payments.month between newest.month - interval 11 month and newest.month
group by all
