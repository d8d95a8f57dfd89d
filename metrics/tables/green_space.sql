-- one row for each site and day of a count of green space
create table green_space as
select
    date_trunc('month', as_at)::date as month,
    as_at, site_code, site_name, owned_ha, nature_ha, planted, alive, load, sheet, row
from loaded.green_space
where as_at is not null
