-- one row for each assignment that ended
create table leavers as
select
    date_trunc('month', leaving_date)::date as month,
    person, leaving_date, assignment_category, staff_group, pay_band, fte, leaving_reason, destination, home, load, sheet, row
from loaded.leavers
where leaving_date is not null
