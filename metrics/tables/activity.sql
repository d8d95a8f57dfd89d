-- one row for each month, site, kind of care and way of being seen; at home or by telephone there is no site
create table activity as
select month, site_code, site_name, postcode, kind, coalesce(setting, 'site') as setting, contacts, place, load, sheet, row
from loaded.activity
where month is not null
