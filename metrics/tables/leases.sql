-- one row for each lease or licence and day of the register
create table leases as
select
    date_trunc('month', as_at)::date as month,
    as_at, reference, site_code, site_name, tenant, tenant_type, area_m2, start_date, end_date, rent,
    -- an unwritten first or last day shuts nobody out
    coalesce(start_date <= as_at, true) and coalesce(end_date >= as_at, true) as in_force,
    load, sheet, row
from loaded.leases
where as_at is not null
