-- one row for each site and month of catering
create table food as
select
    date_trunc('month', month)::date as month,
    site_code, site_name, meals, unserved, waste_kg, load, sheet, row
from loaded.food
where month is not null
