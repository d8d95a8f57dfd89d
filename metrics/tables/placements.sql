-- one row for each group of young people who began a placement together
create table placements as
select
    date_trunc('month', start_date)::date as month,
    start_date, kind, people, hours, school, school_postcode, department, place, load, sheet, row
from loaded.placements
where start_date is not null
