-- one row for each assignment held at a month's end
create table staff_in_post as
select
    date_trunc('month', as_at)::date as month,
    as_at, person, assignment, primary_assignment, assignment_category, staff_group, pay_band, fte, annual_salary,
    contracted_hours, start_date, home, load, sheet, row
from loaded.staff_in_post
where as_at is not null
