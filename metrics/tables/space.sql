-- one row for each site and month in which its space was counted
create table space as
select
    date_trunc('month', as_at)::date as month,
    as_at, site_code, site_name, occupied_m2, clinical_m2, non_clinical_m2, empty_m2, under_used_m2, bookable_hours,
    load, sheet, row
from loaded.space
where as_at is not null
