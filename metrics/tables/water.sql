-- one row for each site, month and bill of water
create table water as
select date_trunc('month', month)::date as month, site_code, site_name, m3, cost, read_type, load, sheet, row
from loaded.water
where month is not null
