-- one row for each month and kind of inhaler
create table inhalers as
select
    date_trunc('month', month)::date as month,
    inhaler, inhalers, load, sheet, row
from loaded.inhalers
where month is not null
