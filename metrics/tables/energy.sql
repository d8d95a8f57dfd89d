-- one row for each site, month and bill of a fuel
create table energy as
select
    date_trunc('month', month)::date as month,
    site_code, site_name, fuel, kwh, cost, read_type, tariff, load, sheet, row
from loaded.energy
where month is not null
