-- one row for each category and ring, of the payments of twelve months that the trust can influence, pounds
with newest as (
    select max(month) as month, cast(greatest(min(month), max(month) - interval 11 month) as date) as first
    from payments
    where month <= $month
)
select coalesce(nullif(trim(category), ''), 'No category given') as category, place.ring as ring, sum(amount) as amount,
    newest.month, newest.first
from payments, newest
where payments.month between newest.month - interval 11 month and newest.month and excluded is null and influenceable
group by all
