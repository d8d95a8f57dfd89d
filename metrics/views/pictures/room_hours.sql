-- one row for each weekday (1 Monday) and hour of the day: hours of rooms used by community groups in twelve months
with newest as (
    select max(month) as month, cast(greatest(min(month), max(month) - interval 11 month) as date) as first
    from bookings
    where month <= $month
),
timed as (
    select booking_date, try_cast(start_time as time) as begins, try_cast(end_time as time) as ends,
        newest.month, newest.first
    from bookings, newest
    where bookings.month between newest.month - interval 11 month and newest.month
        and organisation_type in ('community', 'vcfse')
),
hours as (select unnest(range(7, 22)) as hour)
select isodow(booking_date) as weekday, hour, month, first,
    sum(greatest(0, least(hour * 60 + 60, date_part('hour', ends) * 60 + date_part('minute', ends))
        - greatest(hour * 60, date_part('hour', begins) * 60 + date_part('minute', begins)))) / 60.0 as used
from timed, hours
where begins is not null and ends > begins
group by all
