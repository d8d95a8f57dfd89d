-- one row for each characteristic and group of it on the day of a count: counts of staff, never people
create table representation as
select
    date_trunc('month', as_at)::date as month,
    as_at, characteristic, "group", staff, known, not_known, load, sheet, row
from loaded.representation
where as_at is not null
