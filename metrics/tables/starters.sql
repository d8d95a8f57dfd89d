-- one row for each assignment that began
create table starters as
select
    date_trunc('month', start_date)::date as month,
    person, start_date, assignment_category, staff_group, pay_band, fte, primary_assignment, recruitment_source,
    organisation, home, load, sheet, row
from loaded.starters
where start_date is not null
