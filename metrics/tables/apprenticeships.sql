-- one row for each apprenticeship that somebody began
create table apprenticeships as
select
    date_trunc('month', start_date)::date as month,
    person, start_date, standard, level, post, load, sheet, row
from loaded.apprenticeships
where start_date is not null
