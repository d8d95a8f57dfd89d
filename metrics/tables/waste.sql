-- one row for each site, month and waste stream
create table waste as
select date_trunc('month', month)::date as month, site_code, site_name, stream, tonnes, cost, load, sheet, row
from loaded.waste
where month is not null
