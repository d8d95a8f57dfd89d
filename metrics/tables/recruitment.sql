-- one row for each job that somebody began
create table recruitment as
select
    date_trunc('month', start_date)::date as month,
    vacancy, job_title, pay_band, staff_group, closing_date, start_date, load, sheet, row
from loaded.recruitment
where start_date is not null
