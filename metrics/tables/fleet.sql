-- one row for each vehicle and day of a fleet list
create table fleet as
select
    date_trunc('month', as_at)::date as month,
    as_at, vehicle, kind, fuel, held, arrived, load, sheet, row
from loaded.fleet
where as_at is not null
