-- one row for each month and kind of thing used again
create table reuse as
select
    date_trunc('month', month)::date as month,
    category, items, avoided, load, sheet, row
from loaded.reuse
where month is not null
