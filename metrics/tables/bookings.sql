-- one row for each booking of a room; `length` is its hours, given or reckoned from its two times
create table bookings as
with timed as (
    select *, try_cast(start_time as time) as from_time, try_cast(end_time as time) as to_time
    from loaded.bookings
    where booking_date is not null
)
select
    date_trunc('month', booking_date)::date as month,
    booking_date, site_code, room, start_time, end_time,
    coalesce(hours, nullif(date_diff('minute', from_time, to_time), 0) / 60.0) as hours,
    organisation, organisation_type, charge, hire_rate, load, sheet, row
from timed
