-- one row for each person who finished a pre-employment programme
create table programmes as
select
    date_trunc('month', finish_date)::date as month,
    person, programme, finish_date, job_start_date, paid, employer, load, sheet, row
from loaded.programmes
where finish_date is not null
