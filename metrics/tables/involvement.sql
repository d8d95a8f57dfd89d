-- one row for each person and piece of involvement work
create table involvement as
select
    date_trunc('month', paid_date)::date as month,
    paid_date, person, role, hours, paid, "group", load, sheet, row
from loaded.involvement
where paid_date is not null
