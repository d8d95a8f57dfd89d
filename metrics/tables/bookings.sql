-- one row for each booking of a room; `length` is its hours, given or reckoned from its two times
create table bookings as
with clock as (
    select
        *,
        -- 18:00, 18.00, 1800, 6pm, 6.30 pm; a part of a day (0.75) is no time of the clock
        list_transform([start_time, end_time], lambda said: regexp_extract(
            lower(trim(said)), '^(\d{1,2})(?: ?[:.]? ?(\d{2}))?(?:[:.]\d{2})? ?([ap])?\.?m?\.?$', ['hour', 'minute', 'half']
        )) as told
    from loaded.bookings
    where booking_date is not null
),
timed as (
    select
        *,
        list_transform(told, lambda one: case
            -- a bare 9 may be morning or evening
            when try_cast(one.hour as integer) <= 24 and coalesce(try_cast(one.minute as integer), 0) < 60
                and concat(one.minute, one.half) <> ''
                then (try_cast(one.hour as integer) % case one.half when '' then 25 else 12 end) * 60
                    + coalesce(try_cast(one.minute as integer), 0) + case one.half when 'p' then 720 else 0 end
        end) as minutes
    from clock
)
select
    date_trunc('month', booking_date)::date as month,
    booking_date, site_code, room, start_time, end_time,
    -- an evening may end after midnight; a morning that would last into the night is two times exchanged
    coalesce(hours, case
        when minutes[2] > minutes[1] then minutes[2] - minutes[1]
        when minutes[2] < minutes[1] - 720 then minutes[2] - minutes[1] + 1440
    end / 60.0) as hours,
    organisation, organisation_type, charge, hire_rate, load, sheet, row
from timed
